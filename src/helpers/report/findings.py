"""What a breakdown shows, in a sentence: the largest category, or the highest and the lowest."""

from decimal import Decimal

from helpers.domain.codelists import UNKNOWN
from helpers.domain.structure import statistic_named
from helpers.report.context import Context
from helpers.report.series import Observation

# A share of a small total says more than is known, and its decimal does so sooner.
SMALLEST_SHARED, SMALLEST_WITH_DECIMAL = 50, 1000

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


def share_base(context: Context, code: str, by: str) -> tuple[str, Observation] | None:
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


def of_some_only(code: str, by: str) -> bool:
    """Whether the categories are those of a part of the total."""
    return by == _CAUSE and code in _MIXED_HEADS


def share_decimals(base: Observation) -> int:
    """Return how many decimals a share of this base bears."""
    return 1 if base.number is not None and base.number >= SMALLEST_WITH_DECIMAL else 0


def finding(context: Context, code: str, by: str) -> str:
    """Return the sentence on the largest category, or the highest and the lowest value."""
    words = context.words
    published = {
        words.term(by, category): value
        for category, value in categories_shown(context, code, by).items()
        if value.number is not None
    }
    if not published:
        return words.phrase("breakdown_unpublished")
    if statistic_named(code).kind == "derived":
        return extremes(context, published)
    largest = max(_known(value) for value in published.values())
    if largest <= 0:
        total = context.observe(code)
        return words.phrase("breakdown_empty") if total.number == 0 else ""
    leading = [name for name, value in published.items() if value.number == largest]
    value = words.quantity(published[leading[0]])
    if len(leading) > 1:
        return words.phrase("largest_tied", category=words.quoted(leading), value=value)
    shares = share_base(context, code, by)
    category = words.quoted(leading)
    if shares is None:
        return words.phrase("largest", category=category, value=value)
    base_name, base = shares
    text = words.phrase(
        "largest_share",
        category=category,
        value=value,
        base=base_name,
        percent=_percent(context, largest, base),
    )
    return f"{text} {_runner_up(context, published, largest, base)}".rstrip()


def extremes(context: Context, published: dict[str, Observation]) -> str:
    """Return the sentence on the highest and the lowest of some published values."""
    words = context.words
    highest, lowest = extreme_names(published)
    value = words.quantity(published[highest[0]])
    if highest == lowest:
        return words.phrase("all_equal", value=value)
    return words.phrase(
        "highest_lowest",
        highest=words.quoted(highest),
        lowest=words.quoted(lowest),
        highest_value=value,
        lowest_value=words.quantity(published[lowest[0]]),
    )


def extreme_names(published: dict[str, Observation]) -> tuple[list[str], list[str]]:
    """Return the names of the highest and of the lowest published values, ties together."""
    values = [_known(value) for value in published.values()]
    highest, lowest = (
        [name for name, value in published.items() if value.number == end]
        for end in (max(values), min(values))
    )
    return highest, lowest


def _percent(context: Context, part: Decimal, base: Observation) -> str:
    assert base.number
    return context.words.number(100 * part / base.number, share_decimals(base))


def _runner_up(
    context: Context, published: dict[str, Observation], largest: Decimal, base: Observation
) -> str:
    words = context.words
    rest = {name: value for name, value in published.items() if value.number != largest}
    second = max((_known(value) for value in rest.values()), default=Decimal(0))
    if second <= 0:
        return ""
    names = [name for name, value in rest.items() if value.number == second]
    percent = _percent(context, second, base)
    code = "next_share" if len(names) == 1 else "next_share_tied"
    return words.phrase(code, category=words.quoted(names), percent=percent)


def _known(observation: Observation) -> Decimal:
    assert observation.number is not None
    return observation.number
