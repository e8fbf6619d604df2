"""The page's font: the bundled one, cut down to the letters in use, as text for a style sheet."""

import base64
import io
import re
import string
from functools import cache
from importlib.resources import files

from fontTools import subset
from fontTools.ttLib import TTFont

# Always in the subset, so that pages share one and a page whose links change keeps its letters.
ALPHABET = (
    string.printable.strip()
    + "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيكةۀ"
    + "ًٌٍَُِّْٔ"
    + "۰۱۲۳۴۵۶۷۸۹٪٫٬،؛؟«»“”‘’–—−…·×‹›←→↑↓▲▼● \u00a0\u200c\u200d\u200e\u200f"
)
_FURTHER = re.compile(f"[^\n{re.escape(ALPHABET)}]+")
_FAMILY = "Vazirmatn"
_WEIGHTS = {"Regular": 400, "Bold": 700}


def font_faces(text: str) -> str:
    """Return ``@font-face`` rules that embed every letter of the text that the font has."""
    further = _FURTHER.findall(text)
    return _font_faces(frozenset("".join(further)) & _letters_of_font() if further else frozenset())


@cache
def _letters_of_font() -> frozenset[str]:
    return frozenset(map(chr, TTFont(_source("Regular")).getBestCmap()))


@cache
def _font_faces(further: frozenset[str]) -> str:
    """Return the rules for the alphabet and further letters."""
    letters = further.union(ALPHABET)
    return "\n".join(
        f'@font-face{{font-family:"{_FAMILY}";font-weight:{weight};font-display:block;'
        f"src:url(data:font/woff2;base64,{_subset(name, letters)}) format('woff2')}}"
        for name, weight in _WEIGHTS.items()
    )


def _subset(name: str, letters: frozenset[str]) -> str:
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = [*options.layout_features, "tnum"]
    font = subset.load_font(_source(name), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, letters)))
    subsetter.subset(font)
    font.recalcTimestamp = False
    stream = io.BytesIO()
    subset.save_font(font, stream, options)
    return base64.b64encode(stream.getvalue()).decode("ascii")


def _source(name: str) -> io.BytesIO:
    # Found without importing the package that the font stands in.
    font = files("helpers") / "report" / "fonts" / f"{_FAMILY}-{name}.ttf"
    return io.BytesIO(font.read_bytes())
