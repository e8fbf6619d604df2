"""Cohorts: how many of the files opened in a year were closed as time went on."""

from collections.abc import Sequence
from itertools import pairwise

from helpers.domain.periods import Period
from helpers.domain.persian import Lang, format_number
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import WORDS, alt_text, as_sentence, run_of
from helpers.report.charts.end_labels import EndLabel, place_labels
from helpers.report.charts.frame import Values, draw_line
from helpers.report.charts.lines import MOST_LINES
from helpers.report.charts.scale import Measure, axis
from helpers.report.charts.spans import period_span
from helpers.report.charts.theme import (
    BOTTOM,
    DASHES,
    HEIGHT,
    LINE_HEIGHT,
    MARKS,
    SERIES,
    WIDTH,
    block_width,
    wrap,
)

Shares = Sequence[Sequence[float | None]]


def survival(
    cohorts: Sequence[Period], months: Sequence[int], shares: Shares, *,
    title: str, unit: str, decimals: int, lang: Lang,
) -> Chart:  # fmt: skip
    """Draw for each year of opening the share closed so many months later, from 0 at the opening.

    Drawn is what is closed, not what is still open, so that every number written is a published
    one. What is not yet known is not drawn: the line of a young cohort is short. Each line is
    labelled with its last share and its year.

    Parameters
    ----------
    cohorts
        The years of opening, one to four.
    months
        After which it was counted, ascending.
    shares
        One sequence for each cohort, with one share for each of the months, of all files of the
        cohort and growing with the months.

    Raises
    ------
    ValueError
        If there are no cohorts or more than four, the months do not ascend, or there is not one
        share for each.
    """
    _check(cohorts, months, shares)
    values = [share for own in shares for share in own]
    measure = Measure.of(values, unit, decimals, lang)
    names = [cohort.name(lang) for cohort in cohorts]
    labels = [_label(name, own, measure) for name, own in zip(names, shares, strict=True)]
    frame = Values(axis(values, measure, zero=True), measure, labels)
    canvas = Canvas(HEIGHT, lang)
    frame.draw(canvas, WORDS["closed_by_then"][lang])

    def x(elapsed: int) -> float:
        return frame.first + (frame.right - frame.first) * elapsed / months[-1]

    _draw_months(canvas, [(x(elapsed), elapsed) for elapsed in months], frame)
    ends = _draw_cohorts(canvas, [x(elapsed) for elapsed in (0, *months)], shares, frame)
    place_labels(canvas, ends, labels, MARKS)

    description = "\n".join(
        _told(name, months, own, measure) for name, own in zip(names, shares, strict=True)
    )
    alt = alt_text("survival", period_span(cohorts, lang), measure.unit, lang)
    return Chart("survival", title, canvas.svg(alt), alt, description, lang)


def _draw_cohorts(
    canvas: Canvas, places: Sequence[float], shares: Shares, frame: Values
) -> list[float]:
    """Draw the lines from 0 at the opening as far as they are known; return where they end."""
    ends = []
    for number, own in enumerate(shares):
        known = [(x, frame.y(v)) for x, v in zip(places, (0, *own), strict=True) if v is not None]
        line = known if len(known) > 1 else []
        ends.append(draw_line(canvas, line, SERIES[number], DASHES[number], MARKS[number]))
        for point in line[1:-1]:
            canvas.mark(*point, MARKS[number], SERIES[number])
    return ends


def _check(cohorts: Sequence[Period], months: Sequence[int], shares: Shares) -> None:
    if not 1 <= len(cohorts) <= MOST_LINES:
        raise ValueError(f"a chart shows 1 to {MOST_LINES} cohorts, not {len(cohorts)}")
    if not months or months[0] <= 0 or any(b <= a for a, b in pairwise(months)):
        raise ValueError("cohorts need months after the opening, each later than the one before")
    if len(shares) != len(cohorts) or any(len(own) != len(months) for own in shares):
        raise ValueError("each cohort needs one share for each of the months")


def _label(cohort: str, shares: Sequence[float | None], measure: Measure) -> EndLabel:
    """Return the last known share and the cohort."""
    known = [share for share in shares if share is not None]
    if not known:
        return "", [cohort, *wrap(WORDS["not_published"][measure.lang], 80)]
    return measure.number(known[-1]), [cohort]


def _draw_months(canvas: Canvas, places: Sequence[tuple[float, int]], frame: Values) -> None:
    """Draw the axis of time: the opening, and below each tick how many months later it is."""
    canvas.segments(
        [((x, BOTTOM), (x, BOTTOM + 6)) for x in (frame.first, *(x for x, _ in places))]
    )
    for x, elapsed in places:
        words = f"{format_number(elapsed, canvas.lang)} {WORDS['month'][canvas.lang]}"
        words += "s" if canvas.lang == "en" else ""
        half = block_width([words]) / 2
        canvas.text(min(x, WIDTH - half), BOTTOM + 20, words, "middle")
    middle = (frame.first + frame.right) / 2
    since = WORDS["since_opening"][canvas.lang]
    canvas.text(middle, BOTTOM + 20 + LINE_HEIGHT, since, "middle")


def _told(
    cohort: str, months: Sequence[int], shares: Sequence[float | None], measure: Measure
) -> str:  # fmt: skip
    """Return how one cohort went: each share with the months it took."""
    lang = measure.lang
    known = [(m, share) for m, share in zip(months, shares, strict=True) if share is not None]
    if not known:
        told = [WORDS["nothing"][lang]]
    else:
        (_, first), *others = known
        written = [measure.quantity(first), *(measure.number(share) for _, share in others)]
        within = {"fa": "{} تا {} ماه", "en": "{} within {} months"}[lang]
        told = [
            within.format(text, format_number(m, lang))
            for text, (m, _) in zip(written, known, strict=True)
        ]
    return f"{run_of(cohort, lang)}: {as_sentence(told, lang)}"
