"""Numbers of files are kept as they are; what may be a name or a person's id is not."""

import pyarrow as pa
import pytest
from delivered import national_id
from hypothesis import given
from hypothesis import strategies as st

from helpers.delivery.cleaning.identifiers import (
    holding_national_id,
    read_identifier,
    read_usual_identifiers,
)
from helpers.delivery.cleaning.spelling import tidy
from helpers.domain.persian import persian_digits

IDS = st.integers(1, 10**9 - 1).map(national_id)


@pytest.mark.parametrize(
    "text",
    ["1000001", "00123", "case-0001", "p1", "ZN-AB-001", "12/5-3", "پ-۱۲۳", "م ۱۲", "الف-۱۲",
     "۱۲ الف ۳", "550e8400-e29b-41d4-a716-446655440000", "dead-beef-01", "9" * 40, "1E-05",
     "1e234567", "12.5E"],
)  # fmt: skip
def test_numbers_and_short_codes_are_kept_as_they_are(text):
    assert read_identifier(tidy(text)) == (tidy(text), "", ())


@pytest.mark.parametrize(
    "text",
    ["مریم احمدی", "مریم", "مریم12", "مریم احمدی ۱۲", "علی رضا 12", "علی‌کیا 12", "علی-کیا-12",
     "12علی3کیا", "احمدی12", "پرونده ۱۲", "رَضایی۱", "Maryam", "Ali Rezaei 12", "Maryam12 Ahmadi",
     "case no 12", "-", "_", "9" * 41, "…", "१२", "#DIV/0!", "=1+1",
     "+98", "@a1", "-12"],
)  # fmt: skip
def test_words_that_may_be_a_name_are_at_fault(text):
    assert read_identifier(tidy(text)) == (None, "E134", ())


@pytest.mark.parametrize(
    "text", ["1.23E+09", "1.40235E+09", "7e+06", "1E9", "1,23E+09", "1/23E+09", "۱٫۲۳E+۰۹"]
)
def test_a_number_that_a_spreadsheet_has_rounded_has_lost_digits(text):
    assert read_identifier(tidy(text)) == (None, "E119", ())


@given(st.lists(st.one_of(
    st.text("0123456789abEe+.,/-_ پم", max_size=12), st.text(max_size=5),
    st.integers(0, 10**45).map(str), st.sampled_from(["1.5E+09", "#DIV/0!"]),
)))  # fmt: skip
def test_the_usual_numbers_are_read_at_once_as_each_alone_would_be(texts):
    usual = read_usual_identifiers(pa.array(texts, pa.string()))
    for text, value in zip(texts, usual.values.to_pylist(), strict=True):
        assert value is None or read_identifier(text) == (value, "", ()) == (text, "", ())


def test_latin_digits_letters_and_signs_are_usual():
    texts = ["123", "case-0001", "1.23E+09", "name", "پ1", "1 2", "", "9" * 41, "#DIV/0!"]
    usual = read_usual_identifiers(pa.array(texts))
    assert usual.values.to_pylist() == ["123", "case-0001", *[None] * 7]


@given(
    IDS,
    st.sampled_from(["{}", "{}/1", "12-{}", "پ{}", "0{}"]),
    st.booleans(),
    st.sampled_from([str, persian_digits, lambda text: f"{text[:3]}-{text[3:9]}-{text[9:]}"]),
)
def test_the_persons_own_national_id_is_found_in_a_number(own, pattern, shortened, script):
    number = pattern.format(own.lstrip("0") if shortened else own)
    places = holding_national_id(
        pa.array(["1000001", number, None, number]), pa.array([own, script(own), own, ""])
    )
    assert places.tolist() == ([1] if len(own.lstrip("0")) >= 7 else [])


def test_a_number_that_is_not_the_persons_own_id_may_look_like_one():
    one, other = national_id(123456789), national_id(987654321)
    assert not holding_national_id(pa.array([one, "12", "5"]), pa.array([other, "12", ""])).size
