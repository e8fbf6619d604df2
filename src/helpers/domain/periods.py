"""The Solar Hijri calendar: months, years, school years and spans, as values.

The calendar itself is ``persiantools``; this module is the only one that knows it.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from persiantools.jdatetime import JalaliDate

from helpers.domain.month_names import GREGORIAN_MONTH_NAMES, MONTH_NAMES
from helpers.domain.persian import Lang, latin_digits, persian_digits

FIRST_YEAR, LAST_YEAR = 1200, 1500
MONTHS_IN_YEAR = 12
MEHR = 7

Cadence: TypeAlias = Literal["monthly", "annual"]
CADENCES: tuple[Cadence, ...] = ("monthly", "annual")


class PeriodError(ValueError):
    """The text is not a period; the message says what is wrong and what is expected."""


class _Dated:
    """What every period has: a first and a last day, and names made from them."""

    @property
    def first_day(self) -> dt.date:
        raise NotImplementedError

    @property
    def last_day(self) -> dt.date:
        raise NotImplementedError

    def gregorian(self, lang: Lang) -> str:
        """Return the Gregorian dates in words: "22 September to 21 October 2024"."""
        first, last = self.first_day, self.last_day
        names = GREGORIAN_MONTH_NAMES[lang]
        start = f"{first.day} {names[first.month - 1]}"
        if first.year != last.year:
            start += f" {first.year}"
        end = f"{last.day} {names[last.month - 1]} {last.year}"
        return persian_digits(f"{start} تا {end}") if lang == "fa" else f"{start} to {end}"


@dataclass(frozen=True, order=True)
class Month(_Dated):
    """A month of the Solar Hijri calendar; ``Month(1403, 7)`` is Mehr 1403."""

    year: int
    month: int

    cadence = "monthly"

    def __post_init__(self) -> None:
        _check_year(self.year)
        if not 1 <= self.month <= MONTHS_IN_YEAR:
            raise PeriodError(
                f"there is no month {self.month}: a month is 01 (Farvardin) to 12 (Esfand)"
            )

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def index(self) -> int:
        """Months since Farvardin of year 0: consecutive months have consecutive indices."""
        return self.year * MONTHS_IN_YEAR + self.month - 1

    @classmethod
    def from_index(cls, index: int) -> "Month":
        """Return the month with this index."""
        year, month = divmod(index, MONTHS_IN_YEAR)
        return cls(year, month + 1)

    @classmethod
    def containing(cls, day: dt.date) -> "Month":
        """Return the month a Gregorian day falls in."""
        solar = JalaliDate(day)
        return cls(solar.year, solar.month)

    def __add__(self, months: int) -> "Month":
        return Month.from_index(self.index + months)

    def __sub__(self, months: int) -> "Month":
        return self + -months

    @property
    def first_day(self) -> dt.date:
        """The first day, Gregorian."""
        return JalaliDate(self.year, self.month, 1).to_gregorian()

    @property
    def last_day(self) -> dt.date:
        """The last day, Gregorian."""
        return (self + 1).first_day - dt.timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days the month has: 29, 30 or 31."""
        return (self.last_day - self.first_day).days + 1

    def previous(self) -> "Month":
        """Return the month before."""
        return self - 1

    def year_before(self) -> "Month":
        """Return the same month of the year before."""
        return self - MONTHS_IN_YEAR

    def name(self, lang: Lang) -> str:
        """Return «مهر ۱۴۰۳» or "Mehr 1403"."""
        name = MONTH_NAMES[lang][self.month - 1]
        return f"{name} {persian_digits(str(self.year)) if lang == 'fa' else self.year}"


