"""A workbook that says something else than the CSV beside it is found, whatever part says it."""

import datetime as dt
import hashlib
import io
import re
import zipfile

import pytest
import xlsxwriter
from trial_report import TITLES, page_of, row

from helpers.domain.structure import COLUMNS
from helpers.release.completed import Completed
from helpers.release.downloads import csv_text
from helpers.release.reconcile.workbook import workbook_faults
from helpers.release.workbook.book import workbook
from helpers.release.workbook.words import CellWords

HIDDEN = {"value": "", "conf_status": "C", "note": "confidential"}
CHANGES = [
    {"period": "1402-07", "value": "5541"},
    {"period": "1403-05", "value": "5750"},
    {"period": "1403-06", "value": "5767"},
    {"value": "5793"},
    {"area": "abhar", "value": "640"},
    {"breakdown": "residence", "category": "urban", "value": "4005"},
    {"breakdown": "residence", "category": "rural", **HIDDEN},
    {"breakdown": "head_sex", "category": "female", "value": "3005"},
    {"breakdown": "head_sex", "category": "male", **HIDDEN},
]
SHEET = "xl/worksheets/sheet{}.xml".format
GLANCE, BREAKDOWNS, OVER_TIME, AREAS, DATA = map(SHEET, range(2, 7))


@pytest.fixture(scope="module")
def subject(settings):
    return page_of(settings).subject


@pytest.fixture(scope="module")
def rows(subject):
    active = {"statistic": "files_active", "unit": "files"}
    return [tuple(row(subject, **active, **change).values()) for change in CHANGES]


@pytest.fixture(scope="module")
def content(subject, rows, settings):
    return workbook_of(subject, rows, settings)


def workbook_of(subject, rows, settings):
    checksum = hashlib.sha256(csv_text(rows).encode()).hexdigest()
    return workbook(subject, TITLES, Completed("P", True, "", tuple(rows)), checksum, settings)


@pytest.fixture
def faults(subject, rows, settings, content, tmp_path):
    """Return a function that changes a part of a workbook and says what is found then."""

    def found(part="", old="", new="", count=1):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = {name: book.read(name).decode() for name in book.namelist()}
        if part:
            changed = re.sub(old, new, parts.get(part, ""), count=count, flags=re.DOTALL)
            assert changed != parts.get(part)
            parts[part] = changed
        path = tmp_path / subject.xlsx
        path.parent.mkdir(parents=True)
        with zipfile.ZipFile(path, "w") as book:
            for name, text in parts.items():
                book.writestr(name, text)
        return [str(fault) for fault in workbook_faults(tmp_path, subject, rows, settings)]

    return found


