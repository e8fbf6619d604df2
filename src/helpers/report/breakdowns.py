"""Breakdowns: a statistic by category, as a finding, a chart and a table."""

from collections.abc import Mapping

from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.structure import statistic_named
from helpers.report.charts import bars
from helpers.report.context import Context, floats
from helpers.report.findings import finding, finding_heading
from helpers.report.html import Fragment, finding_block, join, picture
from helpers.report.notes import reasons_in_words
from helpers.report.quantities import digits_drawn
from helpers.report.series import Observation
from helpers.report.shares import (
    Shares,
    categories_shown,
    is_missed,
    of_some_only,
    share_base,
    share_decimals,
)
from helpers.report.sources import Sources
from helpers.report.table_blocks import beginning, table_of
from helpers.report.tables import Cell, Figure, Row, Table, observations


def breakdown_section(context: Context, code: str, by: str) -> Fragment:
    """Return the finding, the chart and the table of a breakdown."""
    drawn = any(value.number for value in categories_shown(context, code, by).values())
    table = breakdown_table(context, code, by)
    # Of a table without categories the note says why; that nothing is published needs no sentence.
    has_categories = len(table.rows) > 1
    return join(
        [
            breakdown_finding(context, code, by, stated=has_categories),
            breakdown_chart(context, code, by) if drawn else Fragment.empty(),
            table.fragment(context.words),
        ]
    )


def breakdown_finding(context: Context, code: str, by: str, *, stated: bool = True) -> Fragment:
    """Return what a breakdown shows: the heading, and the sentence with the numbers.

    Parameters
    ----------
    stated
        Whether the sentence stands below the heading.
    """
    shares = share_base(context, code, by)
    sources = Sources((code,), by, base=shares[1] if shares else None)
    statement = finding(context, code, by) if stated else ""
    return finding_block(finding_heading(context, code, by), statement, sources)


def breakdown_title(context: Context, code: str, by: str) -> str:
    """Return what the chart and the table are called."""
    words = context.words
    return words.phrase(
        "statistic_by",
        statistic=context.name(code),
        breakdown=words.inline(words.term("breakdown", by)),
        period=context.period.name(context.lang),
    )


def breakdown_chart(context: Context, code: str, by: str) -> Fragment:
    """Return the bars of a breakdown: of what is published, and of what is confidential."""
    statistic, words = statistic_named(code), context.words
    found = {
        category: value
        for category, value in categories_shown(context, code, by).items()
        if value.can_be_drawn
    }
    if not found:
        return Fragment.empty()
    return picture(
        bars(
            [words.term(by, category) for category in found],
            floats([value.number for value in found.values()]),
            title=breakdown_title(context, code, by),
            unit=words.term("unit", statistic.unit),
            decimals=statistic.decimals,
            lang=context.lang,
            digits=digits_drawn(context, found.values()),
        ),
        Sources((code,), by),
    )


def breakdown_table(context: Context, code: str, by: str) -> Table:
    """Return number, share, and the figures of earlier periods, by category.

    Of categories none of which has a figure in any of the periods only the total is shown.
    """
    words, total = context.words, context.observe(code)
    found = categories_shown(context, code, by)
    shares = share_base(context, code, by)
    parts = [
        _row(context, words.term(by, category), value, shares) for category, value in found.items()
    ]
    whole = [] if of_some_only(code, by) else _total_row(context, total, found, shares)
    notes = _notes(context, code, by, total, found)
    if whole and all(cell.is_unavailable for cell in observations(parts)):
        reasons = reasons_in_words(context, observations(parts))
        notes = [words.phrase("breakdown_left_out", reasons=reasons), *notes]
        parts = []
    unit = words.term("unit", statistic_named(code).unit)
    headings = (
        words.term("breakdown", by),
        words.phrase("with_unit", name=context.name(code), unit=unit),
        *([words.phrase("column_share", base=shares[0])] if shares else []),
        *(context.period_heading(period) for period in context.compared),
    )
    return table_of(context, breakdown_title(context, code, by), headings, [*parts, *whole], notes)


def _row(context: Context, head: str, value: Observation, shares: Shares | None) -> Row:
    """Return a value, its share, and the same of earlier periods."""
    code, place = value.statistic.code, (value.breakdown, value.category)
    earlier = [context.observe(code, period, None, *place) for period in context.compared]
    return Row(head, (value, *([_share(value, shares[1])] if shares else []), *earlier))


def _total_row(
    context: Context, total: Observation, found: Mapping[str, Observation], shares: Shares | None
) -> list[Row]:
    """Return the row of the total: where there is one, or where it is missed beside its parts."""
    if total.is_unavailable and not is_missed(total, found.values()):
        return []
    return [_row(context, context.words.term("breakdown", TOTAL), total, shares)]


def _notes(
    context: Context, code: str, by: str, total: Observation, found: Mapping[str, Observation]
) -> list[str]:
    words, notes = context.words, []
    if is_missed(total, found.values()):
        notes.append(words.phrase("note_total_left_out"))
    if of_some_only(code, by):
        notes.append(words.phrase("note_female_heads_only"))
    return [*notes, *beginning(context)]


def _share(value: Observation, base: Observation) -> Cell:
    if value.number is None or base.number is None:
        return value
    decimals = share_decimals(base)
    share = round_half_up(100 * value.number / base.number, decimals)
    return Figure(share, decimals, "share", value, base)
