"""Days and months as offices write them, in both calendars.

The year stands first and has four digits, or it is not read: 03/07/30 may be three days.
"""

import datetime as dt
import re
from functools import cache

from helpers.delivery.cleaning.columns import Reading
from helpers.domain.month_names import MONTH_NAMES
from helpers.domain.periods import FIRST_YEAR, LAST_YEAR, Month, PeriodError
from helpers.domain.persian import matching_key
from helpers.register.schema import MONTH_PATTERN

_NOT_A_DATE, _NOT_A_MONTH = Reading(fault="E112"), Reading(fault="E113")
_DAY_ZERO_OF_EXCEL = dt.date(1899, 12, 30)
_GREGORIAN_YEARS = range(FIRST_YEAR + 621, LAST_YEAR + 622)  # the same years as the Solar Hijri
_PART, _MARK = "([0-9]{1,2})", " ?([-/.]) ?"
_MIDNIGHT = "(?:[ T]0?0:00(?::00(?:[.]0+)?)?)?"
_DATE = re.compile(
    rf"(?P<parted>([0-9]{{4}}){_MARK}{_PART} ?\3 ?{_PART}){_MIDNIGHT}"
    rf"|(?P<compact>([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})){_MIDNIGHT}"
)
_SERIAL = re.compile("([0-9]{5})(?:[.]0+)?")
_NUMBERED_MONTH = re.compile(rf"([0-9]{{4}})(?:{_MARK}{_PART}|([0-9]{{2}}))")
_WORDS = r"([^\W\d_]+(?:[ \u200c][^\W\d_]+)*)"
_NAMED_MONTH = re.compile(rf"{_WORDS}[ \u200c/-]*([0-9]{{4}})")
_MONTH_WORD = "ماه"
_MONTH_NUMBERS = {
    matching_key(name): number
    for names in MONTH_NAMES.values()
    for number, name in enumerate(names, start=1)
}


def read_date(text: str) -> Reading:
    """Return the day that a tidy text names: Solar Hijri, Gregorian, or counted as Excel does."""
    if serial := _SERIAL.fullmatch(text):
        day = _DAY_ZERO_OF_EXCEL + dt.timedelta(days=int(serial[1]))
        return Reading(day, changes=("excel_dates",))
    match = _DATE.fullmatch(text)
    if not match:
        return _NOT_A_DATE
    parts = match.group(2, 4, 5) if match["parted"] else match.group(7, 8, 9)
    year, month, number = map(int, parts)
    if FIRST_YEAR <= year <= LAST_YEAR:
        return _solar_day(year, month, number)
    try:
        gregorian = dt.date(year, month, number)
    except ValueError:
        return _NOT_A_DATE
    if year not in _GREGORIAN_YEARS:
        return _NOT_A_DATE
    return Reading(gregorian, changes=() if gregorian.isoformat() == text else ("spelling",))


def read_month(text: str) -> Reading:
    """Return the Solar Hijri month that a tidy text names, as ``1403-07``."""
    if match := _NUMBERED_MONTH.fullmatch(text):
        year, number = match[1], int(match[3] or match[4])
    elif match := _NAMED_MONTH.fullmatch(text):
        name = matching_key(match[1])
        year = match[2]
        number = _MONTH_NUMBERS.get(name) or _MONTH_NUMBERS.get(name.removesuffix(_MONTH_WORD), 0)
    else:
        return _NOT_A_MONTH
    month = f"{year}-{number:02d}"
    if not re.fullmatch(MONTH_PATTERN, month):
        return _NOT_A_MONTH
    return Reading(month, changes=() if month == text else ("spelling",))


def _solar_day(year: int, month: int, number: int) -> Reading:
    first_day, days = _solar_month(year, month)
    if not 1 <= number <= days:
        return _NOT_A_DATE
    return Reading(first_day + dt.timedelta(days=number - 1), changes=("solar_dates",))


@cache
def _solar_month(year: int, month: int) -> tuple[dt.date, int]:
    """Return the first day of a month, and how many it has; none where there is no such month."""
    try:
        solar = Month(year, month)
        return solar.first_day, solar.days
    except PeriodError:
        return dt.date.min, 0
