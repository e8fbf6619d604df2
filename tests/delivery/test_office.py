"""The office of the tests sends what its habits say, and its damages are all that are known."""

import csv
import dataclasses
import datetime as dt
import io
import re
import zipfile
from collections import Counter

import openpyxl
import pytest
from delivery.broken import IN_FILES
from delivery.damage import HARMLESS
from delivery.habits import BOOK_FORMS, FORMS, Habits
from delivery.harm import DOUBTFUL, IN_CELLS, IN_ROWS
from delivery.invented import FAMILY_NAMES, invented_tables
from delivery.office import Parcel, text_lines
from delivery.sheets import Sheet
from delivery.spelling import DIGITS, Kept, Rounded, Speller
from delivery.workbooks import workbook_bytes
from python_calamine import load_workbook

from helpers.delivery.cleaning.identity import is_national_id
from helpers.delivery.faults import FAULTS
from helpers.register.schema import TABLES

DAMAGES = (*HARMLESS, *DOUBTFUL, *IN_CELLS, *IN_ROWS, *IN_FILES)


@pytest.fixture(scope="module")
def tables(settings):
    return invented_tables([county.code for county in settings.areas.counties[:4]])


@pytest.fixture
def send(settings, tables, tmp_path):
    def send_so(**habits):
        parcel = Parcel.of(tables, settings, Habits(**habits))
        return parcel.send(tmp_path / "sent")

    return send_so


@pytest.fixture
def speller(settings):
    def with_habits(**habits):
        parcel = Parcel.of({"case_files": invented_tables(["x"])["case_files"]}, settings, Habits())
        return Speller(Habits(**habits), settings.terms, settings.areas, parcel.rng)

    return with_habits


def read_csv(path, encoding="utf-8", separator=","):
    text = path.read_bytes().decode(encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


# --- the files ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", BOOK_FORMS)
def test_a_workbook_of_every_kind_holds_the_cells_it_was_made_of(form):
    day = dt.date(2024, 10, 21)
    rows = [
        ["عنوان", None, None],
        ["a", "مبلغ", "c"],
        ["00412", 6000000, day],
        [None, -2.5, "x\ny"],
    ]
    rows += [[f"row {number}", number, "متن" * 40] for number in range(2000)]
    sheets = [Sheet("پرونده‌ها", rows, merged=[(0, 0, 0, 2)]), Sheet("two", [["h"]])]
    book = load_workbook(io.BytesIO(workbook_bytes(sheets, f".{form}")))
    assert book.sheet_names == ["پرونده‌ها", "two"]
    read = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert read == [["" if cell is None else cell for cell in row] for row in rows]
    assert book.get_sheet_by_index(1).to_python() == [["h"]]


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_merged_cells_are_merged(form):
    content = workbook_bytes([Sheet("s", [["x", None]], merged=[(0, 1, 0, 1)])], f".{form}")
    sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    assert sheet.merged_cell_ranges == [((0, 0), (1, 1))]


@pytest.mark.parametrize(
    ("encoding", "begins"),
    [("utf-8", b"c"), ("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"),
     ("utf-16-be", b"\xfe\xff"), ("cp1256", b"c")],
)  # fmt: skip
@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "؛"])
def test_a_text_is_in_its_encoding_with_its_separator(send, tables, encoding, begins, separator):
    [folder] = send(encoding=encoding, separator=separator, labels="fa")
    path = folder / "case_files.csv"
    assert path.read_bytes().startswith(begins)
    rows = read_csv(path, encoding, separator)
    assert rows[0][0].removeprefix("\ufeff") == "case_id"
    assert [row[0] for row in rows[1:]] == list(tables["case_files"].case_id)


def test_windows_1256_has_the_letters_and_digits_of_its_time(send):
    [folder] = send(encoding="cp1256", headings="persian", labels="fa", digits="persian", marks="٬")
    text = "\n".join(path.read_bytes().decode("cp1256") for path in folder.iterdir())
    assert "شهري" in text
    assert not set(text) & set("ی٬" + DIGITS["persian"])


