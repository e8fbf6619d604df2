"""One panel of horizontal bars, their values, and the line of a reference across them."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.report.charts.canvas import Anchor, Canvas
from helpers.report.charts.describe import WORDS
from helpers.report.charts.rows import ROW
from helpers.report.charts.scale import Measure
from helpers.report.charts.theme import (
    LINE_HEIGHT,
    MIDDLE,
    SERIES,
    TEXT,
    block_width,
    text_width,
    wrap,
)

_BAR, _GAP = 15.0, 6.0
_PALE = 0.55
# The line of a reference, and the room of a piece of it before its name.
_DASH, _THICK, _KEY = (4, 3), 1.4, 9.0

Reference = tuple[str, float]


@dataclass(frozen=True)
class _Places:
    """Where zero is, how long a unit is, where the panel ends, and the column of its values."""

    zero: float
    unit: float
    end: float
    column: float


@dataclass(frozen=True)
class Panel:
    """One set of bars.

    Attributes
    ----------
    values
        One for each row; a hidden one says so in words.
    measure
        How they are written.
    reference
        A name and a value to compare with.
    marked
        The row that stands out: its value is bold, the other bars are paler.
    """

    values: Sequence[float | None]
    measure: Measure
    colour: str
    reference: Reference | None
    marked: int | None

    def heading(self, width: float) -> list[str]:
        """Return the lines above the bars: the unit, and the reference by name and value."""
        lines = wrap(self.measure.unit, width)
        if self.reference:
            name, value = self.reference
            lines += wrap(f"{name}: {self.measure.number(value)}", width - _KEY)
        return lines

    def draw_heading(self, canvas: Canvas, start: float, width: float) -> None:
        """Write the lines above the bars, a piece of its line before the name of the reference."""
        unit = len(wrap(self.measure.unit, width))
        for row, line in enumerate(self.heading(width)):
            y = TEXT + row * LINE_HEIGHT
            canvas.text(start + (_KEY if row >= unit else 0), y, line)
            if row == unit:
                key = ((start + 2, y + 3), (start + 2, y - TEXT + 2))
                canvas.segments([key], dash=_DASH, width=_THICK)

    def draw(self, canvas: Canvas, start: float, end: float, rows: Sequence[float]) -> None:
        """Draw bars, values and reference between two places, one bar at each row's middle.

        Values stand at the ends of the bars, or, where a reference line would run through them,
        in a column of their own.
        """
        places = self._places(start, end, mirrored=canvas.mirrored)
        for row, (value, y) in enumerate(zip(self.values, rows, strict=True)):
            if value is not None:
                # Of the colours only the first is dark enough to be paler and still stand out.
                paler = self.colour == SERIES[0] and self.marked not in {None, row}
                opacity = _PALE if paler else 1.0
                length = value * places.unit
                canvas.bar(places.zero, y - _BAR / 2, length, _BAR, self.colour, opacity)
            self._write(canvas, places, row, y + MIDDLE)
        top, bottom = rows[0] - ROW / 2, rows[-1] + ROW / 2
        canvas.segments([((places.zero, top), (places.zero, bottom))])
        if self.reference:
            x = places.zero + self.reference[1] * places.unit
            self._draw_reference(canvas, places.zero, x, rows)

    def _places(self, start: float, end: float, *, mirrored: bool) -> _Places:
        known = [value for value in self.values if value is not None]
        ends = (0.0, *known, *value_of(self.reference))
        low, high = min(ends), max(ends)
        numbers = [self.measure.number(value) for value in known]
        room = _GAP + block_width(numbers, bold=self.marked is not None)
        zero_at = start + (room if low < 0 and not self.reference else 0.0)
        unit = (end - room - zero_at) / ((high - low) or 1.0)
        # Units below units: the right edge of the column, on either kind of page.
        column = end - room + _GAP if mirrored else end
        return _Places(zero_at - low * unit, unit, end, column)

    def _write(self, canvas: Canvas, places: _Places, row: int, y: float) -> None:
        """Write a value at the end of its bar, or in a column where a line would strike it."""
        value, bold = self.values[row], row == self.marked
        if value is None:
            word = WORDS["confidential"][self.measure.lang]
            fits = places.zero + _GAP + text_width(word, bold=bold) <= places.end
            x = places.zero + (_GAP if fits else -_GAP)
            canvas.text(x, y, word, "start" if fits else "end", bold=bold)
            return
        text, at = self.measure.number(value), places.zero + value * places.unit
        if self.reference:
            side: Anchor = "start" if canvas.mirrored else "end"
            canvas.number(places.column, y, text, side, bold=bold)
        elif value < 0:
            canvas.number(at - _GAP, y, text, "end", bold=bold)
        else:
            canvas.number(at + _GAP, y, text, bold=bold)

    def _draw_reference(self, canvas: Canvas, zero: float, x: float, rows: Sequence[float]) -> None:
        """Draw the line across the bars, broken where it would strike out a word."""
        word = text_width(WORDS["confidential"][self.measure.lang])
        struck = abs(x - zero) < word + 2 * _GAP
        edges = [rows[0] - ROW / 2 - 3]
        for value, y in zip(self.values, rows, strict=True):
            if value is None and struck:
                edges += [y - ROW / 2, y + ROW / 2]
        edges.append(rows[-1] + ROW / 2)
        pieces = [((x, a), (x, b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
        canvas.segments(pieces, dash=_DASH, width=_THICK, cased=True)


def value_of(reference: Reference | None) -> tuple[float, ...]:
    """Return the value of a reference, if there is one."""
    return (reference[1],) if reference else ()
