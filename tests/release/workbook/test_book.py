"""A workbook as a reader opens it: in each language a cover, tables to read, all rows, notes."""

import io

import openpyxl
import pytest
from trial_report import TITLES, page_of, row

from helpers.domain.periods import Month
from helpers.domain.structure import COLUMNS
from helpers.release.completed import Completed
from helpers.release.pages import Subject
from helpers.release.workbook.book import workbook

FA = ["معرفی", "در یک نگاه", "تفکیک‌ها", "روند", "مقایسه منطقه‌ها", "داده‌ها", "یادداشت‌ها"]
EN = ["Cover", "At a glance", "Breakdowns", "Over time", "Areas compared", "Data", "Notes"]
TABLES = [*FA[1:-1], *EN[1:-1]]


def lines(book, name):
    """Return a sheet's cells below the title and the note: the headings first."""
    return [[cell.value for cell in line] for line in book[name].iter_rows(min_row=3)]


def test_the_sheets_of_a_language_stand_together_the_cover_first(book):
    assert book.sheetnames == [*FA, *EN]


def test_sheets_run_from_right_to_left_in_persian_alone(book):
    assert all(book[name].sheet_view.rightToLeft for name in FA)
    assert not any(book[name].sheet_view.rightToLeft for name in EN)


def test_a_glance_shows_each_statistic_beside_earlier_periods(book):
    assert lines(book, "At a glance") == [
        ["Statistic", "Unit", "Mehr 1403", "Shahrivar 1403", "Mehr 1402", "Farvardin to Mehr 1403"],
        ["Active case files", "files", 5793, 5767, 5541, "not applicable"],
        ["Files opened", "files", 44, "not in this report", "not in this report", 301],
        ["Active share", "percent", -52.4, *["not in this report"] * 2, "not applicable"],
        ["Median time open", "months", "not available", *["not in this report"] * 2,
         "not applicable"],
    ]  # fmt: skip


def test_breakdowns_say_in_words_what_is_confidential(book):
    assert lines(book, "Breakdowns") == [
        ["Statistic", "Breakdown", "Category", "Unit", "Mehr 1403", "Shahrivar 1403", "Mehr 1402"],
        ["Active case files", "Residence", "Urban", "files", 4000, 3990, "not in this report"],
        ["Active case files", "Residence", "Rural", "files", "confidential",
         *["not in this report"] * 2],
    ]  # fmt: skip
    assert lines(book, "تفکیک‌ها")[2][4] == "محرمانه"


def test_over_time_shows_series_period_by_period(book):
    assert lines(book, "Over time") == [
        ["Period", "Active case files (files)"],
        ["Mehr 1402", 5541],
        ["Mordad 1403", 5750],
        ["Shahrivar 1403", 5767],
        ["Mehr 1403", 5793],
    ]


def test_areas_stand_side_by_side_the_province_first(book):
    assert lines(book, "مقایسه منطقه‌ها") == [
        ["منطقه", "پرونده‌های فعال (پرونده)"],
        ["استان زنجان", 5793],
        ["ابهر", 640],
    ]


def test_the_sheet_of_data_has_every_row_in_words(book, rows):
    found = lines(book, "Data")
    assert len(found) == 1 + len(rows)
    assert found[0][:3] == ["Statistic", "Period", "Period start"]
    assert found[6][6:9] == ["Rural", "confidential", "files"]
    assert "not published" in found[6][11]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_one_with_its_title_above_and_headings_in_sight(book, name):
    sheet = book[name]
    (table,) = sheet.tables.values()
    assert table.ref.startswith("A3:") and table.autoFilter.ref == table.ref
    assert sheet.max_row == int(table.ref.rpartition(":")[2].strip("ABCDEFGHIJKL"))
    assert table.tableStyleInfo.showRowStripes
    assert sheet["A1"].value.startswith(name)
    assert sheet.freeze_panes.endswith("4") and sheet.freeze_panes != "A4"


def test_tables_have_names_of_their_own(book):
    names = [name for sheet in book for name in sheet.tables]
    assert len(names) == len(set(names)) == len(TABLES)


