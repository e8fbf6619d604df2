import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.persian import (
    LRM,
    format_number,
    isolate,
    latin_digits,
    list_in_words,
    matching_key,
    normalise_letters,
    persian_digits,
)


@pytest.mark.parametrize(
    ("value", "decimals", "fa", "en"),
    [
        (10455, 0, "۱۰٬۴۵۵", "10,455"),
        (52.4, 1, "۵۲٫۴", "52.4"),
        (0, 0, "۰", "0"),
        (999.5, 0, "۱٬۰۰۰", "1,000"),
        (31231200, 0, "۳۱٬۲۳۱٬۲۰۰", "31,231,200"),
        (-12, 0, "\u200e\u2212۱۲", "\u221212"),
        (-0.04, 1, "۰٫۰", "0.0"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(value, decimals, fa, en):
    assert format_number(value, "fa", decimals) == fa
    assert format_number(value, "en", decimals) == en


@given(st.integers(-(10**12), 10**12))
def test_the_two_languages_write_the_same_number(value):
    fa = format_number(value, "fa")
    assert latin_digits(fa).replace("٬", ",").replace(LRM, "") == format_number(value, "en")


def test_a_negative_number_begins_with_a_left_to_right_mark_in_persian():
    text = format_number(-5, "fa")
    assert [unicodedata.bidirectional(letter) for letter in text[:2]] == ["L", "ES"]


@given(st.text())
def test_digits_go_there_and_back(text):
    assert latin_digits(persian_digits(text)) == latin_digits(text)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = normalise_letters(text)
    assert normalise_letters(once) == once


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("خدابنده ", "خدابنده"),
        ("ماهنشان\u200f", "ماهنشان"),
        ("علي كريمي", "علی کریمی"),
        ("شهرستـــان", "شهرستان"),
        ("بازگشت  سرپرست", "بازگشت سرپرست"),
        ("می\u200c\u200cشود", "می\u200cشود"),
    ],
)
def test_spelling_is_made_one(sent, meant):
    assert normalise_letters(sent) == meant


@pytest.mark.parametrize("variant", ["خود سرپرست", "خود\u200cسرپرست", "خودسرپرست", "خودسَرپرست"])
def test_habits_of_spacing_and_vowel_marks_do_not_matter_for_matching(variant):
    assert matching_key(variant) == matching_key("خودسرپرست")


def test_different_words_have_different_keys():
    assert matching_key("ابهر") != matching_key("اهر")


def test_isolates_open_and_close():
    assert isolate("1403", "ltr") == "\u20661403\u2069"


@pytest.mark.parametrize(
    ("items", "fa", "en"),
    [([], "", ""), (["a"], "a", "a"), (["a", "b"], "a و b", "a and b"),
     (["a", "b", "c"], "a، b و c", "a, b and c")],
)  # fmt: skip
def test_lists_are_said_in_words(items, fa, en):
    assert (list_in_words(items, "fa"), list_in_words(items, "en")) == (fa, en)
