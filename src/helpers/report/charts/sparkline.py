"""The tiny line beside a headline figure: decoration, hidden from screen readers."""

from collections.abc import Sequence
from itertools import groupby

from helpers.domain.persian import Lang
from helpers.report.charts.outline import Outline, written
from helpers.report.charts.theme import SERIES

_WIDTH, _HEIGHT, _MARGIN = 96, 24, 4


def sparkline(values: Sequence[float | None], *, lang: Lang) -> str:
    """Return a small ``<svg>`` of the values; empty when fewer than two are published.

    Time runs from left to right on the pages of every language, as in all charts, so ``lang``
    does not change the drawing. What is not published is a gap.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    step = (_WIDTH - 2 * _MARGIN) / (len(values) - 1)
    span = _HEIGHT - 2 * _MARGIN

    def height(value: float) -> float:
        return _HEIGHT / 2 if high == low else _MARGIN + span * (high - value) / (high - low)

    points = [
        None if value is None else (round(10 * (_MARGIN + index * step)), round(10 * height(value)))
        for index, value in enumerate(values)
    ]
    runs = [
        [point for point in run if point]
        for known_here, run in groupby(points, key=lambda point: point is not None)
        if known_here
    ]
    # A value alone between two gaps is a point: a line to where it began.
    lines = [Outline(tuple(run * 2 if len(run) == 1 else run)) for run in runs]
    end = Outline((runs[-1][-1],) * 2)
    return (
        f'<svg class="sparkline" aria-hidden="true" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f' width="{_WIDTH}" height="{_HEIGHT}" style="fill:none;stroke:var(--series-1,{SERIES[0]});'
        f'stroke-width:2;stroke-linecap:round;stroke-linejoin:round"><path d="{written(lines)}"/>'
        f'<path d="{written([end])}" style="stroke-width:6"/></svg>'
    )
