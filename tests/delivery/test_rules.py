"""Where a rule begins to be broken, which its provocation does not tell."""

import datetime as dt

import pytest
from delivery.benches import lay, noted

from helpers.delivery.rules import check_rules
from helpers.delivery.workbench import workbench

TODAY = dt.date(2024, 10, 24)
OPENED = dt.date(2020, 1, 1)
FILE = {"county": "abhar", "opened_on": OPENED, "head_birth_date": dt.date(1980, 1, 1)}
VALID, ALSO_VALID = "0499370899", "1234567891"


@pytest.fixture
def broken(tmp_path):
    """Return what lays rows, checks them, and gives the columns and rows at fault by one code."""
    with workbench(tmp_path) as bench:

        def check(code, **rows):
            lay(bench, rows)
            check_rules(bench, TODAY, complete=True)
            return noted(bench, code)

        yield check


def files(*numbers):
    return [FILE | {"case_id": number} for number in numbers]


def test_numbers_that_differ_by_more_than_zeros_before_them_are_two(broken):
    assert broken("E133", case_files=files("007", "70", "7a", "0a7")) == []


def test_both_numbers_that_differ_by_zeros_are_named_in_every_table(broken):
    payments = [{"payment_id": "p1", "case_id": "7"}]
    students = [{"student_id": "1", "case_id": "8"}, {"student_id": "01", "case_id": "8"}]
    found = broken("E133", case_files=files("007", "8"), pension_payments=payments,
                   students=students)  # fmt: skip
    assert found == [("case_id", 2), ("case_id", 2), ("student_id", 2), ("student_id", 3)]


def test_a_national_id_among_numbers_of_another_form_is_refused(broken):
    assert broken("E132", case_files=files("f1", "f2", VALID)) == [("case_id", 4)]


def test_numbers_of_ten_digits_may_be_valid_ids_by_chance(broken):
    own = [f"{number}" for number in range(2_000_000_000, 2_000_000_009)]
    assert broken("E132", case_files=files(*own, VALID)) == []


def test_numbers_of_which_most_are_valid_ids_are_ids(broken):
    assert len(broken("E132", case_files=files(VALID, ALSO_VALID, "2000000001"))) == 2


@pytest.mark.parametrize(
    ("second", "found"), [("2021-01-01", []), ("2020-12-31", [("opened_on", 3)])]
)
def test_a_spell_may_begin_on_the_day_on_which_the_one_before_ended(broken, second, found):
    one = FILE | {"case_id": "f1", "closed_on": dt.date(2021, 1, 1), "closure_reason": "other"}
    two = FILE | {"case_id": "f1", "opened_on": dt.date.fromisoformat(second)}
    assert broken("E124", case_files=[one, two]) == found


@pytest.mark.parametrize(
    ("ended", "found"), [("2021-01-01", []), ("2021-01-02", [("support_end", 2)])]
)
def test_support_may_end_on_the_day_on_which_the_file_is_closed(broken, ended, found):
    file = FILE | {"case_id": "f1", "closed_on": dt.date(2021, 1, 1), "closure_reason": "other"}
    student = {
        "student_id": "s1", "case_id": "f1", "support_start": OPENED, "county": "abhar",
        "support_end": dt.date.fromisoformat(ended),
    }  # fmt: skip
    assert broken("W211", case_files=[file], students=[student]) == found


@pytest.mark.parametrize(
    ("born", "found"), [("2008-01-01", []), ("2008-01-02", [("head_birth_date", 2)])]
)
def test_a_head_of_twelve_years_is_old_enough(broken, born, found):
    file = FILE | {"case_id": "f1", "head_birth_date": dt.date.fromisoformat(born)}
    assert broken("W206", case_files=[file]) == found


@pytest.mark.parametrize(
    ("day", "found"), [(TODAY, []), (dt.date(2024, 10, 25), [("opened_on", 2)])]
)
def test_the_day_of_the_ingest_is_not_in_the_future(broken, day, found):
    assert broken("E120", case_files=[FILE | {"case_id": "f1", "opened_on": day}]) == found


@pytest.mark.parametrize(("closed", "found"), [("2024-09-22", []), ("2024-09-21", [("month", 2)])])
def test_a_file_open_on_the_first_day_of_a_month_may_be_paid_for_it(broken, closed, found):
    file = FILE | {
        "case_id": "f1", "closed_on": dt.date.fromisoformat(closed), "closure_reason": "other",
    }  # fmt: skip
    payment = {"payment_id": "p1", "case_id": "f1", "month": "1403-07", "kind": "regular"}
    assert broken("W207", case_files=[file], pension_payments=[payment]) == found
