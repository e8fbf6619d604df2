"""The style sheet of every page, without what only its own readers need."""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from helpers.release.exporter import TEMPLATE

STYLE = "style.css"

_OF_CATALOGUE = re.compile(r"^@layer catalogue \{.*?^\}", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TEXT = re.compile(r'("[^"]*")')
_SPACE = re.compile(r"\s+")
# Around these a space says nothing; around others it may: it joins selectors, and adds lengths.
_NEEDLESS = re.compile(r"\s*([{};,>])\s*")
_AFTER_NAME = re.compile(r"([\w-]:) ")
_LAST = re.compile(r";+}")


@cache
def stylesheet(*, catalogue: bool = False) -> Markup:
    """Return the style sheet as pages hold it; what only the catalogue has, only for that page."""
    css = Path(TEMPLATE, STYLE).read_text("utf-8")
    return Markup(smaller(css if catalogue else _OF_CATALOGUE.sub("", css)))


def smaller(css: str) -> str:
    """Return a style sheet that says the same, without comments and needless space.

    What stands in double quotes is left as it is; there must be no comment in it.
    """
    parts = _TEXT.split(_COMMENT.sub(" ", css))
    parts[::2] = [_AFTER_NAME.sub(r"\1", _NEEDLESS.sub(r"\1", _SPACE.sub(" ", part)))
                  for part in parts[::2]]  # fmt: skip
    return _LAST.sub("}", "".join(parts).strip())
