"""Cells of text into values of the schema: cleaning changes spelling, never meaning.

What cannot be read one way only stays empty, and is noted as a fault.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from helpers.domain.areas import Areas
from helpers.domain.periods import FIRST_YEAR, LAST_YEAR, Month, PeriodError, parse_month
from helpers.domain.persian import LANGUAGES, latin_digits, matching_key, normalise_letters
from helpers.domain.terms import Terms
from helpers.register.findings import FILE, ROW, FaultLog
from helpers.register.identity import read_national_ids
from helpers.register.schema import Column, TableSchema

RIALS_IN_A_TOMAN = 10
_EITHER = " یا "
_PLAIN = r"[!-~]*"
_DATE = re.compile(r"(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_MONTH = re.compile(r"(\d{4})[-/]?(\d{1,2})")
_GROUPED = r"[-−]?\d{1,3}(?:[,٬]\d{3})+"
_WHOLE = r"-?\d{1,17}(?:\.0+)?"
_ROUNDED_OFF = r"\d(?:\.\d+)?[eE]\+?\d+"
_FAULT_OF_KIND = {
    "date": "E112", "month": "E113", "code": "E114", "county": "E115", "integer": "E116",
    "money": "E116", "national_id": "E118",
}  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """The words that may stand for a code.

    Attributes
    ----------
    terms, areas
        Of the settings.
    """

    terms: Terms
    areas: Areas

    def words(self, column: Column) -> tuple[str, ...]:
        """Return every way to write a value of a code list or a county."""
        if column.kind == "county":
            counties = self.areas.counties
            return tuple(w for c in counties for w in (c.code, *(c.name(g) for g in LANGUAGES)))
        return tuple(word for code in column.codes for word in self._labels(column, code))

    def code(self, column: Column) -> Callable[[str], str | None]:
        """Return what finds the code that a cell of this column means, or None."""
        if column.kind == "county":
            return self._county
        codes = {
            matching_key(word): code for code in column.codes for word in self._labels(column, code)
        }
        return lambda text: codes.get(matching_key(text))

    def _county(self, text: str) -> str | None:
        county = self.areas.county_named(text)
        return county.code if county else None

    def _labels(self, column: Column, code: str) -> tuple[str, ...]:
        term = self.terms[column.terms, code]
        return (code, term.en, term.fa, *term.fa.split(_EITHER))


def clean_table(
    cells: pd.DataFrame,
    schema: TableSchema,
    words: Vocabulary,
    log: FaultLog,
    cleaned: Counter[str],
    in_tomans: dict[str, frozenset[str]],
) -> pd.DataFrame:
    """Return the values of one table's cells, with the place each row came from.

    Parameters
    ----------
    cells
        Text by canonical name, with ``source_file`` and ``source_row``.
    cleaned
        Counts the cells changed, by kind of change.
    in_tomans
        For each file, the columns of amounts in toman.

    Returns
    -------
    pandas.DataFrame
        Columns under canonical names: text, ``datetime64[s]`` or ``Int64``; empty where the cell
        was empty or at fault.
    """
    values = {}
    for column in schema.columns:
        text = _tidy(cells[column.name], cleaned)
        value = _read(text, column, words, cleaned)
        if column.kind == "money":
            files = [file for file, columns in in_tomans.items() if column.name in columns]
            tomans = cells[FILE].isin(files) & value.notna()
            value = value.where(~tomans, value * RIALS_IN_A_TOMAN)
            cleaned["tomans to rials"] += int(tomans.sum())
        _note_faults(cells, column, text, value, words, log)
        values[column.name] = value
    return pd.DataFrame(values).assign(**{FILE: cells[FILE], ROW: cells[ROW]})


def parse_date(text: str) -> dt.date | None:
    """Return the day that a text in Latin digits names, Solar Hijri or Gregorian by its year."""
    match = _DATE.fullmatch(text)
    if not match or (not match[2] and len(match[3] + match[4]) < 4):
        return None
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    try:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return dt.date(year, month, day)
        solar = Month(year, month)
    except (ValueError, PeriodError):
        return None
    return solar.first_day + dt.timedelta(days=day - 1) if 1 <= day <= solar.days else None


def parse_payment_month(text: str) -> str | None:
    """Return the month that a text in Latin digits names, as it is stored; else None."""
    match = _MONTH.fullmatch(text)
    if not match or (text.isdigit() and len(match[2]) < 2):
        return None
    try:
        return str(parse_month(f"{match[1]}-{match[2]}"))
    except PeriodError:
        return None


def _tidy(raw: pd.Series, cleaned: Counter[str]) -> pd.Series:
    """Return the cells in one spelling: Latin digits, Persian letters, single spaces."""
    odd = ~raw.str.fullmatch(_PLAIN)
    tidy = raw.where(~odd, _distinct(raw[odd], lambda text: normalise_letters(latin_digits(text))))
    cleaned["digits, letters and spaces"] += int((tidy != raw).sum())
    return tidy


def _read(text: pd.Series, column: Column, words: Vocabulary, cleaned: Counter[str]) -> pd.Series:
    match column.kind:
        case "date":
            dates = pd.to_datetime(_distinct(text, parse_date)).astype("datetime64[s]")
            solar = dates.notna() & text.str.slice(0, 4).le(str(LAST_YEAR))
            cleaned["Solar Hijri dates"] += int(solar.sum())
            return dates
        case "month":
            return _distinct(text, parse_payment_month)
        case "code" | "county":
            codes = _distinct(text, words.code(column))
            cleaned["words to codes"] += int((codes.notna() & (codes != text)).sum())
            return codes
        case "integer" | "money":
            grouped = text.str.fullmatch(_GROUPED)
            cleaned["thousands marks"] += int(grouped.sum())
            digits = text.where(~grouped, text.str.replace(r"[,٬]", "", regex=True))
            digits = digits.str.replace("−", "-")
            whole = digits.where(digits.str.fullmatch(_WHOLE)).str.replace(r"\.0+$", "", regex=True)
            return whole.astype("Int64")
        case "national_id":
            ids = read_national_ids(text)
            cleaned["leading zeros put back"] += int((ids.notna() & (ids != text)).sum())
            return ids
        case _:
            return text.where((text != "") & ~text.str.fullmatch(_ROUNDED_OFF))


def _note_faults(
    cells: pd.DataFrame,
    column: Column,
    text: pd.Series,
    value: pd.Series,
    words: Vocabulary,
    log: FaultLog,
) -> None:
    empty = text == ""
    if column.required:
        log.add_rows("E111", cells, empty, column.name)
    unread = value.isna() & ~empty
    rounded_off = unread & text.str.fullmatch(_ROUNDED_OFF)
    log.add_rows("E119", cells, rounded_off, column.name)
    if code := _FAULT_OF_KIND.get(column.kind):
        log.add_rows(code, cells, unread, column.name, known=words.words(column))
    if column.minimum is not None:
        log.add_rows("E117", cells, value < column.minimum, column.name)
    if column.maximum is not None:
        log.add_rows("E117", cells, value > column.maximum, column.name)


def _distinct(text: pd.Series, read: Callable[[str], object]) -> pd.Series:
    """Return what each text means; each distinct one is read once."""
    meanings = {value: read(value) if value else None for value in text.unique()}
    return text.map(meanings)
