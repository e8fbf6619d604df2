"""Text files, comma-separated and of that kind: read in batches, whatever their size."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.delivery.findings import FaultLog
from helpers.delivery.readers.headings import KnownHeadings, note_left_out
from helpers.delivery.readers.places import Place
from helpers.delivery.readers.text_encodings import tell_encoding
from helpers.delivery.readers.text_layout import TextLayout, cells_of, find_layout
from helpers.delivery.readers.text_rows import TextBatch, delimiter_of, read_batches
from helpers.delivery.readers.totals import VISIBLE, RowSorter, is_blank
from helpers.delivery.readers.unreadable import noting_breaks
from helpers.delivery.source import Cells, Source

_LINE_BREAK = "[\r\n]"


def open_text(place: Place, known: KnownHeadings, log: FaultLog) -> list[Source]:
    """Return the table that a text file brings; none, with the faults noted, if it cannot be used.

    Raises
    ------
    UnreadableError
        If its letters can be read in no known encoding.
    """
    encoding, sha256 = tell_encoding(place)
    layout = find_layout(place, encoding, known)
    if layout is None:
        log.add("E103", place.label)
        return []
    heading = layout.heading
    if not known.note_faults(heading, place.label, log):
        return []
    body = _Body(place, layout, RowSorter(heading.table, heading.columns), log)
    return [Source(place.label, layout.form, sha256, heading.table, heading.rows,
                   heading.columns, noting_breaks(body.read, place.label, log))]  # fmt: skip


@dataclass
class _Body:
    """The rows under the headings of a text file."""

    place: Place
    layout: TextLayout
    sorter: RowSorter
    log: FaultLog
    noted: set[int] = field(default_factory=set)

    def read(self) -> Iterator[Cells]:
        """Yield the rows; see :func:`helpers.delivery.readers.text_rows.read_batches`."""
        for batch in read_batches(self.place, self.layout):
            yield self._sorted(batch)

    def _sorted(self, batch: TextBatch) -> Cells:
        ragged = self._ragged(batch.cells)
        refused = batch.numbers[ragged].tolist()
        numbers = batch.numbers[~ragged]
        columns = batch.cells.columns[: self.layout.named]
        if refused:
            columns = [column.filter(pa.array(~ragged)) for column in columns]
        fitting = {number: self._fitting(row) for number, row in batch.others}
        others = [cells for cells in fitting.values() if cells is not None]
        if others:
            numbers = np.append(numbers, [n for n, cells in fitting.items() if cells is not None])
            columns = [
                pa.concat_arrays([column, pa.array(cells, pa.string())])
                for column, cells in zip(columns, zip(*others, strict=True), strict=True)
            ]
        refused += [number for number, cells in fitting.items() if cells is None]
        if self._delimiter != self.layout.separator:
            columns = [
                pc.replace_substring(column, self._delimiter, self.layout.separator)
                for column in columns
            ]
        by_place = dict(enumerate(columns))
        self._note_unnamed(by_place)
        return self.sorter.sort(by_place, numbers, sorted(refused))

    @property
    def _delimiter(self) -> str:
        return delimiter_of(self.layout)

    def _ragged(self, batch: pa.RecordBatch) -> np.ndarray:
        """Return, for each row, whether its cells have moved.

        Something stands right of the last heading, or a cell has swallowed the rows up to the next
        quotation mark: then it holds a line break, and as many separators as a row.
        """
        ragged = np.zeros(len(batch), dtype=bool)
        for place, column in enumerate(batch.columns):
            if place >= self.layout.named:
                filled = pc.match_substring_regex(column, VISIBLE)
                ragged |= filled.to_numpy(zero_copy_only=False)
            elif _holds_line_break(column):
                broken = pc.match_substring_regex(column, _LINE_BREAK)
                swallowed = pc.count_substring(column, self._delimiter).to_numpy()
                ragged |= broken.to_numpy(zero_copy_only=False) & (
                    swallowed >= self.layout.named - 1
                )
        return ragged

    def _fitting(self, row: str) -> list[str] | None:
        """Return a row of unusual width, cut or filled up to the headings; None if it is ragged."""
        named = self.layout.named
        try:
            cells = cells_of(row, self._delimiter)
        except csv.Error:
            return None
        swallowed = re.search(_LINE_BREAK, row) and any(
            re.search(_LINE_BREAK, cell) and cell.count(self._delimiter) >= named - 1
            for cell in cells
        )
        if swallowed or not all(map(is_blank, cells[named:])):
            return None
        whole = len(cells) >= named or all(map(is_blank, cells))
        if whole or self.sorter.is_total(dict(enumerate(cells))):
            return [*cells, *[""] * named][:named]
        return None

    def _note_unnamed(self, columns: Mapping[int, pa.Array]) -> None:
        """Note a column that has cells and no heading, once."""
        headed = {column.place for column in self.layout.heading.columns}
        for place in columns.keys() - headed - self.noted:
            if pc.any(pc.match_substring_regex(columns[place], VISIBLE)).as_py():
                self.noted.add(place)
                note_left_out(place, self.place.label, self.log, hint="no heading")


def _holds_line_break(column: pa.Array) -> bool:
    """Return whether the bytes of a column hold a line break; this costs next to nothing."""
    data = column.buffers()[2]
    if data is None:
        return False
    letters = np.frombuffer(data, dtype=np.uint8)
    return bool((letters == 10).any() or (letters == 13).any())
