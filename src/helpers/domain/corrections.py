"""Dated notices that correct published pages, from one table."""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.domain.codelists import TOTAL
from helpers.domain.periods import PeriodError, parse_period
from helpers.domain.persian import Lang

FILE = "corrections.csv"
COLUMNS = ("dated", "report", "period", "area", "text_fa", "text_en")


@dataclass(frozen=True)
class Correction:
    """A notice on the pages of a period; a report or an area ``all`` stands for every one."""

    dated: dt.date
    report: str
    period: str
    area: str
    text_fa: str
    text_en: str

    def text(self, lang: Lang) -> str:
        """Return the notice in the language."""
        return self.text_fa if lang == "fa" else self.text_en

    def covers(self, report: str, period: str, area: str) -> bool:
        """Whether the notice stands on a page."""
        return (
            self.period == period and self.report in {TOTAL, report} and self.area in {TOTAL, area}
        )


def read_corrections(reference: Path, areas: Iterable[str]) -> list[Correction]:
    """Read the notices, the newest first; none where there is no such table.

    Raises
    ------
    ValueError
        If a column is missing, or a row is wrong; every faulty row is named.
    """
    path = reference / FILE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{FILE}: columns are {reader.fieldnames}, expected {COLUMNS}")
        rows = list(enumerate(reader, 2))
    known = {TOTAL, *areas}
    faults = [f"line {line}: {fault}" for line, row in rows if (fault := _fault(row, known))]
    if faults:
        raise ValueError(f"{FILE}: {'; '.join(faults)}")
    notices = [
        Correction(dt.date.fromisoformat(row["dated"]), *(row[name] for name in COLUMNS[1:]))
        for _, row in rows
    ]
    return sorted(notices, key=lambda notice: notice.dated, reverse=True)


def _fault(row: dict[str, str], areas: set[str]) -> str:
    try:
        dt.date.fromisoformat(row["dated"])
    except ValueError:
        return f"dated {row['dated']!r}, expected a day such as 2024-11-10"
    try:
        named = str(parse_period(row["period"]))
    except PeriodError as error:
        return str(error)
    if named != row["period"]:
        return f"period {row['period']!r}, expected {named}"
    if row["area"] not in areas:
        return f"there is no area {row['area']!r}"
    if not (row["report"] and row["text_fa"].strip() and row["text_en"].strip()):
        return "the report or the notice in one of the languages is missing"
    return ""
