"""The tiny line beside a headline figure: decoration, hidden from screen readers."""

from collections.abc import Sequence

from helpers.domain.persian import Lang

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

    path, last, pen_down = [], "", False
    for index, value in enumerate(values):
        if value is None:
            pen_down = False
            continue
        last = f"{_MARGIN + index * step:.1f} {height(value):.1f}"
        # A value alone between two gaps is a point: a line to where it began.
        path.append(f"L{last}" if pen_down else f"M{last}h0")
        pen_down = True
    x, y = last.split()
    return (
        f'<svg class="sparkline" aria-hidden="true" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f' width="{_WIDTH}" height="{_HEIGHT}"'
        ' style="direction:ltr;--line:var(--series-1,#12436d)">'
        f'<path d="{"".join(path)}" style="fill:none;stroke:var(--line);stroke-width:2;'
        f'stroke-linecap:round;stroke-linejoin:round"/>'
        f'<circle cx="{x}" cy="{y}" r="3" style="fill:var(--line)"/></svg>'
    )
