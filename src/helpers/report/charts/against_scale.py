"""What is paid by household size, beside the amounts of the scale."""

from collections.abc import Sequence
from dataclasses import replace

from helpers.domain.persian import Lang
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import WORDS, alt_text, as_sentence, run_of, size_of
from helpers.report.charts.rows import Rows
from helpers.report.charts.scale import Measure
from helpers.report.charts.theme import (
    LINE_HEIGHT,
    MIDDLE,
    SERIES,
    TEXT,
    WIDTH,
    block_width,
    wrap,
)

_BAR = 13.0
_GAP, _MARK = 8.0, 13.0
_WIDEST_SIZE, _WIDEST_HEADING = 110.0, 84.0
_COLOURS, _SHAPES = (SERIES[0], SERIES[3]), ("square", "diamond")
_MOST_DECIMALS = 3

Amounts = Sequence[float | None]


def against_scale(
    sizes: Sequence[str], paid: Amounts, scale: Amounts, *,
    title: str, unit: str, decimals: int, lang: Lang, names: tuple[str, str],
) -> Chart:  # fmt: skip
    """Draw for each household size a bar of what is paid and a mark at the amount of the scale.

    Both are written beside them, in a column each. Bars start at zero; on a Persian page they
    grow to the left. Amounts are written with so many decimals, up to three, that two which
    differ are written differently.

    Parameters
    ----------
    names
        What is paid, and what the scale is called.

    Raises
    ------
    ValueError
        If there are no sizes, not two amounts for each, or an amount is negative.
    """
    if not sizes or not len(sizes) == len(paid) == len(scale):
        raise ValueError("a chart against a scale needs sizes, and two amounts for each")
    if any(amount < 0 for amount in (*paid, *scale) if amount is not None):
        raise ValueError("an amount that is paid or laid down cannot be negative")
    measure = _telling_apart(Measure.of([*paid, *scale], unit, decimals, lang), paid, scale)
    canvas = _draw(sizes, (paid, scale), names, measure)
    both = {"fa": " و ", "en": " and "}[lang].join(names)
    alt = alt_text("against_scale", both, measure.unit, lang)
    description = _description(sizes, paid, scale, names, measure)
    return Chart("against_scale", title, canvas.svg(alt), alt, description, lang)


def _telling_apart(measure: Measure, paid: Amounts, scale: Amounts) -> Measure:
    """Return the measure with decimals enough to tell each amount from the one beside it."""
    pairs = [(a, b) for a, b in zip(paid, scale, strict=True) if a is not None and b is not None]
    while (
        measure.factor > 1
        and measure.decimals < _MOST_DECIMALS
        and any(a != b and not measure.change(a, b) for a, b in pairs)
    ):
        measure = replace(measure, decimals=measure.decimals + 1)
    return measure


def _draw(
    sizes: Sequence[str], columns: tuple[Amounts, Amounts], names: tuple[str, str],
    measure: Measure,
) -> Canvas:  # fmt: skip
    """Draw, from the side on which reading begins: sizes, bars, and two columns of amounts."""
    hidden = WORDS["not_published"][measure.lang]
    texts = [[hidden if v is None else measure.number(v) for v in column] for column in columns]
    headings = [wrap(name, _WIDEST_HEADING) for name in names]
    widths = [
        max(block_width(lines) + _MARK, block_width(column)) + 1.5 * _GAP
        for lines, column in zip(headings, texts, strict=True)
    ]
    top = LINE_HEIGHT * (1 + max(len(lines) for lines in headings)) + 8
    rows = Rows.of(sizes, _WIDEST_SIZE, top)
    start = rows.width + _GAP
    places = (WIDTH - widths[1], WIDTH)
    known = [value for column in columns for value in column if value is not None]
    step = (places[0] - widths[0] - start) / (max(known, default=0.0) or 1.0)

    canvas = Canvas(round(rows.bottom + 4), measure.lang, mirrored=measure.lang == "fa")
    canvas.text(0, TEXT, measure.unit)
    rows.draw(canvas, rows.width)
    for column, shape in enumerate(_SHAPES):
        left = places[column] - widths[column] + 1.5 * _GAP
        _draw_heading(canvas, left, headings[column], shape, _COLOURS[column])
        for value, text, y in zip(columns[column], texts[column], rows.middles, strict=True):
            _write(canvas, (left, places[column]), y + MIDDLE, text, known=value is not None)
    for paid, amount, y in zip(*columns, rows.middles, strict=True):
        if paid is not None:
            canvas.bar(start, y - _BAR / 2, paid * step, _BAR, _COLOURS[0])
        if amount is not None:
            canvas.mark(start + amount * step, y, _SHAPES[1], _COLOURS[1])
    canvas.segments([((start, rows.top), (start, rows.bottom))])
    return canvas


def _draw_heading(
    canvas: Canvas, left: float, lines: Sequence[str], shape: str, colour: str
) -> None:  # fmt: skip
    """Draw the mark and the name of a column of amounts."""
    canvas.mark(left + 4, TEXT + LINE_HEIGHT - MIDDLE, shape, colour)
    for row, line in enumerate(lines, start=1):
        canvas.text(left + _MARK, TEXT + row * LINE_HEIGHT, line)


def _write(
    canvas: Canvas, column: tuple[float, float], y: float, text: str, *, known: bool
) -> None:  # fmt: skip
    """Write an amount with its units below units, or, from the beginning, that it is hidden."""
    if not known:
        canvas.text(column[0], y, text)
    elif canvas.mirrored:
        canvas.number(column[0], y, text, "start")
    else:
        canvas.number(column[1], y, text, "end")


def _description(
    sizes: Sequence[str], paid: Amounts, scale: Amounts, names: tuple[str, str], measure: Measure
) -> str:
    """Return for each size which amount is the lower and by how much."""
    lang = measure.lang
    if all(amount is None for amount in (*paid, *scale)):
        return as_sentence([WORDS["nothing"][lang]], lang)
    told = [
        f"{run_of(size, lang)}: {_beside(own, amount, names, measure)}"
        for size, own, amount in zip(sizes, paid, scale, strict=True)
    ]
    return as_sentence(told, lang)


def _beside(
    paid: float | None, scale: float | None, names: tuple[str, str], measure: Measure
) -> str:  # fmt: skip
    lang = measure.lang
    comma = {"fa": "، ", "en": ", "}[lang]
    hidden = WORDS["not_published"][lang]
    told = comma.join(
        f"{name} {hidden if value is None else measure.number(value)}"
        for name, value in zip(names, (paid, scale), strict=True)
    )
    if paid is None or scale is None:
        return told
    difference = measure.change(scale, paid)
    if not difference:
        return f"{told}{comma}{WORDS['equal'][lang]}"
    by = size_of(difference, measure)
    if lang == "fa":
        return f"{told}{comma}{by} {'بیشتر' if difference > 0 else 'کمتر'}"
    return f"{told}{comma}{'higher' if difference > 0 else 'lower'} by {by}"
