"""What a breakdown shows: the largest category, or the highest and the lowest.

Said twice: as a heading, and in the sentence below it with the numbers.
"""

from decimal import Decimal

from helpers.domain.structure import statistic_named
from helpers.report.context import Context
from helpers.report.quantities import are_alike, quantity
from helpers.report.series import Observation
from helpers.report.shares import categories_shown, of_some_only, share_base, share_in_words

# A heading that names more of them is no heading.
MOST_NAMED = 3


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
    return words.spaced(kind, percent=share_in_words(context, largest, base), base=of, **parts)


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
        "value": quantity(context, published[leading[0]]),
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
    highest, lowest = extreme_names(context, published)
    if highest == lowest:
        equal = len({value.number for value in published.values()}) == 1
        return words.phrase("heading_equal", statistic=name) if equal else ""
    if max(len(highest), len(lowest)) > MOST_NAMED:
        return ""
    ends = {"highest": words.listed(highest), "lowest": words.listed(lowest)}
    return words.phrase(phrase, statistic=name, **ends)


def extremes(context: Context, published: dict[str, Observation]) -> str:
    """Return the sentence on the highest and the lowest of some published values."""
    words = context.words
    highest, lowest = extreme_names(context, published)
    most, least = (choose(published.values(), key=_known) for choose in (max, min))
    value = quantity(context, most)
    if highest == lowest:
        equal = most.number == least.number
        return words.phrase("all_equal" if equal else "all_close", value=value)
    return words.phrase(
        "highest_lowest",
        highest=words.listed(highest),
        lowest=words.listed(lowest),
        highest_value=value,
        lowest_value=quantity(context, least),
    )


def extreme_names(
    context: Context, published: dict[str, Observation]
) -> tuple[list[str], list[str]]:
    """Return the names of the highest and of the lowest published values.

    What is said to be the same as one of them is named with it. Where that are all, both are.
    """
    most, least = (choose(published.values(), key=_known) for choose in (max, min))
    if are_alike(context, most, least):
        return list(published), list(published)
    highest = [name for name, value in published.items() if are_alike(context, value, most)]
    lowest = [name for name, value in published.items() if are_alike(context, value, least)]
    return highest, [name for name in lowest if name not in highest]


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
        value=quantity(context, rest[names[0]]),
        percent=share_in_words(context, second, base),
    )


def _known(observation: Observation) -> Decimal:
    assert observation.number is not None
    return observation.number
