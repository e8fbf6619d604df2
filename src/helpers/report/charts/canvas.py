"""A surface of 400 units: marks and real text in, one small inline SVG element out.

The SVG renderer of matplotlib draws, without a figure around it, which would take three times as
long. Of what it writes only paths and texts are kept, so there are no ids to clash, no style sheet
to leak into the page, no metadata.
"""

import io
import math
import re
from collections.abc import Callable, Sequence
from typing import Literal
from xml.etree import ElementTree

from matplotlib import rc_context
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from helpers.domain.markup import TICK
from helpers.domain.persian import Lang
from helpers.report.charts.slim import slim
from helpers.report.charts.theme import (
    FAINT,
    FONT_FAMILY,
    INK,
    PAPER,
    TEXT,
    WIDEST,
    WIDTH,
    directed,
)  # fmt: skip

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
# Left, top, width and height.
Box = tuple[float, float, float, float]

_ALIGNMENT: dict[Anchor, Literal["left", "center", "right"]] = {
    "start": "left", "middle": "center", "end": "right",
}  # fmt: skip
_MIRRORED: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARKS = {
    "circle": Path.circle(radius=4),
    "square": Path.unit_regular_polygon(4).transformed(Affine2D().scale(5.2).rotate(math.pi / 4)),
    "triangle": Path.unit_regular_polygon(3).transformed(Affine2D().scale(5.4)),
    "diamond": Path.unit_regular_polygon(4).transformed(Affine2D().scale(5.4)),
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
        self._drawn: list[Callable[[RendererBase], None]] = []
        self._kinds: list[str] = []  # of the texts, in the order they are drawn

    def text(
        self, x: float, y: float, text: str, anchor: Anchor = "start", *, bold: bool = False
    ) -> None:
        """Write words of the page's language; y is the baseline."""
        self._write(x, y, directed(text, self.lang), anchor, bold)

    def number(
        self, x: float, y: float, text: str, anchor: Anchor = "start", *, bold: bool = False,
        tick: bool = False,
    ) -> None:  # fmt: skip
        """Write a formatted number, which runs from left to right in either language.

        Parameters
        ----------
        tick
            Whether it only measures an axis; the page says so.
        """
        self._write(x, y, text, anchor, bold, TICK if tick else "")

    def segments(
        self, segments: Sequence[tuple[Point, Point]], *, faint: bool = False,
        dash: Sequence[float] = (), width: float = 1.0, cased: bool = False,
    ) -> None:  # fmt: skip
        """Draw straight lines in the colour of the text, as one path: grid, ticks, zero line.

        Parameters
        ----------
        cased
            On a strip of the colour of the page, so that it is seen across bars.
        """
        if segments:
            points = [self._place(*point) for segment in segments for point in segment]
            path = Path(points, [Path.MOVETO, Path.LINETO] * len(segments))
            if cased:
                self._line(path, PAPER, width + 2, (), join="miter")
            self._line(path, INK, width, dash, join="miter", opacity=FAINT if faint else 1)

    def polyline(
        self, points: Sequence[Point], colour: str, dash: Sequence[float] = (), width: float = 2.0
    ) -> None:
        """Draw one unbroken line of a series."""
        path = Path([self._place(*point) for point in points])
        self._line(path, colour, width, dash, cap="butt" if dash else "round")

    def bar(
        self, x: float, y: float, width: float, height: float, colour: str, opacity: float = 1.0
    ) -> None:
        """Draw a filled rectangle; a negative width reaches to the other side of ``x``."""
        size = Affine2D().scale(-width if self.mirrored else width, height)
        path = Path.unit_rectangle().transformed(size)
        self._fill(path, colour, self._there(x, y + height), opacity)

    def blocks(self, boxes: Sequence[Box], colour: str, opacity: float) -> None:
        """Fill rectangles of one shade, as one path."""
        if not boxes:
            return
        points: list[Point] = []
        for x, y, width, height in boxes:
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
            points += [self._place(*corner) for corner in corners]
        codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * len(boxes)
        self._fill(Path(points, codes), colour, Affine2D(), opacity)

    def mark(self, x: float, y: float, shape: str, colour: str) -> None:
        """Draw the mark of a series: circle, square, triangle or diamond."""
        self._fill(_MARKS[shape], colour, self._there(x, y))

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a bubble."""
        self._fill(Path.circle(radius=radius), colour, self._there(x, y), 0.8)

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw a hollow dashed circle: something is here, and is not shown."""
        self._line(Path.circle(self._place(x, y), radius), INK, 1.4, (1.6, 1.4), join="miter")

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
                "style": f"direction:ltr;width:100%;max-width:{WIDEST};overflow:visible;"
                f"font:{TEXT:g}px {FONT_FAMILY};fill:currentColor;stroke-linejoin:round",
            },
        )
        written = io.StringIO()
        with rc_context({"svg.fonttype": "none"}):
            renderer = RendererSVG(WIDTH, self.height, written)  # type: ignore[no-untyped-call]
            for draw in self._drawn:
                draw(renderer)
            renderer.finalize()  # type: ignore[no-untyped-call]
        root.extend(slim(written.getvalue(), self._kinds))
        return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")

    def _place(self, x: float, y: float) -> Point:
        # Renderers count from the bottom up.
        return WIDTH - x if self.mirrored else x, self.height - y

    def _there(self, x: float, y: float) -> Affine2D:
        return Affine2D().translate(*self._place(x, y))

    def _write(
        self, x: float, y: float, text: str, anchor: Anchor, bold: bool, kind: str = ""
    ) -> None:  # fmt: skip
        if text := _UNPRINTABLE.sub("", text):
            side = _ALIGNMENT[_MIRRORED[anchor] if self.mirrored else anchor]
            words = Text(*self._place(x, y), horizontalalignment=side)
            font = FontProperties(family="Vazirmatn", weight="bold" if bold else "normal")
            pen = GraphicsContextBase()
            self._kinds.append(kind)
            self._drawn.append(lambda on: on.draw_text(pen, x, y, text, font, 0, mtext=words))

    def _line(
        self, path: Path, colour: str, width: float, dash: Sequence[float], *,
        join: Literal["miter", "round"] = "round", cap: Literal["butt", "round"] = "butt",
        opacity: float = 1,
    ) -> None:  # fmt: skip
        pen = GraphicsContextBase()
        pen.set_foreground(colour)
        pen.set_linewidth(width)
        pen.set_joinstyle(join)
        pen.set_capstyle(cap)
        pen.set_alpha(opacity)
        if dash:
            pen.set_dashes(0, [width * length for length in dash])
        path.should_simplify = False  # a long series keeps every point
        self._drawn.append(lambda on: on.draw_path(pen, path, Affine2D()))

    def _fill(self, path: Path, colour: str, there: Affine2D, opacity: float = 1) -> None:
        pen = GraphicsContextBase()
        pen.set_linewidth(0)
        pen.set_alpha(opacity)
        self._drawn.append(lambda on: on.draw_path(pen, path, there, to_rgb(colour)))
