"""What the counties show side by side: who has the highest and the lowest, and the page's own."""

from decimal import Decimal

from helpers.domain.structure import Statistic
from helpers.report.context import Context
from helpers.report.findings import extreme_names, extremes, extremes_heading
from helpers.report.quantities import are_alike, beside_name, quantity
from helpers.report.series import Observation

# Beyond, the terms name no ordinal.
_LAST_ORDINAL = 12


def counties_heading(context: Context, code: str) -> str:
    """Return the figure of the page's county beside the province's, or the extremes."""
    if not _stands_beside(context, code):
        published = _published(context, code)
        neutral = context.words.phrase("heading_in_counties", statistic=context.name(code))
        return extremes_heading(context, code, published, "heading_counties") or neutral
    own, reference = context.observe(code), context.observe(code, area=context.province)
    return context.words.phrase(
        "heading_own",
        statistic=context.name(code),
        own=beside_name(context, own),
        county=context.area.name(context.lang),
        reference=beside_name(context, reference),
        province=context.area_in_words(context.province),
    )


def counties_finding(context: Context, code: str) -> str:
    """Return the sentences on the extremes, and on the page's county or the province.

    What the heading says of both is not said again.
    """
    words = context.words
    published = _published(context, code)
    said = [extremes(context, published)] if len(published) > 1 else []
    own, reference = context.observe(code), context.observe(code, area=context.province)
    in_county = context.area.level == "county" and own.number is not None
    beside = _stands_beside(context, code)
    if in_county and not beside:
        name, value = context.area_in_words(), quantity(context, own)
        said.append(words.phrase("county_rate", county=name, value=value))
    if in_county:
        said.append(_rank(context, published))
    # A number of one county says nothing beside that of the whole province; a rate does.
    if _is_rate(own.statistic) and reference.number is not None and not beside:
        name, value = context.area_in_words(context.province), quantity(context, reference)
        said.append(words.phrase("province_rate", province=name, value=value))
    return " ".join(filter(None, said))


def _stands_beside(context: Context, code: str) -> bool:
    """Whether the page's county has a rate that stands beside that of the province."""
    own, reference = context.observe(code), context.observe(code, area=context.province)
    published = own.number is not None and reference.number is not None
    return published and context.area.level == "county" and _is_rate(own.statistic)


def _is_rate(statistic: Statistic) -> bool:
    return statistic.kind in {"derived", "median"}


def _published(context: Context, code: str) -> dict[str, Observation]:
    return {
        area.name(context.lang): found
        for area in context.settings.areas.counties
        if (found := context.observe(code, area=area)).number is not None
    }


def _rank(context: Context, published: dict[str, Observation]) -> str:
    """Return the rank of the page's county.

    Nothing at the ends, where a county is missing, or where another that has not the same figure is
    said to have it.
    """
    words, name = context.words, context.area.name(context.lang)
    highest, lowest = extreme_names(context, published)
    if len(published) < len(context.settings.areas.counties) or name in (*highest, *lowest):
        return ""
    own = published[name].number or Decimal(0)
    alike = [v for v in published.values() if are_alike(context, v, published[name])]
    if any(value.number != own for value in alike):
        return ""
    rank = 1 + sum(value.number > own for value in published.values() if value.number is not None)
    others = [other for other, value in published.items() if value.number == own and other != name]
    if rank > _LAST_ORDINAL:
        return ""
    return words.phrase(
        "county_rank_shared" if others else "county_rank",
        county=context.area_in_words(),
        ordinal=words.term("ordinal", str(rank)),
        others=words.listed(others),
    )
