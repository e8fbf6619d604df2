"""Breakdowns: a statistic by category, as a finding, a chart and a table."""

from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.structure import statistic_named
from helpers.report.charts import bars
from helpers.report.context import Context, floats
from helpers.report.findings import finding, finding_heading
from helpers.report.html import Fragment, finding_block, join, picture
from helpers.report.notes import table_notes
from helpers.report.series import Observation
from helpers.report.shares import categories_shown, of_some_only, share_base, share_decimals
from helpers.report.sources import Sources
from helpers.report.tables import Cell, Figure, Row, Table, observations


def breakdown_section(context: Context, code: str, by: str) -> Fragment:
    """Return the finding, the chart and the table of a breakdown."""
    drawn = any(value.number for value in categories_shown(context, code, by).values())
    return join(
        [
            breakdown_finding(context, code, by),
            breakdown_chart(context, code, by) if drawn else Fragment.empty(),
            breakdown_table(context, code, by).fragment(context.words),
        ]
    )


def breakdown_finding(context: Context, code: str, by: str) -> Fragment:
    """Return what a breakdown shows: the heading, and the sentence with the numbers."""
    shares = share_base(context, code, by)
    sources = Sources((code,), by, base=shares[1] if shares else None)
    return finding_block(finding_heading(context, code, by), finding(context, code, by), sources)


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
    """Return the bars of a breakdown."""
    statistic, words = statistic_named(code), context.words
    found = categories_shown(context, code, by)
    return picture(
        bars(
            [words.term(by, category) for category in found],
            floats([value.number for value in found.values()]),
            title=breakdown_title(context, code, by),
            unit=words.term("unit", statistic.unit),
            decimals=statistic.decimals,
            lang=context.lang,
        ),
        Sources((code,), by),
    )


def breakdown_table(context: Context, code: str, by: str) -> Table:
    """Return number, share, previous period and the same period a year before, by category."""
    statistic, words = statistic_named(code), context.words
    periods = [period for period in (context.previous, context.year_before) if period]
    found = categories_shown(context, code, by)
    shares = share_base(context, code, by)

    def row(category: str, head: str, value: Observation, breakdown: str) -> Row:
        earlier = [
            context.observe(code, period, breakdown=breakdown, category=category)
            for period in periods
        ]
        share = [_share(value, shares[1])] if shares else []
        return Row(head, (value, *share, *earlier))

    rows = [row(category, words.term(by, category), value, by) for category, value in found.items()]
    total = context.observe(code)
    causes_of_some = of_some_only(code, by)
    if (total.number is not None or total.is_hidden) and not causes_of_some:
        rows.append(row(TOTAL, words.term("breakdown", TOTAL), total, TOTAL))
    notes = table_notes(context, observations(rows))
    if causes_of_some:
        notes = (*notes, words.phrase("note_female_heads_only"))
    unit = words.term("unit", statistic.unit)
    return Table(
        context.next_identity(),
        breakdown_title(context, code, by),
        (
            words.term("breakdown", by),
            words.phrase("with_unit", name=context.name(code), unit=unit),
            *([words.phrase("column_share", base=shares[0])] if shares else []),
            *(context.period_heading(period) for period in periods),
        ),
        tuple(rows),
        notes,
    )


def _share(value: Observation, base: Observation) -> Cell:
    if value.number is None or base.number is None:
        return value
    decimals = share_decimals(base)
    share = round_half_up(100 * value.number / base.number, decimals)
    return Figure(share, decimals, "share", value, base)
