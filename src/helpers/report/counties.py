"""Counties side by side: as numbers, as rates, and where they are."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from helpers.domain.areas import Area
from helpers.domain.structure import statistic_named
from helpers.report.charts import bars, bubble_map, pair
from helpers.report.context import Context, floats
from helpers.report.county_findings import counties_finding, counties_heading
from helpers.report.html import Fragment, finding_block, join, picture
from helpers.report.sources import Sources
from helpers.report.table_blocks import table_of
from helpers.report.tables import Row


def counties_section(context: Context, code: str, rate: str | None) -> Fragment:
    """Return who has the highest and the lowest figure, the chart and the table.

    All counties are shown on every page; that of the page is marked, and the province, whose
    figures are the last row, is the reference of the rates.
    """
    compared = rate or code
    counties = in_order(context, compared)
    return join(
        [
            finding_block(
                counties_heading(context, compared),
                counties_finding(context, compared),
                Sources((compared,), all_areas=True),
            ),
            _chart(context, code, rate, counties),
            _table(context, [code, rate] if rate else [code], counties),
        ]
    )


def map_section(context: Context, code: str) -> Fragment:
    """Return the counties as bubbles at their seats, without those that are left out."""
    statistic = statistic_named(code)
    areas = _drawn(context, [code], context.settings.areas.counties)
    if not areas:
        return Fragment.empty()
    return picture(
        bubble_map(
            areas,
            floats([context.observe(code, area=area).number for area in areas]),
            title=_title(context, code),
            unit=context.words.term("unit", statistic.unit),
            decimals=statistic.decimals,
            lang=context.lang,
        ),
        Sources((code,), all_areas=True),
    )


def _title(context: Context, code: str) -> str:
    period = context.period.name(context.lang)
    return context.words.phrase("counties_in", statistic=context.name(code), period=period)


def in_order(context: Context, code: str) -> list[Area]:
    """Return the counties from the highest figure to the lowest, unpublished ones last."""

    def key(area: Area) -> tuple[bool, Decimal]:
        number = context.observe(code, area=area).number
        return (number is None, -(number or Decimal(0)))

    return sorted(context.settings.areas.counties, key=key)


def is_own(context: Context, area: Area) -> bool:
    """Whether an area is the county of the page."""
    return area == context.area and area.level == "county"


def county_label(context: Context, area: Area) -> str:
    """Return the name of an area; that of the page's own county says so."""
    name = area.name(context.lang)
    return context.words.phrase("this_page", name=name) if is_own(context, area) else name


def _drawn(context: Context, codes: Sequence[str], counties: Iterable[Area]) -> list[Area]:
    """Return the counties of which a chart has something to show, for all of these statistics.

    What is left out of a county is not confidential; the table says why it is missing.
    """
    return [
        area
        for area in counties
        if all(context.observe(code, area=area).can_be_drawn for code in codes)
    ]


def _chart(context: Context, code: str, rate: str | None, counties: list[Area]) -> Fragment:
    """Return the bars of the counties, in this order, without those that are left out."""
    words, counties = context.words, _drawn(context, [code, rate] if rate else [code], counties)
    if not counties:
        return Fragment.empty()
    labels = [county_label(context, area) for area in counties]
    numbers = floats([context.observe(code, area=area).number for area in counties])
    marked = next((place for place, a in enumerate(counties) if is_own(context, a)), None)
    statistic = statistic_named(code)
    unit = words.term("unit", statistic.unit)
    if rate is None:
        return picture(
            bars(
                *(labels, numbers),
                title=_title(context, code),
                unit=unit,
                decimals=statistic.decimals,
                lang=context.lang,
                marked=marked,
                what="counties",
            ),
            Sources((code,), all_areas=True),
        )
    reference = context.observe(rate, area=context.province)
    rate_of = statistic_named(rate)
    return picture(
        pair(
            labels,
            numbers,
            floats([context.observe(rate, area=area).number for area in counties]),
            title=_title(context, code),
            number_unit=unit,
            rate_unit=words.term("unit", rate_of.unit),
            number_decimals=statistic.decimals,
            rate_decimals=rate_of.decimals,
            lang=context.lang,
            marked=marked,
            what="counties",
            reference=None
            if reference.number is None
            else (context.province.name(context.lang), float(reference.number)),
        ),
        Sources((code, rate), all_areas=True),
    )


def _table(context: Context, codes: list[str], counties: list[Area]) -> Fragment:
    rows = tuple(
        Row(
            county_label(context, area),
            tuple(context.observe(code, area=area) for code in codes),
            marked=is_own(context, area),
        )
        for area in (*counties, context.province)
    )
    headings = (
        context.words.phrase("column_county"),
        *(context.name_with_unit(code) for code in codes),
    )
    return table_of(context, _title(context, codes[0]), headings, rows).fragment(
        context.words, folded=False
    )
