"""Horizontal bars: one panel, or a number beside its rate."""

from collections.abc import Sequence

from helpers.domain.persian import Lang
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import alt_text, count_of, sentence_of_items
from helpers.report.charts.panel import Panel, Reference, value_of
from helpers.report.charts.rows import Rows
from helpers.report.charts.scale import Measure
from helpers.report.charts.theme import LINE_HEIGHT, SERIES, WIDTH

_WIDEST_NAME, _WIDEST_NAME_IN_PAIR = 140.0, 96.0


def bars(
    categories: Sequence[str], values: Sequence[float | None], *,
    title: str, unit: str, decimals: int, lang: Lang, reference: Reference | None = None,
    marked: int | None = None, digits: int = 3, what: str = "categories",
) -> Chart:  # fmt: skip
    """Draw one bar for each category, its value at its end; a hidden one says so in words.

    On a Persian page names stand on the right and bars grow to the left. Bars start at zero.

    Parameters
    ----------
    reference
        A name and a value to compare with, drawn as a line across the bars.
    marked
        Which category stands out, counted from 0: name and value are bold, the others paler.
    digits
        With which amounts are written in millions or billions.
    what
        What the categories are: a code of the words of charts.

    Raises
    ------
    ValueError
        If there are no categories, not one value for each, or no category is the marked one.
    """
    measure = Measure.of([*values, *value_of(reference)], unit, decimals, lang, digits=digits)
    panel = Panel(values, measure, SERIES[0], reference, marked)
    canvas = _draw(categories, [panel], _WIDEST_NAME, marked, lang)
    alt = alt_text("bars", count_of(len(categories), what, lang), measure.unit, lang)
    description = sentence_of_items(categories, values, measure, reference=reference, what=what)
    return Chart("bars", title, canvas.svg(alt), alt, description, lang)


def pair(
    categories: Sequence[str], numbers: Sequence[float | None], rates: Sequence[float | None], *,
    title: str, number_unit: str, rate_unit: str, number_decimals: int, rate_decimals: int,
    lang: Lang, reference: Reference | None = None, marked: int | None = None,
    what: str = "categories",
) -> Chart:  # fmt: skip
    """Draw numbers and, beside them, rates of the same categories: two panels, shared names.

    Parameters
    ----------
    reference
        The rate to compare with, that of the whole; drawn across the second panel.
    marked
        Which category stands out, counted from 0: name and values are bold, the others paler.
    what
        What the categories are: a code of the words of charts.

    Raises
    ------
    ValueError
        If there are no categories, not one number and one rate for each, or no category is the
        marked one.
    """
    first = Measure.of(numbers, number_unit, number_decimals, lang)
    second = Measure.of([*rates, *value_of(reference)], rate_unit, rate_decimals, lang)
    panels = [
        Panel(numbers, first, SERIES[0], None, marked),
        Panel(rates, second, SERIES[1], reference, marked),
    ]
    canvas = _draw(categories, panels, _WIDEST_NAME_IN_PAIR, marked, lang)
    units = {"fa": " و ", "en": " and "}[lang].join((first.unit, second.unit))
    alt = alt_text("pair", count_of(len(categories), what, lang), units, lang)
    description = "\n".join(
        (
            sentence_of_items(categories, numbers, first, what=what),
            sentence_of_items(categories, rates, second, reference=reference, what=what),
        )
    )
    return Chart("pair", title, canvas.svg(alt), alt, description, lang)


def _draw(
    categories: Sequence[str], panels: Sequence[Panel], widest_name: float, marked: int | None,
    lang: Lang,
) -> Canvas:  # fmt: skip
    if not categories or any(len(panel.values) != len(categories) for panel in panels):
        raise ValueError("a bar chart needs categories, and one value for each")
    start = Rows.of(categories, widest_name, 0, marked=marked).width + 8
    width = (WIDTH - start - 14 * (len(panels) - 1)) / len(panels)
    top = LINE_HEIGHT * max(len(panel.heading(width)) for panel in panels) + 8
    rows = Rows.of(categories, widest_name, top, marked=marked)

    canvas = Canvas(round(rows.bottom + 4), lang, mirrored=lang == "fa")
    rows.draw(canvas, start - 8)
    for number, panel in enumerate(panels):
        left = start + number * (width + 14)
        panel.draw_heading(canvas, left, width)
        panel.draw(canvas, left, left + width, rows.middles)
    return canvas
