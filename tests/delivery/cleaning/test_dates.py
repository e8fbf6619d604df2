"""A day is one day however it is written, and what may be two days is none."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from helpers.delivery.cleaning.dates import read_date, read_month
from helpers.delivery.cleaning.spelling import tidy
from helpers.domain.month_names import MONTH_NAMES
from helpers.domain.persian import persian_digits

FIRST, LAST = dt.date(1921, 3, 21), dt.date(2072, 3, 19)  # the years 1300 to 1450
DAYS = st.dates(FIRST, LAST)
MIDNIGHTS = st.sampled_from(["", " 00:00:00", "T00:00:00", " 00:00", " 0:00", " 00:00:00.000"])
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SCRIPTS = st.sampled_from([str, persian_digits, lambda text: text.translate(ARABIC)])
PATTERNS = st.sampled_from(
    ["{:04d}/{:02d}/{:02d}", "{:04d}-{:02d}-{:02d}", "{}.{:02d}.{:02d}", "{:04d}{:02d}{:02d}",
     "{}/{}/{}", "{}-{}-{}", "{}.{}.{}", "{} / {} / {}", "\u200f{}/{:02d}/{}"]
)  # fmt: skip


@given(DAYS, PATTERNS, MIDNIGHTS, SCRIPTS)
@example(dt.date(2025, 3, 20), "{}/{}/{}", "", persian_digits)  # the last day of a leap year
def test_every_way_to_write_a_solar_hijri_date_is_the_day_itself(day, pattern, midnight, script):
    solar = JalaliDate(day)
    text = script(pattern.format(solar.year, solar.month, solar.day) + midnight)
    reading = read_date(tidy(text))
    assert reading == (day, "", ("solar_dates",))


@given(DAYS, PATTERNS, MIDNIGHTS, SCRIPTS)
def test_every_way_to_write_a_gregorian_date_is_the_day_itself(day, pattern, midnight, script):
    text = script(pattern.format(day.year, day.month, day.day) + midnight)
    assert read_date(tidy(text))[:2] == (day, "")


@given(st.dates(dt.date(1927, 5, 18), LAST), st.sampled_from(["{}", "{}.0"]), SCRIPTS)
def test_the_days_that_excel_counts_are_days(day, pattern, script):
    text = script(pattern.format((day - dt.date(1899, 12, 30)).days))
    assert read_date(tidy(text)) == (day, "", ("excel_dates",))


def test_the_days_of_150_years_follow_one_another_without_a_gap():
    written = [
        f"{year}/{month:02d}/{number:02d}"
        for year in range(1300, 1451) for month in range(14) for number in range(33)
    ]  # fmt: skip
    days = [reading.value for reading in map(read_date, written) if reading.value]
    assert (days[0], days[-1]) == (FIRST, LAST)
    assert [day.toordinal() for day in days] == list(range(FIRST.toordinal(), LAST.toordinal() + 1))


@given(DAYS)
def test_a_day_read_is_read_again_as_itself(day):
    assert read_date(day.isoformat()) == (day, "", ())


@given(st.text("0123456789/-. :", max_size=12))
def test_no_text_is_read_as_another_day_than_it_writes(text):
    day, _, changes = read_date(text)
    if day is None or changes == ("excel_dates",):
        return
    bare = "".join(letter if letter.isdigit() else " " for letter in text)
    parts = bare.split()
    written = parts[:3] if len(parts) > 2 else [bare[:4], bare[4:6], bare[6:8]]
    solar = JalaliDate(day)
    days = [[solar.year, solar.month, solar.day], [day.year, day.month, day.day]]
    assert [int(part) for part in written] in days


@pytest.mark.parametrize(
    "text",
    ["1404/12/30", "1403/07/31", "1403/13/01", "1403/00/10", "1403/07/00", "2023-02-29",
     "21/10/2024", "30/07/1403", "1403-07/30", "140373", "1403/07", "1403/07/30 12:30:00", "مهر",
     "03/07/30", "0003/07/30", "1600-01-01", "2300-01-01", "20241340", "4558", "455860", "45586.5",
     "4.56E+04", "1403/7/301", "14030730 x", "1403//07/30", "-", "30 مهر 1403"],
)  # fmt: skip
def test_what_is_no_day_or_may_be_two_is_at_fault(text):
    assert read_date(text) == (None, "E112", ())


@pytest.mark.parametrize(
    ("text", "day"),
    [("1403/12/30", "2025-03-20"), ("1404-01-01", "2025-03-21"), ("13990101", "2020-03-20"),
     ("1403.7.30", "2024-10-21"), ("45586", "2024-10-21"), ("20241021", "2024-10-21")],
)  # fmt: skip
def test_known_days_of_the_calendars_are_met(text, day):
    assert read_date(text).value == dt.date.fromisoformat(day)


@given(st.integers(1200, 1499), st.integers(1, 12), SCRIPTS, st.data())
def test_every_way_to_write_a_month_is_stored_in_one_way(year, month, script, data):
    stored = f"{year}-{month:02d}"
    persian, english = (MONTH_NAMES[lang][month - 1] for lang in ("fa", "en"))
    text = data.draw(st.sampled_from([
        stored, f"{year}/{month}", f"{year}-{month}", f"{year}.{month:02d}", f"{year}{month:02d}",
        f"{persian} {year}", f"{persian}ماه {year}", f"{persian} ماه {year}",
        f"{persian}\u200cماه {year}", f"{persian}{year}", f"{english} {year}",
        persian.replace("ی", "ي").replace("آ", "ا") + f" {year}",
    ]))  # fmt: skip
    month, fault, changes = read_month(tidy(script(text)))
    assert (month, fault) == (stored, "")
    assert (changes == ()) == (tidy(script(text)) == stored)


@pytest.mark.parametrize(
    "text",
    ["1403-13", "1403-00", "1403", "14031", "2024-10", "07-1403", "1403/07/01", "مهر", "مهر 03",
     "مهر 14031", "ماه 1403", "شهر 1403", "مهر آبان 1403", "مهر ۱۴۰۳؟", "1500-01", "45586",
     "0007-01", "October 2024"],
)  # fmt: skip
def test_what_is_no_month_is_at_fault(text):
    assert read_month(tidy(text)) == (None, "E113", ())
