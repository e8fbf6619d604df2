"""Revision triangles: what each publication said of the same periods, as chart and table."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.domain.periods import Period, parse_month
from helpers.domain.structure import CONF_STATUS, Statistic
from helpers.domain.vintages import Story, known_at
from helpers.report.charts import Line, trend
from helpers.report.charts.lines import MOST_LINES, has_course
from helpers.report.context import Context, floats
from helpers.report.html import Fragment, join, paragraph, picture
from helpers.report.series import Observation
from helpers.report.sources import Sources
from helpers.report.tables import Cell, Figure, Row, Table

# A page must stay light: so many of the last periods are shown.
MOST_PERIODS, MOST_PUBLICATIONS = 8, MOST_LINES
_MOST_ORDINALS = 12  # that have a word


@dataclass(frozen=True)
class _Triangle:
    """What the last publications that said anything new of a statistic have said of it.

    Attributes
    ----------
    periods, cells, stories
        One of each for every period.
    publications
        Their numbers.
    """

    periods: Sequence[Period]
    cells: Sequence[Observation]
    stories: Sequence[Story]
    publications: Sequence[int]

    @property
    def statistic(self) -> Statistic:
        """What all of it is about."""
        return self.cells[0].statistic

    @property
    def in_table(self) -> list[int]:
        """The places of the last periods, and of those before that were revised."""
        first = len(self.periods) - MOST_PERIODS
        return [place for place, s in enumerate(self.stories) if place >= first or len(s) > 1]


def triangles(context: Context, codes: Sequence[str]) -> Fragment:
    """Return the triangle of each statistic; a sentence on those that no publication has revised.

    A page must stay light, and a triangle whose columns agree says no more than the sentence.
    """
    periods, drawn, unrevised = context.recent, [], []
    for code in codes:
        cells = [context.observe(code, period) for period in periods]
        stories = [context.table.story(cell) for cell in cells]
        publications = sorted({state.vintage for story in stories for state in story})
        if all(len(story) < 2 for story in stories):
            unrevised.append(context.name(code))
        else:
            triangle = _Triangle(periods, cells, stories, publications[-MOST_PUBLICATIONS:])
            title = context.words.phrase("triangle_caption", statistic=context.name_with_unit(code))
            drawn += [_chart(context, triangle, title), _table(context, triangle, title)]
    if unrevised:
        names = context.words.quoted(unrevised)
        drawn.append(paragraph("note", context.words.phrase("triangle_none", statistics=names)))
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


def _chart(context: Context, triangle: _Triangle, title: str) -> Fragment:
    """Return a line for each publication, over the last periods."""
    periods, statistic = triangle.periods[-MOST_PERIODS:], triangle.statistic
    lines = []
    for vintage in triangle.publications:
        states = [known_at(story, vintage) for story in triangle.stories[-MOST_PERIODS:]]
        numbers = floats([state.number if state else None for state in states])
        lines.append(Line(publication_in_words(context, vintage), tuple(numbers)))
    if not has_course(line.values for line in lines):
        return Fragment.empty()
    chart = trend(
        periods, lines, title=title, unit=context.words.term("unit", statistic.unit),
        decimals=statistic.decimals, lang=context.lang,
        approximate=context.are_approximate(triangle.cells),
    )  # fmt: skip
    return picture(chart, Sources((statistic.code,), earlier=True, since=str(periods[0])))


def _table(context: Context, triangle: _Triangle, title: str) -> Fragment:
    """Return a row for each period, the last first, and a column for each publication."""
    names = [publication_in_words(context, vintage) for vintage in triangle.publications]
    rows = tuple(
        Row(
            context.period_heading(triangle.periods[place]),
            tuple(
                _cell(context, triangle.cells[place], triangle.stories[place], vintage)
                for vintage in triangle.publications
            ),
        )
        for place in reversed(triangle.in_table)
    )
    headings = (name[:1].upper() + name[1:] for name in names)
    words = context.words
    return Table(
        context.next_identity(), title, (words.phrase("column_period"), *headings), rows
    ).fragment(words)


def _cell(context: Context, cell: Observation, story: Story, publication: int) -> Cell:
    words, state = context.words, known_at(story, publication)
    if state is None:
        return words.phrase("not_yet_published")
    if state.number is not None:
        decimals = cell.statistic.decimals
        return Figure(state.number, decimals, "earlier", cell, publication=publication)
    hidden = state.conf_status == CONF_STATUS["confidential"]
    return words.phrase("confidential" if hidden else "not_available")
