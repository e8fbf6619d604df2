"""A surface of 400 units: marks and real text in, one small inline SVG element out.

Shapes are paths and words are texts, and nothing else is written: there are no ids to clash, no
style sheet to leak into the page, no metadata.
"""

import math
import re
from collections.abc import Sequence
from typing import Literal
from xml.etree import ElementTree

from helpers.domain.persian import Lang
from helpers.report.charts.theme import FAINT, FONT_FAMILY, INK, TEXT, WIDEST, WIDTH, directed

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

_MIRRORED: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
_MITRE = "stroke-linejoin:miter"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# A circle of radius 1 as eight cubic curves: three points each, after the first, at the bottom.
_REACH = 0.2652031
_TURNED = math.sqrt(0.5) * _REACH
_EIGHTH = math.sqrt(0.5)
_QUARTER = [
    (_REACH, 1.0), (_EIGHTH - _TURNED, _EIGHTH + _TURNED), (_EIGHTH, _EIGHTH),
    (_EIGHTH + _TURNED, _EIGHTH - _TURNED), (1.0, _REACH), (1.0, 0.0),
]  # fmt: skip
_CURVES: list[Point] = [
    *_QUARTER,
    *((y, -x) for x, y in _QUARTER),
    *((-x, -y) for x, y in _QUARTER),
    *((-y, x) for x, y in _QUARTER),
]


def _corners(number: int, radius: float, turned: float = 0.0) -> list[Point]:
    """Return the corners of a regular polygon around 0, 0, the first one at the top."""
    angles = [turned + 2 * math.pi * corner / number for corner in range(number)]
    return [(-radius * math.sin(angle), -radius * math.cos(angle)) for angle in angles]


_MARKS = {
    "square": _corners(4, 5.2, turned=math.pi / 4),
    "triangle": _corners(3, 5.4),
    "diamond": _corners(4, 5.4),
}


class Canvas:
    """Where a chart is drawn; x grows to the right and y down, as in SVG.

    Parameters
    ----------
    height
        In units; the width is always 400.
    mirrored
        Draw everything from right to left: what is at ``x`` appears at ``400 - x``, and a text
        that starts there ends there.
    """

    def __init__(self, height: float, lang: Lang, *, mirrored: bool = False) -> None:
        self.height, self.lang, self.mirrored = height, lang, mirrored
        self._drawn: list[ElementTree.Element] = []

    def text(
        self, x: float, y: float, text: str, anchor: Anchor = "start", *, bold: bool = False
    ) -> None:
        """Write words of the page's language; y is the baseline."""
        self._write(x, y, directed(text, self.lang), anchor, bold)

    def number(
        self, x: float, y: float, text: str, anchor: Anchor = "start", *, bold: bool = False
    ) -> None:
        """Write a formatted number, which runs from left to right in either language."""
        self._write(x, y, text, anchor, bold)

    def segments(
        self, segments: Sequence[tuple[Point, Point]], *, faint: bool = False,
        dash: Sequence[float] = (), width: float = 1.0,
    ) -> None:  # fmt: skip
        """Draw straight lines in the colour of the text, as one path: grid, ticks, zero line."""
        if segments:
            lines = " ".join(self._line(segment) for segment in segments)
            opacity = f"opacity:{FAINT:g}" if faint else ""
            self._path(lines, "fill:none", opacity, *_stroke(INK, width, dash), _MITRE)

    def polyline(self, points: Sequence[Point], colour: str, dash: Sequence[float] = ()) -> None:
        """Draw one unbroken line of a series."""
        ends = "" if dash else "stroke-linecap:round"
        self._path(self._line(points), "fill:none", *_stroke(colour, 2, dash), ends)

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a filled rectangle; a negative width reaches to the other side of ``x``."""
        left, right, bottom = x, x + width, y + height
        corners = [(left, bottom), (right, bottom), (right, y), (left, y)]
        self._path(f"{self._line(corners)} z", f"fill:{colour}")

    def mark(self, x: float, y: float, shape: str, colour: str) -> None:
        """Draw the mark of a series: circle, square, triangle or diamond."""
        if shape == "circle":
            self._path(f"{self._circle(x, y, 4)} z", f"fill:{colour}")
            return
        centre = self._place(x, y)
        corners = [(centre[0] + right, centre[1] + down) for right, down in _MARKS[shape]]
        self._path(f"M {' L '.join(map(_written, corners))} z", f"fill:{colour}")

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a bubble."""
        self._path(f"{self._circle(x, y, radius)} z", f"fill:{colour}", "opacity:0.8")

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw a hollow dashed circle: something is here, and is not shown."""
        circle = self._circle(x, y, radius)
        start = circle[2 : circle.index(" C")]
        self._path(f"{circle} L {start} z", "fill:none", *_stroke(INK, 1.4, (1.6, 1.4)), _MITRE)

    def svg(self, alt: str) -> str:
        """Return the drawing as one ``<svg>`` element that names itself by ``alt``."""
        root = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {WIDTH:g} {self.height:g}",
                "role": "img",
                "aria-label": _UNPRINTABLE.sub("", alt),
                # In a right-to-left page the text would otherwise hang on the wrong side.
                "style": f"direction:ltr;width:100%;max-width:{WIDEST};height:auto;"
                "overflow:visible;"
                f"font:{TEXT:g}px {FONT_FAMILY};fill:currentColor;stroke-linejoin:round",
            },
        )
        root.extend(self._drawn)
        return ElementTree.tostring(root, encoding="unicode")

    def _place(self, x: float, y: float) -> Point:
        return WIDTH - x if self.mirrored else x, y

    def _line(self, points: Sequence[Point]) -> str:
        return "M " + " L ".join(_written(self._place(*point)) for point in points)

    def _circle(self, x: float, y: float, radius: float) -> str:
        """Return a circle as curves, from its bottom and back to it."""
        x, y = self._place(x, y)
        curves = [_written((x + radius * right, y + radius * down)) for right, down in _CURVES]
        threes = (" ".join(curves[first : first + 3]) for first in range(0, len(curves), 3))
        return f"M {_written((x, y + radius))} C {' C '.join(threes)}"

    def _write(self, x: float, y: float, text: str, anchor: Anchor, bold: bool) -> None:
        text = _UNPRINTABLE.sub("", text)
        if not text:
            return
        x, y = self._place(x, y)
        side = _MIRRORED[anchor] if self.mirrored else anchor
        element = ElementTree.Element("text", {"x": _short(x), "y": _short(y), "text-anchor": side})
        if bold:
            element.set("style", "font-weight:700")
        element.text = text
        self._drawn.append(element)

    def _path(self, path: str, *style: str) -> None:
        declarations = ";".join(declaration for declaration in style if declaration)
        self._drawn.append(ElementTree.Element("path", {"d": path, "style": declarations}))


def _stroke(colour: str, width: float, dash: Sequence[float]) -> list[str]:
    """Return the style of a line; dashes are as many times longer as the line is wider."""
    style = [f"stroke:{colour}"]
    if dash:
        lengths = ",".join(f"{width * length:g}" for length in dash)
        style = [f"stroke-dasharray:{lengths}", "stroke-dashoffset:0", *style]
    return style if width == 1 else [*style, f"stroke-width:{width:g}"]


def _written(point: Point) -> str:
    return f"{_short(point[0])} {_short(point[1])}"


def _short(number: float) -> str:
    """Return a coordinate rounded to a tenth of a unit, about a tenth of a pixel.

    Rounded to a millionth first, so that the last bit of a sum does not turn a half up or down.
    """
    return f"{round(round(number, 6), 1) + 0:g}"
