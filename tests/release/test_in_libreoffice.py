"""Workbooks and CSV files as LibreOffice opens them, which many offices use."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from trial_report import TITLES, page_of, row

from helpers.domain.structure import COLUMNS
from helpers.domain.tidy import from_csv
from helpers.release.completed import Completed
from helpers.release.downloads import csv_text
from helpers.release.workbook.book import workbook

pytestmark = pytest.mark.heavy

# Commas, quotes, UTF-8; cells as they are shown, or as they are; each sheet in a file of its own.
_FORM = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,{},false,false,-1"
AS_SHOWN, AS_STORED = _FORM.format("true"), _FORM.format("false")
WORDS = {"محرمانه", "confidential"}
HIDDEN = {"value": "", "conf_status": "C", "note": "confidential"}
CHANGES = [
    {"period": "1403-06", "value": "5767"},
    {"value": "5793"},
    {"area": "abhar", "value": "640"},
    {"breakdown": "residence", "category": "rural", **HIDDEN},
    {"statistic": "active_share", "unit": "percent", "value": "-52.4"},
    {"statistic": "pension_amount", "unit": "rials", "value": "4510000000000"},
]


@pytest.fixture(scope="module")
def rows(settings):
    active = {"statistic": "files_active", "unit": "files"}
    return [tuple(row(page_of(settings).subject, **active | change).values()) for change in CHANGES]


@pytest.fixture(scope="module")
def convert(
    nothing_left_out, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path, str], list[Path]]:
    """Return a function that has LibreOffice write a file in another form."""
    office = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
    if office is None:
        message = "left out: no LibreOffice on this machine (apt-get install libreoffice-calc)"
        pytest.fail(message) if nothing_left_out else pytest.skip(message)
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def converted(path: Path, form: str) -> list[Path]:
        folder = tmp_path_factory.mktemp("converted")
        subprocess.run(
            [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
             "--outdir", folder, path],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return sorted(folder.iterdir())

    return converted


@pytest.fixture(scope="module")
def book(settings, rows, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    done = Completed("P", True, "", tuple(rows))
    path.write_bytes(workbook(page_of(settings).subject, TITLES, done, "ab" * 32, settings))
    return path


@pytest.fixture(scope="module")
def sheets(convert, book) -> Callable[[str], dict[str, list[list[str]]]]:
    """Return a function that reads every sheet, as it is shown or as it is stored."""

    def read(form: str) -> dict[str, list[list[str]]]:
        return {
            path.stem.partition("-")[2]: list(csv.reader(io.StringIO(path.read_text("utf-8"))))
            for path in convert(book, form)
        }

    return read


def test_every_sheet_is_read_and_holds_the_numbers_of_the_csv(sheets, rows):
    found = sheets(AS_STORED)
    assert len(found) == 12
    place = COLUMNS.index("value")
    for name in ("داده‌ها", "Data"):
        headings, *lines = found[name][2:]
        assert len(headings) == len(COLUMNS)
        for line, each in zip(lines, rows, strict=True):
            shown = line[place].replace("٫", ".")
            assert float(shown) == float(each[place]) if each[place] else shown in WORDS


def test_persian_sheets_show_persian_digits_and_words(sheets):
    found = sheets(AS_SHOWN)
    assert found["در یک نگاه"][2:] == [
        ["شاخص", "واحد", "مهر ۱۴۰۳", "شهریور ۱۴۰۳"],
        ["پرونده‌های فعال", "پرونده", "۵٬۷۹۳", "۵٬۷۶۷"],
        ["سهم پرونده‌های فعال", "درصد", "−۵۲٫۴", "در این گزارش نیست"],
        ["مبلغ مستمری", "ریال", "۴٬۵۱۰٬۰۰۰٬۰۰۰٬۰۰۰", "در این گزارش نیست"],
    ]
    assert found["At a glance"][3] == ["Active case files", "files", "5,793", "5,767"]


def test_the_sheets_of_one_language_run_from_right_to_left(convert, book):
    (opened,) = convert(book, "fods")
    styles = re.findall(r"<style:table-properties[^>]*>", opened.read_text("utf-8"))
    directions = [mode for style in styles for mode in re.findall(r'writing-mode="(..)', style)]
    assert sorted(directions) == ["lr"] * 6 + ["rl"] * 6


def test_a_short_sheet_is_one_page_of_paper(convert, book):
    (printed,) = convert(book, "pdf")
    assert printed.read_bytes().count(b"/Type/Page/") == 12


def test_a_csv_is_read_without_a_question(convert, rows, tmp_path):
    path = tmp_path / "numbers.csv"
    path.write_text(csv_text(rows), "utf-8")
    (again,) = convert(path, AS_STORED)
    assert from_csv(again.read_text("utf-8"), COLUMNS) == rows
