"""Revision triangles: what each publication said of the same periods, as chart and table."""

from collections.abc import Sequence

from helpers.domain.periods import Period, parse_month
from helpers.domain.structure import CONF_STATUS
from helpers.domain.vintages import State, Story, known_at
from helpers.report.charts import Line, trend
from helpers.report.charts.lines import MOST_LINES
from helpers.report.context import Context, floats
from helpers.report.html import Fragment, join, paragraph, picture
from helpers.report.series import Observation
from helpers.report.sources import Sources
from helpers.report.tables import Cell, Figure, Row, Table

MOST_PUBLICATIONS = 6
_MOST_ORDINALS = 12  # that have a word


def triangles(context: Context, codes: Sequence[str]) -> Fragment:
    """Return the triangle of each statistic; a sentence where there is one publication only."""
    periods = context.recent
    drawn = []
    for code in codes:
        cells = [context.observe(code, period) for period in periods]
        stories = [context.table.story(cell) for cell in cells]
        publications = sorted({state.vintage for story in stories for state in story})
        if len(publications) > 1:
            shown = publications[-MOST_PUBLICATIONS:]
            drawn.append(_triangle(context, periods, cells, stories, shown))
    if codes and not drawn:
        return paragraph("note", context.words.phrase("triangle_later"))
    return join(drawn)


def publication_in_words(context: Context, vintage: int) -> str:
    """Return a publication by the last month of its data, and which of that month it was."""
    history, words = context.table.rows.history, context.words
    month = parse_month(history.vintages[vintage - 1].data_until).name(context.lang)
    ordinal = history.ordinal(vintage)
    if ordinal == 1:
        return words.phrase("publication", month=month)
    which = words.term("ordinal", str(ordinal) if ordinal <= _MOST_ORDINALS else "later")
    return words.phrase("publication_again", month=month, ordinal=which)


def _triangle(
    context: Context, periods: Sequence[Period], cells: Sequence[Observation],
    stories: Sequence[Story], publications: Sequence[int],
) -> Fragment:  # fmt: skip
    words, statistic = context.words, cells[0].statistic
    title = words.phrase("triangle_caption", statistic=context.name_with_unit(statistic.code))
    names = [publication_in_words(context, vintage) for vintage in publications]
    known = {v: [known_at(story, v) for story in stories] for v in publications}
    headings = (name[:1].upper() + name[1:] for name in names)
    table = Table(
        context.next_identity(),
        title,
        (words.phrase("column_period"), *headings),
        tuple(
            Row(
                context.period_heading(period),
                tuple(_cell(context, cells[place], known[v][place], v) for v in publications),
            )
            for place, period in reversed(list(enumerate(periods)))
        ),
    )
    lines = [
        Line(name, tuple(floats([state.number if state else None for state in known[v]])))
        for name, v in list(zip(names, publications, strict=True))[-MOST_LINES:]
    ]
    chart = trend(
        periods, lines, title=title, unit=words.term("unit", statistic.unit),
        decimals=statistic.decimals, lang=context.lang,
    )  # fmt: skip
    anything = any(value is not None for line in lines for value in line.values)
    sources = Sources((statistic.code,), all_periods=True, earlier=True)
    shown = picture(chart, sources) if anything else Fragment.empty()
    return join([shown, table.fragment(words)])


def _cell(context: Context, cell: Observation, state: State | None, publication: int) -> Cell:
    words = context.words
    if state is None:
        return words.phrase("not_yet_published")
    if state.number is not None:
        decimals = cell.statistic.decimals
        return Figure(state.number, decimals, "earlier", cell, publication=publication)
    hidden = state.conf_status == CONF_STATUS["confidential"]
    return words.phrase("confidential" if hidden else "not_available")
