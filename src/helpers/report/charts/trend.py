"""Lines over time."""

from collections.abc import Sequence

from helpers.domain.periods import Period
from helpers.domain.persian import Lang
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import (
    WORDS,
    alt_text,
    as_sentence,
    sentence_of_line,
)
from helpers.report.charts.end_labels import end_label, place_labels
from helpers.report.charts.frame import Frame, draw_line
from helpers.report.charts.lines import Line, check_lines
from helpers.report.charts.scale import Measure, axis
from helpers.report.charts.spans import period_span
from helpers.report.charts.theme import DASHES, HEIGHT, MARKS, SERIES


def trend(
    periods: Sequence[Period], lines: Sequence[Line], *,
    title: str, unit: str, decimals: int, lang: Lang, approximate: bool = False,
    digits: int = 3,
) -> Chart:  # fmt: skip
    """Draw one to four lines over months or years, each labelled where it ends.

    What is not published is a gap in the line, never a guess. The axis starts at zero unless the
    lines would be flat; then it says that it does not, and so does the description.

    Parameters
    ----------
    approximate
        Whether the values are rounded: then the description says of changes that they are "about".
    digits
        With which amounts are written in millions or billions.

    Raises
    ------
    ValueError
        If the periods do not follow each other, or a line has not one value for each.
    """
    check_lines(periods, lines)
    values = [value for line in lines for value in line.values]
    measure = Measure.of(values, unit, decimals, lang, approximate=approximate, digits=digits)
    scale = axis(values, measure, zero=False)
    canvas = Canvas(HEIGHT, lang)
    note = "" if scale.from_zero else WORDS["axis_above_zero"][lang]
    labels = [end_label(line, measure, alone=len(lines) == 1) for line in lines]
    frame = Frame(periods, scale, measure, labels)
    frame.draw(canvas, note)

    ends = [
        draw_line(canvas, frame.points(line), SERIES[number], DASHES[number], MARKS[number])
        for number, line in enumerate(lines)
    ]
    place_labels(canvas, ends, labels, MARKS)

    sentences = [sentence_of_line(periods, line, measure, named=len(lines) > 1) for line in lines]
    if note:
        sentences.append(as_sentence([note], lang))
    alt = alt_text("trend", period_span(periods, lang), measure.unit, lang)
    return Chart("trend", title, canvas.svg(alt), alt, "\n".join(sentences), lang)
