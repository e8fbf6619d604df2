"""Which letters a page carries with it."""

import base64
import io
import re

from fontTools.ttLib import TTFont

from helpers.release.fonts import ALPHABET, font_faces


def letters_in(rules: str) -> set[str]:
    regular, _ = re.findall(r"base64,([^)]+)\)", rules)
    return set(map(chr, TTFont(io.BytesIO(base64.b64decode(regular))).getBestCmap()))


def test_all_pages_share_one_font():
    assert font_faces("Zanjan, زنجان ۱۴۰۳\n") is font_faces("")


def test_a_letter_that_the_font_lacks_makes_no_other_font():
    assert font_faces("\u2067漢\u2069") is font_faces("")


def test_a_letter_beyond_the_alphabet_is_embedded():
    assert "é" not in ALPHABET
    assert letters_in(font_faces("Café")) == letters_in(font_faces("")) | {"é"}
