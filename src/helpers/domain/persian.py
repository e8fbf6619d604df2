"""Writing Persian: digits, numbers, letters, direction."""

import re
import unicodedata
from decimal import Decimal
from typing import Literal

from helpers.domain.numbers import round_half_up

Lang = Literal["fa", "en"]
LANGUAGES: tuple[Lang, ...] = ("fa", "en")
DIRECTION: dict[str, Literal["rtl", "ltr"]] = {"fa": "rtl", "en": "ltr"}
# Between names that stand side by side.
COMMA: dict[Lang, str] = {"fa": "، ", "en": ", "}

LRM = "\u200e"
ZWNJ = "\u200c"
MINUS = "\u2212"
_ISOLATE = {"ltr": "\u2066", "rtl": "\u2067", "auto": "\u2068"}
_POP_ISOLATE = "\u2069"

_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_TO_PERSIAN = str.maketrans("0123456789", _PERSIAN)
_TO_LATIN = str.maketrans(_PERSIAN + _ARABIC, "0123456789" * 2)
_PERSIAN_MARKS = str.maketrans({",": "٬", ".": "٫"})
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ـ": None})
_INVISIBLE = re.compile("[\u200b\u200d-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def persian_digits(text: str) -> str:
    """Return the text with ASCII digits replaced by Persian ones."""
    return text.translate(_TO_PERSIAN)


def latin_digits(text: str) -> str:
    """Return the text with Persian and Arabic digits replaced by ASCII ones."""
    return text.translate(_TO_LATIN)


def format_number(value: float | Decimal, lang: Lang, decimals: int = 0) -> str:
    """Return a number as text: thousands marked, rounded half up, digits of the language.

    In Persian a negative number stands behind U+200E, or its minus would change sides.
    """
    rounded = round_half_up(value, decimals)
    text = f"{abs(rounded):,.{max(decimals, 0)}f}"
    sign = MINUS if rounded < 0 else ""
    if lang == "en":
        return sign + text
    return (LRM + sign if sign else "") + persian_digits(text.translate(_PERSIAN_MARKS))


def isolate(text: str, direction: Literal["ltr", "rtl", "auto"] = "auto") -> str:
    """Return the text between Unicode isolates, for places where markup is impossible."""
    return f"{_ISOLATE[direction]}{text}{_POP_ISOLATE}"


def normalise_letters(text: str) -> str:
    """Return the text in one spelling: Persian letters, single spaces, no invisible marks.

    Cleaning changes spelling, never meaning: ZWNJ inside words is kept, digits are kept.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_LETTERS)
    text = re.sub(f" *{ZWNJ}+ *", lambda m: " " if " " in m[0] else ZWNJ, text)
    return re.sub(r"\s+", " ", text).strip().strip(ZWNJ).strip()


def matching_key(text: str) -> str:
    """Return what is left of a name when spelling habits are taken away, for comparing only."""
    bare = normalise_letters(latin_digits(text)).casefold()
    decomposed = unicodedata.normalize("NFKD", bare.translate(str.maketrans("أإآ", "ااا")))
    return "".join(letter for letter in decomposed if letter.isalnum())


def list_in_words(items: list[str], lang: Lang) -> str:
    """Return «الف، ب و پ» or "a, b and c"."""
    comma, last = ("، ", " و ") if lang == "fa" else (", ", " and ")
    if len(items) < 2:
        return "".join(items)
    return comma.join(items[:-1]) + last + items[-1]
