"""A delivery's cells into values of the register: cleaning changes spelling, never meaning.

What cannot be read one way only stays empty, and is noted as a fault.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.delivery.cleaning.amounts import read_amount, read_usual_amounts, read_whole_number
from helpers.delivery.cleaning.columns import ColumnReader, ReadColumn, Reading, Readings
from helpers.delivery.cleaning.dates import read_date, read_month
from helpers.delivery.cleaning.identifiers import (
    holding_national_id,
    read_identifier,
    read_usual_identifiers,
)
from helpers.delivery.cleaning.identity import read_person_key
from helpers.delivery.cleaning.vocabulary import Vocabulary
from helpers.delivery.source import ROW, Source
from helpers.register.schema import Column, ColumnKind, TableSchema

_NATIONAL_ID = "national_id"


class CellFault(NamedTuple):
    """One kind of fault in one column of a batch.

    Attributes
    ----------
    code
        Of ``faults.FAULTS``.
    column
        Canonical name.
    rows
        int32, as a spreadsheet numbers them, in the order of the batch.
    """

    code: str
    column: str
    rows: np.ndarray


@dataclass(frozen=True)
class Cleaned:
    """Some rows of a source, as the register stores them.

    Attributes
    ----------
    values
        The stored columns of the table in their types, and ``source_row``; null where a cell was
        empty or at fault. No national id is among them.
    faults
        The cells at fault; none of them twice.
    """

    values: pa.RecordBatch
    faults: list[CellFault]


class Cleaner:
    """Cleans the sources of one delivery, batch by batch.

    Parameters
    ----------
    words
        What may stand for a code.
    secret
        Of the keyed hash that stands in place of national ids.

    Attributes
    ----------
    counts
        Cells that were changed so far, by kind: one of ``deliveries.CLEANED``.
    """

    def __init__(self, words: Vocabulary, secret: bytes) -> None:
        self.counts: Counter[str] = Counter()
        self._words, self._secret = words, secret
        self._readers: dict[tuple[Column, bool], ColumnReader] = {}

    def clean(self, cells: pa.RecordBatch, source: Source) -> Cleaned:
        """Return the values of some rows of a source, and the faults of their cells.

        Parameters
        ----------
        cells
            As in :attr:`helpers.delivery.source.Cells.rows`.
        """
        rows = cells.column(ROW)
        values, faults = [], []
        for column in source.table.columns:
            reader = self._reader(column, column.name in source.in_tomans)
            read = reader.read(cells.column(column.name))
            self.counts += read.changed
            read = _without_national_ids(read, column, source.table, cells)
            values.append(read.values)
            faults += [
                CellFault(code, column.name, rows.to_numpy()[places])
                for code, places in sorted(read.faults.items())
            ]
        names = (*source.table.stored_names, ROW)
        return Cleaned(pa.RecordBatch.from_arrays([*values, rows], names), faults)

    def _reader(self, column: Column, in_tomans: bool) -> ColumnReader:
        key = (column, in_tomans)
        if key not in self._readers:
            self._readers[key] = self._new_reader(column, in_tomans)
        return self._readers[key]

    def _new_reader(self, column: Column, in_tomans: bool) -> ColumnReader:
        manners: dict[ColumnKind, Callable[[str], Reading]] = {
            "text": read_identifier,
            "date": read_date,
            "month": read_month,
            "integer": read_whole_number,
            "money": partial(read_amount, in_tomans=in_tomans),
            "national_id": partial(read_person_key, secret=self._secret),
        }
        usual: dict[ColumnKind, Callable[[pa.StringArray], Readings]] = {
            "text": read_usual_identifiers,
            "money": partial(read_usual_amounts, in_tomans=in_tomans),
        }
        read = manners.get(column.kind) or self._words.reader(column)
        return ColumnReader(column, read, usual.get(column.kind))


def _without_national_ids(
    read: ReadColumn, column: Column, table: TableSchema, cells: pa.RecordBatch
) -> ReadColumn:
    """Return the column without the values in which the row's own national id stands."""
    if column.kind != "text" or _NATIONAL_ID not in {c.name for c in table.columns}:
        return read
    places = holding_national_id(read.values, cells.column(_NATIONAL_ID))
    if not places.size:
        return read
    held = np.zeros(len(read.values), bool)
    held[places] = True
    values = pc.if_else(held, None, read.values)
    return ReadColumn(values, read.faults | {"E132": places}, read.changed)