def test_an_archive_holds_the_files_that_a_folder_would(send, tmp_path):
    [archive] = send(pack="zip", by_files=True)
    with zipfile.ZipFile(archive) as opened:
        packed = {name: opened.read(name) for name in opened.namelist()}
    [folder] = send(pack="folder", by_files=True)
    assert packed == {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix == ".csv"}
    assert len(packed) == 12


def test_each_county_has_its_files_and_every_row_stands_in_one(send, tables):
    [folder] = send(by_files=True)
    for name, table in tables.items():
        rows = [row for path in folder.glob(f"{name} *.csv") for row in read_csv(path)[1:]]
        assert sorted(row[0] for row in rows) == sorted(table[TABLES[name].key[0]])
    for path in folder.glob("students *.csv"):
        assert {row[6] for row in read_csv(path)[1:]} <= {path.stem.split(" ")[1]}


def test_rows_sent_twice_are_the_same_rows(send, tables):
    [folder] = send(twice=0.5, shuffled=True)
    counts = Counter(map(tuple, read_csv(folder / "pension_payments.csv")))
    assert sorted(counts.values()) == [1] * 41 + [2] * 40
    assert len(counts) == len(tables["pension_payments"]) + 1


def test_three_tables_are_three_sheets_of_one_workbook(send):
    [folder] = send(form="xlsx", one_book=True, other_sheets=True)
    [path] = folder.iterdir()
    assert len(openpyxl.load_workbook(path).sheetnames) == 4


# --- the sheets -----------------------------------------------------------------------------


def test_titles_stand_above_and_totals_below_and_blanks_between(send, tables):
    [folder] = send(titles=3, blank_rows=3, blank_columns=2, totals="جمع کل", headings="persian")
    rows = read_csv(folder / "pension_payments.csv")
    headings = next(n for n, row in enumerate(rows) if "شماره پرداخت" in row)
    assert headings == 4
    assert [[cell for cell in row if cell] for row in rows[:4]].count([]) == 1
    assert len([row for row in rows[headings:] if not any(row)]) > 3
    amount = rows[headings].index("مبلغ (ریال)")
    whole = sum(map(int, tables["pension_payments"].amount_rials))
    assert rows[-1][amount] == str(whole)
    assert "جمع کل" in rows[-1]
    blank = [n for n in range(len(rows[-1])) if not any(row[n] for row in rows[headings:])]
    assert len(blank) == 2


def test_each_county_has_a_total_of_its_own(send, settings, tables):
    [folder] = send(by_county=True, totals="جمع")
    rows = read_csv(folder / "pension_payments.csv")
    totals = {row[0]: int(row[5]) for row in rows if row[0].startswith("جمع")}
    assert set(totals) == {"جمع"} | {f"جمع {c.name_fa}" for c in settings.areas.counties[:4]}
    assert sum(totals.values()) == 2 * totals["جمع"]


@pytest.mark.parametrize("bands", ["groups", "tall", "split"])
def test_headings_in_bands_say_what_those_of_the_contract_say(send, bands):
    [folder] = send(bands=bands, headings="persian", form="xlsx")
    for name, schema in TABLES.items():
        sheet = openpyxl.load_workbook(folder / f"{name}.xlsx").active
        upper, lower = (list(row) for row in sheet.iter_rows(max_row=2, values_only=True))
        if bands == "groups":
            said = lower
        else:
            over = {
                c: place.start_cell.value for place in sheet.merged_cells.ranges
                for c in range(place.min_col - 1, place.max_col) if place.max_row == 1
            }  # fmt: skip
            said = [
                f"{over[n]} {low}" if n in over else up or low
                for n, (up, low) in enumerate(zip(upper, lower, strict=True))
            ]
        assert said == [column.heading for column in schema.columns]
        assert sheet.merged_cells.ranges


