"""Parquet files: typed columns, read as the text that other files would hold."""

import hashlib
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pyarrow.parquet as pq

from helpers.delivery.findings import FaultLog
from helpers.delivery.readers.arrow_text import texts_of
from helpers.delivery.readers.headings import KnownHeadings
from helpers.delivery.readers.places import Place
from helpers.delivery.readers.totals import RowSorter
from helpers.delivery.readers.unreadable import DAMAGED, UnreadableError, noting_breaks
from helpers.delivery.source import BATCH_ROWS, Cells, Source

_HEADING_ROW = 1  # as if the names of the columns stood in a row of their own


def open_parquet(place: Place, known: KnownHeadings, log: FaultLog) -> list[Source]:
    """Return the table that a Parquet file brings; none, with the faults noted, if it is unusable.

    Raises
    ------
    UnreadableError
        If it is damaged.
    """
    try:
        sha256 = hashlib.sha256()
        for chunk in place.chunks():
            sha256.update(chunk)
        with closing(place.open()) as file:
            names = pq.ParquetFile(file).schema_arrow.names
    except DAMAGED:
        raise UnreadableError("it is not whole") from None
    heading = known.find([names])
    if heading is None:
        log.add("E103", place.label)
        return []
    if not known.note_faults(heading, place.label, log):
        return []
    sorter = RowSorter(heading.table, heading.columns)

    def read() -> Iterator[Cells]:
        next_row = _HEADING_ROW + 1
        with closing(place.open()) as again:
            for batch in pq.ParquetFile(again, page_checksum_verification=True).iter_batches(
                BATCH_ROWS
            ):
                yield sorter.sort(texts_of(batch), np.arange(next_row, next_row + len(batch)))
                next_row += len(batch)

    return [Source(place.label, "Parquet", sha256.hexdigest(), heading.table, (_HEADING_ROW,),
                   heading.columns, noting_breaks(read, place.label, log))]  # fmt: skip
