"""Steps in which means of rounded numbers are said: one or five of some digit."""

from decimal import Decimal

from helpers.domain.numbers import round_half_up

# A mean has so many people that rounding moves it by a fifth at most, and a step is never more than
# two and a half times as much.
_LARGEST = Decimal("0.5")
_SMALLEST_DIGIT = -4


def is_in_steps(number: Decimal, value: Decimal, mean: Decimal) -> bool:
    """Whether a number is the multiple of a step of a mean that is nearest to a value.

    Parameters
    ----------
    value
        The mean, or a change of it.
    """
    if not number or not mean:
        return False
    digits = range(mean.adjusted() + _SMALLEST_DIGIT, mean.adjusted() + 1)
    steps = (several * Decimal(1).scaleb(digit) for digit in digits for several in (1, 5))
    return any(
        step <= _LARGEST * mean and round_half_up(abs(value) / step) * step == number
        for step in steps
    )
