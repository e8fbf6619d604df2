"""Cleaning changes spelling, never meaning."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from helpers.register.cleaning import parse_date, parse_payment_month
from helpers.register.identity import is_national_id, read_national_ids

DAYS = st.dates(dt.date(1921, 3, 21), dt.date(2070, 1, 1))


@settings(deadline=None)  # a busy machine is no fault
@given(DAYS, st.sampled_from(["{:04d}/{:02d}/{:02d}", "{}-{:02d}-{:02d}", "{}{:02d}{:02d}",
                              "{}/{}/{}"]))  # fmt: skip
def test_every_spelling_of_a_solar_hijri_date_is_the_day_itself(day, spelling):
    solar = JalaliDate(day)
    assert parse_date(spelling.format(solar.year, solar.month, solar.day)) == day


@settings(deadline=None)
@given(DAYS)
def test_a_gregorian_date_is_itself(day):
    assert parse_date(day.isoformat()) == parse_date(f"{day} 00:00:00") == day


@settings(deadline=None)
@given(st.text("0123456789/- ", max_size=11))
def test_no_text_is_read_as_another_day_than_it_writes(text):
    day = parse_date(text)
    if day is not None:
        solar = JalaliDate(day)
        digits = text.replace("/", "-").split("-")
        written = [int(part) for part in digits] if len(digits) == 3 else [
            int(text[:4]), int(text[4:6]), int(text[6:]),
        ]  # fmt: skip
        assert written in ([solar.year, solar.month, solar.day], [day.year, day.month, day.day])


@pytest.mark.parametrize(
    "text",
    ["1404/12/30", "1403/07/31", "1403/13/01", "1403/00/10", "2023-02-29", "21/10/2024",
     "1403-07/30", "140373", "1403/07", "1403/07/30 12:30:00", "مهر", "03/07/30"],
)  # fmt: skip
def test_what_is_no_day_or_could_be_two_is_not_read(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("1403/12/30", "2025-03-20"), ("1404-01-01", "2025-03-21"), ("13990101", "2020-03-20")],
)
def test_known_days_of_the_calendar_are_met(text, day):
    assert parse_date(text) == dt.date.fromisoformat(day)


@settings(deadline=None)
@given(st.integers(1201, 1499), st.integers(1, 12))
def test_every_spelling_of_a_month_is_stored_in_one_way(year, month):
    stored = f"{year}-{month:02d}"
    spellings = (stored, f"{year}/{month}", f"{year}{month:02d}")
    assert {parse_payment_month(text) for text in spellings} == {stored}


@pytest.mark.parametrize("text", ["1403-13", "1403-00", "1403", "14031", "2024-10", "07-1403"])
def test_what_is_no_month_is_not_read(text):
    assert parse_payment_month(text) is None


@settings(deadline=None)
@given(st.integers(1, 10**9 - 2))
def test_exactly_one_check_digit_makes_a_national_id(number):
    valid = [digit for digit in range(10) if is_national_id(f"{number:09d}{digit}")]
    repeated = len(set(f"{number:09d}")) == 1
    assert len(valid) == 1 or repeated


@pytest.mark.parametrize("text", ["0000000000", "1111111111", "123456789", "12345678901", "x" * 10])
def test_other_texts_are_no_national_ids(text):
    assert not is_national_id(text)


def test_leading_zeros_are_put_back_where_the_check_digit_agrees():
    ids = read_national_ids(pd.Series(["0499370899", "499370899", "499370898", "99370899", ""]))
    assert ids[:2].tolist() == ["0499370899"] * 2
    assert ids[2:].isna().all()
