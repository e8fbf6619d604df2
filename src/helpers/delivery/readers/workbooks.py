"""Workbooks, old and new, with all their sheets."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.delivery.findings import FaultLog
from helpers.delivery.readers import workbook_cells
from helpers.delivery.readers.headings import SEARCHED_ROWS, Heading, KnownHeadings, note_left_out
from helpers.delivery.readers.headless import holds_records
from helpers.delivery.readers.kept import KeptCells
from helpers.delivery.readers.places import Place
from helpers.delivery.readers.totals import VISIBLE, RowSorter
from helpers.delivery.readers.unreadable import UnreadableError
from helpers.delivery.source import Cells, Source

_COMPOUND = b"\xd0\xcf"
_MOST_SECONDS = 600


@dataclass(frozen=True)
class _Sheet:
    """A sheet on which something stands.

    Attributes
    ----------
    first_row, first_place
        Of its first cell, counted from 0.
    top
        The rows among which the headings are, and one more.
    batches
        Its rows from there, as text.
    heading
        None if it holds no table of the contract.
    """

    name: str
    first_row: int
    first_place: int
    top: list[tuple[str, ...]]
    batches: list[pa.RecordBatch]
    heading: Heading | None


def open_workbook(place: Place, known: KnownHeadings, log: FaultLog) -> list[Source]:
    """Return the tables that a workbook brings, one for each sheet that has the headings of one.

    Its cells are kept in memory.

    Raises
    ------
    UnreadableError
        If it is damaged, or protected by a password.
    """
    with closing(place.open()) as file:
        book = file.read()
    sheets = list(_sheets(book, known))
    if not any(sheet.heading for sheet in sheets):
        log.add("E103", place.label)
        return []
    sources = []
    for sheet in sheets:
        label = f"{place.label}, sheet {sheet.name}" if len(sheets) > 1 else place.label
        heading = sheet.heading
        if heading is None:
            log.add("E103" if holds_records(sheet.top) else "W216", label)
        elif known.note_faults(heading, label, log):
            for unnamed in _unnamed(sheet, heading):
                note_left_out(unnamed, label, log, hint="no heading")
            form = "workbook of Excel 97 to 2003" if book.startswith(_COMPOUND) else "workbook"
            kept = KeptCells(_sorted(sheet, heading))
            sources.append(Source(label, form, hashlib.sha256(book).hexdigest(), heading.table,
                                  heading.rows, heading.columns, kept.read))  # fmt: skip
    return sources


def _sheets(book: bytes, known: KnownHeadings) -> Iterator[_Sheet]:
    """Yield the sheets of a workbook; blank ones are left out."""
    command = [sys.executable, "-P", "-m", workbook_cells.__name__]
    try:
        done = subprocess.run(
            command, input=book, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=_MOST_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UnreadableError("a workbook that takes too long to read") from None
    if done.returncode == workbook_cells.PROTECTED:
        raise UnreadableError("protected by a password")
    if done.returncode:
        raise UnreadableError("a workbook that is not whole, or too large")
    parts = map(json.loads, done.stdout.splitlines())
    for _, of_sheet in groupby(parts, key=itemgetter(0)):
        packed = [(*where, _batch(columns)) for _, *where, columns in of_sheet]
        name, row, place, first = packed[0]
        batches = [batch for *_, batch in packed]
        if any(_filled(column) for batch in batches for column in batch.columns):
            top = [*zip(*first.slice(0, SEARCHED_ROWS + 1).to_pydict().values(), strict=True)]
            heading = known.find(top, first_row=row + 1, first_place=place)
            yield _Sheet(name, row, place, top, batches, heading)


def _batch(columns: list[list[str]]) -> pa.RecordBatch:
    arrays = [pa.array(cells, pa.string()) for cells in columns]
    return pa.RecordBatch.from_arrays(arrays, names=[str(n) for n in range(len(columns))])


def _sorted(sheet: _Sheet, heading: Heading) -> Iterator[Cells]:
    """Yield the rows under the headings."""
    sorter = RowSorter(heading.table, heading.columns)
    for columns, numbers in _under(sheet, heading):
        yield sorter.sort(columns, numbers)


def _under(sheet: _Sheet, heading: Heading) -> Iterator[tuple[dict[int, pa.Array], np.ndarray]]:
    """Yield columns by place, and the numbers of rows, of what stands under the headings."""
    number = sheet.first_row + 1
    for batch in sheet.batches:
        above = min(max(heading.rows[-1] + 1 - number, 0), len(batch))
        below = batch.slice(above)
        columns = dict(enumerate(below.columns, start=sheet.first_place))
        yield columns, np.arange(number + above, number + len(batch))
        number += len(batch)


def _unnamed(sheet: _Sheet, heading: Heading) -> list[int]:
    """Return the places of columns that have cells and no heading."""
    headed = {column.place for column in heading.columns}
    return sorted(
        {
            place
            for columns, _ in _under(sheet, heading)
            for place, column in columns.items()
            if place not in headed and _filled(column)
        }
    )


def _filled(column: pa.Array) -> bool:
    """Return whether something stands in a column."""
    return bool(pc.any(pc.match_substring_regex(column, VISIBLE)).as_py())
