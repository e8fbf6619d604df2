"""Numbers in a text, however they are written: digits of any script, signs, marks, decimals."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from helpers.domain.persian import MINUS

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_NUMERIC = {"Nd", "Nl", "No"}
_LAST_NUMERIC = 0x1FBFF  # beyond stand only ideographs
# Marks of direction and of breaking, which no reader sees.
_INVISIBLE = "\u00ad\u200b\u200d\u200e\u200f\u061c\u2060\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


@dataclass(frozen=True)
class Token:
    """A number as it stands in a text made plain.

    Attributes
    ----------
    number
        Without its sign.
    grouped
        Whether its thousands are marked, as those of every number of a page but a year are.
    """

    text: str
    start: int
    number: Decimal
    decimals: int
    negative: bool
    grouped: bool

    @property
    def signed(self) -> Decimal:
        """The number with its sign."""
        return -self.number if self.negative else self.number

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@cache
def _plain_letters() -> dict[int, str | None]:
    """Return what becomes of each letter: a fraction, a raised or a Persian 5 is a number too."""
    letters: dict[int, str | None] = dict.fromkeys(map(ord, _INVISIBLE))
    for code in range(128, _LAST_NUMERIC + 1):
        letter = chr(code)
        if unicodedata.category(letter) in _NUMERIC:
            letters[code] = f"{Decimal(str(unicodedata.numeric(letter))).normalize():f}"
    return letters | {
        ord("٬"): ",", ord("٫"): ".", ord(MINUS): "-", 0x00A0: " ", 0x202F: " ",
    }  # fmt: skip


def plain(text: str) -> str:
    """Return the text with ASCII digits and marks, single spaces, and nothing invisible."""
    return " ".join(text.translate(_plain_letters()).split())


def tokens(text: str) -> Iterator[Token]:
    """Yield the numbers of a plain text."""
    return (_token(found, text) for found in _NUMBER.finditer(text))


def number_alone(text: str) -> Token | None:
    """Return the number that a plain text is, with or without its sign; None for other texts."""
    found = _NUMBER.fullmatch(text, 1 if text[:1] in {"-", "+"} else 0)
    return _token(found, text) if found else None


def _token(found: re.Match[str], text: str) -> Token:
    written, start = found[0], found.start()
    decimals = len(written.partition(".")[2])
    negative = start > 0 and text[start - 1] == "-"
    return Token(
        written, start, Decimal(written.replace(",", "")), decimals, negative, "," in written
    )
