"""The rows of a chart: names at the side on which reading begins, in as many lines as they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from helpers.report.charts.canvas import Canvas
from helpers.report.charts.theme import LINE_HEIGHT, MIDDLE, block_width, wrap

ROW, _PADDING = 26.0, 10.0


@dataclass(frozen=True)
class Rows:
    """Names one under the other.

    Attributes
    ----------
    lines
        The lines of each name.
    heights
        Of the rows.
    top
        Where the first row begins.
    marked
        The row that stands out: its name is bold. None where none does.
    """

    lines: Sequence[list[str]]
    heights: Sequence[float]
    top: float
    marked: int | None = None

    @classmethod
    def of(
        cls, names: Sequence[str], widest: float, top: float, *, least: float = ROW,
        padding: float = _PADDING, marked: int | None = None,
    ) -> "Rows":  # fmt: skip
        """Break the names into lines and give each the room it needs.

        Raises
        ------
        ValueError
            If there is no row of the number ``marked``.
        """
        if marked is not None and not 0 <= marked < len(names):
            raise ValueError(f"row {marked} cannot be marked: there are {len(names)}")
        lines = [wrap(name, widest, bold=row == marked) for row, name in enumerate(names)]
        heights = [max(least, LINE_HEIGHT * len(own) + padding) for own in lines]
        return cls(lines, heights, top, marked)

    @property
    def width(self) -> float:
        """The room that the names take."""
        return max(
            block_width(lines, bold=row == self.marked) for row, lines in enumerate(self.lines)
        )

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top + sum(self.heights)

    @property
    def middles(self) -> list[float]:
        """The heights at which the rows have their middles."""
        ends = accumulate(self.heights, initial=self.top)
        return [end + height / 2 for end, height in zip(ends, self.heights, strict=False)]

    def draw(self, canvas: Canvas, end: float) -> None:
        """Write the names so that they end at a place."""
        for row, (lines, middle) in enumerate(zip(self.lines, self.middles, strict=True)):
            first = middle - LINE_HEIGHT * (len(lines) - 1) / 2 + MIDDLE
            for number, line in enumerate(lines):
                y = first + number * LINE_HEIGHT
                canvas.text(end, y, line, "end", bold=row == self.marked)
