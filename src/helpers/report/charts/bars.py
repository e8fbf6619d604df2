"""Horizontal bars: one panel, or a number beside its rate."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.domain.persian import Lang
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import WORDS, alt_text, count_of, sentence_of_items
from helpers.report.charts.scale import Measure
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

_ROW, _ROW_PADDING, _BAR = 26.0, 10.0, 15.0
_GAP = 6.0
_WIDEST_NAME, _WIDEST_NAME_IN_PAIR = 140.0, 96.0

Reference = tuple[str, float]


def bars(
    categories: Sequence[str], values: Sequence[float | None], *,
    title: str, unit: str, decimals: int, lang: Lang, reference: Reference | None = None,
) -> Chart:  # fmt: skip
    """Draw one bar for each category, its value at its end; a hidden one says so in words.

    On a Persian page names stand on the right and bars grow to the left. Bars start at zero.

    Parameters
    ----------
    reference
        A name and a value to compare with, drawn as a line across the bars.

    Raises
    ------
    ValueError
        If there are no categories, or not one value for each.
    """
    measure = Measure.of([*values, *_value_of(reference)], unit, decimals, lang)
    panel = Panel(values, measure, SERIES[0], reference)
    canvas = _draw(categories, [panel], _WIDEST_NAME, lang)
    alt = alt_text("bars", count_of(len(categories), "categories", lang), measure.unit, lang)
    description = sentence_of_items(categories, values, measure, reference=reference)
    return Chart("bars", title, canvas.svg(alt), alt, description, lang)


def pair(
    categories: Sequence[str], numbers: Sequence[float | None], rates: Sequence[float | None], *,
    title: str, number_unit: str, rate_unit: str, number_decimals: int, rate_decimals: int,
    lang: Lang, reference: Reference | None = None,
) -> Chart:  # fmt: skip
    """Draw numbers and, beside them, rates of the same categories: two panels, shared names.

    Parameters
    ----------
    reference
        The rate to compare with, that of the whole; drawn across the second panel.

    Raises
    ------
    ValueError
        If there are no categories, or not one number and one rate for each.
    """
    first = Measure.of(numbers, number_unit, number_decimals, lang)
    second = Measure.of([*rates, *_value_of(reference)], rate_unit, rate_decimals, lang)
    panels = [
        Panel(numbers, first, SERIES[0], None),
        Panel(rates, second, SERIES[1], reference),
    ]
    canvas = _draw(categories, panels, _WIDEST_NAME_IN_PAIR, lang)
    units = {"fa": " و ", "en": " and "}[lang].join((first.unit, second.unit))
    alt = alt_text("pair", count_of(len(categories), "categories", lang), units, lang)
    description = "\n".join(
        (
            sentence_of_items(categories, numbers, first),
            sentence_of_items(categories, rates, second, reference=reference),
        )
    )
    return Chart("pair", title, canvas.svg(alt), alt, description, lang)


@dataclass(frozen=True)
class Panel:
    """One set of bars: the values, how they are written, and their colour."""

    values: Sequence[float | None]
    measure: Measure
    colour: str
    reference: Reference | None

    @property
    def texts(self) -> list[str]:
        """The words at the ends of the bars."""
        hidden = WORDS["confidential"][self.measure.lang]
        return [hidden if v is None else self.measure.number(v) for v in self.values]

    def heading(self, width: float) -> list[str]:
        """Return the lines above the bars: the unit, and the reference by name and value."""
        lines = wrap(self.measure.unit, width)
        if self.reference:
            name, value = self.reference
            lines += wrap(f"{name}: {self.measure.number(value)}", width)
        return lines

    def draw(self, canvas: Canvas, start: float, end: float, rows: Sequence[float]) -> None:
        """Draw bars, values and reference between two places, one bar at each row's middle.

        Values stand at the ends of the bars, or, where a reference line would run through them,
        in a column of their own.
        """
        known = [value for value in self.values if value is not None]
        ends = (0.0, *known, *_value_of(self.reference))
        low, high = min(ends), max(ends)
        room = _GAP + max((text_width(self.measure.number(value)) for value in known), default=0.0)
        zero_at = start + (room if low < 0 and not self.reference else 0.0)
        unit = (end - room - zero_at) / ((high - low) or 1.0)
        zero = zero_at - low * unit
        for value, text, y in zip(self.values, self.texts, rows, strict=True):
            if value is None:
                if zero + _GAP + text_width(text) <= end:
                    canvas.text(zero + _GAP, y + MIDDLE, text)
                else:
                    canvas.text(zero - _GAP, y + MIDDLE, text, "end")
                continue
            canvas.bar(zero, y - _BAR / 2, value * unit, _BAR, self.colour)
            if self.reference:
                # Units below units: the right edge of the column, on either kind of page.
                place = end - room + _GAP if canvas.mirrored else end
                canvas.number(place, y + MIDDLE, text, "start" if canvas.mirrored else "end")
            elif value < 0:
                canvas.number(zero + value * unit - _GAP, y + MIDDLE, text, "end")
            else:
                canvas.number(zero + value * unit + _GAP, y + MIDDLE, text)
        top, bottom = rows[0] - _ROW / 2, rows[-1] + _ROW / 2
        canvas.segments([((zero, top), (zero, bottom))])
        if self.reference:
            self._draw_reference(canvas, zero, zero + self.reference[1] * unit, rows)

    def _draw_reference(self, canvas: Canvas, zero: float, x: float, rows: Sequence[float]) -> None:
        """Draw the line across the bars, broken where it would strike out a word."""
        word = text_width(WORDS["confidential"][self.measure.lang])
        struck = abs(x - zero) < word + 2 * _GAP
        edges = [rows[0] - _ROW / 2 - 3]
        for value, y in zip(self.values, rows, strict=True):
            if value is None and struck:
                edges += [y - _ROW / 2, y + _ROW / 2]
        edges.append(rows[-1] + _ROW / 2)
        pieces = [((x, a), (x, b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
        canvas.segments(pieces, dash=(4, 3), width=1.4)


def _draw(
    categories: Sequence[str], panels: Sequence[Panel], widest_name: float, lang: Lang
) -> Canvas:
    if not categories or any(len(panel.values) != len(categories) for panel in panels):
        raise ValueError("a bar chart needs categories, and one value for each")
    names = [wrap(category, widest_name) for category in categories]
    start = max(block_width(lines) for lines in names) + 8
    width = (WIDTH - start - 14 * (len(panels) - 1)) / len(panels)
    headings = [panel.heading(width) for panel in panels]
    top = LINE_HEIGHT * max(len(lines) for lines in headings) + 8
    heights = [max(_ROW, LINE_HEIGHT * len(lines) + _ROW_PADDING) for lines in names]
    rows = [top + sum(heights[:row]) + heights[row] / 2 for row in range(len(heights))]

    canvas = Canvas(round(top + sum(heights) + 4), lang, mirrored=lang == "fa")
    for lines, y in zip(names, rows, strict=True):
        first = y - LINE_HEIGHT * (len(lines) - 1) / 2 + MIDDLE
        for row, line in enumerate(lines):
            canvas.text(start - 8, first + row * LINE_HEIGHT, line, "end")
    for number, (panel, lines) in enumerate(zip(panels, headings, strict=True)):
        left = start + number * (width + 14)
        for row, line in enumerate(lines):
            canvas.text(left, TEXT + row * LINE_HEIGHT, line)
        panel.draw(canvas, left, left + width, rows)
    return canvas


def _value_of(reference: Reference | None) -> tuple[float, ...]:
    return (reference[1],) if reference else ()
