"""What is said of a delivery helps to put it right, and gives nobody away."""

import pytest
from delivery.opened import HEADINGS, PAYMENTS, PERSIAN, as_csv
from delivery.sheets import Sheet
from delivery.workbooks import workbook_bytes

from helpers.configuration import DeliveryRules
from helpers.delivery.findings import FaultLog
from helpers.delivery.readers.explain import explain_sources
from helpers.delivery.readers.reading import open_sources
from helpers.register.schema import STUDENTS

PERSON, NATIONAL_ID = "زهرا محمدی", "0012345679"


def _explained(*places, words=None):
    log = FaultLog()
    sources = open_sources(places, DeliveryRules(), log)
    return explain_sources(sources, log, **({"words": words} if words else {}))


def test_everything_that_was_found_is_told(tmp_path):
    path = tmp_path / "payments.csv"
    headings = [*PERSIAN[:5], "مبلغ (تومان)", PERSIAN[6], "شماره پرداختی", "نام"]
    rows = [["عنوان"], [], headings, *([*row, "x", PERSON] for row in PAYMENTS), ["short"],
            ["جمع کل", "", "", "", "", "17000000", "", "", ""]]  # fmt: skip
    path.write_text(as_csv(rows, ";"), "utf-8")
    text = _explained(path)
    assert text.startswith(
        f"{path}\n"
        "  table:    pension_payments\n"
        "  form:     CSV, UTF-8, separated by ;\n"
        "  titles:   2 rows above the headings\n"
        "  headings: row 3\n"
        "  rows:     3\n"
        "  totals:   1 row, left out\n"
        "  refused:  1 row with more or fewer cells than the headings\n"
        "    A  payment_id, headed «شماره پرداخت»: a text of 4 digits, not shown\n"
    )
    assert "\n    C  month, headed «ماه»: '1402-11', '1402-12'\n" in text
    assert "\n    F  amount_rials, headed «مبلغ (تومان)», in toman: '6000000', '5000000'\n" in text
    assert "\n    H  left out; nearly «شماره پرداخت»\n    I  left out\n" in text
    assert text.count("W202") == 2
    assert PERSON not in text


def test_two_rows_of_headings_and_the_sheet_are_told(tmp_path):
    path = tmp_path / "a.xlsx"
    upper = ["شماره", None, *PERSIAN[2:]]
    lower = ["پرداخت", "پرونده", *[None] * 5]
    sheets = [Sheet("برگ", [upper, lower, *PAYMENTS]), Sheet("other", [["x"]])]
    path.write_bytes(workbook_bytes(sheets, ".xlsx"))
    text = _explained(path)
    assert f"{path}, sheet برگ\n" in text
    assert "\n  titles:   none\n  headings: rows 1 and 2\n" in text
    assert "W216" in text


def test_without_a_fault_that_is_said(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(as_csv([HEADINGS, *PAYMENTS]))
    assert _explained(path).endswith("\n\nno file and no column is at fault")


def test_a_table_without_rows_has_empty_cells_alone(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(as_csv([HEADINGS]))
    assert "month, headed «month»: all cells empty" in _explained(path)


def test_what_only_reading_finds_is_told_too(tmp_path):
    path = tmp_path / "a.csv"
    rows = [[*row[:2], "x", *row[2:]] for row in PAYMENTS]
    path.write_text(as_csv([[*HEADINGS[:2], "", *HEADINGS[2:]], *rows]))
    assert "W202" in _explained(path)


def test_at_most_three_examples_are_shown_and_words_only_if_they_are_known(tmp_path):
    path = tmp_path / "a.csv"
    rows = [[str(n), "5", f"1402-{n:02}", *row[3:]] for n, row in enumerate(PAYMENTS * 3, start=1)]
    path.write_text(as_csv([HEADINGS, *rows]))
    text = _explained(path)
    assert "headed «month»: '1402-01', '1402-02', '1402-03'\n" in text
    assert "مستمری" not in text
    assert "'regular', 'مستمری'" in _explained(path, words=lambda _: ("regular", "مستمری"))


@pytest.mark.parametrize("column", STUDENTS.columns, ids=lambda column: column.name)
@pytest.mark.parametrize("private", [PERSON, NATIONAL_ID, "۰۰۱۲۳۴۵۶۷۹", "12345679"])
def test_no_person_is_given_away_in_whatever_column_they_stand(tmp_path, column, private):
    names = [c.name for c in STUDENTS.columns]
    row = {name: private if name == column.name else "" for name in names} | {"remark": private}
    path = tmp_path / "students.csv"
    path.write_text(as_csv([list(row), list(row.values())]))
    text = _explained(path)
    assert "students" in text
    assert private not in text


def test_examples_are_of_all_batches_until_there_are_enough(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.delivery.readers.text_rows.BATCH_ROWS", 1)
    path = tmp_path / "a.csv"
    path.write_text(as_csv([HEADINGS, *PAYMENTS]))
    assert "'1402-11', '1402-12'" in _explained(path)
