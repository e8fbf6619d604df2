"""How the values of one chart are written, and between which bounds they are drawn."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.ticker import MaxNLocator

from helpers.domain.numbers import round_half_up
from helpers.domain.persian import Lang, format_number

# Beyond six digits a number is read as a word: 52.3 billion.
_WORDS: tuple[tuple[int, dict[Lang, str]], ...] = (
    (10**12, {"fa": "هزار میلیارد", "en": "trillion"}),
    (10**9, {"fa": "میلیارد", "en": "billion"}),
    (10**6, {"fa": "میلیون", "en": "million"}),
)
_SIGNIFICANT_DIGITS = 3
_DECIMALS_OF_LESS_THAN_ONE = 2
# A line that moves within this share of its height is drawn on an axis that starts above zero...
_FLAT = 0.2
# ...but one that spans at least this share, so that a ripple does not look like a wave.
_LEAST_SPAN = 0.1


@dataclass(frozen=True)
class Measure:
    """How a chart writes its values.

    Attributes
    ----------
    unit
        The unit in words, with its multiple: "billion rials".
    factor
        What a value is divided by before it is written.
    decimals
        Of the written number.
    approximate
        Whether the values are rounded, or made from such: differences are known roughly only.
    """

    unit: str
    factor: int
    decimals: int
    lang: Lang
    approximate: bool = False

    @classmethod
    def of(
        cls, values: Iterable[float | None], unit: str, decimals: int, lang: Lang,
        *, approximate: bool = False, digits: int = _SIGNIFICANT_DIGITS,
    ) -> "Measure":  # fmt: skip
        """Choose the multiple of the unit from the values: all of them share one.

        Parameters
        ----------
        digits
            With which the largest is written in a multiple, if it has no more before the decimals.
        """
        sizes = [abs(value) for value in values if value]
        if not sizes or max(sizes) < _WORDS[-1][0]:
            return cls(unit, 1, decimals, lang, approximate)
        # The smallest value chooses the multiple, so that it is written as at least 1; the
        # largest the decimals, so that it has its digits.
        least = max(min(sizes), _WORDS[-1][0])
        factor, words = next(pair for pair in _WORDS if pair[0] <= least)
        spare = digits - math.floor(math.log10(max(sizes) / factor)) - 1
        if min(sizes) < factor:
            spare = _DECIMALS_OF_LESS_THAN_ONE
        return cls(f"{words[lang]} {unit}", factor, max(spare, 0), lang, approximate)

    def rounded(self, value: float) -> Decimal:
        """Return the value as it is written, in the multiple of the unit."""
        return round_half_up(Decimal(str(value)) / self.factor, self.decimals)

    def number(self, value: float) -> str:
        """Return the number alone: "52.3"; nothing at all has no decimals of a multiple."""
        decimals = self.decimals if value or self.factor == 1 else 0
        return format_number(self.rounded(value), self.lang, decimals)

    def quantity(self, value: float) -> str:
        """Return the number with its unit: "52.3 billion rials"."""
        return f"{self.number(value)} {self.unit}"

    def change(self, start: float, end: float) -> Decimal:
        """Return the difference of the two numbers as they are written."""
        return self.rounded(end) - self.rounded(start)

    @property
    def decimals_of_difference(self) -> int:
        """The decimals of a difference: none of approximate values; a sum's are those it has."""
        return 0 if self.approximate and self.factor == 1 else self.decimals

    def difference(self, change: Decimal) -> Decimal:
        """Return a difference of written numbers as it is said."""
        return round_half_up(change, self.decimals_of_difference)


@dataclass(frozen=True)
class Axis:
    """The bounds of a value axis and its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    @property
    def from_zero(self) -> bool:
        """Whether the axis holds zero."""
        return self.low <= 0 <= self.high


def axis(values: Iterable[float | None], measure: Measure, *, zero: bool) -> Axis:
    """Return an axis over the values; one without ticks when there are none.

    Parameters
    ----------
    zero
        Start at zero whatever the values. Otherwise the axis may start above zero, when all
        values lie within the highest fifth: a line would be flat there.
    """
    known = [value / measure.factor for value in values if value is not None]
    if not known:
        return Axis(0.0, 1.0, (), 0)
    low, high = min(known), max(known)
    if zero or low <= 0 or low == high or high - low > _FLAT * high:
        low, high = min(low, 0.0), max(high, 0.0)
    else:
        spare = max(_LEAST_SPAN * high - (high - low), 0.0) / 2
        low, high = low - spare, high + spare
    if low == high:
        high = 1.0
    locator = MaxNLocator(
        nbins=4, steps=[1, 2, 2.5, 5, 10], integer=measure.decimals == 0, min_n_ticks=1
    )
    # Adding zero turns the locator's -0.0 into 0.0.
    ticks = tuple(round(float(tick), 9) + 0.0 for tick in locator.tick_values(low, high))
    return Axis(
        min(ticks[0], low) * measure.factor,
        max(ticks[-1], high) * measure.factor,
        tuple(tick * measure.factor for tick in ticks),
        max(decimals_of(tick) for tick in ticks),
    )


def decimals_of(number: float) -> int:
    """Return how many decimals it takes to write a number."""
    return len(f"{number:.9f}".rstrip("0").partition(".")[2])
