"""Shares: the categories of a breakdown, what they are shares of, and how finely that is known."""

from collections.abc import Iterable
from decimal import Decimal

from helpers.domain.codelists import UNKNOWN
from helpers.domain.structure import LEFT_OUT, statistic_named
from helpers.report.context import Context
from helpers.report.series import Observation

# Of a smaller whole no share is stated. A part is rounded by up to 2.5: in a share of less than 500
# the units are uncertain, in one of less than 5,000 the decimal.
SMALLEST_SHARED, SMALLEST_SURE, SMALLEST_WITH_DECIMAL = 50, 500, 5000

# What shares are shares of: its name, and the observation.
Shares = tuple[str, Observation]

# Causes of headship are recorded for female heads only: their whole is not the total.
_CAUSE = "headship_cause"
_OF_FEMALE_HEADS = {"files_active": ("head_sex", "female")}
_MIXED_HEADS = {"files_active", "files_opened"}


def categories_shown(context: Context, code: str, by: str) -> dict[str, Observation]:
    """Return the observations by category; the unknown ones only where there are any."""
    found = {
        category: context.observe(code, breakdown=by, category=category)
        for category in statistic_named(code).categories(by)
    }
    unknown = found.get(UNKNOWN)
    if unknown is not None and not unknown.number and not unknown.is_hidden:
        del found[UNKNOWN]
    return found


def share_base(context: Context, code: str, by: str) -> Shares | None:
    """Return what the shares are shares of, and its name; None where no share is stated."""
    if statistic_named(code).kind not in {"count", "sum"}:
        return None
    name = "the_total"
    base = context.observe(code)
    if of_some_only(code, by):
        if code not in _OF_FEMALE_HEADS:
            return None
        name = "female_heads"
        breakdown, category = _OF_FEMALE_HEADS[code]
        base = context.observe(code, breakdown=breakdown, category=category)
    if base.number is None or base.number < SMALLEST_SHARED:
        return None
    parts = [value.number for value in categories_shown(context, code, by).values()]
    if any(part is not None and part < 0 for part in parts):
        return None
    return context.words.phrase(name), base


def is_missed(total: Observation, parts: Iterable[Observation]) -> bool:
    """Whether a count is kept back of which parts are shown that are not small.

    A reader knows then that it is not small itself, and would take it for forgotten.
    """
    kept_back = total.is_hidden or LEFT_OUT in total.notes
    counted = total.statistic.kind == "count"
    return counted and kept_back and any(part.number for part in parts)


def of_some_only(code: str, by: str) -> bool:
    """Whether the categories are those of a part of the total."""
    return by == _CAUSE and code in _MIXED_HEADS


def share_decimals(base: Observation) -> int:
    """Return how many decimals a share of this base bears; of a sum, none."""
    is_count = base.statistic.kind == "count"
    return int(is_count and base.number is not None and base.number >= SMALLEST_WITH_DECIMAL)


def share_in_words(context: Context, part: Decimal, base: Observation) -> str:
    """Return a part in percent of its base; "about 12" where rounding makes it uncertain."""
    assert base.number
    words = context.words
    percent = words.number(100 * part / base.number, share_decimals(base))
    sure = base.number >= SMALLEST_SURE or context.table.about.edition == "internal"
    return percent if sure else words.phrase("about", size=percent)
