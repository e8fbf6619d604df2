"""Changes: from one published value to another; how they are said is in ``change_words``."""

from dataclasses import dataclass
from decimal import Decimal

from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Period
from helpers.report.context import Context
from helpers.report.quantities import fineness, is_rough_mean, to_step
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
        Of the earlier value, with ``percent_decimals``; None for rates, for means of rounded
        numbers, and where the base is small.
    approximate
        Whether the values are rounded, so that the difference is known only roughly.
    step
        In which the difference is said: a whole number at least where it is known only roughly, and
        no finer than the value.
    """

    now: Decimal
    difference: Decimal
    percent: Decimal | None
    approximate: bool
    unit: str
    step: Decimal

    @property
    def percent_decimals(self) -> int:
        """Decimals of the percentage: of 500 rounded to base 5, even the units are uncertain."""
        return 0 if self.approximate else 1

    @property
    def kind(self) -> str:
        """The code of the phrase that says it."""
        if not self.difference:
            return "no_change_rounded" if self.approximate else "no_change"
        return "change" if self.size else "little_change"

    @property
    def size(self) -> Decimal:
        """How large the difference is said to be."""
        return to_step(abs(self.difference), self.step)


def change(context: Context, now: Observation, before: Observation) -> Change | None:
    """Return the change between two observations; None unless both are published."""
    if now.number is None or before.number is None:
        return None
    statistic, approximate = now.statistic, context.is_approximate(now)
    difference = now.number - before.number
    smallest = SMALLEST_ROUNDED_BASE if approximate else SMALLEST_BASE
    percent = None
    known = statistic.unit in _IN_PERCENT and not is_rough_mean(context, now)
    if known and before.number >= smallest:
        percent = round_half_up(100 * difference / before.number, 0 if approximate else 1)
        if percent == -100 and now.number:
            percent = None  # something is left
    step = Decimal(1).scaleb(-statistic.decimals)
    if approximate:
        # 44.6 billion rials and 30 million less would be 44.6 billion again.
        step = max(fineness(context, now).step, Decimal(1))
    return Change(now.number, difference, percent, approximate, statistic.unit, step)


def change_since(
    context: Context, code: str, period: Period, breakdown: str = TOTAL, category: str = TOTAL
) -> Change | None:
    """Return the change of a statistic of the page since an earlier period."""
    now = context.observe(code, breakdown=breakdown, category=category)
    before = context.observe(code, period, breakdown=breakdown, category=category)
    return change(context, now, before)
