"""The sheets of a workbook as they are read: all rows, a table to read, or names and texts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeAlias

from helpers.domain.structure import COLUMNS

Cells: TypeAlias = Sequence[Sequence[Any]]

VALUE = COLUMNS.index("value")
AS_WRITTEN = [COLUMNS.index(name) for name in ("period_start", "period_end")]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGIT = re.compile(r"\d")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_WIDTH_OF_PAIRS = 2
_MOST_ABOVE = 2  # a title, and what is to be said of the cells; earlier workbooks had neither


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook.

    Attributes
    ----------
    kind
        ``rows``: those of the CSV, all of its columns; ``table``: some of its numbers, to read;
        ``pairs``: names and texts, without any number.
    above
        What stands above the headings.
    headings
        Of the columns; of pairs there are none.
    """

    name: str
    kind: Literal["rows", "table", "pairs", "unknown"]
    width: int
    above: Cells
    headings: Sequence[str]
    lines: Cells

    @cached_property
    def words(self) -> list[str]:
        """What stands in the cells, but for what is compared with the CSV."""
        found = [cell for line in self.above for cell in line]
        found += self.headings
        skipped = AS_WRITTEN if self.kind == "rows" else []
        for line in self.lines:
            found += (
                cell
                for place, cell in enumerate(line)
                if place not in skipped and not (self._is_compared(cell))
            )
        return [*map(str, found)]

    def _is_compared(self, cell: Any) -> bool:
        return isinstance(cell, float) and self.kind in {"rows", "table"}


def sheet_of(name: str, cells: Cells) -> Sheet:
    """Return a sheet, by what stands in its first lines."""
    width = len(cells[0]) if cells else 0
    for place, line in enumerate(cells[: _MOST_ABOVE + 1]):
        above, lines = cells[:place], [line for line in cells[place + 1 :] if any(_filled(line))]
        alone = all(not any(_filled(before[1:])) for before in above)
        if not (width > 1 and alone and all(isinstance(cell, str) and cell for cell in line)):
            continue
        if _has_rows(width, lines):
            return Sheet(name, "rows", width, above, line, lines)
        if place == _MOST_ABOVE and lines:
            return Sheet(name, "table", width, above, line, lines)
    kind: Literal["pairs", "unknown"] = "pairs" if width == _WIDTH_OF_PAIRS else "unknown"
    return Sheet(name, kind, width, (), (), cells)


def plain_cell(cell: Any) -> str:
    """Return a cell as the CSV writes it; the library reads every number as a float."""
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    return str(cell)


def says(cell: Any, said: str) -> bool:
    """Whether a cell shows what the CSV says: where that is nothing, words and no number."""
    if not said:
        return isinstance(cell, str) and not _DIGIT.search(cell)
    if isinstance(cell, float):
        return _DECIMAL.fullmatch(said) is not None and Decimal(repr(cell)) == Decimal(said)
    return cell == said


def _filled(line: Sequence[Any]) -> Iterator[bool]:
    return (cell != "" for cell in line)


def _has_rows(width: int, lines: Cells) -> bool:
    """Whether the lines are those of the CSV: as wide, and with the days of a period."""
    days = [lines[0][place] for place in AS_WRITTEN] if lines and width == len(COLUMNS) else []
    return width == len(COLUMNS) and all(_DAY.fullmatch(str(day)) for day in days)
