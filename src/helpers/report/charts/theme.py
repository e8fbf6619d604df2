"""The look of every chart: width, type, colours, and how wide a text is.

A chart is 400 units wide, so that its 13-unit text is 11 px on a phone (a 343 px column) and no
larger than the page's own text where the figure is at its widest.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

from helpers.domain.persian import Lang, isolate

WIDTH = 400.0
WIDEST = "32rem"
TEXT = 13.0
LINE_HEIGHT = 16.0
# Half the height of a capital or a digit: from the middle of a row down to its baseline.
MIDDLE = 4.5

FONT_FAMILY = "Vazirmatn, Tahoma, system-ui, sans-serif"
_FONTS = Path(__file__).resolve().parent.parent / "fonts"
# By path: a font of the same name installed on the machine may be another version.
_FONT_FILES = {False: _FONTS / "Vazirmatn-Regular.ttf", True: _FONTS / "Vazirmatn-Bold.ttf"}

# Never published as they stand: the canvas writes them as currentColor and as CSS variables.
INK = "#010203"
SERIES = ("#12436d", "#28a197", "#801650", "#f46a25", "#3d3d3d", "#a285d1")
CSS_COLOURS = {INK: "currentColor"} | {
    colour: f"var(--series-{number},{colour})" for number, colour in enumerate(SERIES, start=1)
}
# Colour is never the only difference: lines have a dash and an end mark of their own.
DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2), (1.2, 1.4), (5, 1.5, 1.2, 1.5))
MARKS = ("circle", "square", "triangle", "diamond")
FAINT = 0.22


def font(*, bold: bool = False) -> FontProperties:
    """Return the bundled font at the size of chart text."""
    return FontProperties(
        fname=str(_FONT_FILES[bold]), size=TEXT, weight="bold" if bold else "normal"
    )


@contextmanager
def any_glyph() -> Iterator[None]:
    """Let names use letters that the bundled font lacks: the browser finds them elsewhere."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


@lru_cache(maxsize=4096)
def text_width(text: str, *, bold: bool = False) -> float:
    """Return how wide the shaped text is, in chart units."""
    face = get_font(str(_FONT_FILES[bold]))
    face.set_size(TEXT, 72)
    with any_glyph():
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
