"""A surface of 400 units: marks and real text in, one small inline SVG element out.

Artists are drawn by matplotlib straight onto a figure, without axes: a chart places its own few
ticks, which takes 5 ms where axes take 45. Of what matplotlib writes only paths and texts are
kept, so there are no ids to clash, no style sheet to leak into the page, no metadata.
"""

import io
import re
from collections.abc import Sequence
from typing import Literal
from xml.etree import ElementTree

from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle, RegularPolygon
from matplotlib.path import Path
from matplotlib.text import Text

from helpers.domain.persian import Lang
from helpers.report.charts.theme import (
    CSS_COLOURS,
    FAINT,
    FONT_FAMILY,
    INK,
    TEXT,
    WIDEST,
    WIDTH,
    any_glyph,
    directed,
    font,
)

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

_SVG = "{http://www.w3.org/2000/svg}"
_MIRRORED: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
_ALIGNMENT: dict[Anchor, Literal["left", "center", "right"]] = {
    "start": "left", "middle": "center", "end": "right",
}  # fmt: skip
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


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
        self._figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        FigureCanvasSVG(self._figure)
        self._figure.patch.set_visible(False)

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
        if not segments:
            return
        points = [self._place(*point) for segment in segments for point in segment]
        path = Path(points, [Path.MOVETO, Path.LINETO] * len(segments))
        self._add(
            PathPatch(
                path, fill=False, edgecolor=INK, linewidth=width, alpha=FAINT if faint else None,
                linestyle=(0, tuple(dash)) if dash else "-", transform=None,
            )
        )  # fmt: skip

    def polyline(self, points: Sequence[Point], colour: str, dash: Sequence[float] = ()) -> None:
        """Draw one unbroken line of a series."""
        xs, ys = zip(*(self._place(*point) for point in points), strict=True)
        self._add(
            Line2D(
                xs, ys, color=colour, linewidth=2, transform=None,
                linestyle=(0, tuple(dash)) if dash else "-",
                solid_capstyle="round", dash_capstyle="butt",
            )
        )  # fmt: skip

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a filled rectangle; a negative width reaches to the other side of ``x``."""
        start, end = self._place(x, y + height), self._place(x + width, y)
        self._add(
            Rectangle(
                start, end[0] - start[0], end[1] - start[1],
                facecolor=colour, linewidth=0, transform=None,
            )
        )  # fmt: skip

    def mark(self, x: float, y: float, shape: str, colour: str) -> None:
        """Draw the mark of a series: circle, square, triangle or diamond."""
        place = self._place(x, y)
        if shape == "circle":
            self._add(Circle(place, 4, facecolor=colour, linewidth=0, transform=None))
            return
        corners, radius, turn = {
            "square": (4, 5.2, 0.785398), "triangle": (3, 5.4, 0.0), "diamond": (4, 5.4, 0.0),
        }[shape]  # fmt: skip
        self._add(
            RegularPolygon(
                place, corners, radius=radius, orientation=turn,
                facecolor=colour, linewidth=0, transform=None,
            )
        )  # fmt: skip

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a bubble."""
        self._add(
            Circle(
                self._place(x, y), radius, facecolor=colour, linewidth=0, alpha=0.8, transform=None
            )
        )

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw a hollow dashed circle: something is here, and is not shown."""
        self._add(
            Circle(
                self._place(x, y), radius, fill=False, edgecolor=INK, linewidth=1.4,
                linestyle=(0, (1.6, 1.4)), transform=None,
            )
        )  # fmt: skip

    def svg(self, alt: str) -> str:
        """Return the drawing as one ``<svg>`` element that names itself by ``alt``."""
        buffer = io.BytesIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        with any_glyph(), rc_context({"svg.fonttype": "none", "svg.hashsalt": "karnameh"}):
            self._figure.savefig(buffer, format="svg", metadata=nothing)
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
        for shape in ElementTree.fromstring(buffer.getvalue()).iter():
            if shape.tag in {f"{_SVG}path", f"{_SVG}text"}:
                root.append(_slim(shape))
        return ElementTree.tostring(root, encoding="unicode")

    def _place(self, x: float, y: float) -> Point:
        return WIDTH - x if self.mirrored else x, self.height - y

    def _write(self, x: float, y: float, text: str, anchor: Anchor, bold: bool) -> None:
        at, baseline = self._place(x, y)
        side = _MIRRORED[anchor] if self.mirrored else anchor
        self._add(
            Text(
                at, baseline, _UNPRINTABLE.sub("", text), color=INK,
                horizontalalignment=_ALIGNMENT[side], verticalalignment="baseline",
                fontproperties=font(bold=bold), parse_math=False, transform=None,
            )
        )  # fmt: skip

    def _add(self, artist: Artist) -> None:
        # What is drawn later lies on top, whatever it is.
        artist.set_zorder(len(self._figure.get_children()))
        self._figure.add_artist(artist)


def _slim(shape: ElementTree.Element) -> ElementTree.Element:
    """Return a path or a text with only what a browser needs."""
    slim = ElementTree.Element(shape.tag.removeprefix(_SVG))
    slim.text = shape.text
    declarations = (item.partition(":") for item in shape.get("style", "").split(";") if item)
    style = {name.strip(): value.strip() for name, _, value in declarations}
    # The font stands on the root, and so does the colour of the text.
    for name in ("font-family", "font-size", "font"):
        style.pop(name, None)
    if slim.tag == "text":
        style.pop("fill")
        slim.attrib.update({name: _short(shape.get(name, "")) for name in ("x", "y")})
        if anchor := style.pop("text-anchor", None):
            slim.set("text-anchor", anchor)
    else:
        slim.set("d", _short(" ".join(shape.get("d", "").split())))
    if style:
        slim.set(
            "style",
            ";".join(f"{name}:{CSS_COLOURS.get(value, value)}" for name, value in style.items()),
        )
    return slim


def _short(numbers: str) -> str:
    """Return coordinates rounded to a tenth of a unit, about a tenth of a pixel."""
    return re.sub(r"-?\d+\.\d+", lambda m: f"{round(float(m[0]), 1) + 0:g}", numbers)
