"""A workbook against the CSV beside it: row by row and cell by cell, in every language.

Workbooks are not read by today's words, which may have changed since: what is asked is that a code
of the CSV stands under one word throughout a sheet, and every word for one code; that the tables to
read show, by these words, what the CSV says; and that no word holds a number that neither today's
words nor the page beside it hold.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from helpers.domain.tidy import Row
from helpers.errors import DataError, KarnamehError
from helpers.release.pages import Subject
from helpers.release.reconcile.contradiction import ContradictionError
from helpers.release.reconcile.parts import unseen
from helpers.release.reconcile.sheets import Cells, Sheet, sheet_of
from helpers.release.reconcile.words import Words
from helpers.release.reconcile.workbook_rows import row_differences
from helpers.release.reconcile.workbook_tables import table_differences
from helpers.settings import Settings


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
        read = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
        with ZipFile(folder / subject.xlsx) as parts:
            elsewhere = [*unseen(parts, subject.identifier, [*read], _texts(read.values()))]
    except (OSError, CalamineError, BadZipFile, ET.ParseError, UnicodeDecodeError) as error:
        yield DataError("a workbook cannot be read", where=subject.xlsx, found=str(error))
        return
    for part, found in elsewhere:
        yield _besides(f"{subject.xlsx}, {part}", found)
    sheets = [sheet_of(name, cells) for name, cells in read.items()]
    with_rows = [sheet for sheet in sheets if sheet.kind == "rows"]
    if not with_rows:
        yield DataError("a workbook holds no numbers", where=subject.xlsx)
    words = Words(folder, subject, rows, settings)
    for sheet in sheets:
        where = f"{subject.xlsx}, sheet {sheet.name}"
        if sheet.kind == "unknown":
            yield _besides(where, f"a sheet {sheet.width} cells wide")
        for text in words.unknown([sheet.name, *sheet.words]):
            yield _besides(where, text)
    whole = []
    for sheet in with_rows:
        where = f"{subject.xlsx}, sheet {sheet.name}; {subject.csv}"
        if len(sheet.lines) != len(rows):
            yield ContradictionError(
                "a workbook has other rows than the CSV beside it",
                where=where, found=f"{len(sheet.lines)} and {len(rows)} rows",
            )  # fmt: skip
            continue
        whole.append(sheet)
        yield from row_differences(where, sheet, rows)
    yield from _of_tables(subject, sheets, whole, rows)


def _of_tables(
    subject: Subject, sheets: Sequence[Sheet], whole: Sequence[Sheet], rows: Sequence[Row]
) -> Iterator[KarnamehError]:
    """Yield what is wrong with the tables to read, each by the sheet of rows of its language."""
    for table in (sheet for sheet in sheets if sheet.kind == "table"):
        where = f"{subject.xlsx}, sheet {table.name}; {subject.csv}"
        beside = [sheet for sheet in whole if table.headings[0] in sheet.headings]
        if beside:
            yield from table_differences(where, table, beside[0], subject, rows)
        else:
            yield _besides(where, f"a table that begins with {table.headings[0]}")


def _texts(read: Iterable[Cells]) -> set[str]:
    return {cell for cells in read for line in cells for cell in line if isinstance(cell, str)}


def _besides(where: str, found: str) -> DataError:
    return DataError(
        "a workbook says something besides the numbers of the CSV",
        where=where,
        found=found,
        expected="the numbers of the CSV, and words that hold no other",
        do="build the edition again; if it stays so, do not publish it",
    )
