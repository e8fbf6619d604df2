"""Changes: from one published value to another, and how they are said."""

from dataclasses import dataclass
from decimal import Decimal

from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Period
from helpers.domain.persian import list_in_words
from helpers.report.context import Context
from helpers.report.series import Observation

# A percentage of a small number says more than is known; of a rounded one, sooner.
SMALLEST_BASE, SMALLEST_ROUNDED_BASE = 50, 500
_IN_PERCENT = {"files", "persons", "rials"}


@dataclass(frozen=True)
class Change:
    """The difference of two published values.

    Attributes
    ----------
    percent
        Of the earlier value, one decimal; None for rates, and where the base is small.
    approximate
        Whether the values are rounded, so that the difference is known only roughly.
    """

    difference: Decimal
    percent: Decimal | None
    approximate: bool
    unit: str
    decimals: int


def change(now: Observation, before: Observation, *, approximate: bool) -> Change | None:
    """Return the change between two observations; None unless both are published."""
    if now.number is None or before.number is None:
        return None
    statistic = now.statistic
    difference = now.number - before.number
    smallest = SMALLEST_ROUNDED_BASE if approximate else SMALLEST_BASE
    percent = None
    if statistic.unit in _IN_PERCENT and before.number >= smallest:
        percent = round_half_up(100 * difference / before.number, 1)
    return Change(difference, percent, approximate, statistic.unit, statistic.decimals)


def change_since(
    context: Context, code: str, period: Period, breakdown: str = TOTAL, category: str = TOTAL
) -> Change | None:
    """Return the change of a statistic of the page since an earlier period."""
    now = context.observe(code, breakdown=breakdown, category=category)
    before = context.observe(code, period, breakdown=breakdown, category=category)
    return change(now, before, approximate=context.is_approximate(now))


def difference_in_words(context: Context, found: Change) -> str:
    """Return the size of a change: "12 (0.2 percent)", "about 15", "0.3 percentage points"."""
    words = context.words
    number = words.in_prose(abs(found.difference), found.unit, found.decimals)
    code = "points" if found.unit == "percent" else f"units_{found.unit}"
    text = words.phrase(code, number=number)
    if found.percent:
        percent = words.number(abs(found.percent), 1)
        text = words.phrase("and_percent", difference=text, percent=percent)
    return words.phrase("about", difference=text) if found.approximate else text


def changes_in_words(context: Context, code: str) -> str:
    """Return the sentence on the changes of a statistic; empty where none can be stated."""
    words = context.words
    clauses = [
        _clause(context, change_since(context, code, context.previous), context.previous_in_words())
    ]
    if context.year_before:
        since_year = change_since(context, code, context.year_before)
        clauses.append(_clause(context, since_year, words.phrase("same_month_last_year")))
    stated = [clause for clause in clauses if clause]
    return words.phrase("changes", clauses=list_in_words(stated, context.lang)) if stated else ""


def _clause(context: Context, found: Change | None, before: str) -> str:
    words = context.words
    if found is None:
        return ""
    if not found.difference:
        code = "no_change_rounded" if found.approximate else "no_change"
        return words.phrase(code, before=before)
    difference = difference_in_words(context, found)
    code = "rise" if found.difference > 0 else "fall"
    return words.phrase(code, difference=difference, before=before)


def figure_change(context: Context, code: str) -> str:
    """Return the change since the previous period, as it stands under a headline figure."""
    found = change_since(context, code, context.previous)
    words, before = context.words, context.previous_in_words()
    if found is None:
        return ""
    if not found.difference:
        code = "figure_no_change_rounded" if found.approximate else "figure_no_change"
        return words.phrase(code, before=before)
    difference = difference_in_words(context, found)
    rise = found.difference > 0
    return words.phrase(
        "figure_rise" if rise else "figure_fall", difference=difference, before=before
    )
