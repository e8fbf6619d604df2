"""A worksheet of many rows, written a row at a time."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet


class Cell(NamedTuple):
    """A cell with a format of its own.

    Attributes
    ----------
    text
        What it shows; of a number, its digits in ASCII.
    number
        Whether it is a number and no text.
    """

    text: str
    form: Format
    number: bool


Line: TypeAlias = Sequence[str | Cell]
_TEXT = ' t="s"'
_Marks: TypeAlias = tuple[tuple[int, Format, bool], ...]


class NumbersSheet(Worksheet):  # type: ignore[misc]
    """A worksheet of texts and numbers below a few rows of headings.

    The library keeps, formats and writes each cell by itself; that takes longer than all else that
    is done with a notebook after its cells. Here a row is written whole. What comes out is the
    same, byte for byte.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[list[int | str], _Marks]] = []

    def add_long_table(self, first: int, last: int, options: dict[str, Any]) -> None:
        """Make a table of the rows from the headings to the last, in all columns of the options.

        The library looks at each cell whether it belongs to another table; here there is but one.
        """
        width = len(options["columns"])
        self.add_table(first, 0, first + 1, width - 1, options)
        whole = xl_range(first, 0, last, width - 1)
        (table,) = self.tables
        table.update(range=whole, a_range=whole, autofilter=whole)

    def write_lines(self, first: int, lines: Iterable[Line], text: Format) -> None:
        """Write rows below the headings, which stand there already.

        Parameters
        ----------
        first
            The row to begin with, counted from 0.
        lines
            As wide as the headings, all of them.
        text
            The format of all cells that have none of their own.
        """
        self._text, self._first = text, first
        shared = self.str_table._get_shared_string_index
        for line in lines:
            cells: list[int | str] = []
            marks = []
            for place, cell in enumerate(line):
                if isinstance(cell, str):
                    cells.append(shared(cell))
                else:
                    cells.append(f"{float(cell.text):.16G}" if cell.number else shared(cell.text))
                    marks.append((place, cell.form, cell.number))
            self._lines.append((cells, tuple(marks)))
        if self._lines:
            self.dim_rowmax = first + len(self._lines) - 1

    def _write_rows(self) -> None:
        super()._write_rows()
        if not self._lines:
            return
        columns = [xl_col_to_name(number) for number in range(self.dim_colmax + 1)]
        starts: dict[_Marks, list[str]] = {}
        for row, (cells, marks) in enumerate(self._lines, start=self._first + 1):
            if marks not in starts:
                starts[marks] = self._starts(marks, len(columns))
            written = [
                f'<c r="{column}{row}"{start}{cell}</v></c>'
                for column, start, cell in zip(columns, starts[marks], cells, strict=True)
            ]
            self.fh.write(f'<row r="{row}" spans="1:{len(columns)}">{"".join(written)}</row>')

    def _starts(self, marks: _Marks, width: int) -> list[str]:
        """Return what begins each cell of a row after its name; styles count as they are used."""
        own = {place: (form, number) for place, form, number in marks}
        styles = (own.get(place, (self._text, False)) for place in range(width))
        return [
            f' s="{form._get_xf_index()}"{"" if number else _TEXT}><v>' for form, number in styles
        ]