def test_a_heading_over_two_columns_leaves_the_second_blank(send):
    [folder] = send(wide=True, form="xlsx")
    sheet = openpyxl.load_workbook(folder / "students.xlsx").active
    over = [place for place in sheet.merged_cells.ranges if place.max_col > place.min_col]
    assert len(over) == 2
    for place in over:
        assert sheet.cell(1, place.min_col).value
        assert {sheet.cell(row, place.max_col).value for row in range(2, 9)} == {None}


def test_names_stand_in_a_column_of_their_own_and_nowhere_else(send, tables):
    assert not [t for t in tables.values() if re.search("|".join(FAMILY_NAMES), t.to_csv())]
    [folder] = send(names=True, remarks=True, row_numbers=True, headings="persian")
    heading, *rows = read_csv(folder / "students.csv")
    assert heading[0] == "ردیف"
    place = heading.index("نام و نام خانوادگی")
    assert all(row[place].endswith(FAMILY_NAMES) for row in rows)
    assert not [row for row in rows if any(c.endswith(FAMILY_NAMES) for c in row[:place])]


def test_a_separator_stands_behind_rows_and_short_rows_have_fewer_cells(send):
    [folder] = send(trailing="all", titles=1, padded=False)
    rows = read_csv(folder / "students.csv")
    assert len(rows[0]) == 2
    assert {len(row) for row in rows[1:]} == {len(TABLES["students"].columns) + 1}


# --- the cells ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "written"),
    [("iso", "2024-10-21"), ("time", "2024-10-21 00:00:00"), ("slash", "1403/07/30"),
     ("dash", "1403-07-30"), ("dot", "1403.07.30"), ("plain", "14030730"),
     ("short", "1403/7/30"), ("cell", dt.date(2024, 10, 21)), ("serial", 45586)],
)  # fmt: skip
def test_a_day_is_written_in_each_way(speller, dates, written):
    column = TABLES["case_files"]["opened_on"]
    assert speller(dates=dates).cell(column, "2024-10-21") == written


@pytest.mark.parametrize(
    ("habits", "written"),
    [({}, {"-6250000"}), ({"marks": ","}, {"-6,250,000"}), ({"marks": "."}, {"-6.250.000"}),
     ({"marks": "٬", "minus": "behind"}, {"6٬250٬000-"}), ({"minus": "sign"}, {"−6250000"}),
     ({"unit": "tomans", "marks": "."}, {"-625000"}), ({"numbers": "numbers"}, {-6250000}),
     ({"numbers": "floats"}, {"-6250000.0"}), ({"digits": "persian"}, {"-۶۲۵۰۰۰۰"}),
     ({"unit": "cells"}, {"-625000 تومان", "-6250000 ریال"})],
)  # fmt: skip
def test_an_amount_is_written_in_each_way(speller, habits, written):
    column = TABLES["pension_payments"]["amount_rials"]
    office = speller(**habits)
    assert {office.cell(column, "-6250000") for _ in range(30)} == written


@pytest.mark.parametrize(
    ("months", "written"),
    [("dash", {"1403-07"}), ("slash", {"1403/07"}), ("short", {"1403/7"}), ("plain", {"140307"}),
     ("words", {"مهر 1403", "مهرماه 1403"})],
)  # fmt: skip
def test_a_month_is_written_in_each_way(speller, months, written):
    office = speller(months=months)
    column = TABLES["pension_payments"]["month"]
    assert {office.cell(column, "1403-07") for _ in range(30)} == written


def test_a_number_of_a_file_is_a_number_only_where_no_digit_is_lost(speller):
    office, column = speller(numbers="numbers"), TABLES["case_files"]["case_id"]
    ids = ["00412", "14023500413", "Z-0413", "1" * 16, Kept("049370812"), Kept("49370812")]
    assert [office.cell(column, text) for text in ids] == [
        "00412", 14023500413, "Z-0413", "1" * 16, "049370812", 49370812,
    ]  # fmt: skip


