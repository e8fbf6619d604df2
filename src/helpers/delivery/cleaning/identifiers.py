"""The numbers that offices give to files, payments and students; never a name, nor a national id.

They are stored as they stand, so whatever may be a name is refused.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.delivery.cleaning.columns import Reading, Readings
from helpers.delivery.cleaning.spelling import PLAIN, tidied

# How spreadsheets show a long number; the mark of decimals is that of the country.
ROUNDED_OFF = re.compile(r"[0-9](?:[.,/٫][0-9]+)?[eE]\+?[0-9]{1,2}")
_NEVER_FIRST = "#=+@-"  # errors of spreadsheets begin so, and formulas that one would run
_LONGEST = 40
_DIGIT = re.compile("[0-9]")
_LETTER = r"[^\W\d_]"
_FOREIGN = r"[^\W\d_A-Za-z][\u064b-\u065f\u0670]*"  # a letter, and the vowel signs on it
# Codes hold letters too, as in ZN-AB-0001: two words are parted by a blank, or are not Latin.
_WORDS = re.compile(
    f"(?:{_FOREIGN}){{4}}"
    rf"|{_LETTER}{{2}}.*[ \u200c].*{_LETTER}{{2}}"
    rf"|(?:{_FOREIGN}){{2}}.*[\W\d_].*(?:{_FOREIGN}){{2}}"
)
_FEWEST_DIGITS_TO_COMPARE = 7  # fewer may stand in a number by chance


def read_usual_identifiers(texts: pa.StringArray) -> Readings:
    """Return the texts of Latin digits, letters and signs without blanks; null for the others."""
    coded = pc.match_substring_regex(texts, f"^{PLAIN}*[0-9]{PLAIN}*$")
    short = pc.less_equal(pc.binary_length(texts), _LONGEST)
    odd = pc.match_substring_regex(texts, f"^[{_NEVER_FIRST}]|^{ROUNDED_OFF.pattern}$")
    usual = pc.and_not(pc.and_(coded, short), odd)
    return Readings(pc.if_else(usual, texts, None))


def read_identifier(text: str) -> Reading:
    """Return the number or code that a tidy text is."""
    if ROUNDED_OFF.fullmatch(text):
        return Reading(fault="E119")
    words = len(text) > _LONGEST or not _DIGIT.search(text) or _WORDS.search(text)
    if words or text[0] in _NEVER_FIRST:
        return Reading(fault="E134")
    return Reading(text)


def holding_national_id(identifiers: pa.StringArray, national_ids: pa.StringArray) -> np.ndarray:
    """Return the places where the digits of the row's own national id stand in its number.

    Parameters
    ----------
    identifiers
        As read; null where there is none.
    national_ids
        The cells as they were sent, valid or not; zeros before them do not count.
    """
    digits = _digits(identifiers)
    own = pc.utf8_ltrim(_digits(tidied(national_ids)), characters="0")
    telling = pc.greater_equal(pc.binary_length(own), _FEWEST_DIGITS_TO_COMPARE)
    places = np.flatnonzero(pc.and_(telling, pc.is_valid(digits)))
    pairs = zip(digits.take(places).to_pylist(), own.take(places).to_pylist(), strict=True)
    return places[np.array([one in all_ for all_, one in pairs], bool)]


def _digits(texts: pa.StringArray) -> pa.StringArray:
    return pc.replace_substring_regex(texts, pattern="[^0-9]+", replacement="")
