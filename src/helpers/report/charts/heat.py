"""A heat map: places in rows, periods in columns, the shade of a cell for its value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from helpers.domain.periods import Period
from helpers.domain.persian import Lang, list_in_words
from helpers.report.charts.canvas import Anchor, Box, Canvas, Point
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import (
    JOINED,
    WORDS,
    alt_text,
    as_sentence,
    extremes,
    period_span,
    run_of,
    spans,
)
from helpers.report.charts.lines import check_periods
from helpers.report.charts.rows import Rows
from helpers.report.charts.scale import Measure
from helpers.report.charts.shades import Shades
from helpers.report.charts.theme import (
    LINE_HEIGHT,
    MIDDLE,
    SERIES,
    TEXT,
    WIDTH,
    block_width,
    text_width,
)
from helpers.report.charts.time_axis import TimeAxis

_ROW, _ROW_PADDING, _SEAM = 20.0, 4.0, 1.0
_GAP = 8.0
_WIDEST_NAME = 110.0
_SWATCH, _SWATCH_HEIGHT = 34.0, 12.0
_LEGEND = TEXT + 2 * LINE_HEIGHT + 16
_TICKS_BELOW = 2 * LINE_HEIGHT + 10
_MOST_SPANS = 3


def heat_map(
    rows: Sequence[str], periods: Sequence[Period], values: Sequence[Sequence[float | None]], *,
    title: str, unit: str, decimals: int, lang: Lang,
) -> Chart:  # fmt: skip
    """Draw a cell for each row and period, the darker the higher; the last value in figures.

    Meant for rates, for places differ in size. The shades are classes of equal width, one hue
    from pale to full, so that they also differ on a dark page and in print without colour. What
    is not published has no shade but a stroke across the cell. Time runs from left to right;
    names stand at the side on which reading begins.

    Parameters
    ----------
    values
        One sequence for each row, with one value for each period.

    Raises
    ------
    ValueError
        If there are no rows, the periods do not follow each other, or values are missing or too
        many.
    """
    check_periods(periods)
    if not rows or len(values) != len(rows) or any(len(row) != len(periods) for row in values):
        raise ValueError("a heat map needs rows, and for each of them one value for each period")
    everything = [value for row in values for value in row]
    measure = Measure.of(everything, unit, decimals, lang)
    shades = Shades.of(everything, measure)
    layout = _Layout.of(rows, periods, values, measure)
    canvas = Canvas(round(layout.rows.bottom + _TICKS_BELOW), lang, mirrored=lang == "fa")
    _draw_legend(canvas, shades, hidden=None in everything)
    _draw_cells(canvas, layout, values, shades)
    _draw_names(canvas, layout)
    layout.time.draw(canvas, layout.rows.bottom)

    alt = alt_text("heat_map", period_span(periods, lang), measure.unit, lang)
    description = _description(rows, periods, values, measure)
    return Chart("heat_map", title, canvas.svg(alt), alt, description, lang)


@dataclass(frozen=True)
class _Layout:
    """Where names, cells and last values stand.

    Measured from the side on which reading begins, so that on a Persian page, where names stand
    on the right, the last period and its value are beside them and time still runs to the right.

    Attributes
    ----------
    numbers
        The last value of each row, as it is written.
    numbers_at
        Where they stand.
    start, cell
        Where the first column begins, and how far the next one is: to the other side on a Persian
        page.
    """

    rows: Rows
    numbers: list[str]
    numbers_at: float
    start: float
    cell: float
    time: TimeAxis

    @classmethod
    def of(
        cls, names: Sequence[str], periods: Sequence[Period],
        values: Sequence[Sequence[float | None]], measure: Measure,
    ) -> "_Layout":  # fmt: skip
        """Share the width between names, cells and numbers."""
        rows = Rows.of(names, _WIDEST_NAME, _LEGEND, least=_ROW, padding=_ROW_PADDING)
        numbers = ["" if row[-1] is None else measure.number(row[-1]) for row in values]
        beside = rows.width + _GAP
        cell = (WIDTH - beside - block_width(numbers, bold=True) - _GAP) / len(periods)
        start, numbers_at = beside, WIDTH
        if measure.lang == "fa":
            start, numbers_at, cell = WIDTH, beside, -cell
        last = start + cell * (len(periods) - 0.5)
        time = TimeAxis(periods, start + cell / 2, last, measure.lang)
        return cls(rows, numbers, numbers_at, start, cell, time)

    def box(self, row: int, first: int, last: int) -> Box:
        """Return the box of neighbouring cells of a row."""
        edges = (self.start + first * self.cell, self.start + (last + 1) * self.cell)
        height = self.rows.heights[row]
        top = self.rows.middles[row] - height / 2
        return min(edges), top, abs(edges[1] - edges[0]), height - _SEAM


def _draw_legend(canvas: Canvas, shades: Shades, *, hidden: bool) -> None:
    """Draw the classes with their bounds, and what a stroke across a cell means."""
    texts = shades.texts
    margin = max((text_width(text) / 2 for text in texts), default=0.0)
    top = LINE_HEIGHT + 6
    canvas.text(0, TEXT, shades.measure.unit)
    for number in range(shades.count):
        box = (margin + number * _SWATCH, top, _SWATCH, _SWATCH_HEIGHT)
        canvas.blocks([box], SERIES[0], shades.opacity(number))
    alone = len(texts) == 1
    for number, text in enumerate(texts):
        x = margin + (number + alone / 2) * _SWATCH
        canvas.number(x, top + _SWATCH_HEIGHT + TEXT, text, "middle", tick=not alone)
    if hidden:
        x = 2 * margin + shades.count * _SWATCH + (2 * _GAP if texts else 0)
        canvas.segments([_stroke((x, top, _SWATCH_HEIGHT, _SWATCH_HEIGHT))])
        words = WORDS["not_published"][canvas.lang]
        canvas.text(x + _SWATCH_HEIGHT + 6, top + TEXT - 2, words)


def _draw_cells(
    canvas: Canvas, layout: _Layout, values: Sequence[Sequence[float | None]], shades: Shades
) -> None:
    """Draw the cells, neighbours of one class as one, all of a class in one stroke of the pen."""
    boxes: list[list[Box]] = [[] for _ in range(shades.count)]
    strokes = []
    for row, cells in enumerate(values):
        classes = [None if value is None else shades.of_value(value) for value in cells]
        for number, run in groupby(range(len(cells)), key=classes.__getitem__):
            columns = list(run)
            if number is None:
                strokes += [_stroke(layout.box(row, column, column)) for column in columns]
            else:
                boxes[number].append(layout.box(row, columns[0], columns[-1]))
    for number, found in enumerate(boxes):
        canvas.blocks(found, SERIES[0], shades.opacity(number))
    canvas.segments(strokes)


def _draw_names(canvas: Canvas, layout: _Layout) -> None:
    """Write the name and the last value of each row."""
    layout.rows.draw(canvas, layout.rows.width)
    # Units below units, on either kind of page.
    side: Anchor = "start" if canvas.mirrored else "end"
    for number, y in zip(layout.numbers, layout.rows.middles, strict=True):
        if number:
            canvas.number(layout.numbers_at, y + MIDDLE, number, side, bold=True)


def _stroke(box: Box) -> tuple[Point, Point]:
    """Return the stroke across a cell, from its lower left to its upper right."""
    left, top, width, height = box
    reach = min(width, height) / 2 - 2
    x, y = left + width / 2, top + height / 2
    return (x - reach, y + reach), (x + reach, y - reach)


def _description(
    rows: Sequence[str], periods: Sequence[Period], values: Sequence[Sequence[float | None]],
    measure: Measure,
) -> str:  # fmt: skip
    """Return the highest and the lowest cell with whose and when, and what is not published."""
    lang = measure.lang
    comma = {"fa": "، ", "en": ", "}[lang]
    known = [
        (f"{run_of(name, lang)}{comma}{period.name(lang)}", value)
        for name, cells in zip(rows, values, strict=True)
        for period, value in zip(periods, cells, strict=True)
        if value is not None
    ]
    if not known:
        return as_sentence([WORDS["nothing"][lang]], lang)
    parts = [extremes(known, measure, "cells", united=True)]
    gaps = {
        run_of(name, lang): hidden
        for name, cells in zip(rows, values, strict=True)
        if (hidden := [p for p, value in zip(periods, cells, strict=True) if value is None])
    }
    if gaps:
        parts.append(_gaps(gaps, len(periods), lang))
    return as_sentence(parts, lang)


def _gaps(gaps: Mapping[str, Sequence[Period]], columns: int, lang: Lang) -> str:
    """Return which rows are not published for which periods, in words that stay short."""
    rows: dict[str, list[str]] = {}
    for name, hidden in gaps.items():
        found = spans(hidden, lang)
        when = list_in_words(found, lang)
        if len(hidden) == columns:
            when = {"fa": "همه دوره‌ها", "en": "all periods"}[lang]
        elif len(found) > _MOST_SPANS or len(gaps) > _MOST_SPANS:
            when = {"fa": "برخی دوره‌ها", "en": "some periods"}[lang]
        rows.setdefault(when, []).append(name)
    told = [f"{list_in_words(names, lang)} ({when})" for when, names in rows.items()]
    return f"{WORDS['not_published'][lang]}: {JOINED[lang].join(told)}"
