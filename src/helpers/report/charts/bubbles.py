"""A schematic map: one bubble for each area, at its seat, north up."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.domain.areas import Area
from helpers.domain.persian import Lang
from helpers.report.charts.canvas import Anchor, Canvas
from helpers.report.charts.chart import Chart
from helpers.report.charts.describe import WORDS, alt_text, count_of, sentence_of_items
from helpers.report.charts.scale import Measure
from helpers.report.charts.theme import LINE_HEIGHT, MIDDLE, SERIES, TEXT, WIDTH, block_width

_LARGEST, _SMALLEST, _HIDDEN = 30.0, 1.5, 5.0
_MARGIN_X, _MARGIN_TOP, _MARGIN_BOTTOM = 62.0, 58.0, 44.0
_LOWEST_HEIGHT, _HIGHEST_HEIGHT = 240.0, 380.0
_APART = 2.0
_ROUNDS = 60
# Where a label may stand around its bubble, best first, in degrees from the east; and how far.
_DIRECTIONS = (0, 180, 270, 90, 320, 220, 40, 140)
_DISTANCES = (4.0, 16.0, 30.0, 46.0)


@dataclass
class _Bubble:
    x: float
    y: float
    radius: float
    name: str
    value: float | None


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "_Box") -> float:
        """Return the area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        if width <= 0:
            return 0.0
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * max(height, 0.0)


def bubble_map(
    areas: Sequence[Area], values: Sequence[float | None], *,
    title: str, unit: str, decimals: int, lang: Lang,
) -> Chart:  # fmt: skip
    """Draw areas as bubbles at their seats, as large as their values, each with name and value.

    Bubbles that would lie on each other are moved apart, so places are approximate. A hidden
    value is a small dashed ring with the word beside it.

    Raises
    ------
    ValueError
        If there are no areas, not one value for each, or a value is negative.
    """
    if not areas or len(values) != len(areas):
        raise ValueError("a map needs areas, and one value for each")
    if any(value < 0 for value in values if value is not None):
        raise ValueError("the size of a bubble cannot be negative")
    measure = Measure.of(values, unit, decimals, lang)
    bubbles, height = _placed(areas, values, lang)
    canvas = Canvas(height, lang)
    canvas.text(0, TEXT, measure.unit)
    _draw_north(canvas)
    for bubble in bubbles:
        if bubble.value is None:
            canvas.ring(bubble.x, bubble.y, bubble.radius)
        else:
            canvas.disc(bubble.x, bubble.y, bubble.radius, SERIES[0])
    _label(canvas, bubbles, measure)

    names = [area.name(lang) for area in areas]
    alt = alt_text("bubble_map", count_of(len(areas), "counties", lang), measure.unit, lang)
    description = sentence_of_items(names, values, measure, what="counties")
    return Chart("bubble_map", title, canvas.svg(alt), alt, description, lang)


def _draw_north(canvas: Canvas) -> None:
    """Draw an arrow that points up, and the word beside it."""
    x, tip, tail = WIDTH - 5, 2.0, TEXT
    canvas.segments(
        [((x, tail), (x, tip)), ((x - 4, tip + 5), (x, tip)), ((x + 4, tip + 5), (x, tip))]
    )
    canvas.text(x - 9, TEXT, WORDS["north"][canvas.lang], "end")


def _placed(
    areas: Sequence[Area], values: Sequence[float | None], lang: Lang
) -> tuple[list[_Bubble], float]:
    """Return the bubbles in their places, and the height that the map needs."""
    narrowing = math.cos(math.radians(sum(area.latitude for area in areas) / len(areas)))
    easts = [area.longitude * narrowing for area in areas]
    norths = [area.latitude for area in areas]
    width, depth = max(easts) - min(easts), max(norths) - min(norths)
    wide = WIDTH - 2 * _MARGIN_X
    tall = _HIGHEST_HEIGHT - _MARGIN_TOP - _MARGIN_BOTTOM
    unit = min(wide / (width or 1e-9), tall / (depth or 1e-9)) if width or depth else 0.0
    height = max(round(depth * unit + _MARGIN_TOP + _MARGIN_BOTTOM), _LOWEST_HEIGHT)
    middle = (_MARGIN_TOP + height - _MARGIN_BOTTOM) / 2
    east, north = (max(easts) + min(easts)) / 2, (max(norths) + min(norths)) / 2
    largest = max((value for value in values if value), default=1.0)
    bubbles = [
        _Bubble(
            WIDTH / 2 + (x - east) * unit,
            middle - (y - north) * unit,
            _HIDDEN if v is None else max(_LARGEST * math.sqrt(v / largest), _SMALLEST),
            area.name(lang),
            v,
        )
        for area, v, x, y in zip(areas, values, easts, norths, strict=True)
    ]
    _move_apart(bubbles)
    return bubbles, height


