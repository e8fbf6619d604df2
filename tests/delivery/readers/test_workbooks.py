"""Workbooks: every sheet, every row by the number that the spreadsheet shows."""

import datetime as dt
import io
import struct
import subprocess
import zipfile

import pytest
import xlsxwriter
from delivery.opened import HEADINGS, PAYMENTS, PERSIAN, opened
from delivery.sheets import Sheet
from delivery.workbooks import SUFFIXES, workbook_bytes
from delivery.xls import compound_file

from helpers.delivery.readers.error_cells import find_errors
from helpers.delivery.readers.workbook_cells import cell_text, write_cells

SENT = dict(enumerate(PAYMENTS, start=2))


def _opened(folder, content, name="payments.xlsx"):
    path = folder / name
    path.write_bytes(content)
    return opened(path)


def _sheet(rows, name="a", merged=()):
    return Sheet(name, [list(row) for row in rows], merged=list(merged))


def _replaced(book, part, change):
    """Return a workbook with one part of it changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("suffix", SUFFIXES)
class TestEveryKind:
    def test_cells_come_as_text(self, tmp_path, suffix):
        row = [1001.0, "501", "1402-11", dt.date(2024, 2, 20), "regular", 6_000_000.0, 3]
        book = workbook_bytes([_sheet([PERSIAN, row])], suffix)
        found = _opened(tmp_path, book, f"payments{suffix}")
        assert found.only_rows == {
            2: ["1001", "501", "1402-11", "2024-02-20", "regular", "6000000", "3"]
        }
        assert found.codes == []
        assert found.source.form.startswith("workbook")

    def test_rows_are_numbered_as_the_spreadsheet_does(self, tmp_path, suffix):
        shifted = [[None, None, *row] for row in [PERSIAN, *PAYMENTS[:2], [None] * 7, PAYMENTS[2]]]
        total = [None, None, "جمع کل", None, None, None, None, 17_000_000, None]
        book = workbook_bytes([_sheet([[], [], *shifted, total])], suffix)
        found = _opened(tmp_path, book, f"payments{suffix}")
        assert found.source.heading_rows == (3,)
        assert found.source.columns[0].place == 2
        assert found.only_rows == {4: PAYMENTS[0], 5: PAYMENTS[1], 7: PAYMENTS[2]}
        assert found.only_totals == {8: ["جمع کل", "", "", "", "", "17000000", ""]}

    def test_a_suffix_may_lie(self, tmp_path, suffix):
        book = workbook_bytes([_sheet([PERSIAN, *PAYMENTS])], suffix)
        for name in ("payments.xls", "payments.csv"):
            assert _opened(tmp_path, book, name).only_rows == SENT

    def test_errors_do_not_pass_for_blank_cells(self, tmp_path, suffix):
        rows = [PERSIAN, [*PAYMENTS[0][:5], 2.5, "3"]]
        book = _with_an_error(workbook_bytes([_sheet([["x"]], "b"), _sheet(rows)], suffix), suffix)
        found = _opened(tmp_path, book, f"payments{suffix}")
        assert found.only_rows[2][5] == "#N/A"


def _with_an_error(book, suffix):
    """Return a workbook with #N/A in the place of its cell of 2.5."""
    number = struct.pack("<d", 2.5)
    if suffix == ".xlsx":
        return _replaced(book, "xl/worksheets/sheet2.xml", lambda part: part.replace(
            b"><v>2.5</v>", b' t="e"><v>#N/A</v>'))  # fmt: skip
    if suffix == ".ods":
        return _replaced(
            book,
            "content.xml",
            lambda part: part.replace(
                b' office:value-type="float" office:value="2.5"><text:p>2.5',
                b' office:value-type="string" calcext:value-type="error"><text:p>#N/A',
            ).replace(
                b"<office:document-content ", b'<office:document-content xmlns:calcext="urn:c" '
            ),
        )
    if suffix == ".xlsb":  # a record of eleven bytes, and one of another kind to fill the rest

        def change(part):
            start = part.index(number) - 10
            cell = part[start + 2 : start + 10]
            return part.replace(
                part[start : start + 18], b"\x03\x09" + cell + b"\x2a" + b"\x7f\x05" + bytes(5)
            )

        return _replaced(book, "xl/worksheets/sheet2.bin", change)
    start = book.index(number) - 10
    cell = book[start + 4 : start + 10]
    error = struct.pack("<HH6sBB", 0x205, 8, cell, 0x2A, 1) + struct.pack("<HHH", 0xFFF, 2, 0)
    return book.replace(book[start : start + 18], error)


