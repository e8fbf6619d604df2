"""Days in words, in both calendars."""

import datetime as dt

from helpers.domain.month_names import GREGORIAN_MONTH_NAMES
from helpers.domain.periods import Month
from helpers.domain.persian import Lang, persian_digits


def solar_day(day: dt.date, lang: Lang) -> str:
    """Return «۲۰ آبان ۱۴۰۳» or "20 Aban 1403"."""
    month = Month.containing(day)
    number = str((day - month.first_day).days + 1)
    return f"{persian_digits(number) if lang == 'fa' else number} {month.name(lang)}"


def gregorian_day(day: dt.date, lang: Lang) -> str:
    """Return «۱۰ نوامبر ۲۰۲۴» or "10 November 2024"."""
    text = f"{day.day} {GREGORIAN_MONTH_NAMES[lang][day.month - 1]} {day.year}"
    return persian_digits(text) if lang == "fa" else text


def in_both_calendars(day: dt.date, lang: Lang) -> str:
    """Return «۲۰ آبان ۱۴۰۳ (۱۰ نوامبر ۲۰۲۴)» or "20 Aban 1403 (10 November 2024)"."""
    return f"{solar_day(day, lang)} ({gregorian_day(day, lang)})"