def _move_apart(bubbles: Sequence[_Bubble]) -> None:
    """Push overlapping bubbles away from each other, the smaller one further."""
    for _ in range(_ROUNDS):
        for number, one in enumerate(bubbles):
            for other in bubbles[number + 1 :]:
                dx, dy = other.x - one.x, other.y - one.y
                distance = math.hypot(dx, dy)
                push = one.radius + other.radius + _APART - distance
                if push <= 0:
                    continue
                dx, dy = (dx / distance, dy / distance) if distance else (1.0, 0.0)
                share = other.radius / (one.radius + other.radius)
                one.x, one.y = one.x - dx * push * share, one.y - dy * push * share
                other.x += dx * push * (1 - share)
                other.y += dy * push * (1 - share)


def _label(canvas: Canvas, bubbles: Sequence[_Bubble], measure: Measure) -> None:
    """Write name and value beside each bubble where they cover least, the largest first."""
    discs = [_box_around(bubble) for bubble in bubbles]
    taken: list[_Box] = [_Box(0, 0, WIDTH, LINE_HEIGHT)]
    frame = _Box(0, LINE_HEIGHT, WIDTH, canvas.height)
    for bubble in sorted(bubbles, key=lambda bubble: -bubble.radius):
        hidden = bubble.value is None
        text = (
            WORDS["confidential"][measure.lang]
            if bubble.value is None
            else measure.number(bubble.value)
        )
        width = max(block_width([bubble.name]), block_width([text], bold=not hidden))

        def cost(candidate: tuple[_Box, Anchor, float]) -> float:
            box, _, distance = candidate
            covered = sum(box.overlap(other) for other in (*discs, *taken))
            outside = (box.right - box.left) * (box.bottom - box.top) - box.overlap(frame)
            return covered + 3 * outside + distance

        box, anchor, distance = min(_candidates(bubble, width), key=cost)
        taken.append(box)
        x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[anchor]
        if distance > _DISTANCES[1]:
            _leader(canvas, bubble, box)
        canvas.text(x, box.top + LINE_HEIGHT / 2 + MIDDLE, bubble.name, anchor)
        baseline = box.top + 1.5 * LINE_HEIGHT + MIDDLE
        if hidden:
            canvas.text(x, baseline, text, anchor)
        else:
            canvas.number(x, baseline, text, anchor, bold=True)


def _candidates(bubble: _Bubble, width: float) -> Iterator[tuple[_Box, Anchor, float]]:
    """Yield the boxes in which a label of two lines may stand around its bubble."""
    height = 2 * LINE_HEIGHT
    for distance in _DISTANCES:
        for degrees in _DIRECTIONS:
            cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            x = bubble.x + cos * (bubble.radius + distance)
            y = bubble.y + sin * (bubble.radius + distance)
            anchor: Anchor = "start" if cos > 0.1 else "end" if cos < -0.1 else "middle"
            left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
            # From its nearest point the box reaches away from the bubble.
            top = y - height / 2 + sin * height / 2
            yield _Box(left, top, left + width, top + height), anchor, distance


def _leader(canvas: Canvas, bubble: _Bubble, box: _Box) -> None:
    x = min(max(bubble.x, box.left - 2), box.right + 2)
    y = min(max(bubble.y, box.top), box.bottom)
    distance = math.hypot(x - bubble.x, y - bubble.y)
    share = bubble.radius / distance if distance > bubble.radius else 1.0
    edge = (bubble.x + (x - bubble.x) * share, bubble.y + (y - bubble.y) * share)
    canvas.segments([(edge, (x, y))], faint=True)


def _box_around(bubble: _Bubble) -> _Box:
    r = bubble.radius + _APART
    return _Box(bubble.x - r, bubble.y - r, bubble.x + r, bubble.y + r)