class TestSheets:
    def test_each_sheet_with_a_table_is_a_source(self, tmp_path):
        sheets = [_sheet([HEADINGS, *PAYMENTS[:1]], "یک"), _sheet([PERSIAN, *PAYMENTS[1:]], "دو")]
        found = _opened(tmp_path, workbook_bytes(sheets, ".xlsx"))
        assert [label.rpartition(", sheet ")[2] for label in found.rows] == ["یک", "دو"]
        assert [list(rows.values()) for rows in found.rows.values()] == [PAYMENTS[:1], PAYMENTS[1:]]

    def test_a_sheet_of_something_else_is_noted_beside_a_table(self, tmp_path):
        sheets = [_sheet([["یادداشت"]], "other"), _sheet([HEADINGS, *PAYMENTS])]
        found = _opened(tmp_path, workbook_bytes(sheets, ".xlsx"))
        assert found.codes == ["W216"]
        assert found.log.faults[0].file.endswith("payments.xlsx, sheet other")

    def test_a_workbook_without_a_table_is_not_recognised(self, tmp_path):
        sheets = [_sheet([["یادداشت"]], "a"), _sheet([["x"]], "b")]
        assert _opened(tmp_path, workbook_bytes(sheets, ".xlsx")).codes == ["E103"]

    def test_blank_sheets_are_no_matter(self, tmp_path):
        sheets = [_sheet([], "a"), _sheet([HEADINGS, *PAYMENTS], "b"), _sheet([[" "]], "c")]
        found = _opened(tmp_path, workbook_bytes(sheets, ".xlsx"))
        assert found.codes == []
        assert found.source.label.endswith("payments.xlsx")

    def test_a_sheet_at_fault_does_not_keep_the_others_from_being_read(self, tmp_path):
        sheets = [_sheet([HEADINGS[:5], PAYMENTS[0]], "a"), _sheet([HEADINGS, *PAYMENTS], "b")]
        found = _opened(tmp_path, workbook_bytes(sheets, ".xlsx"))
        assert found.codes == ["E104", "E104"]
        assert found.source.label.endswith("payments.xlsx, sheet b")

    def test_a_sheet_can_be_read_again(self, tmp_path):
        found = _opened(tmp_path, workbook_bytes([_sheet([HEADINGS, *PAYMENTS])], ".xlsx"))
        first, again = ([c.rows.to_pylist() for c in found.source.read()] for _ in range(2))
        assert first == again != []


class TestHeadings:
    def test_a_heading_over_two_columns_or_two_rows_is_one(self, tmp_path):
        wide = [*PERSIAN[:2], None, *PERSIAN[2:]]
        rows = [[*row[:2], None, *row[2:]] for row in PAYMENTS]
        merged = [(0, 1, 0, 0), (0, 1, 1, 2)]
        book = workbook_bytes([_sheet([wide, [None] * 8, *rows], merged=merged)], ".xlsx")
        found = _opened(tmp_path, book)
        assert list(found.only_rows.values()) == PAYMENTS
        assert list(found.only_rows) == [3, 4, 5]
        assert found.codes == []

    def test_groups_of_headings_stand_above_them(self, tmp_path):
        upper = ["شماره", None, PERSIAN[2], "مشخصات پرداخت", None, None, PERSIAN[6]]
        lower = ["پرداخت", "پرونده", None, *PERSIAN[3:6], None]
        book = workbook_bytes([_sheet([["عنوان"], upper, lower, *PAYMENTS])], ".ods")
        found = _opened(tmp_path, book, "payments.ods")
        assert found.source.heading_rows == (2, 3)
        assert list(found.only_rows.values()) == PAYMENTS

    def test_something_under_a_blank_heading_is_noted(self, tmp_path):
        rows = [[*row, "x"] for row in PAYMENTS]
        found = _opened(tmp_path, workbook_bytes([_sheet([HEADINGS, *rows])], ".xlsx"))
        assert found.codes == ["W202"]
        assert "column H, number 8" in str(found.log.faults[0])
        assert found.only_rows == SENT


