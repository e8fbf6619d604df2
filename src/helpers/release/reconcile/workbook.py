"""A workbook against the CSV beside it: row by row, in every language.

Workbooks are not read by today's words, which may have changed since: what is asked is that a code
of the CSV stands under one word throughout a sheet, and every word for one code; and that no word
holds a number that neither today's words nor the page beside it hold.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from helpers.domain.structure import COLUMNS
from helpers.domain.tidy import Row
from helpers.errors import DataError, KarnamehError
from helpers.release.pages import Subject
from helpers.release.reconcile.contradiction import ContradictionError
from helpers.release.reconcile.parts import unseen
from helpers.release.reconcile.words import Words
from helpers.settings import Settings

_VALUE = COLUMNS.index("value")
_AS_WRITTEN = [COLUMNS.index(name) for name in ("period_start", "period_end")]
_PERIOD = COLUMNS.index("period")
_CATEGORY, _BREAKDOWN = COLUMNS.index("category"), COLUMNS.index("breakdown")
_IN_WORDS = [
    place
    for place in range(len(COLUMNS))
    if place not in {_VALUE, *_AS_WRITTEN, _PERIOD, _CATEGORY}
]
_WIDTH_OF_NOTES = 2

Cells = Sequence[Any]


def workbook_faults(
    folder: Path, subject: Subject, rows: Sequence[Row], settings: Settings
) -> Iterator[KarnamehError]:
    """Yield where a workbook does not say what the CSV says, or says anything else.

    Parameters
    ----------
    rows
        Of the CSV.
    """
    try:
        book = CalamineWorkbook.from_path(str(folder / subject.xlsx))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
        texts = {cell for cells in sheets.values() for line in cells for cell in line
                 if isinstance(cell, str)}  # fmt: skip
        with ZipFile(folder / subject.xlsx) as parts:
            elsewhere = [*unseen(parts, subject.identifier, sheets, texts)]
    except (OSError, CalamineError, BadZipFile, ET.ParseError, UnicodeDecodeError) as error:
        yield DataError("a workbook cannot be read", where=subject.xlsx, found=str(error))
        return
    for part, found in elsewhere:
        yield _besides(f"{subject.xlsx}, {part}", found)
    numbers = {name: cells for name, cells in sheets.items() if _width(cells) == len(COLUMNS)}
    if not numbers:
        yield DataError("a workbook holds no numbers", where=subject.xlsx)
    words = Words(folder, subject, rows, settings)
    for name, cells in sheets.items():
        if name not in numbers and _width(cells) != _WIDTH_OF_NOTES:
            yield _besides(f"{subject.xlsx}, sheet {name}", f"a sheet {_width(cells)} cells wide")
            continue
        for text in words.unknown([name, *_words_of(cells)]):
            yield _besides(f"{subject.xlsx}, sheet {name}", text)
    for name, (_, *lines) in numbers.items():
        where = f"{subject.xlsx}, sheet {name}; {subject.csv}"
        if len(lines) != len(rows):
            yield ContradictionError(
                "a workbook has other rows than the CSV beside it",
                where=where, found=f"{len(lines)} and {len(rows)} rows",
            )  # fmt: skip
            continue
        yield from _differences(where, lines, rows)


def _besides(where: str, found: str) -> DataError:
    return DataError(
        "a workbook says something besides the numbers of the CSV",
        where=where,
        found=found,
        expected="the numbers of the CSV, and words that hold no other",
        do="build the edition again; if it stays so, do not publish it",
    )


def _width(cells: Sequence[Cells]) -> int:
    return len(cells[0]) if cells else 0


def _words_of(cells: Sequence[Cells]) -> Iterator[str]:
    """Yield what stands in the cells of a sheet, but for those that are compared with the CSV."""
    heading, *lines = cells or [()]
    compared = {_VALUE, *_AS_WRITTEN} if len(heading) == len(COLUMNS) else set()
    yield from map(str, heading)
    for line in lines:
        yield from (str(cell) for place, cell in enumerate(line) if place not in compared)


def _differences(
    where: str, lines: Sequence[Cells], rows: Sequence[Row]
) -> Iterator[ContradictionError]:
    words: dict[tuple[int, str], Any] = {}
    codes: dict[tuple[int, Any], str] = {}
    for number, (line, row) in enumerate(zip(lines, rows, strict=True), start=2):
        for place in (_VALUE, *_AS_WRITTEN):
            shown, said = _plain(line[place]), row[place]
            if place == _VALUE and said and shown:
                said, shown = (f"{Decimal(text).normalize():f}" for text in (said, shown))
            if shown != said:
                cell = " ".join(dict.fromkeys(row[place] for place in (0, 1, 4, 5, 6)))
                yield ContradictionError(
                    "a workbook and the CSV beside it differ",
                    where=where,
                    found=f"row {number}, {cell}: {COLUMNS[place]} {shown or 'empty'} in the"
                    f" workbook, {said or 'empty'} in the CSV",
                    do="build the edition again",
                )
        for place, code in _coded(row):
            word = line[place]
            known = words.setdefault((place, code), word)
            meant = codes.setdefault((place, (line[_BREAKDOWN], word)), code)
            if place not in {_CATEGORY, _BREAKDOWN}:
                meant = codes.setdefault((place, word), code)
            if known != word or meant != code:
                yield ContradictionError(
                    "a row of a workbook has the words of another",
                    where=where,
                    found=f"row {number}: {COLUMNS[place]} {word} in the workbook, {code} in the"
                    f" CSV, which is {known} elsewhere",
                    do="build the edition again",
                )


def _coded(row: Row) -> Iterator[tuple[int, str]]:
    for place in _IN_WORDS:
        yield place, row[place]
    first, _, last = row[_PERIOD].partition("..")
    # The year to date of a first month is that month, and has its name.
    yield _PERIOD, first if first == last else row[_PERIOD]
    yield _CATEGORY, f"{row[_BREAKDOWN]}={row[_CATEGORY]}"


def _plain(cell: Any) -> str:
    """Return a cell as the CSV writes it; the library reads every number as a float."""
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    return str(cell)
