"""The text of cells in one spelling: Latin digits, Persian letters, no stray marks."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.domain.persian import ZWNJ, latin_digits, normalise_letters

PLAIN = "[!-~]"  # the characters that no spelling changes
_ODD = "[^!-~٬]"
_FIRST_PLAIN, _LAST_PLAIN = b"!~"
# Invisible marks, and the stroke that lengthens a word.
_MARKS = "[\u200b\u200d-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff\u0640]"
_STRAY = f"{_MARKS}|^[ \t\u00a0]+|[ \t\u00a0]+$"
_GAP = f"[\\s{ZWNJ}]+"
# In UTF-8 a digit is two bytes: one that tells the script, and one that counts from its zero.
_PERSIAN, _ARABIC = (0xDB, 0xB0), (0xD9, 0xA0)
_ZERO = np.zeros(1, np.int32)


def tidy(text: str) -> str:
    """Return one text in one spelling; its meaning stays what it was."""
    return _spelled(latin_digits(text))


def tidied(texts: pa.StringArray) -> pa.StringArray:
    """Return each text as :func:`tidy` does, most of them at once."""
    texts = texts.cast(pa.string())  # or the bytes of other layouts would be taken for offsets
    if _all_plain(texts):
        return texts
    texts = _with_latin_digits(texts)
    if _all_plain(texts):
        return texts
    bare = pc.replace_substring_regex(texts, pattern=_STRAY, replacement="")
    odd = pc.match_substring_regex(bare, _ODD)
    spelled = [_spelled(text) for text in texts.filter(odd).to_pylist()]
    return pc.replace_with_mask(bare, odd, pa.array(spelled, pa.string()))


def _spelled(text: str) -> str:
    return normalise_letters(re.sub(_GAP, _one_gap, re.sub(_MARKS, "", text)))


def _one_gap(gap: re.Match[str]) -> str:
    return " " if gap[0].strip(ZWNJ) else ZWNJ  # beside a blank a ZWNJ joins nothing


def _all_plain(texts: pa.StringArray) -> bool:
    _, data = _bytes(texts)
    return not data.size or (data.min() >= _FIRST_PLAIN and data.max() <= _LAST_PLAIN)


def _with_latin_digits(texts: pa.StringArray) -> pa.StringArray:
    """Return the texts as :func:`helpers.domain.persian.latin_digits` does, all at once."""
    offsets, data = _bytes(texts)
    script, number = data[:-1], data[1:]
    dropped = np.zeros(len(data), bool)
    data = data.copy()
    for lead, zero in (_PERSIAN, _ARABIC):
        digits = (script == lead) & (number >= zero) & (number <= zero + 9)
        dropped[:-1] |= digits
        data[1:][digits] -= zero - ord("0")
    shorter = np.concatenate((_ZERO, np.cumsum(dropped, dtype=np.int32)))[offsets]
    kept = pa.py_buffer(data[~dropped])
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(offsets - shorter), kept)


def _bytes(texts: pa.StringArray) -> tuple[np.ndarray, np.ndarray]:
    """Return where each text begins, and the last one ends, and the bytes of all of them."""
    _, offsets, data = texts.buffers()
    begins = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    if data is None or not begins.size:
        return np.zeros(len(texts) + 1, np.int32), np.empty(0, np.uint8)
    whole = np.frombuffer(data, np.uint8)
    return begins - begins[0], whole[begins[0] : begins[-1]]
