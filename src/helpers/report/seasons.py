"""Seasons: a statistic over twelve months, beside the same months of the year before."""

from helpers.domain.periods import MONTHS_IN_YEAR, Month
from helpers.domain.structure import statistic_named
from helpers.errors import RequestError
from helpers.report.charts import seasons
from helpers.report.charts.lines import has_course
from helpers.report.charts.spans import period_span
from helpers.report.context import Context, floats
from helpers.report.html import Fragment, finding_block, join, paragraph, picture
from helpers.report.sources import Sources
from helpers.report.table_blocks import beginning, table_over_time
from helpers.report.tables import Cell, change_cell
from helpers.report.trends import trend_finding


def seasons_section(context: Context, code: str) -> Fragment:
    """Return the sentence, the lines of the last two years, and the table of the last one.

    Raises
    ------
    RequestError
        If the page is that of a year: only months have seasons.
    """
    months = [period for period in context.recent if isinstance(period, Month)]
    if not months:
        raise RequestError(
            "seasons are those of months",
            found=f"the period {context.period}",
            expected="a month",
            do="show a trend in a report of years",
        )
    if not context.counted_here(code):
        text = context.words.phrase("province_only", statistic=context.name(code))
        return paragraph("note", text)
    title = context.words.phrase(
        "seasons_of",
        statistic=context.name(code),
        span=period_span(months[-MONTHS_IN_YEAR:], context.lang),
    )
    return join(
        [
            finding_block(*trend_finding(context, [code]), Sources((code,))),
            _chart(context, code, months),
            _table(context, code, months[-MONTHS_IN_YEAR:], title),
        ]
    )


def _chart(context: Context, code: str, months: list[Month]) -> Fragment:
    found = [context.observe(code, month) for month in months]
    numbers = floats([value.number for value in found])
    if not has_course([numbers]):
        return Fragment.empty()
    statistic, words = statistic_named(code), context.words
    title = words.phrase("seasons_drawn", statistic=context.name(code))
    chart = seasons(
        months, numbers, title=title, unit=words.term("unit", statistic.unit),
        decimals=statistic.decimals, lang=context.lang,
        approximate=context.are_approximate(found),
    )  # fmt: skip
    sources = Sources((code,), all_periods=True, since=str(months[0]), beside="season")
    return picture(chart, sources)


def _table(context: Context, code: str, months: list[Month], title: str) -> Fragment:
    """Return a row for each month, the last first: then, a year before, and the change."""
    words = context.words
    held = months[-1].year_before() in context.compared

    def cells(month: Month) -> list[Cell]:
        now = context.observe(code, month)
        before = [context.observe(code, month.year_before())] if held else []
        return [now, *before, *(change_cell(now, then) for then in before)]

    beside = [words.phrase("column_year_before"), words.phrase("column_change")] if held else []
    headings = (words.phrase("column_period"), context.name_with_unit(code), *beside)
    rows = [(month, cells(month)) for month in months]
    return table_over_time(context, title, headings, rows, beginning(context)).fragment(
        words, folded=True
    )