def place_of(word, content):
    """Return how a cell refers to a word of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        text = book.read("xl/sharedStrings.xml").decode()
    shared = re.findall(r"<si><t[^>]*>(.*?)</t></si>", text)
    return f' t="s"><v>{shared.index(word)}</v>'


def test_nothing_is_found_in_a_workbook_as_it_is_made(faults):
    assert faults() == []


@pytest.mark.parametrize("sheet", [GLANCE, OVER_TIME, AREAS, DATA])
def test_another_number_is_found_in(faults, sheet):
    (fault,) = faults(sheet, "<v>5793</v>", "<v>5794</v>")
    assert "5794 in the workbook, 5793 in the CSV" in fault


@pytest.mark.parametrize("sheet", [BREAKDOWNS, DATA])
def test_a_number_in_the_place_of_a_confidential_one_is_found_in(faults, content, sheet):
    found = faults(sheet, place_of("محرمانه", content), "><v>3</v>")
    assert any("3 in the workbook" in fault for fault in found)


def test_a_number_for_a_row_that_the_csv_does_not_have_is_found(faults, content, settings):
    word = settings.terms.text("page", "not_on_page", "fa")
    found = faults(BREAKDOWNS, place_of(word, content), "><v>3</v>")
    assert any("3 in the workbook, no number in the CSV" in fault for fault in found)


def test_a_word_in_the_place_of_a_number_is_found(faults):
    found = faults(GLANCE, "><v>5793</v>", ' t="s"><v>0</v>')
    assert any("5793 in the CSV" in fault for fault in found)


def test_two_numbers_that_have_changed_their_places_are_found(faults):
    found = faults(AREAS, "<v>5793</v>(.*?)<v>640</v>", r"<v>640</v>\1<v>5793</v>")
    assert len(found) == 2


def test_two_columns_of_a_table_under_each_others_heading_are_found(faults):
    found = faults(GLANCE, r'(<c r="C3"[^>]*><v>)(\d+)(</v>.*?<c r="D3"[^>]*><v>)(\d+)',
                   r"\1\4\3\2")  # fmt: skip
    assert any("5793 in the workbook, 5767 in the CSV" in fault for fault in found)


def test_a_row_more_is_found(faults):
    more = '</row><row r="9"><c r="A9"><v>3</v></c></row></sheetData>'
    (fault,) = faults(GLANCE, "</row></sheetData>", more)
    assert "has words that its rows do not have" in fault


def test_a_word_that_the_rows_do_not_have_is_found(faults):
    found = faults(AREAS, r'(<c r="A5"[^>]*><v>)\d+', r"\g<1>0")
    assert any("has words that its rows do not have" in fault for fault in found)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET(1), "</row></sheetData>", '<c r="C9"><v>3</v></c></row></sheetData>'),
        (SHEET(7), r' t="s"><v>\d+</v>', "><v>3</v>"),
        ("xl/tables/table1.xml", ' name="', ' altText="3 files" name="'),
        ("xl/tables/table1.xml", "</table>", "<extLst>3 files</extLst></table>"),
        ("xl/tables/table1.xml", ' totalsRowShown="0"', ' totalsRowShown="0" comment="3 files"'),
        (SHEET(1), 'display="[^"]*"', 'display="x" tooltip="3 files"'),
        (SHEET(1), "location=\"'", "location=\"http://x/3'"),
        (GLANCE, "&amp;R&amp;P", "&amp;R3 files"),
        ("xl/styles.xml", r"\[\$-3000429\]#,##0", r"[$-3000429]#,##0&quot;3&quot;"),
        ("xl/workbook.xml", r"\$3:\$3", "3"),
        ("docProps/core.xml", "<dc:title>", "<dc:title>3 "),
        ("xl/comments1.xml", "", "<comments/>"),
    ],
    ids=["a column of the cover", "the notes", "a table", "what follows a table",
         "a remark on a table", "a link", "where a link leads", "the foot of the paper",
         "the form of a number", "a name", "the title", "a comment"],
)  # fmt: skip
def test_a_number_besides_is_found_in(faults, part, old, new):
    found = faults(part, old, new)
    assert any("something besides the numbers of the CSV" in fault for fault in found)


def test_a_workbook_of_before_with_two_sheets_and_no_titles_is_read_too(
    subject, rows, settings, tmp_path
):
    path = tmp_path / subject.xlsx
    path.parent.mkdir(parents=True)
    words = CellWords("en", settings)
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": dt.datetime(2024, 10, 21)})
    sheet = book.add_worksheet("Data")
    for number, line in enumerate([COLUMNS, *(words.of_row(each) for each in rows)]):
        for place, cell in enumerate(line):
            is_number = number and place == COLUMNS.index("value") and cell
            sheet.write(number, place, float(cell) if is_number else cell)
    book.close()
    assert list(workbook_faults(tmp_path, subject, rows, settings)) == []


def test_a_cover_may_name_the_next_year_where_no_page_beside_it_does(settings, tmp_path):
    subject = page_of(settings, period="1401").subject
    assert str(settings.calendar.after(subject.report, subject.period).period) == "1402"
    rows = [tuple(row(subject, statistic="files_active", unit="files", value="5793").values())]
    path = tmp_path / subject.xlsx
    path.parent.mkdir(parents=True)
    path.write_bytes(workbook_of(subject, rows, settings))
    assert list(workbook_faults(tmp_path, subject, rows, settings)) == []
