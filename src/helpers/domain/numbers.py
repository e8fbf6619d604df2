"""Rounding, in one place: half up, by decimal arithmetic.

Python, NumPy and pandas round halves to even; published numbers do not.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache


def round_half_up(value: float | Decimal, decimals: int = 0) -> Decimal:
    """Return the value rounded half away from zero to the given number of decimals.

    A float is taken as the shortest decimal that stands for it, so 2.675 is the tie it looks like.
    A negative ``decimals`` rounds to tens, hundreds and so on.
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    rounded = exact.quantize(_step(decimals), rounding=ROUND_HALF_UP)
    return rounded if decimals >= 0 else rounded.quantize(_step(0))


@cache
def _step(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def round_to_base(value: int, base: int) -> int:
    """Return the multiple of ``base`` nearest to a count, halves away from zero."""
    return int(round_half_up(Decimal(int(value)) / base)) * base


def round_significant(value: float | int, digits: int) -> Decimal:
    """Return the value rounded half up to so many significant digits; zero stays zero."""
    exact = Decimal(repr(value))
    if not exact:
        return Decimal(0)
    return round_half_up(exact, digits - 1 - exact.adjusted())
