"""The rows of a text file as they stand in it, in batches, each row with its number."""

import codecs
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from helpers.delivery.readers.places import Place
from helpers.delivery.readers.text_layout import TextLayout
from helpers.delivery.readers.unreadable import UnreadableError
from helpers.delivery.source import BATCH_ROWS

_BLOCK_BYTES = 8 << 20
_STAND_IN = "\x1f"  # for a separator of more than one byte, which Arrow does not take
_END = "\x1eend"  # a row that is added: where it does not come, a quotation mark has swallowed it

NumberedLine = tuple[int, str]


@dataclass(frozen=True)
class TextBatch:
    """Some rows of a text file.

    Attributes
    ----------
    cells
        Of the rows that are as wide as most; strings, a column for each place.
    numbers
        Of these rows, as a spreadsheet numbers them: a row for each record, blank lines too.
    others
        Rows with more cells or fewer, as they stand, and their numbers.
    """

    cells: pa.RecordBatch
    numbers: np.ndarray
    others: list[NumberedLine]


def delimiter_of(layout: TextLayout) -> str:
    """Return what stands between the cells where Arrow reads them."""
    return layout.separator if layout.separator.isascii() else _STAND_IN


def read_batches(place: Place, layout: TextLayout) -> Iterator[TextBatch]:
    """Yield the rows under the headings.

    Raises
    ------
    UnreadableError
        Where the reading breaks off.
    """
    if layout.is_empty:
        return
    last, ended = layout.heading.rows[-1], False
    found: list[NumberedLine] = []  # the reader is ahead: some are of the batches to come
    try:
        with closing(place.open()) as file:
            file.seek(layout.body)
            aside: list[int] = []
            for batch in _opened(file, layout, found):
                others = found[:]
                del found[: len(others)]
                if len(batch) and batch.column(0)[-1].as_py() == _END:
                    batch, ended = batch[:-1], True  # noqa: PLW2901
                aside = [number for number in aside if number > last]
                aside += [number for number, _ in others]
                numbers = np.arange(last + 1, last + 1 + len(batch) + len(aside))
                numbers = np.setdiff1d(numbers, aside, assume_unique=True)[: len(batch)]
                last = int(numbers[-1]) if len(batch) else last
                yield TextBatch(batch[:BATCH_ROWS], numbers[:BATCH_ROWS], others)
                for start in range(BATCH_ROWS, len(batch), BATCH_ROWS):
                    part = slice(start, start + BATCH_ROWS)
                    yield TextBatch(batch[part], numbers[part], [])
            if found:
                yield TextBatch(_no_cells(layout), np.arange(0), found)
            if not ended:
                raise _broken_off(last)
    except pa.ArrowException:  # its text may quote a row
        raise _broken_off(last) from None


def _broken_off(last: int) -> UnreadableError:
    return UnreadableError(
        f"it breaks off after row {last}; perhaps a quotation mark is never closed"
    )


def _no_cells(layout: TextLayout) -> pa.RecordBatch:
    names = list(map(str, range(layout.width)))
    return pa.RecordBatch.from_pydict({name: pa.array([], pa.string()) for name in names})


def _opened(
    file: BinaryIO, layout: TextLayout, others: list[NumberedLine]
) -> pa_csv.CSVStreamingReader:
    """Return a reader of batches, which puts rows of another width than most aside."""
    above = layout.heading.rows[-1]

    def set_aside(row: pa_csv.InvalidRow) -> str:
        others.append((above + row.number, row.text))
        return "skip"

    return pa_csv.open_csv(
        _as_utf_8(file, layout),
        pa_csv.ReadOptions(
            use_threads=False,  # or rows have no numbers
            block_size=_BLOCK_BYTES,
            column_names=[str(place) for place in range(layout.width)],
        ),
        pa_csv.ParseOptions(
            delimiter=delimiter_of(layout),
            newlines_in_values=True,
            ignore_empty_lines=False,  # they count as rows
            invalid_row_handler=set_aside,
        ),
        pa_csv.ConvertOptions(default_column_type=pa.string(), strings_can_be_null=False),
    )


def _as_utf_8(file: BinaryIO, layout: TextLayout) -> pa.NativeFile:
    separator, codec = layout.separator, layout.encoding.codec
    end = separator.join([_END, *[""] * (layout.width - 1)]) + "\n"
    stream = pa.PythonFile(_Continued(file, end, codec), mode="r")
    if not separator.isascii():
        decoder = codecs.getincrementaldecoder(codec)()
        return pa.lib.TransformInputStream(
            stream, lambda chunk: decoder.decode(chunk).replace(separator, _STAND_IN).encode()
        )
    return stream if codec == "utf-8" else pa.transcoding_input_stream(stream, codec, "utf8")


class _Continued(io.RawIOBase):
    """A file, and a row that is read after its last one."""

    def __init__(self, file: BinaryIO, row: str, codec: str) -> None:
        self._file, self._row, self._codec = file, row, codec
        self._last = b""
        self._rest: BinaryIO | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk = b""
        # Short reads would make rows straddle more blocks than the reader bears.
        while self._rest is None and len(chunk) != size:
            more = self._file.read(size - len(chunk) if size >= 0 else -1)
            chunk += more
            self._last = (self._last + more)[-4:]
            if more:
                continue
            ends = tuple(self._encoded(end) for end in "\r\n")
            between = "" if self._last.endswith(ends) else "\n"
            self._rest = io.BytesIO(self._encoded(between + self._row))
        if self._rest is None:
            return chunk
        return chunk + self._rest.read(size - len(chunk) if size >= 0 else -1)

    def _encoded(self, text: str) -> bytes:
        return codecs.getencoder(self._codec)(text)[0]