@dataclass(frozen=True, order=True)
class Year(_Dated):
    """A year of the Solar Hijri calendar, Farvardin to Esfand."""

    year: int

    cadence = "annual"

    def __post_init__(self) -> None:
        _check_year(self.year)

    def __str__(self) -> str:
        return f"{self.year:04d}"

    def __add__(self, years: int) -> "Year":
        return Year(self.year + years)

    def __sub__(self, years: int) -> "Year":
        return Year(self.year - years)

    @property
    def months(self) -> tuple[Month, ...]:
        """The twelve months."""
        return tuple(Month(self.year, month) for month in range(1, MONTHS_IN_YEAR + 1))

    @property
    def first_day(self) -> dt.date:
        """1 Farvardin, Gregorian."""
        return self.months[0].first_day

    @property
    def last_day(self) -> dt.date:
        """29 or 30 Esfand, Gregorian."""
        return self.months[-1].last_day

    @property
    def is_leap(self) -> bool:
        """Whether Esfand has 30 days."""
        return self.months[-1].days == 30

    def previous(self) -> "Year":
        """Return the year before."""
        return self - 1

    def year_before(self) -> "Year":
        """Return the year before: the same period, a year earlier."""
        return self - 1

    def name(self, lang: Lang) -> str:
        """Return «سال ۱۴۰۳» or "year 1403"."""
        return f"سال {persian_digits(str(self.year))}" if lang == "fa" else f"year {self.year}"


@dataclass(frozen=True, order=True)
class Span(_Dated):
    """Consecutive months, both ends included: a year to date, a school year."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodError(f"{self.first}..{self.last} ends before it begins")

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"

    def __iter__(self) -> Iterator[Month]:
        return (Month.from_index(i) for i in range(self.first.index, self.last.index + 1))

    @property
    def first_day(self) -> dt.date:
        """The first day, Gregorian."""
        return self.first.first_day

    @property
    def last_day(self) -> dt.date:
        """The last day, Gregorian."""
        return self.last.last_day

    def name(self, lang: Lang) -> str:
        """Return «فروردین تا مهر ۱۴۰۳» or "Farvardin to Mehr 1403"."""
        return span_name(self.first, self.last, lang)


Period: TypeAlias = Month | Year


def span_name(first: Period, last: Period, lang: Lang) -> str:
    """Return "Farvardin to Mehr 1403", of two neighbours "Mehr and Aban 1403", or the one name.

    What both names share is said once.
    """
    if first == last:
        return first.name(lang)
    start, end = first.name(lang), last.name(lang)
    to, beside, years = ("تا", "و", "سال‌های") if lang == "fa" else ("to", "and", "years")
    between = beside if first + 1 == last else to
    if isinstance(first, Year):
        return " ".join([years, start.split()[1], between, end.split()[1]])
    if first.year == last.year:
        start = MONTH_NAMES[lang][first.month - 1]
    return f"{start} {between} {end}"


def year_to_date(month: Month) -> Span:
    """Return the months from Farvardin to this one."""
    return Span(Month(month.year, 1), month)


def parse_period(text: str) -> Period:
    """Return the month or the year that the text names, in Latin, Persian or Arabic digits.

    Raises
    ------
    PeriodError
        If it is neither ``1403-07`` nor ``1403``, or no such month exists.
    """
    plain = latin_digits(str(text)).strip()
    if match := re.fullmatch(r"(\d{4})[-/](\d{1,2})", plain):
        return Month(int(match[1]), int(match[2]))
    if re.fullmatch(r"\d{4}", plain):
        return Year(int(plain))
    raise PeriodError(
        f"{str(text)[:40]!r} is not a period: write a month as 1403-07 or a year as 1403"
    )


def parse_month(text: str) -> Month:
    """Return the month that the text names.

    Raises
    ------
    PeriodError
        If it is not a month.
    """
    period = parse_period(text)
    if not isinstance(period, Month):
        raise PeriodError(f"{text!r} is a year: write a month as 1403-07")
    return period


def period_or_span(text: str) -> Period | Span:
    """Return what the period column of a published table names."""
    first, dots, last = text.partition("..")
    return Span(parse_month(first), parse_month(last)) if dots else parse_period(first)


def parse_periods(text: str) -> list[Period]:
    """Return the periods that the text names: one, or a range such as ``1403-01..1403-06``."""
    first, dots, last = text.partition("..")
    if not dots:
        return [parse_period(text)]
    start, end = parse_period(first), parse_period(last)
    if isinstance(start, Month) and isinstance(end, Month):
        return list(Span(start, end))
    if isinstance(start, Year) and isinstance(end, Year):
        if end < start:
            raise PeriodError(f"{start}..{end} ends before it begins")
        return [Year(year) for year in range(start.year, end.year + 1)]
    raise PeriodError(f"{text!r} mixes a month and a year: a range has two ends of one kind")


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(f"{year} is not a Solar Hijri year between {FIRST_YEAR} and {LAST_YEAR}")
