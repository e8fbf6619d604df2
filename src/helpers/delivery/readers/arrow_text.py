"""Typed columns as the text that a cell of a file would hold."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_LARGEST_EXACT = 2.0**53
_MIDNIGHT = r"[ T]00:00:00(\.0+)?$"
_NOTHING_BEHIND_THE_POINT = r"\.0+$"
_CELL_END, _ROW_END = "\x1f", "\x1e"


def as_text(column: pa.Array) -> pa.Array:
    """Return the cells as strings, "" where there is no value.

    Whole numbers have no point, days no time. A floating number that may have lost digits is
    written as a spreadsheet does, 1.23E+15, so that nobody takes it for exact.

    Raises
    ------
    pyarrow.ArrowException
        If values of this type have no text, or the column is damaged.
    """
    column.validate(full=True)  # letters too: Parquet keeps bytes, whatever they are
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_floating(kind):
        return _floats_as_text(column.cast(pa.float64()))
    text = column.cast(pa.string())
    if pa.types.is_timestamp(kind):
        text = pc.replace_substring_regex(text, _MIDNIGHT, "")
    if pa.types.is_decimal(kind):
        text = pc.replace_substring_regex(text, _NOTHING_BEHIND_THE_POINT, "")
    return pc.fill_null(text, "")


def texts_of(batch: pa.RecordBatch) -> dict[int, pa.Array]:
    """Return the cells of all columns as strings, by place."""
    return dict(enumerate(map(as_text, batch.columns)))


class Checksum:
    """The SHA-256 of rows of text, in however many batches they come."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()

    def update(self, columns: list[pa.Array]) -> None:
        """Add rows."""
        rows = pc.binary_join_element_wise(*columns, _ROW_END, _CELL_END)
        length = pc.sum(pc.binary_length(rows)).as_py()
        if length:
            self._sha256.update(rows.buffers()[2].slice(0, length))

    def hexdigest(self) -> str:
        """Return the checksum of all rows so far."""
        return self._sha256.hexdigest()


def _floats_as_text(column: pa.Array) -> pa.Array:
    values = column.fill_null(np.nan).to_numpy(zero_copy_only=False)
    whole = (np.abs(values) < _LARGEST_EXACT) & (values == np.floor(values))
    text = pa.array(np.where(whole, values, 0).astype(np.int64), mask=~whole).cast(pa.string())
    others = ~whole & ~np.isnan(values)
    if others.any():
        written = pa.array(list(map(_number, values[others].tolist())), pa.string())
        text = pc.replace_with_mask(text, pa.array(others), written)
    return pc.fill_null(text, "")


def _number(value: float) -> str:
    return repr(value) if abs(value) < _LARGEST_EXACT else f"{value:.14E}"
