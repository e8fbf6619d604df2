"""Changes: from one published value to another; how they are said is in ``change_words``."""

from dataclasses import dataclass
from decimal import Decimal

from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Period
from helpers.report.context import Context
from helpers.report.quantities import scaled_decimals
from helpers.report.series import Observation

# A percentage of a small number says more than is known; of a rounded one, sooner.
SMALLEST_BASE, SMALLEST_ROUNDED_BASE = 50, 500
_IN_PERCENT = {"files", "persons", "rials"}


@dataclass(frozen=True)
class Change:
    """The difference of two published values.

    Attributes
    ----------
    now
        The later of the two.
    percent
        Of the earlier value, with ``percent_decimals``; None for rates, and where the base is
        small.
    approximate
        Whether the values are rounded, so that the difference is known only roughly: it has then
        no decimals.
    scaled_decimals
        Of a sum that is said in millions or billions.
    """

    now: Decimal
    difference: Decimal
    percent: Decimal | None
    approximate: bool
    unit: str
    decimals: int
    scaled_decimals: int = 1

    @property
    def percent_decimals(self) -> int:
        """Decimals of the percentage: of 500 rounded to base 5, even the units are uncertain."""
        return 0 if self.approximate else 1

    @property
    def kind(self) -> str:
        """The code of the phrase that says it."""
        if not self.difference:
            return "no_change_rounded" if self.approximate else "no_change"
        return "change" if round_half_up(self.difference, self.decimals) else "little_change"


def change(
    now: Observation, before: Observation, *, approximate: bool, scaled_decimals: int = 1
) -> Change | None:
    """Return the change between two observations; None unless both are published."""
    if now.number is None or before.number is None:
        return None
    statistic = now.statistic
    difference = now.number - before.number
    smallest = SMALLEST_ROUNDED_BASE if approximate else SMALLEST_BASE
    percent = None
    if statistic.unit in _IN_PERCENT and before.number >= smallest:
        percent = round_half_up(100 * difference / before.number, 0 if approximate else 1)
        if percent == -100 and now.number:
            percent = None  # something is left
    decimals = statistic.decimals
    if approximate:
        decimals = _decimals(now.number, statistic.unit, scaled_decimals)
    return Change(
        *(now.number, difference, percent, approximate, statistic.unit, decimals, scaled_decimals)
    )


def _decimals(now: Decimal, unit: str, scaled_decimals: int) -> int:
    """Return the decimals of an approximate difference: a sum's is no finer than the sum is said.

    44.6 billion rials and 30 million less would be 44.6 billion again.
    """
    if unit != "rials" or now.adjusted() < 3:
        return 0
    return scaled_decimals - min(now.adjusted() // 3 * 3, 9)


def change_since(
    context: Context, code: str, period: Period, breakdown: str = TOTAL, category: str = TOTAL
) -> Change | None:
    """Return the change of a statistic of the page since an earlier period."""
    now = context.observe(code, breakdown=breakdown, category=category)
    before = context.observe(code, period, breakdown=breakdown, category=category)
    return change(
        *(now, before),
        approximate=context.is_approximate(now),
        scaled_decimals=scaled_decimals(context, now),
    )
