import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.periods import (
    Month,
    PeriodError,
    Span,
    Year,
    parse_period,
    parse_periods,
    span_name,
    year_to_date,
)
from helpers.domain.persian import persian_digits

months = st.builds(Month, st.integers(1250, 1480), st.integers(1, 12))
years = st.builds(Year, st.integers(1250, 1480))
days = st.dates(dt.date(1880, 1, 1), dt.date(2090, 12, 31))

# Years of 366 days as the Calendar Center of the University of Tehran lists them.
LEAP_YEARS = {1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420}


@pytest.mark.parametrize(
    ("day", "first_or_last", "month"),
    [
        (dt.date(2025, 3, 20), "last_day", Month(1403, 12)),
        (dt.date(2025, 3, 21), "first_day", Month(1404, 1)),
        (dt.date(2020, 3, 20), "first_day", Month(1399, 1)),
        (dt.date(2024, 9, 22), "first_day", Month(1403, 7)),
        (dt.date(2024, 10, 21), "last_day", Month(1403, 7)),
        (dt.date(1979, 2, 11), None, Month(1357, 11)),
    ],
)
def test_known_days_fall_where_the_official_calendar_has_them(day, first_or_last, month):
    assert Month.containing(day) == month
    if first_or_last:
        assert getattr(month, first_or_last) == day


def test_leap_years_are_the_official_ones():
    assert {year for year in range(1370, 1424) if Year(year).is_leap} == LEAP_YEARS


def test_esfand_has_thirty_days_in_leap_years_only():
    assert [Month(1403, 12).days, Month(1404, 12).days] == [30, 29]


@given(days)
def test_every_day_lies_between_the_ends_of_its_month(day):
    month = Month.containing(day)
    assert month.first_day <= day <= month.last_day


@given(months)
def test_months_follow_each_other_without_gap_or_overlap(month):
    assert (month + 1).first_day - month.last_day == dt.timedelta(days=1)
    assert month.days == (31 if month.month <= 6 else 30 if month.month <= 11 else month.days)
    assert month.days in (29, 30, 31)


@given(months, st.integers(-200, 200))
def test_adding_and_taking_away_months_are_inverse(month, n):
    assert (month + n) - n == month
    assert (month + n).index - month.index == n
    assert (month < month + n) == (n > 0)


@given(months)
def test_a_month_is_read_back_from_its_text_in_any_digits(month):
    arabic = str(month).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for text in (str(month), persian_digits(str(month)), arabic, f" {month} "):
        assert parse_period(text) == month


@given(years)
def test_a_year_is_its_twelve_months(year):
    assert parse_period(str(year)) == year
    assert (year.first_day, year.last_day) == (year.months[0].first_day, year.months[-1].last_day)
    assert (year.last_day - year.first_day).days + 1 == (366 if year.is_leap else 365)


def test_previous_and_same_period_a_year_before():
    assert Month(1403, 1).previous() == Month(1402, 12)
    assert Month(1403, 7).year_before() == Month(1402, 7)
    assert Year(1403).previous() == Year(1403).year_before() == Year(1402)


@pytest.mark.parametrize(
    "text",
    [
        "1403-13",
        "1403-00",
        "1403-7-1",
        "143",
        "latest",
        "",
        "1403-07; rm",
        "0900",
        "../1403",
        "۱۴۰۳-۱۳",
    ],
)
def test_what_is_not_a_period_is_refused(text):
    with pytest.raises(PeriodError):
        parse_period(text)


def test_a_month_that_does_not_exist_is_named():
    with pytest.raises(PeriodError, match="there is no month 13"):
        parse_period("1403-13")


def test_ranges_hold_both_ends():
    assert parse_periods("۱۴۰۲-۱۱..1403-02") == [
        Month(1402, 11), Month(1402, 12), Month(1403, 1), Month(1403, 2),
    ]  # fmt: skip
    assert parse_periods("1401..1403") == [Year(1401), Year(1402), Year(1403)]
    assert parse_periods("1403") == [Year(1403)]


@pytest.mark.parametrize("text", ["1403-06..1403-01", "1403..1402", "1403-01..1403", "1403.."])
def test_a_range_backwards_or_mixed_is_refused(text):
    with pytest.raises(PeriodError):
        parse_periods(text)


def test_names_in_both_languages():
    assert Month(1403, 7).name("fa") == "مهر ۱۴۰۳"
    assert Month(1403, 7).name("en") == "Mehr 1403"
    assert Year(1403).name("fa") == "سال ۱۴۰۳"
    assert Month(1403, 7).gregorian("en") == "22 September to 21 October 2024"
    assert Year(1403).gregorian("fa") == "۲۰ مارس ۲۰۲۴ تا ۲۰ مارس ۲۰۲۵"


def test_the_year_to_date_begins_in_farvardin():
    span = year_to_date(Month(1403, 7))
    assert str(span) == "1403-01..1403-07"
    assert span.name("en") == "Farvardin to Mehr 1403"
    assert year_to_date(Month(1403, 1)).name("fa") == "فروردین ۱۴۰۳"


@pytest.mark.parametrize(
    ("first", "last", "fa", "en"),
    [
        (Month(1402, 7), Month(1403, 6), "مهر ۱۴۰۲ تا شهریور ۱۴۰۳", "Mehr 1402 to Shahrivar 1403"),
        (Month(1402, 1), Month(1402, 6), "فروردین تا شهریور ۱۴۰۲", "Farvardin to Shahrivar 1402"),
        (Month(1402, 7), Month(1402, 8), "مهر و آبان ۱۴۰۲", "Mehr and Aban 1402"),
        (Month(1402, 12), Month(1403, 1), "اسفند ۱۴۰۲ و فروردین ۱۴۰۳",
         "Esfand 1402 and Farvardin 1403"),
        (Month(1402, 7), Month(1402, 7), "مهر ۱۴۰۲", "Mehr 1402"),
        (Year(1400), Year(1403), "سال‌های ۱۴۰۰ تا ۱۴۰۳", "years 1400 to 1403"),
        (Year(1402), Year(1403), "سال‌های ۱۴۰۲ و ۱۴۰۳", "years 1402 and 1403"),
        (Year(1403), Year(1403), "سال ۱۴۰۳", "year 1403"),
    ],
)  # fmt: skip
def test_a_span_says_its_year_once_and_joins_neighbours_by_and(first, last, fa, en):
    assert (span_name(first, last, "fa"), span_name(first, last, "en")) == (fa, en)


def test_a_span_cannot_end_before_it_begins():
    with pytest.raises(PeriodError, match="ends before it begins"):
        Span(Month(1403, 2), Month(1403, 1))
