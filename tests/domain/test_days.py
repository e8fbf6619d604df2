import datetime as dt

import pytest

from helpers.domain.days import gregorian_day, in_both_calendars, solar_day


@pytest.mark.parametrize(
    ("day", "fa", "en"),
    [
        ("2024-11-10", "۲۰ آبان ۱۴۰۳", "20 Aban 1403"),
        ("2024-03-20", "۱ فروردین ۱۴۰۳", "1 Farvardin 1403"),
        ("2025-03-20", "۳۰ اسفند ۱۴۰۳", "30 Esfand 1403"),  # 1403 is a leap year
    ],
)
def test_a_day_is_named_in_the_solar_calendar(day, fa, en):
    assert solar_day(dt.date.fromisoformat(day), "fa") == fa
    assert solar_day(dt.date.fromisoformat(day), "en") == en


def test_a_day_is_named_in_both_calendars():
    day = dt.date(2024, 11, 10)
    assert gregorian_day(day, "fa") == "۱۰ نوامبر ۲۰۲۴"
    assert in_both_calendars(day, "en") == "20 Aban 1403 (10 November 2024)"
    assert in_both_calendars(day, "fa") == "۲۰ آبان ۱۴۰۳ (۱۰ نوامبر ۲۰۲۴)"
