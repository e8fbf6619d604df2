"""Cells that are read once and kept in memory, compressed, to be given as often as is asked."""

from collections.abc import Iterable, Iterator

import pyarrow as pa

from helpers.delivery.source import Cells


class KeptCells:
    """Cells of a source that cannot be read twice, or only at great length.

    Parameters
    ----------
    cells
        Are taken in and packed one by one.
    """

    def __init__(self, cells: Iterable[Cells]) -> None:
        self._packed = [
            (_packed(batch.rows), _packed(batch.totals), batch.ragged) for batch in cells
        ]

    def read(self) -> Iterator[Cells]:
        """Yield them as they were taken in."""
        for rows, totals, ragged in self._packed:
            yield Cells(_unpacked(rows), _unpacked(totals), ragged)


def _packed(batch: pa.RecordBatch) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(sink, batch.schema, options=options) as writer:
        writer.write_batch(batch)
    return sink.getvalue()


def _unpacked(packed: pa.Buffer) -> pa.RecordBatch:
    with pa.ipc.open_stream(packed) as reader:
        return reader.read_next_batch()
