"""Parts of a whole over time: stacked bars."""

from collections.abc import Sequence

from helpers.domain.periods import Period
from helpers.domain.persian import Lang
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import alt_text, period_span, sentence_of_line
from helpers.report.charts.frame import HEIGHT, LABEL_GAP, Frame, end_label, place_labels
from helpers.report.charts.lines import Line, check_lines
from helpers.report.charts.scale import Measure, axis
from helpers.report.charts.theme import SERIES

_WIDEST_BAR = 26.0
_SHARE_OF_STEP = 0.72
_SEAM = 1.0


def composition(
    periods: Sequence[Period], lines: Sequence[Line], *,
    title: str, unit: str, decimals: int, lang: Lang,
) -> Chart:  # fmt: skip
    """Draw up to four parts as one bar for each period, each part labelled beside the last bar.

    The first line lies at the bottom. A part that is not published leaves no room in its bar, so
    the bar is short of the whole; the description says which.

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
    measure = Measure.of(values, unit, decimals, lang)
    wholes = [
        sum(value or 0.0 for value in parts)
        for parts in zip(*(line.values for line in lines), strict=True)
    ]
    labels = [end_label(line, measure, alone=len(lines) == 1) for line in lines]
    scale = axis(wholes, measure, zero=True)
    frame = Frame(periods, scale, measure, labels, inset=_WIDEST_BAR / 2)
    canvas = Canvas(HEIGHT, lang)
    frame.draw(canvas)

    width = min(_WIDEST_BAR, _SHARE_OF_STEP * frame.step)
    floors = [0.0] * len(periods)
    for line, colour in zip(lines, SERIES, strict=False):
        for number, (period, value) in enumerate(zip(periods, line.values, strict=True)):
            if value:
                top, bottom = frame.y(floors[number] + value), frame.y(floors[number])
                seam = _SEAM if bottom - top > 2 * _SEAM else 0.0
                canvas.bar(frame.x(period) - width / 2, top, width, bottom - top - seam, colour)
                floors[number] += value
    below, middles = 0.0, []
    for line in lines:
        value = line.values[-1] or 0.0
        middles.append(frame.y(below + value / 2))
        below += value
    place_labels(canvas, frame.right + LABEL_GAP, middles, labels, ("square",) * len(lines))

    sentences = [sentence_of_line(periods, line, measure, named=len(lines) > 1) for line in lines]
    alt = alt_text("composition", period_span(periods, lang), measure)
    return Chart("composition", title, canvas.svg(alt), alt, " ".join(sentences), lang)
