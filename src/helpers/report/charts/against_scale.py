"""What is paid by household size, beside the amounts of the scale."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from helpers.domain.persian import COMMA, Lang
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
_GAP, _MARK, _KEY = 8.0, 5.5, 15.0
_WIDEST_SIZE, _WIDEST_KEY = 110.0, 270.0
_COLOURS, _SHAPES = (SERIES[0], SERIES[3]), ("square", "diamond")
_MOST_DECIMALS = 3

_BESIDE: dict[Lang, tuple[str, str]] = {
    "fa": ("کمتر از", "بیشتر از"), "en": ("below", "above"),
}  # fmt: skip

Amounts = Sequence[float | None]


def against_scale(
    sizes: Sequence[str], paid: Amounts, scale: Amounts, *,
    title: str, unit: str, decimals: int, lang: Lang, names: tuple[str, str],
    approximate: bool = False,
) -> Chart:  # fmt: skip
    """Draw for each household size a bar of what is paid and a mark at the amount of the scale.

    Both are written beside them, in a column each. Bars start at zero; on a Persian page they
    grow to the left. Exact amounts are written with so many decimals, up to three, that two which
    differ are written differently.

    Parameters
    ----------
    names
        What is paid, and what the scale is called.
    approximate
        Whether what is paid is a mean of rounded numbers: differences are then said with "about".

    Raises
    ------
    ValueError
        If there are no sizes, not two amounts for each, or an amount is negative.
    """
    if not sizes or not len(sizes) == len(paid) == len(scale):
        raise ValueError("a chart against a scale needs sizes, and two amounts for each")
    if any(amount < 0 for amount in (*paid, *scale) if amount is not None):
        raise ValueError("an amount that is paid or laid down cannot be negative")
    measure = Measure.of([*paid, *scale], unit, decimals, lang, approximate=approximate)
    if not approximate:
        measure = _telling_apart(measure, paid, scale)
    canvas = _draw(sizes, (paid, scale), names, measure)
    alt = alt_text("against_scale", " / ".join(names), measure.unit, lang)
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
    keys = [wrap(name, _WIDEST_KEY) for name in names]
    top = LINE_HEIGHT * (1 + sum(len(lines) for lines in keys)) + 8
    rows = Rows.of(sizes, _WIDEST_SIZE, top)
    written = [_Column(values, measure) for values in columns]
    start = rows.width + _GAP
    ends = (WIDTH - written[1].width - 2 * _GAP, WIDTH)
    known = [value for column in columns for value in column if value is not None]
    step = (ends[0] - written[0].width - 2 * _GAP - start) / (max(known, default=0.0) or 1.0)

    canvas = Canvas(round(rows.bottom + 4), measure.lang, mirrored=measure.lang == "fa")
    canvas.text(0, TEXT, measure.unit)
    y = TEXT + LINE_HEIGHT
    for lines, shape, colour, column, end in zip(
        keys, _SHAPES, _COLOURS, written, ends, strict=True
    ):
        canvas.mark(_MARK, y - MIDDLE, shape, colour)
        # The mark stands above its column too.
        canvas.mark(end - column.width / 2, top - LINE_HEIGHT / 2, shape, colour)
        for line in lines:
            canvas.text(_KEY, y, line)
            y += LINE_HEIGHT
        column.draw(canvas, end, rows)
    rows.draw(canvas, rows.width)
    for paid, amount, middle in zip(*columns, rows.middles, strict=True):
        if paid is not None:
            canvas.bar(start, middle - _BAR / 2, paid * step, _BAR, _COLOURS[0])
        if amount is not None:
            canvas.mark(start + amount * step, middle, _SHAPES[1], _COLOURS[1])
    canvas.segments([((start, rows.top), (start, rows.bottom))])
    return canvas


@dataclass(frozen=True)
class _Column:
    """Amounts one under the other, units below units; a hidden one says so."""

    values: Amounts
    measure: Measure

    @property
    def texts(self) -> list[str]:
        """The amounts as they are written."""
        hidden = WORDS["not_published"][self.measure.lang]
        return [hidden if v is None else self.measure.number(v) for v in self.values]

    @property
    def width(self) -> float:
        """The room that they take."""
        return block_width(self.texts)

    def draw(self, canvas: Canvas, end: float, rows: Rows) -> None:
        """Write the amounts in a column that ends at a place."""
        begin = end - self.width
        for value, text, middle in zip(self.values, self.texts, rows.middles, strict=True):
            if value is None:
                canvas.text(begin, middle + MIDDLE, text)
            elif canvas.mirrored:
                canvas.number(begin, middle + MIDDLE, text)
            else:
                canvas.number(end, middle + MIDDLE, text, "end")


def _description(
    sizes: Sequence[str], paid: Amounts, scale: Amounts, names: tuple[str, str], measure: Measure
) -> str:
    """Return for each size how far what is paid lies from the scale."""
    lang = measure.lang
    if all(amount is None for amount in (*paid, *scale)):
        return as_sentence([WORDS["nothing"][lang]], lang)
    called = [name if lang == "fa" else f"{name[:1].lower()}{name[1:]}" for name in names]
    # The unit stands once, behind the first amount.
    write = chain([measure.quantity], repeat(measure.number))
    told = [
        f"{run_of(size, lang)}: {_beside((own, amount), called, measure, write)}"
        for size, own, amount in zip(sizes, paid, scale, strict=True)
    ]
    return as_sentence(told, lang)


def _beside(
    amounts: tuple[float | None, float | None], names: Sequence[str], measure: Measure,
    write: Iterator[Callable[[float], str]],
) -> str:  # fmt: skip
    """Return "mean pension 10.0, 0.1 above legislated amount 9.9"."""
    lang, (own, laid_down) = measure.lang, amounts
    difference = None if own is None or laid_down is None else measure.change(laid_down, own)
    if own is not None and difference == 0:
        both = {"fa": "{} و {} هر دو {}", "en": "{} and {} both {}"}[lang]
        return both.format(*names, next(write)(own))
    hidden, comma = WORDS["not_published"][lang], COMMA[lang]
    paid, scale = (
        f"{name} {hidden if amount is None else next(write)(amount)}"
        for name, amount in zip(names, amounts, strict=True)
    )
    if difference is None:
        return f"{paid}{comma}{scale}"
    return f"{paid}{comma}{size_of(difference, measure)} {_BESIDE[lang][difference > 0]} {scale}"
