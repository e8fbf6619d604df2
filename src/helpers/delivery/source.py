"""One table as an office sent it: where it was found, how it was read, and its cells as text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from helpers.register.schema import TableSchema

ROW = "source_row"
BATCH_ROWS = 250_000


@dataclass(frozen=True)
class FoundColumn:
    """One column under the headings of a source.

    Attributes
    ----------
    place
        Its number from the left, the first being 0.
    heading
        As it stands there, a heading of two rows joined by a space; shown to nobody unless it is
        nearly one of the contract.
    name
        Canonical name; empty where it is not part of the contract and left out.
    in_tomans
        Whether the heading says that amounts are in toman.
    nearest
        The heading of the contract that an unknown one is most like; empty where none is near.
    """

    place: int
    heading: str
    name: str = ""
    in_tomans: bool = False
    nearest: str = ""


@dataclass(frozen=True)
class Cells:
    """Some rows of a source, as text.

    Attributes
    ----------
    rows
        All columns of the table's contract under canonical names, strings, "" where a cell is empty
        or its column is not there, and ``source_row`` (int32): the row as a spreadsheet numbers it.
        Neither blank rows nor totals stand among them.
    ragged
        Rows that have more or fewer cells than the headings; they are not among ``rows``.
    totals
        Rows of totals, such as «جمع کل», in the columns of ``rows``.
    """

    rows: pa.RecordBatch
    totals: pa.RecordBatch
    ragged: tuple[int, ...] = ()


@dataclass(frozen=True)
class Source:
    """One table of a delivery: a file, a sheet of a workbook, or a table of a database.

    Attributes
    ----------
    label
        As messages name it: the file, ``archive.zip/file`` for a member of an archive, and the
        sheet of a workbook that has several.
    form
        What it is and how that was told, such as "CSV, Windows-1256, separated by ;".
    sha256
        Checksum of the file's bytes; of a database, that of the rows as they were read.
    table
        Whose headings it carries.
    heading_rows
        The rows of the headings, as a spreadsheet numbers them; everything above is a title.
    columns
        From the left.
    read
        Gives the cells; can be called again, and gives the same ones.
    """

    label: str
    form: str
    sha256: str
    table: TableSchema
    heading_rows: tuple[int, ...]
    columns: tuple[FoundColumn, ...]
    read: Callable[[], Iterator[Cells]]

    @property
    def in_tomans(self) -> frozenset[str]:
        """Canonical names of the columns whose heading says toman."""
        return frozenset(column.name for column in self.columns if column.in_tomans)
