"""The numbers of a page as files."""

import csv
import io

import openpyxl
import pytest
from trial_report import TITLES, page_of, row
from xlsxwriter.worksheet import Worksheet

from helpers.domain.structure import COLUMNS
from helpers.errors import DataError
from helpers.release import downloads
from helpers.release.downloads import csv_text, workbook


def rows_of(settings, *changes):
    subject = page_of(settings).subject
    return [tuple(row(subject, **change).values()) for change in changes or ({},)]


def book(settings, rows):
    made = workbook(page_of(settings).subject, TITLES, rows, settings)
    return openpyxl.load_workbook(io.BytesIO(made))


def test_a_csv_has_the_columns_of_the_published_table_and_the_values_as_given(settings):
    rows = rows_of(settings, {}, {"value": "", "conf_status": "C", "note": "confidential"})
    text = csv_text(rows)
    assert [tuple(line) for line in csv.reader(io.StringIO(text))] == [COLUMNS, *rows]


def test_a_csv_is_plain_ascii_without_a_mark_at_its_start(settings):
    assert csv_text(rows_of(settings)).isascii()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_code_that_a_spreadsheet_would_run_is_refused(settings, start):
    with pytest.raises(DataError, match="begins like a formula"):
        csv_text(rows_of(settings, {"category": f"{start}cmd"}))


def test_a_negative_value_is_a_number_and_not_refused(settings):
    rows = rows_of(settings, {"value": "-4.6"})
    assert ",-4.6," in csv_text(rows)
    assert book(settings, rows).worksheets[0]["H2"].value == -4.6


def test_a_workbook_has_a_sheet_from_right_to_left_in_persian_and_one_in_english(settings):
    persian, english, *notes = book(settings, rows_of(settings)).worksheets
    assert persian.sheet_view.rightToLeft
    assert not english.sheet_view.rightToLeft
    assert persian["A2"].value == settings.terms.text("statistic", "median_months_open", "fa")
    assert english["A2"].value == settings.terms.text("statistic", "median_months_open", "en")
    assert [bool(sheet.sheet_view.rightToLeft) for sheet in notes] == [True, False]


def test_headings_stay_in_sight_and_numbers_have_a_format(settings):
    sheet = book(settings, rows_of(settings, {"unit": "percent", "value": "52.4"})).worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet["H2"].number_format == "#,##0.0"


def test_a_hidden_value_is_an_empty_cell_and_its_reason_stands_beside_it(settings):
    hidden = {"value": "", "conf_status": "C", "note": "confidential"}
    sheet = book(settings, rows_of(settings, hidden)).worksheets[1]
    assert not sheet["H2"].value
    assert sheet["K2"].value == "Confidential"
    assert "not published" in sheet["L2"].value


@pytest.mark.parametrize(
    ("period", "fa", "en"),
    [
        ("1403-07", "مهر ۱۴۰۳", "Mehr 1403"),
        ("1403-01..1403-07", "فروردین تا مهر ۱۴۰۳", "Farvardin to Mehr 1403"),
        ("1403-01..1403-01", "فروردین ۱۴۰۳", "Farvardin 1403"),
        ("1402", "سال ۱۴۰۲", "year 1402"),
    ],
)
def test_a_period_is_named_in_words(settings, period, fa, en):
    sheets = book(settings, rows_of(settings, {"period": period}))
    place = COLUMNS.index("period") + 1
    assert [sheets.worksheets[n].cell(2, place).value for n in (0, 1)] == [fa, en]


def test_no_cell_is_a_formula_or_a_link(settings):
    for sheet in book(settings, rows_of(settings)).worksheets:
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            assert cell.data_type != "f"
            assert cell.hyperlink is None


def test_the_same_numbers_make_the_same_bytes(settings):
    made = [workbook(page_of(settings).subject, TITLES, rows_of(settings), settings) for _ in "ab"]
    assert made[0] == made[1]


def test_rows_written_whole_are_the_same_bytes_as_cells_written_one_by_one(settings, monkeypatch):
    class CellByCell(Worksheet):
        def write_lines(self, lines, text, column):
            for line, (words, number) in enumerate(lines, start=1):
                for place, word in enumerate(words):
                    if number and place == column:
                        self.write_number(line, place, float(word), number)
                    else:
                        self.write_string(line, place, word, text)

    rows = rows_of(
        settings,
        {},
        {"value": "", "conf_status": "C", "note": "confidential exact"},
        {"unit": "percent", "value": "-52.4", "statistic": "active_share"},
        {"unit": "rials", "value": "4510000000000"},
        *[{"value": str(number), "period": "1403-01..1403-07"} for number in range(20)],
    )
    subject = page_of(settings).subject
    made = [workbook(subject, TITLES, some, settings) for some in (rows, [])]
    monkeypatch.setattr(downloads, "NumbersSheet", CellByCell)
    assert made == [workbook(subject, TITLES, some, settings) for some in (rows, [])]
