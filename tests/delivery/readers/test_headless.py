"""Rows of data without headings are told from sheets of something else."""

import pytest
from delivery.opened import HEADINGS, PAYMENTS, opened
from delivery.sheets import Sheet
from delivery.workbooks import workbook_bytes

from helpers.delivery.readers.headless import holds_records

SUMMARY = [["شهرستان", "مهر", "آبان", "آذر", "دی"], ["الف", "12", "14", "15", "1403"],
           ["ب", "1402", "9", "8", "7"], ["گزارش 1403/07/30", "", "", "", ""]]  # fmt: skip


@pytest.mark.parametrize(
    "day", ["1402/12/01", "۱۴۰۲-۱۲-۱", "2024.02.20", "14021201", "2024-02-20 00:00:00", "45342"]
)
def test_rows_with_a_day_in_one_column_are_records(day):
    rows = [["", "", "", "", ""], *([str(n), "x", day, "regular", "5"] for n in range(3))]
    assert holds_records(rows)


def test_rows_of_payments_are_records_below_a_title_too():
    assert holds_records([["عنوان"], *PAYMENTS])
    assert holds_records(PAYMENTS[:1])


@pytest.mark.parametrize(
    "rows", [[], [["", ""]], [["تاریخ", "1403/07/30"]], SUMMARY, [["x"], ["y"], PAYMENTS[0]]]
)
def test_notes_and_summaries_are_none(rows):
    assert not holds_records(rows)


@pytest.mark.parametrize(("rows", "code"), [(PAYMENTS, "E103"), (SUMMARY, "W216")])
def test_a_sheet_of_records_beside_a_table_refuses_the_workbook(tmp_path, rows, code):
    sheets = [Sheet("a", [HEADINGS, *PAYMENTS]), Sheet("b", rows)]
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes(sheets, ".xlsx"))
    found = opened(tmp_path)
    assert found.codes == [code]
    assert found.log.faults[0].file.endswith("a.xlsx, sheet b")