def test_no_cell_is_merged_empty_a_formula_or_leads_elsewhere(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
        for cell in (cell for line in sheet.iter_rows(min_row=3) for cell in line):
            assert not (cell.hyperlink and cell.hyperlink.target)
            assert cell.data_type != "f"
            assert cell.value is not None or cell.column_letter == "L"  # a row without a note


def test_the_cover_leads_to_every_sheet_of_its_language(book):
    for cover, others in ((FA[0], FA[1:]), (EN[0], EN[1:])):
        cells = [line[0] for line in book[cover].iter_rows()]
        links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
        assert links == [f"'{name}'!A1" for name in others]


def test_the_cover_says_what_it_is_who_publishes_it_and_how_to_cite_it(book):
    said = dict(book["Cover"].iter_rows(min_row=2, max_col=2, values_only=True))
    assert book["Cover"]["A1"].value == "Trial report, Zanjan Province, Mehr 1403"
    assert said["Period"] == "Mehr 1403 (22 September to 21 October 2024)"
    assert said["Status of the data"] == "Provisional"
    assert said["How to cite"].endswith("Identifier: monthly/1403-07/zanjan/trial.")


@pytest.mark.parametrize("name", ["At a glance", "Data"])
def test_every_sheet_says_that_people_are_made_up(book, made, rows, name):
    real = openpyxl.load_workbook(io.BytesIO(made(rows)))
    assert book[name]["A2"].value.startswith("Synthetic data. ")
    assert "Synthetic" not in real[name]["A2"].value


def test_numbers_are_numbers_in_the_digits_of_the_language(book):
    for name, digits in (("در یک نگاه", "[$-3000429]"), ("At a glance", "")):
        sheet = book[name]
        assert sheet["C4"].number_format == f"{digits}#,##0"
        assert sheet["C6"].number_format == f"{digits}#,##0.0"
        assert isinstance(sheet["C6"].value, float)


def test_a_negative_number_keeps_its_minus_in_a_sheet_from_right_to_left(book):
    assert book["در یک نگاه"]["C6"].alignment.readingOrder == 1


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_printed_across_the_page_with_its_headings_on_each(book, name):
    sheet = book[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"


@pytest.mark.parametrize(
    ("period", "fa", "en"),
    [
        ("1403-07", "مهر ۱۴۰۳", "Mehr 1403"),
        ("1403-01..1403-07", "فروردین تا مهر ۱۴۰۳", "Farvardin to Mehr 1403"),
        ("1403-01..1403-01", "فروردین ۱۴۰۳", "Farvardin 1403"),
        ("1402", "سال ۱۴۰۲", "year 1402"),
    ],
)
def test_a_period_is_named_in_words(settings, made, period, fa, en):
    rows = [tuple(row(page_of(settings).subject, period=period).values())]
    found = openpyxl.load_workbook(io.BytesIO(made(rows)))
    place = COLUMNS.index("period")
    assert [lines(found, name)[1][place] for name in ("داده‌ها", "Data")] == [fa, en]


def test_a_first_month_has_no_second_column_of_its_name(settings, made):
    subject = page_of(settings, period="1403-01").subject
    opened = {"statistic": "files_opened", "unit": "files", "value": "44"}
    rows = [
        tuple(row(subject, **opened, period=period).values())
        for period in ("1403-01", "1403-01..1403-01")
    ]
    found = openpyxl.load_workbook(io.BytesIO(made(rows, period="1403-01")))
    assert lines(found, "At a glance")[0] == ["Statistic", "Unit", "Farvardin 1403"]


def test_what_has_nothing_to_show_has_no_sheet(made, rows):
    found = openpyxl.load_workbook(io.BytesIO(made(rows[3:4])))
    assert found.sheetnames[7 - 3 :] == ["Cover", "At a glance", "Data", "Notes"]
    assert openpyxl.load_workbook(io.BytesIO(made([]))).sheetnames[3:] == ["Cover", "Data", "Notes"]


def test_the_same_numbers_make_the_same_bytes(made, rows):
    assert made(rows) == made(rows)


def test_an_internal_workbook_says_so_above_every_sheet_and_on_every_page_of_paper(settings):
    subject = Subject("trial", Month(1403, 7), settings.areas.province.code, "internal")
    rows = (tuple(row(subject).values()),)
    made = workbook(subject, TITLES, Completed("P", False, "", rows), "ab" * 32, settings)
    found = openpyxl.load_workbook(io.BytesIO(made))
    for sheet in found:
        lang = "fa" if sheet.sheet_view.rightToLeft else "en"
        assert settings.terms.text("page", "internal", lang) in sheet["A1"].value
        assert settings.terms.text("page", "internal", lang) in sheet.oddHeader.center.text
    assert "How to cite" not in [cell.value for cell in found["Cover"]["A"]]
    assert found.properties.subject == subject.identifier
