"""How a text file is laid out: separator, titles, headings, and where its rows begin."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from statistics import mode

from helpers.delivery.readers.headings import SEARCHED_ROWS, Heading, KnownHeadings
from helpers.delivery.readers.places import Place
from helpers.delivery.readers.text_encodings import Encoding

_SEPARATORS = (",", ";", "\t", "|", "؛", "،")
_HEAD_BYTES = 1 << 18
_SAMPLED_ROWS = 200
_FOR_EXCEL = "sep="  # in a first line that names the separator; Excel counts it as no row


@dataclass(frozen=True)
class TextLayout:
    """What is known of a text file before its rows are read.

    Attributes
    ----------
    encoding
        How its letters stand.
    separator
        Between its cells.
    heading
        Of its table.
    body
        Where the first row under the headings begins, in bytes.
    width
        How many cells most rows have.
    named
        How many cells there are up to the last heading; all others must be blank.
    is_empty
        Whether nothing follows the headings.
    """

    encoding: Encoding
    separator: str
    heading: Heading
    body: int
    width: int
    named: int
    is_empty: bool

    @property
    def form(self) -> str:
        """The layout in words."""
        separator = "tabs" if self.separator == "\t" else self.separator
        return f"CSV, {self.encoding.name}, separated by {separator}"


def find_layout(place: Place, encoding: Encoding, known: KnownHeadings) -> TextLayout | None:
    """Return the layout under which most headings are recognised; None where there is none."""
    with closing(place.open()) as file:
        head = file.read(_HEAD_BYTES)
        whole = not file.read(1)
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    text = decoder.decode(head[len(encoding.mark) :], final=whole)
    before = _line_for_excel(text)
    best: TextLayout | None = None
    for separator in _SEPARATORS:
        records, ends = _records(text[before:], separator, whole=whole)
        heading = known.find(records)
        if heading and (best is None or heading.recognised > best.heading.recognised):
            end = before + ends[heading.rows[-1] - 1]
            named = heading.columns[-1].place + 1
            widths = [len(cells) for cells in records[heading.rows[-1] :] if any(cells)]
            best = TextLayout(
                encoding, separator, heading,
                body=len(encoding.mark) + len(text[:end].encode(encoding.codec)),
                width=max(mode(widths) if widths else 0, named),
                named=named,
                is_empty=whole and end == len(text),
            )  # fmt: skip
    return best


def cells_of(row: str, separator: str) -> list[str]:
    """Return the cells of one row of text, which may hold line breaks within quotation marks.

    Raises
    ------
    csv.Error
        If a cell is absurdly long.
    """
    if '"' not in row:
        return row.split(separator)
    return next(csv.reader(io.StringIO(row, newline=""), delimiter=separator), [])


def _line_for_excel(text: str) -> int:
    """Return the length of a first line that only tells Excel the separator; else 0."""
    first = next(io.StringIO(text, newline=""), "")
    line = first.rstrip("\r\n").strip('"')
    return len(first) if line.lower().startswith(_FOR_EXCEL) and len(line) == 5 else 0


def _records(text: str, separator: str, *, whole: bool) -> tuple[list[list[str]], list[int]]:
    """Return the first rows of a text, and where each ends; none that is cut off."""
    position = 0

    def lines() -> Iterator[str]:
        nonlocal position
        for line in io.StringIO(text, newline=""):
            position += len(line)
            yield line

    records: list[list[str]] = []
    ends: list[int] = []
    try:
        for cells in islice(
            csv.reader(lines(), delimiter=separator), SEARCHED_ROWS + _SAMPLED_ROWS
        ):
            records.append(cells)
            ends.append(position)
    except csv.Error:  # a cell as long as this is none
        pass
    if not whole and ends and ends[-1] == len(text):
        del records[-1], ends[-1]
    return records, ends
