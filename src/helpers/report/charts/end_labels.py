"""Labels at the ends of series: the last value and the name."""

from collections.abc import Sequence

from helpers.report.charts.canvas import Canvas
from helpers.report.charts.describe import WORDS
from helpers.report.charts.lines import Line
from helpers.report.charts.scale import Measure
from helpers.report.charts.theme import (
    BOTTOM,
    LINE_HEIGHT,
    MIDDLE,
    SERIES,
    TOP,
    WIDTH,
    block_width,
    text_width,
    wrap,
)

_GAP, _BETWEEN_LABELS = 10.0, 6.0
_WIDEST_LABEL = 104.0
_MARK_ROOM = 13.0
# How far below the axis a label may reach, and still stand above the names of the periods.
_BELOW = 13.0

# The number, written bold, and the lines of the name below it; either may be empty.
EndLabel = tuple[str, list[str]]


def label_room(labels: Sequence[EndLabel]) -> float:
    """Return the room that labels take beside a drawing, with the gap before them."""
    widths = [max(text_width(number, bold=True), block_width(name)) for number, name in labels]
    return max(widths) + _GAP + (_MARK_ROOM if len(labels) > 1 else 0)


def end_label(line: Line, measure: Measure, *, alone: bool) -> EndLabel:
    """Return the last value and the name of a series; a single one is named by the title."""
    name = [] if alone else wrap(line.label, _WIDEST_LABEL)
    last = line.values[-1]
    if all(value is None for value in line.values):
        return "", [*name, *wrap(WORDS["not_published"][measure.lang], _WIDEST_LABEL)]
    return "" if last is None else measure.number(last), name


def place_labels(
    canvas: Canvas, wanted: Sequence[float], labels: Sequence[EndLabel],
    marks: Sequence[str], colours: Sequence[str] = SERIES,
) -> None:  # fmt: skip
    """Write labels as near as can be to the heights they belong to, none upon another.

    Where there are several, each has the mark of its series before it.
    """
    heights = [LINE_HEIGHT * (bool(number) + len(name)) for number, name in labels]
    order = sorted(range(len(labels)), key=lambda label: wanted[label])
    tops: dict[int, float] = {}
    free = TOP - LINE_HEIGHT / 2
    for label in order:
        tops[label] = max(wanted[label] - heights[label] / 2, free)
        free = tops[label] + heights[label] + _BETWEEN_LABELS
    floor = BOTTOM + _BELOW
    for label in reversed(order):
        tops[label] = min(tops[label], floor - heights[label])
        floor = tops[label] - _BETWEEN_LABELS
    for label, (number, name) in enumerate(labels):
        y = tops[label] + LINE_HEIGHT / 2 + MIDDLE
        at = WIDTH - label_room(labels) + _GAP
        if len(labels) > 1:
            canvas.mark(at + 4, y - MIDDLE, marks[label], colours[label])
            at += _MARK_ROOM
        if number:
            canvas.number(at, y, number, bold=True)
            y += LINE_HEIGHT
        for words in name:
            canvas.text(at, y, words)
            y += LINE_HEIGHT
