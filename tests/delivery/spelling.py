"""How an office writes a value: in its letters, digits, calendars and units."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from delivery.habits import Habits
from delivery.sheets import Cell, serial
from persiantools.jdatetime import JalaliDate

from helpers.domain.areas import Areas
from helpers.domain.persian import MINUS, ZWNJ
from helpers.domain.terms import Terms
from helpers.register.schema import Column

DIGITS = {"latin": "0123456789", "persian": "۰۱۲۳۴۵۶۷۸۹", "arabic": "٠١٢٣٤٥٦٧٨٩"}
MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن",
    "اسفند",
)  # fmt: skip
DATES = ("iso", "time", "slash", "dash", "dot", "plain", "short", "cell", "serial")
MONTH_FORMS = ("dash", "slash", "short", "plain", "words")
MARKS = (",", "٬", "،", "'", " ", ".")
STRAYS = ("\u200e", "\u200f", "\u00a0", " ", "\u200c", "\t", "\ufeff")
_LEAST_SERIAL = 10_000  # a day of 1927; no spreadsheet counts a day of five digits before it
_MOST_DIGITS = 15  # that a number of a workbook keeps

# What is joined in more than one way: with ZWNJ, apart, or as one.
_JOINED = {
    "خرمدره": "خرم‌دره", "خودکفایی": "خود‌کفایی", "خودسرپرست": "خود‌سرپرست",
    "مفقودالاثر": "مفقود‌الاثر", "ازکارافتادگی": "از‌کار‌افتادگی",
}  # fmt: skip
_ARABIC = str.maketrans("یک", "يك")


class Kept(str):
    """A text that is sent as it stands, whatever the habits: something is wrong with it."""

    __slots__ = ()


class Rounded(Kept):
    """A long number of which a spreadsheet has made a number, so that its last digits are lost."""

    __slots__ = ()


def with_digits(text: str, script: str) -> str:
    """Return the text with its Latin digits in another script."""
    return text.translate(str.maketrans(DIGITS["latin"], DIGITS[script]))


@dataclass
class Speller:
    """Writes the values of the contract as one office does."""

    habits: Habits
    terms: Terms
    areas: Areas
    rng: Random

    def cell(self, column: Column, value: str | Kept) -> Cell:
        """Return a cell for a canonical value."""
        if not value:
            return ""
        if isinstance(value, Rounded):
            return f"{float(value):.2E}" if self.habits.is_text else float(value)
        if isinstance(value, Kept):
            return self._identifier(str(value))
        return self._spelt(self._typed(column, value))

    def text(self, text: str) -> str:
        """Return a text in the digits of the office, and with its strays."""
        script = self.habits.digits
        script = self.rng.choice(list(DIGITS)) if script == "mixed" else script
        text = with_digits(text, script)
        if not self.habits.strays or self.rng.random() < 0.5:
            return text
        before, behind = self.rng.choices(("", *STRAYS), k=2)
        return f"{before}{text}{behind}"

    def words(self, text: str) -> str:
        """Return Persian words in the letters and joints of the office."""
        for one, joined in _JOINED.items():
            if self.habits.joints != ZWNJ:
                text = text.replace(one, joined)
        text = text.replace(ZWNJ, self.habits.joints)
        if not self.habits.arabic_letters:
            return text
        ends = {"ی": "ى", "ه": "ة"}
        text = " ".join(
            word[:-1] + self.rng.choice([word[-1], ends.get(word[-1], word[-1])])
            for word in text.split(" ")
            if word
        )
        return text.translate(_ARABIC)

    def total(self, rials: int) -> Cell:
        """Return a sum of amounts, in the unit of the heading."""
        return self._spelt(self._in_unit(rials))

    def size(self, number: int) -> Cell:
        """Return a sum of sizes."""
        return self._spelt(self._number(number, grouped=False))

    def _spelt(self, written: Cell) -> Cell:
        return self.text(written) if isinstance(written, str) else written

    def _typed(self, column: Column, value: str) -> Cell:
        writers: dict[str, Callable[[str], Cell]] = {
            "date": self._date,
            "month": self._month,
            "code": lambda code: self._code(column.terms, code),
            "county": self._county,
            "integer": lambda size: self._number(int(size), grouped=False),
            "money": lambda rials: self._amount(int(rials)),
        }
        return writers.get(column.kind, self._identifier)(value)

    def _identifier(self, value: str) -> Cell:
        whole = value.isdigit() and not value.startswith("0") and len(value) <= _MOST_DIGITS
        return int(value) if self.habits.numbers == "numbers" and whole else value

    def _date(self, value: str) -> Cell:
        day = dt.date.fromisoformat(value)
        form = self.habits.dates
        form = self.rng.choice(DATES) if form == "mixed" else form
        if form in {"cell", "serial"} and serial(day) < _LEAST_SERIAL:
            form = "slash"
        solar = JalaliDate(day)
        match form:
            case "cell":
                return day
            case "serial":
                return serial(day)
            case "time":
                return f"{value} 00:00:00"
            case "short":
                return f"{solar.year}/{solar.month}/{solar.day}"
            case "iso":
                return value
        between = {"slash": "/", "dash": "-", "dot": ".", "plain": ""}[form]
        return between.join([str(solar.year), f"{solar.month:02}", f"{solar.day:02}"])

    def _month(self, value: str) -> str:
        year, month = value.split("-")
        form = self.habits.months
        form = self.rng.choice(MONTH_FORMS) if form == "mixed" else form
        word = MONTHS[int(month) - 1]
        return {
            "dash": value,
            "slash": f"{year}/{month}",
            "short": f"{year}/{int(month)}",
            "plain": year + month,
            "words": self.words(self.rng.choice([f"{word} {year}", f"{word}ماه {year}"])),
        }[form]

    def _code(self, kind: str, value: str) -> str:
        term = self.terms[kind, value]
        return self._label(value, self.rng.choice(term.fa.split(" یا ")), term.en)

    def _county(self, value: str) -> str:
        area = self.areas[value]
        fa = self.rng.choice([area.name_fa, f"شهرستان {area.name_fa}"])
        return self._label(value, fa, area.name_en)

    def _label(self, code: str, fa: str, en: str) -> str:
        labels = self.habits.labels
        labels = self.rng.choice(["codes", "fa", "en"]) if labels == "mixed" else labels
        return {"codes": code, "fa": self.words(fa), "en": en}[labels]

    def _amount(self, rials: int) -> Cell:
        if self.habits.unit != "cells":
            return self._in_unit(rials)
        in_tomans = self.rng.choice([True, False])
        amount = self._grouped(rials // 10 if in_tomans else rials)
        return f"{amount} {self.words('تومان' if in_tomans else 'ریال')}"

    def _in_unit(self, rials: int) -> Cell:
        return self._number(rials // 10 if self.habits.unit == "tomans" else rials, grouped=True)

    def _number(self, number: int, *, grouped: bool) -> Cell:
        if self.habits.numbers == "numbers":
            return number
        if self.habits.numbers == "floats" and not (grouped and self.habits.marks):
            return f"{number}.0"
        return self._grouped(number) if grouped else str(number)

    def _grouped(self, number: int) -> str:
        """Return a number with the marks of the office; one dot alone could mean a fraction."""
        mark = "" if self.habits.marks == "." and abs(number) < 10**6 else self.habits.marks
        digits = f"{abs(number):,}".replace(",", mark)
        if number >= 0:
            return digits
        before, behind = {"before": ("-", ""), "behind": ("", "-"), "sign": (MINUS, "")}[
            self.habits.minus
        ]
        return f"{before}{digits}{behind}"
