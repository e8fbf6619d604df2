"""One spelling for what is written in many ways."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.delivery.cleaning.spelling import tidied, tidy

_SIGNS = "0189۰۱۸۹٠١٨٩ ab-/٬,يیىكکةهۀأئاوـ\u0654\u0653\u200c\u200e\u200f"
_SIGNS += "\u00a0\u0301\t\nK\ufeff\u06fa\u0668"
TEXTS = st.lists(st.one_of(st.text(_SIGNS, max_size=8), st.text(max_size=6)), max_size=8)


@given(TEXTS, st.integers(0, 3))
def test_many_texts_at_once_are_spelled_as_each_alone_would_be(texts, skipped):
    cells = pa.array(texts, pa.string())
    assert tidied(cells).to_pylist() == [tidy(text) for text in texts]
    assert tidied(cells.slice(skipped)).to_pylist() == [tidy(text) for text in texts[skipped:]]


def test_long_columns_are_spelled_as_short_ones():
    assert tidied(pa.array(["۱۲", " b"], pa.large_string())).to_pylist() == ["12", "b"]


def test_long_gaps_take_no_long_time():
    gap = "\u200c" * 10**6
    assert tidy(f"a{gap}b {gap} c{' ' * 10**6}.") == "a\u200cb c ."


@given(st.text(_SIGNS, max_size=8))
def test_what_is_tidy_stays_as_it_is(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("۱۴۰۳/٠٧/30", "1403/07/30"),
        ("\u200f 12 \u00a0", "12"),
        ("روستايي", "روستایی"),
        ("كارداني", "کاردانی"),
        ("ي1", "ی1"),
        ("دانش \u200cآموز", "دانش آموز"),
        (" \u200e\u00a0\t", ""),
        ("ده\u00a0\u200cها", "ده ها"),
        ("ده\u200c\u200e \u200e\u200cها", "ده ها"),
        ("ا\u200e\u0653ب", "آب"),
        ("6٬000", "6٬000"),
        ("", ""),
    ],
)
def test_digits_letters_blanks_and_stray_marks_get_one_spelling(text, spelled):
    assert tidied(pa.array([text])).to_pylist() == [spelled] == [tidy(text)]
