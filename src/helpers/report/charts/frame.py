"""The axes of charts with values upwards, and the lines between them."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from helpers.domain.periods import Period
from helpers.domain.persian import format_number
from helpers.report.charts.canvas import Canvas, Point
from helpers.report.charts.end_labels import EndLabel, label_room
from helpers.report.charts.lines import Line
from helpers.report.charts.scale import Axis, Measure
from helpers.report.charts.theme import BOTTOM, LINE_HEIGHT, MIDDLE, TEXT, TOP, WIDTH, block_width
from helpers.report.charts.time_axis import TimeAxis

_BESIDE_AXIS = 6.0


class Values:
    """The axis of values: upwards, its numbers on the left, room for labels on the right.

    Parameters
    ----------
    labels
        What will stand on the right, beside the ends of the series.
    """

    def __init__(self, scale: Axis, measure: Measure, labels: Sequence[EndLabel]) -> None:
        self.scale, self.measure = scale, measure
        self._ticks = [
            format_number(tick / measure.factor, measure.lang, scale.decimals)
            for tick in scale.ticks
        ]
        self.left = block_width(self._ticks) + 8
        self.right = WIDTH - label_room(labels)

    @property
    def first(self) -> float:
        """Where the series begin."""
        return self.left + _BESIDE_AXIS

    def y(self, value: float) -> float:
        """Return the height of a value."""
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return BOTTOM - share * (BOTTOM - TOP)

    def draw(self, canvas: Canvas, note: str = "") -> None:
        """Draw grid, ticks, unit and a note on the axis."""
        heights = [self.y(tick) for tick in self.scale.ticks]
        canvas.segments([((self.left, y), (self.right, y)) for y in heights], faint=True)
        for y, label in zip(heights, self._ticks, strict=True):
            canvas.number(self.left - 6, y + MIDDLE, label, "end", tick=True)
        if self.scale.from_zero:
            floor = self.y(0)
            canvas.segments([((self.left, floor), (self.right, floor))])
        canvas.text(0, TEXT, f"{self.measure.unit} ({note})" if note else self.measure.unit)


class Frame(Values):
    """The axes of a chart over time: time from left to right, values upwards.

    Parameters
    ----------
    inset
        Room between the axis and the first and the last period, for bars.
    years
        Whether the axis names the years of its months.
    """

    def __init__(
        self, periods: Sequence[Period], scale: Axis, measure: Measure,
        labels: Sequence[EndLabel], *, inset: float = 0.0, years: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(scale, measure, labels)
        first, last = self.first + inset, self.right - inset
        self.time = TimeAxis(periods, first, last, measure.lang, years=years)

    def x(self, period: Period) -> float:
        """Return where a period stands."""
        return self.time.x(period)

    @property
    def step(self) -> float:
        """The least distance between two periods; the whole width where there is one."""
        places = [self.x(period) for period in self.time.periods]
        return min((b - a for a, b in pairwise(places)), default=self.right - self.left)

    def points(self, line: Line) -> list[Point | None]:
        """Return the points of a series, None where nothing is published."""
        return [
            None if value is None else (self.x(period), self.y(value))
            for period, value in zip(self.time.periods, line.values, strict=True)
        ]

    def draw(self, canvas: Canvas, note: str = "") -> None:
        """Draw both axes, the unit and a note on the axis of values."""
        super().draw(canvas, note)
        self.time.draw(canvas, BOTTOM)


def draw_line(
    canvas: Canvas, points: Sequence[Point | None], colour: str, dash: Sequence[float], mark: str,
    *, width: float = 2.0,
) -> float:  # fmt: skip
    """Draw a series with its gaps, its last value marked; return the height at which it ends."""
    for run in _unbroken(points):
        if len(run) > 1:
            canvas.polyline(run, colour, dash, width)
        elif run[0] != points[-1]:
            canvas.mark(*run[0], mark, colour)
    last = next((point for point in reversed(points) if point), None)
    if last is None:
        return BOTTOM - LINE_HEIGHT / 2
    canvas.mark(*last, mark, colour)
    return last[1]


def _unbroken(points: Sequence[Point | None]) -> list[list[Point]]:
    """Return the runs of points between gaps."""
    runs = groupby(points, key=lambda point: point is not None)
    return [[point for point in run if point] for published, run in runs if published]
