"""Rows written whole, against the library's own way."""

from xlsxwriter.worksheet import Worksheet

from helpers.release.workbook import book as book_module
from helpers.release.workbook.numbers_sheet import Cell


class CellByCell(Worksheet):
    """Writes as the library does by itself."""

    def add_long_table(self, first, last, options):
        self.add_table(first, 0, last, len(options["columns"]) - 1, options)

    def write_lines(self, first, lines, text):
        for number, line in enumerate(lines, start=first):
            for place, cell in enumerate(line):
                if not isinstance(cell, Cell):
                    self.write_string(number, place, cell, text)
                elif cell.number:
                    self.write_number(number, place, float(cell.text), cell.form)
                else:
                    self.write_string(number, place, cell.text, cell.form)


def test_rows_written_whole_are_the_same_bytes_as_cells_written_one_by_one(made, rows, monkeypatch):
    many = [*rows, *[(*rows[3][:7], str(n), *rows[3][8:]) for n in (0, 4510000000000, -7)] * 20]
    whole = [made(some) for some in (many, rows, [])]
    monkeypatch.setattr(book_module, "NumbersSheet", CellByCell)
    assert [made(some) for some in (many, rows, [])] == whole
