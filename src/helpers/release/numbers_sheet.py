"""A worksheet of many rows, written a row at a time."""

from collections.abc import Iterable, Sequence

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet


class NumbersSheet(Worksheet):  # type: ignore[misc]
    """A worksheet of texts with one column of numbers.

    The library keeps, formats and writes each cell by itself; that takes longer than all else that
    is done with a notebook after its cells. Here a row is written whole. What comes out is the
    same, byte for byte.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[list[int | str], Format | None]] = []

    def write_lines(
        self, lines: Iterable[tuple[Sequence[str], Format | None]], text: Format, column: int
    ) -> None:
        """Write rows below the headings, which stand in the first row already.

        Parameters
        ----------
        lines
            The texts of each row, and the format of its number; None where there is no number.
        text
            The format of all other cells.
        column
            Place of the number.
        """
        self._text, self._column = text, column
        shared = self.str_table._get_shared_string_index
        for texts, number in lines:
            if number:
                before, after = map(shared, texts[:column]), map(shared, texts[column + 1 :])
                cells = [*before, f"{float(texts[column]):.16G}", *after]
            else:
                cells = [*map(shared, texts)]
            self._lines.append((cells, number))
        self.dim_rowmax = len(self._lines)

    def _write_rows(self) -> None:
        super()._write_rows()
        if not self._lines:
            return
        columns = [xl_col_to_name(number) for number in range(self.dim_colmax + 1)]
        style = self._text._get_xf_index()
        starts: dict[Format | None, list[str]] = {None: [f' s="{style}" t="s"><v>'] * len(columns)}
        for row, (cells, number) in enumerate(self._lines, start=2):
            if number and number not in starts:
                starts[number] = list(starts[None])
                starts[number][self._column] = f' s="{number._get_xf_index()}"><v>'
            written = [
                f'<c r="{column}{row}"{start}{cell}</v></c>'
                for column, start, cell in zip(columns, starts[number], cells, strict=True)
            ]
            self.fh.write(f'<row r="{row}" spans="1:{len(columns)}">{"".join(written)}</row>')
