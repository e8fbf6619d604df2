"""Comparison: the page's figures beside those of earlier periods, and of the year so far."""

from collections.abc import Sequence

from helpers.domain.periods import Month, year_to_date
from helpers.domain.structure import statistic_named
from helpers.report.context import Context
from helpers.report.html import Fragment, join
from helpers.report.table_blocks import beginning, table_of
from helpers.report.tables import Cell, Row, Table, change_cell


def comparison_section(context: Context, codes: Sequence[str]) -> Fragment:
    """Return the periods beside each other, and on a monthly page the years to date.

    On the page of a county, statistics of the province alone are left out.
    """
    codes = [code for code in codes if context.counted_here(code)]
    tables = [_periods(context, codes)]
    flows = [code for code in codes if statistic_named(code).additive]
    if flows and isinstance(context.period, Month):
        tables.append(_to_date(context, context.period, flows))
    return join(table.fragment(context.words, folded=False) for table in tables)


def _periods(context: Context, codes: Sequence[str]) -> Table:
    words = context.words
    names = {context.previous: context.previous_in_words()}
    if context.year_before:
        names[context.year_before] = words.phrase("same_month_last_year")
    earlier = [(period, names[period]) for period in context.compared]

    def row(code: str) -> Row:
        now = context.observe(code)
        cells: list[Cell] = [now]
        for period, _ in earlier:
            before = context.observe(code, period)
            cells += [before, change_cell(now, before)]
        return Row(context.name_with_unit(code), tuple(cells))

    rows = tuple(row(code) for code in codes)
    headings = [words.phrase("column_statistic"), context.period_heading(context.period)]
    for period, before in earlier:
        headings += [
            context.period_heading(period),
            words.phrase("column_change_from", before=before),
        ]
    return _table(context, "comparison_caption", headings, rows)


def _to_date(context: Context, month: Month, codes: Sequence[str]) -> Table:
    words = context.words
    held = month.year_before() in context.compared
    spans = [year_to_date(month), *([year_to_date(month.year_before())] if held else [])]

    def row(code: str) -> Row:
        cells = [context.observe(code, span) for span in spans]
        return Row(context.name_with_unit(code), (*cells, *([change_cell(*cells)] if held else [])))

    headings = [
        words.phrase("column_statistic"),
        *(context.period_heading(span) for span in spans),
        *([words.phrase("column_change")] if held else []),
    ]
    return _table(context, "to_date_caption", headings, tuple(row(code) for code in codes))


def _table(context: Context, caption: str, headings: Sequence[str], rows: tuple[Row, ...]) -> Table:
    names = {
        "area": context.area_in_words(),
        "period": context.period.name(context.lang),
    }
    title = context.words.phrase(caption, **names)
    return table_of(context, title, headings, rows, beginning(context))
