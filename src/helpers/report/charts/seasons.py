"""The last twelve months beside the same months of the year before."""

from collections.abc import Sequence
from decimal import Decimal

from helpers.domain.periods import MONTHS_IN_YEAR, Month
from helpers.domain.persian import Lang, format_number, list_in_words
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import (
    WORDS,
    alt_text,
    as_sentence,
    course,
    extremes,
    few_periods,
    gaps_in_words,
)
from helpers.report.charts.end_labels import end_label, place_labels
from helpers.report.charts.frame import Frame, draw_line
from helpers.report.charts.lines import Line, check_lines
from helpers.report.charts.scale import Measure, axis
from helpers.report.charts.spans import period_span
from helpers.report.charts.theme import HEIGHT, SERIES

_COLOURS = (SERIES[0], SERIES[4])
_MARKS = ("circle", "square")
_DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2))
_WIDTHS = (2.6, 1.6)

_COMPARED: tuple[tuple[int, dict[Lang, str]], ...] = (
    (1, {"fa": "در {} بیشتر", "en": "higher in {}"}),
    (-1, {"fa": "در {} کمتر", "en": "lower in {}"}),
    (0, {"fa": "در {} برابر", "en": "equal in {}"}),
)


def seasons(
    months: Sequence[Month], values: Sequence[float | None], *,
    title: str, unit: str, decimals: int, lang: Lang, approximate: bool = False,
) -> Chart:  # fmt: skip
    """Draw the last twelve months as a line, and the same months a year before as another.

    The months run to the last one, not from Farvardin: so twelve months can be compared whatever
    the month, where a year that has just begun would be a point beside a line. Each line ends
    with its value and the name of its own month.

    Parameters
    ----------
    months
        Up to 24 that follow each other; with twelve or fewer there is one line.
    approximate
        Whether the values are rounded: then the description says of changes that they are "about".

    Raises
    ------
    ValueError
        If there are no months or more than 24, they do not follow each other, or there is not one
        value for each.
    """
    lines = _lines(months, values, lang)
    shown = list(months[-MONTHS_IN_YEAR:])
    measure = Measure.of(values, unit, decimals, lang, approximate=approximate)
    scale = axis(values, measure, zero=False)
    note = "" if scale.from_zero else WORDS["axis_above_zero"][lang]
    labels = [end_label(line, measure, alone=False) for line in lines]
    frame = Frame(shown, scale, measure, labels, years=False)
    canvas = Canvas(HEIGHT, lang)
    frame.draw(canvas, note)
    ends = [
        draw_line(
            canvas, frame.points(line), _COLOURS[number], _DASHES[number], _MARKS[number],
            width=_WIDTHS[number],
        )
        for number, line in reversed([*enumerate(lines)])
    ][::-1]  # fmt: skip
    place_labels(canvas, ends, labels, _MARKS, _COLOURS)

    sentences = [_description(months, values, measure)]
    if note:
        sentences.append(as_sentence([note], lang))
    alt = alt_text("seasons", period_span(months, lang), measure.unit, lang)
    return Chart("seasons", title, canvas.svg(alt), alt, "\n".join(sentences), lang)


def _lines(months: Sequence[Month], values: Sequence[float | None], lang: Lang) -> list[Line]:
    """Return the last twelve months and, where there are earlier ones, those a year before."""
    check_lines(months, [Line("", tuple(values))])
    if months[-1].index - months[0].index != len(months) - 1:
        raise ValueError("the months of two years must follow each other without a gap")
    if len(months) > 2 * MONTHS_IN_YEAR:
        raise ValueError(f"two years have 24 months, not {len(months)}")
    last = months[-1]
    lines = [Line(last.name(lang), tuple(values[-MONTHS_IN_YEAR:]))]
    if earlier := tuple(values[:-MONTHS_IN_YEAR]):
        unknown = (None,) * (MONTHS_IN_YEAR - len(earlier))
        name = last.year_before().name(lang)
        lines.append(Line(name, (*unknown, *earlier), earlier=MONTHS_IN_YEAR))
    return lines


def _description(
    months: Sequence[Month], values: Sequence[float | None], measure: Measure
) -> str:  # fmt: skip
    """Return the last month against a year before, the months that were higher, and the gaps."""
    lang, published = measure.lang, dict(zip(months, values, strict=True))
    known = {month: value for month, value in published.items() if value is not None}
    recent = [(month, value) for month, value in known.items() if month in months[-MONTHS_IN_YEAR:]]
    pairs = [
        (known[month.year_before()], value)
        for month, value in recent
        if month.year_before() in known
    ]
    last = months[-1]
    ends = [(month, known[month]) for month in (last.year_before(), last) if month in known]
    parts = []
    if len(ends) == 2:
        parts.append(course(ends, measure))
    elif last in known:
        parts.append(f"{last.name(lang)}: {measure.quantity(known[last])}")
    if len(pairs) > 1:
        parts.append(_compared(pairs, measure))
    if len(recent) > 2:
        parts.append(extremes(recent, measure, lambda held: few_periods(held, lang), united=False))
    hidden = [month for month in months if month not in known]
    if hidden:
        parts.append(gaps_in_words(hidden, lang) if known else WORDS["nothing"][lang])
    return as_sentence(parts, lang)


def _compared(pairs: Sequence[tuple[float, float]], measure: Measure) -> str:
    """Return in how many months a value was higher, lower or equal, as they are written."""
    lang = measure.lang
    signs = [measure.change(then, now).compare(0) for then, now in pairs]
    counts = [(signs.count(Decimal(sign)), words) for sign, words in _COMPARED]
    told = [words[lang].format(_months(count, lang)) for count, words in counts if count]
    against = {"fa": "در مقایسه با سال پیش: ", "en": "compared with a year before: "}[lang]
    return against + list_in_words(told, lang)


def _months(count: int, lang: Lang) -> str:
    plural = "s" if lang == "en" and count > 1 else ""
    return f"{format_number(count, lang)} {WORDS['month'][lang]}{plural}"
