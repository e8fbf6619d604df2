"""The tables of a workbook that are made to be read, against the CSV.

Each is read by the words of the sheet of all rows beside it, which have been compared with the CSV
before: its headings and the beginnings of its lines name the row that a cell must show.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.domain.codelists import TOTAL
from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import Row
from helpers.release.pages import Subject
from helpers.release.reconcile.contradiction import ContradictionError
from helpers.release.reconcile.sheets import VALUE, Sheet, plain_cell, says
from helpers.release.reconcile.workbook_rows import differ

_KEY = [COLUMNS.index(name) for name in KEY]
_BREAKDOWN, _UNIT = COLUMNS.index("breakdown"), COLUMNS.index("unit")
_STATISTIC = COLUMNS.index("statistic")

_Named = Mapping[str, str]


class _UnreadableError(ValueError):
    """A word that the sheet of all rows does not have."""


def table_differences(
    where: str, table: Sheet, all_rows: Sheet, subject: Subject, rows: Sequence[Row]
) -> Iterator[ContradictionError]:
    """Yield the cells of a table that do not show what the CSV says.

    Parameters
    ----------
    all_rows
        The sheet of the same language with all rows of the CSV.
    """
    read = _Reading.of(all_rows, rows)
    said = {tuple(row[place] for place in _KEY): row for row in rows}
    page = {"period": str(subject.period), "area": subject.area,
            "breakdown": TOTAL, "category": TOTAL}  # fmt: skip
    try:
        columns = [read.heading(heading) for heading in table.headings]
        for number, line in enumerate(table.lines, start=len(table.above) + 2):
            here = {**page, **read.beginning(columns, line)}
            for (column, code), cell in zip(columns, line, strict=True):
                if not code:
                    continue
                key = tuple({**here, column: code}[name] for name in KEY)
                if found := read.difference(cell, said.get(key)):
                    what = " ".join(dict.fromkeys(key))
                    yield differ(where, f"row {number}, {what}: value", plain_cell(cell), found)
    except _UnreadableError as error:
        yield ContradictionError(
            "a table of a workbook has words that its rows do not have",
            where=where, found=str(error), do="build the edition again",
        )  # fmt: skip


@dataclass(frozen=True)
class _Reading:
    """The words of a sheet of all rows.

    Attributes
    ----------
    columns
        The columns of the CSV by their headings.
    codes
        By column and word; those of categories by the word of their breakdown too.
    units
        The word for the unit of each statistic.
    instead
        What stands in the place of a value that is not published, by statistic, or row.
    """

    columns: _Named
    codes: Mapping[tuple[str, ...], str]
    units: _Named
    instead: Mapping[Row, str]

    @classmethod
    def of(cls, sheet: Sheet, rows: Sequence[Row]) -> "_Reading":
        """Return the words of a sheet whose rows are those of the CSV."""
        codes: dict[tuple[str, ...], str] = {}
        units: dict[str, str] = {}
        instead: dict[Row, str] = {}
        for line, row in zip(sheet.lines, rows, strict=True):
            for name, place in zip(KEY, _KEY, strict=True):
                # A month comes before the year to date, which may have its name.
                codes.setdefault(_word(name, line[place], line[_BREAKDOWN]), row[place])
            units[row[_STATISTIC]] = line[_UNIT]
            if not row[VALUE]:
                instead[row] = line[VALUE]
        return cls(dict(zip(sheet.headings, COLUMNS, strict=True)), codes, units, instead)

    def heading(self, heading: str) -> tuple[str, str]:
        """Return the column that a heading names; or the period or statistic, with its code."""
        if column := self.columns.get(heading):
            return column, ""
        if period := self.codes.get(("period", heading)):
            return "period", period
        named = [
            (len(word[1]), code)
            for word, code in self.codes.items()
            if word[0] == "statistic"
            and heading.startswith(word[1])
            and self.units[code] in heading[len(word[1]) :]
        ]
        if not named:
            raise _UnreadableError(heading)
        return "statistic", max(named)[1]

    def beginning(self, columns: Sequence[tuple[str, str]], line: Sequence[Any]) -> dict[str, str]:
        """Return what the cells of a line name before its numbers begin."""
        words = {column: str(cell) for (column, code), cell in zip(columns, line, strict=True)
                 if not code}  # fmt: skip
        found = {}
        for column, word in words.items():
            if column == "unit":
                continue
            place = _word(column, word, words.get("breakdown", ""))
            if place not in self.codes:
                raise _UnreadableError(word)
            found[column] = self.codes[place]
        if words.get("unit", "") not in {"", self.units.get(found.get("statistic", ""))}:
            raise _UnreadableError(words["unit"])
        return found

    def difference(self, cell: Any, row: Row | None) -> str:
        """Return what the CSV says where a cell shows something else; empty where it agrees."""
        if isinstance(cell, str):
            if row is None:
                return "" if says(cell, "") else "no number"
            said = row[VALUE] or self.instead[row]
            return "" if cell == said and not row[VALUE] else said
        if row is None or not row[VALUE]:
            return "no number"
        return "" if says(cell, row[VALUE]) else row[VALUE]


def _word(column: str, word: str, breakdown: str) -> tuple[str, ...]:
    """Return how a word is looked up: that of a category by its breakdown."""
    return (column, breakdown, word) if column == "category" else (column, word)