def test_a_long_number_loses_its_last_digits_in_a_spreadsheet(speller):
    column, number = TABLES["pension_payments"]["payment_id"], Rounded("123456789012345678")
    assert speller(form="csv").cell(column, number) == "1.23E+17"
    assert speller(form="xls").cell(column, number) == 123456789012345680.0


def test_words_are_written_with_the_letters_and_joints_of_the_office(speller):
    office = speller(arabic_letters=True, joints=" ")
    written = {office.words("ازکارافتادگی کمک‌هزینه") for _ in range(30)}
    assert not set("".join(written)) & set("یک\u200c")
    assert len(written) == 4
    assert {re.sub("[يى]", "ی", word)[:13] for word in written} == {"از كار افتادگ"}


def test_what_is_wrong_is_sent_as_it_stands(speller):
    office = speller(digits="persian", marks=",", strays=True)
    for column in TABLES["case_files"].columns:
        assert {office.cell(column, Kept("12/34")) for _ in range(20)} == {"12/34"}


def test_one_seed_sends_the_same_bytes(settings, tables, tmp_path):
    habits = Habits(digits="mixed", dates="mixed", strays=True, shuffled=True, twice=0.3)
    sent = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        Parcel.of(tables, settings, habits, seed=7).send(folder)
        sent.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert sent[0] == sent[1]


def test_the_families_are_many_sided_and_true_to_the_contract(tables):
    ids = {text for name in ("case_files", "students") for text in tables[name].national_id if text}
    assert all(map(is_national_id, ids))
    assert {text[:2] for text in ids} >= {"00", "03"}
    assert {number[:1] for number in tables["case_files"].case_id} == {"0", "1", "Z"}
    assert not {int(a) % 10 for a in tables["pension_payments"].amount_rials} - {0}
    assert set(tables["pension_payments"].kind) == {"regular", "arrears", "correction"}


# --- the damages ----------------------------------------------------------------------------


def test_every_fault_of_the_list_has_a_damage_that_promises_it():
    promised = {damage.warning for damage in DAMAGES}
    promised |= {code for damage in DAMAGES if not damage.is_harmless for code in damage.outcome}
    assert set(FAULTS) <= promised
    assert promised - {""} <= set(FAULTS)


def test_every_habit_is_tried_by_a_damage(settings, tables):
    tried = set()
    for damage in HARMLESS:
        parcel = Parcel.of(tables, settings, Habits())
        damage.apply(parcel)
        plain, now = dataclasses.asdict(Habits()), dataclasses.asdict(parcel.habits)
        assert plain != now, damage.name
        tried |= {name for name in plain if plain[name] != now[name]}
    assert tried == {field.name for field in dataclasses.fields(Habits)} - {"form"}


@pytest.mark.parametrize("damage", DAMAGES, ids=str)
def test_a_damage_changes_what_is_sent(settings, tables, tmp_path, damage):
    form = next(form for form in ("xlsx", "csv") if form in damage.forms)

    def sent(name, **habits):
        parcel = Parcel.of(tables, settings, Habits(form, titles=1, **habits))
        if name == "damaged":
            damage.apply(parcel)
        named = [place.name for place in parcel.send(tmp_path / name / habits.get("labels", ""))]
        return named[1:], _bytes(tmp_path / name)

    in_persian = {"headings": "persian", "labels": "fa"}
    assert any(sent("clean", **more) != sent("damaged", **more) for more in ({}, in_persian))


def _bytes(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_damages_have_names_of_their_own():
    assert [n for n, count in Counter(map(str, DAMAGES)).items() if count > 1] == []
    assert {form for damage in DAMAGES for form in damage.forms} == set(FORMS)


def test_text_lines_may_hold_line_breaks_and_are_as_many_as_the_rows():
    sheet = Sheet("s", [["a", "b\nc"], [None, 3]])
    assert text_lines(sheet, Habits()) == ['a,"b\nc"', ",3"]
