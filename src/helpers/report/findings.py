"""What a breakdown shows: the largest category, or the highest and the lowest.

Said twice: as a heading, and in the sentence below it with the numbers.
"""

from decimal import Decimal

from helpers.domain.codelists import UNKNOWN
from helpers.domain.structure import statistic_named
from helpers.report.context import Context
from helpers.report.series import Observation

# Of a smaller whole no share is stated. A part is rounded by up to 2.5: in a share of less than 500
# the units are uncertain, in one of less than 5,000 the decimal.
SMALLEST_SHARED, SMALLEST_SURE, SMALLEST_WITH_DECIMAL = 50, 500, 5000
# A heading that names more of them is no heading.
MOST_NAMED = 3

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
    """Return how many decimals a share of this base bears; of a sum, none."""
    is_count = base.statistic.kind == "count"
    return int(is_count and base.number is not None and base.number >= SMALLEST_WITH_DECIMAL)


def finding_heading(context: Context, code: str, by: str) -> str:
    """Return what a breakdown shows as a heading states it; else the name of what is shown."""
    words, name = context.words, context.name(code)
    breakdown = words.inline(words.term("breakdown", by))
    neutral = words.phrase("heading_by", statistic=name, breakdown=breakdown)
    published = _published(context, code, by)
    if statistic_named(code).kind == "derived":
        named = {words.quoted([category]): value for category, value in published.items()}
        return extremes_heading(context, code, named, "heading_extremes") or neutral
    leading, largest = _leading(published)
    if largest <= 0 or len(leading) > MOST_NAMED:
        return neutral
    every = _all_published(context, code, by)
    parts = {
        "statistic": words.phrase("heading_topic", statistic=name, breakdown=breakdown),
        "category": words.quoted(leading),
        "published": "" if every else words.phrase("published"),
        "figures": "" if every else words.phrase("published_figures"),
    }
    shares = share_base(context, code, by)
    if len(leading) > 1 or shares is None:
        return words.spaced("heading_tied" if len(leading) > 1 else "heading_leading", **parts)
    base_name, base = shares
    of = words.phrase("of", name=base_name) if of_some_only(code, by) else ""
    kind = "heading_largest_part" if statistic_named(code).kind == "sum" else "heading_largest"
    return words.spaced(kind, percent=_percent(context, largest, base), base=of, **parts)


def finding(context: Context, code: str, by: str) -> str:
    """Return the sentence on the largest category, or the highest and the lowest value."""
    words = context.words
    published = _published(context, code, by)
    if not published:
        return words.phrase("breakdown_unpublished")
    if statistic_named(code).kind == "derived":
        return extremes(context, {words.quoted([name]): v for name, v in published.items()})
    leading, largest = _leading(published)
    if largest <= 0:
        total = context.observe(code)
        return words.phrase("breakdown_empty") if total.number == 0 else ""
    parts = {
        "category": words.quoted(leading),
        "value": words.quantity(published[leading[0]]),
        "figures": "" if _all_published(context, code, by) else words.phrase("published_figures"),
    }
    if len(leading) > 1:
        return words.spaced("leading_tied", **parts)
    shares = share_base(context, code, by)
    after = _runner_up(context, published, shares[1]) if shares else ""
    return words.spaced("leading", next=after, **parts)


def extremes_heading(
    context: Context, code: str, published: dict[str, Observation], phrase: str
) -> str:
    """Return who has the highest and who the lowest of some published values, as a heading.

    Nothing where that cannot be said shortly.
    """
    words, name = context.words, context.name(code)
    if len(published) < 2:
        return ""
    highest, lowest = extreme_names(published)
    if highest == lowest:
        return words.phrase("heading_equal", statistic=name)
    if max(len(highest), len(lowest)) > MOST_NAMED:
        return ""
    ends = {"highest": words.listed(highest), "lowest": words.listed(lowest)}
    return words.phrase(phrase, statistic=name, **ends)


def extremes(context: Context, published: dict[str, Observation]) -> str:
    """Return the sentence on the highest and the lowest of some published values."""
    words = context.words
    highest, lowest = extreme_names(published)
    value = words.quantity(published[highest[0]])
    if highest == lowest:
        return words.phrase("all_equal", value=value)
    return words.phrase(
        "highest_lowest",
        highest=words.listed(highest),
        lowest=words.listed(lowest),
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


def _published(context: Context, code: str, by: str) -> dict[str, Observation]:
    """Return what is published of a breakdown, by the names of the categories."""
    return {
        context.words.term(by, category): value
        for category, value in categories_shown(context, code, by).items()
        if value.number is not None
    }


def _leading(published: dict[str, Observation]) -> tuple[list[str], Decimal]:
    """Return the names of the largest categories, and how large they are."""
    largest = max((_known(value) for value in published.values()), default=Decimal(0))
    return [name for name, value in published.items() if value.number == largest], largest


def _all_published(context: Context, code: str, by: str) -> bool:
    """Whether no category is left out: else a superlative holds of what is published only."""
    shown = categories_shown(context, code, by).values()
    return all(value.number is not None for value in shown)


def _percent(context: Context, part: Decimal, base: Observation) -> str:
    assert base.number
    words = context.words
    percent = words.number(100 * part / base.number, share_decimals(base))
    sure = base.number >= SMALLEST_SURE or context.table.about.edition == "internal"
    return percent if sure else words.phrase("about", size=percent)


def _runner_up(context: Context, published: dict[str, Observation], base: Observation) -> str:
    words = context.words
    first, _ = _leading(published)
    rest = {name: value for name, value in published.items() if name not in first}
    names, second = _leading(rest)
    if second <= 0:
        return ""
    return words.phrase(
        "next_leading" if len(names) == 1 else "next_leading_tied",
        category=words.quoted(names),
        value=words.quantity(rest[names[0]]),
        percent=_percent(context, second, base),
    )


def _known(observation: Observation) -> Decimal:
    assert observation.number is not None
    return observation.number
