"""Parts of a whole over time: stacked bars."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from helpers.domain.periods import Period
from helpers.domain.persian import Lang
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import alt_text, sentence_of_line
from helpers.report.charts.end_labels import end_label, place_labels
from helpers.report.charts.frame import Frame
from helpers.report.charts.lines import Line, check_lines
from helpers.report.charts.scale import Measure, axis
from helpers.report.charts.spans import period_span
from helpers.report.charts.theme import BOTTOM, HEIGHT, SERIES

_WIDEST_BAR = 26.0
_SHARE_OF_STEP = 0.72
_SEAM = 1.0
_RING = 4.0
_NO_BAR: dict[Lang, str] = {
    "fa": "دوره‌ای که بخشی از آن منتشر نشده، میله ندارد.",
    "en": "A period of which a part is not published has no bar.",
}


def composition(
    periods: Sequence[Period], lines: Sequence[Line], *,
    title: str, unit: str, decimals: int, lang: Lang, approximate: bool = False,
) -> Chart:  # fmt: skip
    """Draw up to four parts as one bar for each period, each part labelled beside the last bar.

    The first line lies at the bottom. A period in which a part is not published has no bar, for
    it would look smaller than it is: a small dashed ring stands there, and the description says
    so.

    Parameters
    ----------
    approximate
        Whether the values are rounded: then the description says of changes that they are "about".

    Raises
    ------
    ValueError
        If the periods do not follow each other, a line has not one value for each, or a value is
        negative.
    """
    check_lines(periods, lines)
    values = [value for line in lines for value in line.values]
    if any(value < 0 for value in values if value is not None):
        raise ValueError("parts of a whole cannot be negative")
    measure = Measure.of(values, unit, decimals, lang, approximate=approximate)
    columns = list(zip(*(line.values for line in lines), strict=True))
    stacks = [None if None in column else _stack(column) for column in columns]
    labels = [end_label(line, measure, alone=len(lines) == 1) for line in lines]
    scale = axis([stack[-1] if stack else None for stack in stacks], measure, zero=True)
    frame = Frame(periods, scale, measure, labels, inset=_WIDEST_BAR / 2)
    canvas = Canvas(HEIGHT, lang)
    frame.draw(canvas)
    _draw(canvas, frame, dict(zip(periods, stacks, strict=True)))
    beside = next((stack for stack in reversed(stacks) if stack), [0.0] * (len(lines) + 1))
    middles = [frame.y((floor + ceiling) / 2) for floor, ceiling in pairwise(beside)]
    place_labels(canvas, middles, labels, ("square",) * len(lines))

    sentences = [sentence_of_line(periods, line, measure, named=len(lines) > 1) for line in lines]
    if None in stacks:
        sentences.append(_NO_BAR[lang])
    alt = alt_text("composition", period_span(periods, lang), measure.unit, lang)
    return Chart("composition", title, canvas.svg(alt), alt, "\n".join(sentences), lang)


def _draw(canvas: Canvas, frame: Frame, stacks: Mapping[Period, list[float] | None]) -> None:
    """Draw one bar for each period, or a ring where there is none."""
    width = min(_WIDEST_BAR, _SHARE_OF_STEP * frame.step)
    for period, stack in stacks.items():
        if stack is None:
            canvas.ring(frame.x(period), BOTTOM - 2 * _RING, _RING)
            continue
        for (floor, ceiling), colour in zip(pairwise(stack), SERIES, strict=False):
            top, bottom = frame.y(ceiling), frame.y(floor)
            seam = _SEAM if bottom - top > 2 * _SEAM else 0.0
            canvas.bar(frame.x(period) - width / 2, top, width, bottom - top - seam, colour)


def _stack(parts: Sequence[float | None]) -> list[float]:
    """Return the heights between the parts, from 0 to the whole."""
    return [0.0, *accumulate(part or 0.0 for part in parts)]
