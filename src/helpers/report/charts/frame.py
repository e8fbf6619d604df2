"""The axes of charts over time, and labels at the ends of their series."""

from collections.abc import Sequence
from itertools import pairwise

from helpers.domain.periods import MONTH_NAMES, Month, Period
from helpers.domain.persian import Lang, format_number, persian_digits
from helpers.report.charts.canvas import Canvas, Point
from helpers.report.charts.describe import WORDS
from helpers.report.charts.lines import Line, position
from helpers.report.charts.scale import Axis, Measure
from helpers.report.charts.theme import (
    LINE_HEIGHT,
    MIDDLE,
    SERIES,
    TEXT,
    WIDTH,
    block_width,
    text_width,
    wrap,
)

HEIGHT = 260.0
TOP, BOTTOM = 34.0, HEIGHT - 42.0
_BETWEEN_LABELS = 6.0
_BETWEEN_TICKS = 10.0
_WIDEST_LABEL = 104.0
_MARK_ROOM = 13.0
LABEL_GAP = 10.0
_TICK_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)

# The number, written bold, and the lines of the name below it; either may be empty.
EndLabel = tuple[str, list[str]]


class Frame:
    """The axes of a chart over time: time from left to right, values upwards.

    Parameters
    ----------
    labels
        What will stand on the right, beside the ends of the series.
    inset
        Room between the axis and the first and the last period, for bars.
    """

    def __init__(
        self, periods: Sequence[Period], scale: Axis, measure: Measure,
        labels: Sequence[EndLabel], inset: float = 0.0,
    ) -> None:  # fmt: skip
        self.periods, self.scale, self.measure = periods, scale, measure
        self._tick_labels = [
            format_number(tick / measure.factor, measure.lang, scale.decimals)
            for tick in scale.ticks
        ]
        self.left = block_width(self._tick_labels) + 8
        room = max(max(text_width(number, bold=True), block_width(name)) for number, name in labels)
        self.right = WIDTH - room - LABEL_GAP - (_MARK_ROOM if len(labels) > 1 else 0)
        self._inset = inset

    def x(self, period: Period) -> float:
        """Return where a period stands; the only one stands in the middle."""
        first, last = position(self.periods[0]), position(self.periods[-1])
        share = (position(period) - first) / (last - first) if last > first else 0.5
        left, right = self.left + 6 + self._inset, self.right - self._inset
        return left + share * (right - left)

    @property
    def step(self) -> float:
        """The least distance between two periods; the whole width where there is one."""
        places = [self.x(period) for period in self.periods]
        return min((b - a for a, b in pairwise(places)), default=self.right - self.left)

    def y(self, value: float) -> float:
        """Return the height of a value."""
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return BOTTOM - share * (BOTTOM - TOP)

    def points(self, line: Line) -> list[Point | None]:
        """Return the points of a series, None where nothing is published."""
        return [
            None if value is None else (self.x(period), self.y(value))
            for period, value in zip(self.periods, line.values, strict=True)
        ]

    def draw(self, canvas: Canvas, note: str = "") -> None:
        """Draw grid, ticks, unit and a note on the axis."""
        heights = [self.y(tick) for tick in self.scale.ticks]
        canvas.segments([((self.left, y), (self.right, y)) for y in heights], faint=True)
        for y, label in zip(heights, self._tick_labels, strict=True):
            canvas.number(self.left - 6, y + MIDDLE, label, "end", tick=True)
        floor = self.y(0) if self.scale.from_zero else BOTTOM
        if self.scale.from_zero:
            canvas.segments([((self.left, floor), (self.right, floor))])
        canvas.text(0, TEXT, f"{self.measure.unit} ({note})" if note else self.measure.unit)
        labelled = self._labelled()
        canvas.segments(
            [((self.x(p), BOTTOM), (self.x(p), BOTTOM + (6 if p in labelled else 3)))
             for p in self.periods]
        )  # fmt: skip
        for period, words in _tick_words(labelled, self.measure.lang):
            half = block_width(words) / 2
            x = min(max(self.x(period), half), WIDTH - half)
            for row, word in enumerate(words):
                canvas.text(x, BOTTOM + 20 + row * LINE_HEIGHT, word, "middle")

    def _labelled(self) -> list[Period]:
        """Return the periods whose names fit side by side, counted back from the last."""
        for step in _TICK_STEPS:
            chosen = list(self.periods[::-1][::step][::-1])
            halves = [block_width(words) / 2 for _, words in _tick_words(chosen, self.measure.lang)]
            spans = [
                (self.x(period) - half, self.x(period) + half)
                for period, half in zip(chosen, halves, strict=True)
            ]
            if all(a[1] + _BETWEEN_TICKS <= b[0] for a, b in pairwise(spans)):
                return chosen
        return [self.periods[-1]]


def end_label(line: Line, measure: Measure, *, alone: bool) -> EndLabel:
    """Return the last value and the name of a series; a single one is named by the title."""
    name = [] if alone else wrap(line.label, _WIDEST_LABEL)
    last = line.values[-1]
    if all(value is None for value in line.values):
        return "", [*name, *wrap(WORDS["not_published"][measure.lang], _WIDEST_LABEL)]
    return "" if last is None else measure.number(last), name


def place_labels(
    canvas: Canvas, x: float, wanted: Sequence[float], labels: Sequence[EndLabel],
    marks: Sequence[str],
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
    floor = BOTTOM + LINE_HEIGHT
    for label in reversed(order):
        tops[label] = min(tops[label], floor - heights[label])
        floor = tops[label] - _BETWEEN_LABELS
    for label, (number, name) in enumerate(labels):
        y = tops[label] + LINE_HEIGHT / 2 + MIDDLE
        at = x
        if len(labels) > 1:
            canvas.mark(x + 4, y - MIDDLE, marks[label], SERIES[label])
            at += _MARK_ROOM
        if number:
            canvas.number(at, y, number, bold=True)
            y += LINE_HEIGHT
        for words in name:
            canvas.text(at, y, words)
            y += LINE_HEIGHT


def _tick_words(periods: Sequence[Period], lang: Lang) -> list[tuple[Period, list[str]]]:
    """Return the words under each tick: the month, and below it the year where it is news."""
    words: list[tuple[Period, list[str]]] = []
    year_written = 0
    for period in periods:
        year = persian_digits(str(period.year)) if lang == "fa" else str(period.year)
        if isinstance(period, Month):
            month = MONTH_NAMES[lang][period.month - 1]
            words.append((period, [month, year] if period.year != year_written else [month]))
        else:
            words.append((period, [year]))
        year_written = period.year
    return words
