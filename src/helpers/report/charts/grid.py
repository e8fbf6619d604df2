"""The grid of a heat map: cells in rows and columns, names and last values beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from helpers.domain.periods import Period
from helpers.report.charts.canvas import Anchor, Box, Canvas, Point
from helpers.report.charts.rows import Rows
from helpers.report.charts.scale import Measure
from helpers.report.charts.shades import Shades
from helpers.report.charts.theme import LINE_HEIGHT, MIDDLE, SERIES, WIDTH, block_width
from helpers.report.charts.time_axis import TimeAxis

_ROW, _ROW_PADDING, _SEAM = 20.0, 4.0, 1.0
_GAP = 8.0
_WIDEST_NAME = 110.0
_TICKS_BELOW = 2 * LINE_HEIGHT + 10

Values = Sequence[Sequence[float | None]]


@dataclass(frozen=True)
class Grid:
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
        values: Values, measure: Measure, top: float,
    ) -> "Grid":  # fmt: skip
        """Share the width between names, cells and numbers, below ``top``."""
        rows = Rows.of(names, _WIDEST_NAME, top, least=_ROW, padding=_ROW_PADDING)
        numbers = ["" if row[-1] is None else measure.number(row[-1]) for row in values]
        beside = rows.width + _GAP
        cell = (WIDTH - beside - block_width(numbers, bold=True) - _GAP) / len(periods)
        start, numbers_at = beside, WIDTH
        if measure.lang == "fa":
            start, numbers_at, cell = WIDTH, beside, -cell
        last = start + cell * (len(periods) - 0.5)
        time = TimeAxis(periods, start + cell / 2, last, measure.lang)
        return cls(rows, numbers, numbers_at, start, cell, time)

    @property
    def bottom(self) -> float:
        """Where the names of the periods end."""
        return self.rows.bottom + _TICKS_BELOW

    def draw(self, canvas: Canvas, values: Values, shades: Shades) -> None:
        """Draw cells, names, last values and the axis of time."""
        self._draw_cells(canvas, values, shades)
        self.rows.draw(canvas, self.rows.width)
        # Units below units, on either kind of page.
        side: Anchor = "start" if canvas.mirrored else "end"
        for number, y in zip(self.numbers, self.rows.middles, strict=True):
            if number:
                canvas.number(self.numbers_at, y + MIDDLE, number, side, bold=True)
        self.time.draw(canvas, self.rows.bottom)

    def _draw_cells(self, canvas: Canvas, values: Values, shades: Shades) -> None:
        """Draw neighbours of one class as one, and all of a class as one path."""
        boxes: list[list[Box]] = [[] for _ in range(shades.count)]
        strokes = []
        for row, cells in enumerate(values):
            classes = [None if value is None else shades.of_value(value) for value in cells]
            for number, run in groupby(range(len(cells)), key=classes.__getitem__):
                columns = list(run)
                if number is None:
                    strokes += [stroke(self._box(row, column, column)) for column in columns]
                else:
                    boxes[number].append(self._box(row, columns[0], columns[-1]))
        for number, found in enumerate(boxes):
            canvas.blocks(found, SERIES[0], shades.opacity(number))
        canvas.segments(strokes)

    def _box(self, row: int, first: int, last: int) -> Box:
        """Return the box of neighbouring cells of a row."""
        edges = (self.start + first * self.cell, self.start + (last + 1) * self.cell)
        height = self.rows.heights[row]
        top = self.rows.middles[row] - height / 2
        return min(edges), top, abs(edges[1] - edges[0]), height - _SEAM


def stroke(box: Box) -> tuple[Point, Point]:
    """Return the stroke across a cell that is not published, from lower left to upper right."""
    left, top, width, height = box
    reach = min(width, height) / 2 - 2
    x, y = left + width / 2, top + height / 2
    return (x - reach, y + reach), (x + reach, y - reach)
