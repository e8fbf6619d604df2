"""A heat map: places in rows, periods in columns, the shade of a cell for its value."""

from collections.abc import Sequence

from helpers.domain.periods import Period
from helpers.domain.persian import Lang, list_in_words
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import (
    FEW,
    JOINED,
    WORDS,
    alt_text,
    as_sentence,
    count_of,
    extremes,
    few_periods,
    run_of,
    within_brackets,
)
from helpers.report.charts.grid import Grid, Values, stroke
from helpers.report.charts.lines import check_periods
from helpers.report.charts.scale import Measure
from helpers.report.charts.shades import Shades
from helpers.report.charts.spans import count_of_spans, period_span, periods_in_words
from helpers.report.charts.theme import (
    LINE_HEIGHT,
    SERIES,
    TEXT,
    WIDTH,
    block_width,
    text_width,
)

_SWATCH, _SWATCH_HEIGHT, _GAP = 34.0, 12.0, 8.0
_LEGEND = TEXT + 2 * LINE_HEIGHT + 16


def heat_map(
    rows: Sequence[str], periods: Sequence[Period], values: Values, *,
    title: str, unit: str, decimals: int, lang: Lang,
) -> Chart:  # fmt: skip
    """Draw a cell for each row and period, the stronger the higher; the last value in figures.

    Meant for rates, for places differ in size. The shades are classes of equal width, one hue
    from pale to full, so that they also differ on a dark page and in print without colour. What
    is not published has no shade but a stroke across the cell. Time runs from left to right;
    names stand at the side on which reading begins.

    Parameters
    ----------
    values
        One sequence for each row, with one value for each period.

    Raises
    ------
    ValueError
        If there are no rows, the periods do not follow each other, or values are missing or too
        many.
    """
    check_periods(periods)
    if not rows or len(values) != len(rows) or any(len(row) != len(periods) for row in values):
        raise ValueError("a heat map needs rows, and for each of them one value for each period")
    everything = [value for row in values for value in row]
    measure = Measure.of(everything, unit, decimals, lang)
    shades = Shades.of(everything, measure)
    grid = Grid.of(rows, periods, values, measure, _LEGEND)
    canvas = Canvas(round(grid.bottom), lang, mirrored=lang == "fa")
    _draw_legend(canvas, shades, hidden=None in everything)
    grid.draw(canvas, values, shades)

    alt = alt_text("heat_map", period_span(periods, lang), measure.unit, lang)
    description = _description(rows, periods, values, measure)
    return Chart("heat_map", title, canvas.svg(alt), alt, description, lang)


def _draw_legend(canvas: Canvas, shades: Shades, *, hidden: bool) -> None:
    """Draw the classes with their bounds, and what a stroke across a cell means."""
    texts = shades.texts
    widest = block_width(texts)
    width, left, top = max(_SWATCH, widest + _GAP), widest / 2, LINE_HEIGHT + 6
    canvas.text(0, TEXT, shades.measure.unit)
    for number in range(shades.count):
        box = (left + number * width, top, width, _SWATCH_HEIGHT)
        canvas.blocks([box], SERIES[0], shades.opacity(number))
    alone = len(texts) == 1
    for number, text in enumerate(texts):
        x = left + (number + alone / 2) * width
        canvas.number(x, top + _SWATCH_HEIGHT + TEXT, text, "middle", tick=not alone)
    if hidden:
        words = WORDS["not_published"][canvas.lang]
        x = WIDTH - text_width(words)
        canvas.text(x, TEXT, words)
        canvas.segments([stroke((x - _SWATCH_HEIGHT - 4, 2, _SWATCH_HEIGHT, _SWATCH_HEIGHT))])


def _description(
    rows: Sequence[str], periods: Sequence[Period], values: Values,
    measure: Measure,
) -> str:  # fmt: skip
    """Return the highest and the lowest cell with whose and when, and what is not published."""
    lang = measure.lang
    names = [run_of(within_brackets(name, lang), lang) for name in rows]
    known = [
        ((name, period), value)
        for name, cells in zip(names, values, strict=True)
        for period, value in zip(periods, cells, strict=True)
        if value is not None
    ]
    if not known:
        return as_sentence([WORDS["nothing"][lang]], lang)
    parts = [extremes(known, measure, lambda cells: _by_row(cells, lang), united=True)]
    gaps = [
        (name, hidden)
        for name, cells in zip(names, values, strict=True)
        if (hidden := [p for p, value in zip(periods, cells, strict=True) if value is None])
    ]
    if gaps:
        parts.append(_gaps(gaps, len(periods), lang))
    return as_sentence(parts, lang)


def _by_row(cells: Sequence[tuple[str, Period]], lang: Lang) -> str:
    """Return "Place A: Mehr to Dey 1402; Place B: Aban 1402": of few rows, else how many."""
    rows: dict[str, list[Period]] = {}
    for name, period in cells:
        rows.setdefault(name, []).append(period)
    if len(rows) > FEW:
        return count_of(len(cells), "cells", lang)
    told = [f"{name}: {few_periods(own, lang)}" for name, own in rows.items()]
    return JOINED[lang].join(told)


def _gaps(gaps: Sequence[tuple[str, Sequence[Period]]], columns: int, lang: Lang) -> str:
    """Return which rows are not published for which periods, in words that stay short."""
    rows: dict[str, list[str]] = {}
    for name, hidden in gaps:
        when = periods_in_words(hidden, lang)
        if len(hidden) == columns:
            when = {"fa": "همه دوره‌ها", "en": "all periods"}[lang]
        elif count_of_spans(hidden) > FEW or len(gaps) > FEW:
            when = {"fa": "برخی دوره‌ها", "en": "some periods"}[lang]
        rows.setdefault(when, []).append(name)
    told = [f"{list_in_words(names, lang)} ({when})" for when, names in rows.items()]
    return f"{WORDS['not_published'][lang]}: {JOINED[lang].join(told)}"
