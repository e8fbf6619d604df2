"""The page's font: the bundled one, cut down to the letters in use, as text for a style sheet."""

import base64
import io
import re
import string
from functools import cache
from html import unescape
from importlib.resources import files

from fontTools import subset
from fontTools.ttLib import TTFont

from helpers.domain.persian import LANGUAGES, Lang

_MARKS = ".,:;()/-%&+'\"@_«»“”‘’–—−…·×،؛؟ \u00a0\u200c\u200d\u200e\u200f"
# Always in the subset, so that a language's pages share one, and a page whose links change keeps
# its letters. On Persian pages stand addresses, checksums, and few other words in Latin.
ALPHABETS: dict[Lang, str] = {
    "fa": (
        "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
        + "۰۱۲۳۴۵۶۷۸۹٪٫٬"
        + (string.ascii_lowercase + string.digits + "ACDEFHIJKLMNOPRSTV" + _MARKS)
    ),
    "en": string.ascii_letters + string.digits + _MARKS + "فارسی",
}
# Whose forms and kerning the subset keeps; the few letters of another script need only join.
_ARABIC = ["arab.dflt", "arab.FAR"]
_SCRIPTS: dict[Lang, list[str]] = {"fa": _ARABIC, "en": ["latn.dflt", *_ARABIC]}
_FEATURES = ["init", "medi", "fina", "rlig", "liga", "calt", "ccmp", "kern", "mark", "mkmk", "tnum"]
_NAMES = [0, 14]  # the copyright, and where the licence stands

_UNSHOWN = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*+>", re.DOTALL)
_FURTHER: dict[Lang, re.Pattern[str]] = {
    lang: re.compile(f"[^\n{re.escape(ALPHABETS[lang])}]+") for lang in LANGUAGES
}
_FAMILY = "Vazirmatn"
_WEIGHTS = {"Regular": 400, "Bold": 700}


def font_faces(html: str, lang: Lang) -> str:
    """Return ``@font-face`` rules with the letters of a language and all that a page shows.

    Letters that the font lacks are left out: browsers find them elsewhere.
    """
    further = _FURTHER[lang].findall(unescape(_UNSHOWN.sub("", html)))
    letters = frozenset("".join(further)) & _letters_of_font() if further else frozenset()
    return _font_faces(lang, letters)


@cache
def _letters_of_font() -> frozenset[str]:
    return frozenset(map(chr, TTFont(_source("Regular")).getBestCmap()))


@cache
def _font_faces(lang: Lang, further: frozenset[str]) -> str:
    """Return the rules for a language's alphabet and further letters."""
    letters = further.union(ALPHABETS[lang])
    return "\n".join(
        f'@font-face{{font-family:"{_FAMILY}";font-weight:{weight};font-display:block;'
        f"src:url(data:font/woff2;base64,{_subset(name, lang, letters)}) format('woff2')}}"
        for name, weight in _WEIGHTS.items()
    )


def _subset(name: str, lang: Lang, letters: frozenset[str]) -> str:
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = options.notdef_outline = False
    options.layout_features, options.layout_scripts = _FEATURES, _SCRIPTS[lang]
    options.name_IDs = _NAMES
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