class TestUnreadable:
    @pytest.mark.parametrize("suffix", SUFFIXES)
    def test_a_workbook_that_broke_off_is_a_fault(self, tmp_path, suffix):
        book = workbook_bytes([_sheet([HEADINGS, *PAYMENTS])], suffix)
        assert _opened(tmp_path, book[: len(book) // 2], f"a{suffix}").codes == ["E102"]

    def test_a_password_is_named_as_the_reason(self, tmp_path):
        content = compound_file({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x" * 5000})
        found = _opened(tmp_path, content)
        assert found.codes == ["E102"]
        assert "password" in str(found.log.faults[0])

    def test_a_cell_at_the_end_of_the_world_does_not_bring_the_program_down(self, tmp_path):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            page = book.add_worksheet()
            page.write_row(0, 0, HEADINGS)
            page.write(1_048_575, 16_383, "x")
        assert _opened(tmp_path, out.getvalue()).codes == ["E102"]

    def test_one_that_takes_too_long_is_a_fault(self, tmp_path, monkeypatch):
        def run(command, **_):
            raise subprocess.TimeoutExpired(command, 1)

        monkeypatch.setattr(subprocess, "run", run)
        book = workbook_bytes([_sheet([HEADINGS, *PAYMENTS])], ".xlsx")
        found = _opened(tmp_path, book)
        assert found.codes == ["E102"]
        assert "too long" in str(found.log.faults[0])


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ("x", "x"), (3, "3"), (3.0, "3"), (-0.0, "0"), (2.5, "2.5"), (True, "TRUE"),
            (6_000_000.000000001, "6000000"), (0.1 + 0.2, "0.3"),
            (999_999_999_999_999.0, "999999999999999"),
            (1_234_567_890_123_456.0, "1.23456789012346E+15"), (1e300, "1.00000000000000E+300"),
            (dt.date(2024, 2, 20), "2024-02-20"),
            (dt.datetime(2024, 2, 20, 13, 5), "2024-02-20 13:05:00"),
            (dt.time(13, 5), "13:05:00"),
        ],
    )  # fmt: skip
    def test_a_cell_as_text(self, cell, text):
        assert cell_text(cell) == text

    def test_an_error_far_from_the_corner_is_in_its_cell(self, tmp_path):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            book.add_chartsheet()
            page = book.add_worksheet()
            for number, row in enumerate([PERSIAN, *PAYMENTS]):
                page.write_row(10 + number, 3, row)
            page.write_formula(12, 28, "=1/0", None, "#DIV/0!")
            page.write_formula(13, 6, "=NA()", None, "#N/A")
        assert find_errors(out.getvalue()) == {1: {(12, 28): "#DIV/0!", (13, 6): "#N/A"}}
        found = _opened(tmp_path, out.getvalue())
        assert found.only_rows[14] == [*PAYMENTS[2][:3], "#N/A", *PAYMENTS[2][4:]]
        assert found.codes == ["W202"]

    def test_a_repeated_error_of_an_open_document_is_in_all_its_cells(self):
        book = workbook_bytes([_sheet([["a", "b"], ["c", 2.5]])], ".ods")
        book = _replaced(
            book,
            "content.xml",
            lambda part: part.replace(
                b' office:value-type="float" office:value="2.5"',
                b' calcext:value-type="error" table:number-columns-repeated="2"',
            ).replace(
                b"<office:document-content ", b'<office:document-content xmlns:calcext="urn:c" '
            ),
        )
        assert find_errors(book) == {0: {(1, 1): "2.5", (1, 2): "2.5"}}

    def test_many_rows_are_written_in_parts(self, monkeypatch):
        monkeypatch.setattr("helpers.delivery.readers.workbook_cells._ROWS_AT_ONCE", 2)
        out = io.BytesIO()
        write_cells(workbook_bytes([_sheet([["a"], ["b"], ["c"]])], ".xlsx"), out)
        assert out.getvalue().splitlines() == [
            b'[0, "a", 0, 0, [["a", "b"]]]', b'[0, "a", 2, 0, [["c"]]]'
        ]  # fmt: skip
