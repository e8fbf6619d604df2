"""The look of every chart: width, type, colours, and how wide a text is.

A chart is 400 units wide, so that its 13-unit text is 11 px on a phone (a 343 px column) and no
larger than the page's own text where the figure is at its widest.
"""

import io
import warnings
from functools import cache, lru_cache
from pathlib import Path

from matplotlib.ft2font import FT2Font, LoadFlags

from helpers.domain.persian import Lang, isolate

WIDTH = 400.0
WIDEST = "32rem"
TEXT = 13.0
LINE_HEIGHT = 16.0
# Half the height of a capital or a digit: from the middle of a row down to its baseline.
MIDDLE = 4.5
# Of charts with values upwards, and between which heights the values stand.
HEIGHT = 260.0
TOP, BOTTOM = 34.0, HEIGHT - 42.0

FONT_FAMILY = "Vazirmatn,Tahoma,system-ui,sans-serif"
_FONTS = Path(__file__).resolve().parent.parent / "fonts"
# By path: a font of the same name installed on the machine may be another version.
FONT_FILES = {False: _FONTS / "Vazirmatn-Regular.ttf", True: _FONTS / "Vazirmatn-Bold.ttf"}

# Never published as they stand: the canvas writes them as currentColor and as CSS variables.
INK, PAPER = "#010203", "#fdfcfb"
SERIES = ("#12436d", "#28a197", "#801650", "#f46a25", "#3d3d3d", "#a285d1")
CSS_COLOURS = {INK: "currentColor", PAPER: "var(--paper,Canvas)"} | {
    colour: f"var(--series-{number},{colour})" for number, colour in enumerate(SERIES, start=1)
}
# Colour is never the only difference: lines have a dash and an end mark of their own.
DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2), (1.2, 1.4), (5, 1.5, 1.2, 1.5))
MARKS = ("circle", "square", "triangle", "diamond")
FAINT = 0.22


@cache
def _face(*, bold: bool) -> FT2Font:
    # Held in memory: forks of this process would share, and move, the place in an open file.
    return FT2Font(io.BytesIO(FONT_FILES[bold].read_bytes()))


@lru_cache(maxsize=4096)
def text_width(text: str, *, bold: bool = False) -> float:
    """Return how wide the shaped text is, in chart units.

    Names may use letters that the bundled font lacks: the browser finds them elsewhere.
    """
    face = _face(bold=bold)
    face.set_size(TEXT, 72)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(face.get_width_height()[0]) / 64


def wrap(text: str, width: float, *, bold: bool = False) -> list[str]:
    """Return the lines of a text, each within the width unless one word is wider."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def block_width(lines: list[str], *, bold: bool = False) -> float:
    """Return the width of the widest line; 0 when there is none."""
    return max((text_width(line, bold=bold) for line in lines), default=0.0)


def directed(text: str, lang: Lang) -> str:
    """Return words of the page's language so that a left-to-right chart shows them in order."""
    if lang == "fa":
        return isolate(text, "rtl")
    return text if text.isascii() else isolate(text)
