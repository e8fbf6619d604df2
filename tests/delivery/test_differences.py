"""What a delivery changes in the register, and what of it contradicts an earlier delivery."""

import pytest

from helpers.delivery.differences import compare
from helpers.delivery.repeated import set_apart_repeated
from helpers.delivery.workbench import workbench
from helpers.register.schema import TABLES

# The register: two counties, which had delivered Mehr 1403.
FILES = {
    "a1": "('a1', 'k1', 'abhar', 'urban', DATE '2020-01-01', NULL, NULL, 'female', NULL, NULL, 3)",
    "a2": "('a2', 'k2', 'abhar', 'urban', DATE '2020-01-01', NULL, NULL, 'female', NULL, NULL, 3)",
    "a3": "('a3', 'k4', 'abhar', 'urban', DATE '2020-01-01', NULL, NULL, 'female', NULL, NULL, 3)",
    "t1": "('t1', 'k3', 'tarom', 'rural', DATE '2020-01-01', NULL, NULL, 'female', NULL, NULL, 3)",
}
PAYMENTS = {
    "p1": "('p1', 'a1', '1403-07', DATE '2024-10-21', 'regular', 5000000, 3)",
    "p2": "('p2', 'a2', '1403-07', DATE '2024-10-21', 'regular', 5000000, 3)",
    "p5": "('p5', 'a3', '1403-07', DATE '2024-10-21', 'regular', 5000000, 3)",
    "p3": "('p3', 't1', '1403-07', DATE '2024-10-21', 'regular', 5000000, 3)",
    "p4": "('p4', 't1', '1403-06', DATE '2024-10-21', 'arrears', 4000000, 3)",
}
STUDENTS = {
    "s1": "('s1', 'a1', NULL, 'school', 'primary', 'female', 'abhar', DATE '2023-09-23', NULL,"
    " NULL, 1000)",
}
OLD = {"case_files": FILES, "pension_payments": PAYMENTS, "students": STUDENTS}


@pytest.fixture
def bench(tmp_path):
    """Give a workbench that holds the register."""
    with workbench(tmp_path) as made:
        for name, rows in OLD.items():
            made.run(f"INSERT INTO old_{name} VALUES {', '.join(rows.values())}")
        yield made


def deliver(bench, *, left_out="as evident", **tables):
    """Deliver rows, and return what is touched: table, county, month and the counts of rows."""
    for name, rows in tables.items():
        places = [f"{row[:-1]}, 1, {number})" for number, row in enumerate(rows, 2)]
        bench.run(f"INSERT INTO sent_{name} VALUES {', '.join(places)}")
    for table in TABLES.values():
        set_apart_repeated(bench, table)
    return [
        (p.county, p.month, p.new, p.changed, p.missing, p.contradicting, p.columns)
        for p in compare(bench, left_out)
        if p.is_touched
    ]


def keys(bench, name, key):
    return sorted(row[0] for row in bench.run(f"SELECT {key} FROM now_{name}"))


def test_the_same_delivery_again_touches_nothing(bench):
    everything = {name: rows.values() for name, rows in OLD.items()}
    assert deliver(bench, **everything) == []
    assert [bench.count(f"now_{name}") for name in OLD] == [4, 5, 1]


def test_a_new_month_of_one_county_is_added_and_nothing_else_is_touched(bench):
    row = PAYMENTS["p1"].replace("p1", "p9").replace("1403-07", "1403-08")
    assert deliver(bench, pension_payments=[row]) == [("abhar", "1403-08", 1, 0, 0, 0, ())]
    assert keys(bench, "pension_payments", "payment_id") == ["p1", "p2", "p3", "p4", "p5", "p9"]


def test_a_changed_payment_contradicts(bench):
    row = PAYMENTS["p1"].replace("5000000", "6000000")
    assert deliver(bench, pension_payments=[row]) == [
        ("abhar", "1403-07", 0, 1, 0, 1, ("amount_rials",))
    ]
    assert bench.run("SELECT sum(amount_rials) FROM now_pension_payments") == [(25_000_000,)]


def test_a_payment_missing_from_a_month_that_is_listed_anew_is_taken_back(bench):
    assert deliver(bench, pension_payments=[PAYMENTS["p1"], PAYMENTS["p2"]]) == [
        ("abhar", "1403-07", 0, 0, 1, 1, ())
    ]
    assert keys(bench, "pension_payments", "payment_id") == ["p1", "p2", "p3", "p4"]


def test_a_few_rows_of_a_part_are_no_list_of_it(bench):
    changed = PAYMENTS["p2"].replace("5000000", "6000000")
    assert deliver(bench, pension_payments=[changed]) == [
        ("abhar", "1403-07", 0, 1, 0, 1, ("amount_rials",))
    ]
    assert bench.count("now_pension_payments") == 5


@pytest.mark.parametrize(("left_out", "left"), [("stays", 5), ("goes", 3)])
def test_whoever_knows_better_says_what_becomes_of_what_is_left_out(bench, left_out, left):
    rows = {"goes": [PAYMENTS["p1"]], "stays": [PAYMENTS["p1"], PAYMENTS["p2"]]}[left_out]
    deliver(bench, pension_payments=rows, left_out=left_out)
    assert bench.count("now_pension_payments") == left


def test_a_payment_added_to_a_month_that_was_delivered_contradicts(bench):
    row = PAYMENTS["p1"].replace("p1", "p9")
    assert deliver(bench, pension_payments=[row]) == [("abhar", "1403-07", 1, 0, 0, 1, ())]


def test_a_month_that_a_county_had_left_out_is_news(bench):
    row = PAYMENTS["p1"].replace("p1", "p9").replace("1403-07", "1403-05")
    assert deliver(bench, pension_payments=[row]) == [("abhar", "1403-05", 1, 0, 0, 0, ())]


def test_arrears_of_an_earlier_month_are_news_and_none_is_ever_missing(bench):
    row = PAYMENTS["p4"].replace("p4", "p9")
    assert deliver(bench, pension_payments=[row, PAYMENTS["p3"]]) == [("tarom", "", 1, 0, 0, 0, ())]
    assert "p4" in keys(bench, "pension_payments", "payment_id")


def test_a_file_closed_since_has_gone_on_and_contradicts_nothing(bench):
    row = FILES["a1"].replace("NULL, NULL, 'female'", "DATE '2024-11-05', 'death', 'female'")
    assert deliver(bench, case_files=[row]) == [
        ("abhar", "", 0, 1, 0, 0, ("closed_on", "closure_reason"))
    ]
    assert bench.count("now_case_files") == 4


def test_a_file_closed_in_a_month_that_was_delivered_contradicts(bench):
    row = FILES["a1"].replace("NULL, NULL, 'female'", "DATE '2024-10-05', 'death', 'female'")
    [(*_, contradicting, _)] = deliver(bench, case_files=[row])
    assert contradicting == 1


@pytest.mark.parametrize(("day", "contradicting"), [("2024-10-21", 1), ("2024-10-22", 0)])
def test_a_new_file_is_news_from_the_first_day_after_what_was_delivered(bench, day, contradicting):
    row = FILES["a1"].replace("'a1'", "'a9'").replace("2020-01-01", day)
    assert deliver(bench, case_files=[row]) == [("abhar", "", 1, 0, 0, contradicting, ())]


def test_a_file_left_out_of_a_countys_list_is_taken_back(bench):
    assert deliver(bench, case_files=[FILES["a1"], FILES["a3"]]) == [("abhar", "", 0, 0, 1, 1, ())]
    assert keys(bench, "case_files", "case_id") == ["a1", "a3", "t1"]


def test_a_key_filled_in_contradicts_nothing_and_none_is_lost(bench):
    without, other = FILES["a1"].replace("'k1'", "NULL"), FILES["a2"].replace("'k2'", "'k9'")
    assert deliver(bench, case_files=[without, other, FILES["a3"]]) == [
        ("abhar", "", 0, 1, 0, 0, ("person_key",))
    ]
    found = bench.run("SELECT case_id, person_key FROM now_case_files ORDER BY 1")
    assert found == [("a1", "k1"), ("a2", "k9"), ("a3", "k4"), ("t1", "k3")]


@pytest.mark.parametrize(("paid", "contradicting"), [(2000, 0), (500, 1)])
def test_support_that_goes_on_is_paid_more_and_never_less(bench, paid, contradicting):
    row = STUDENTS["s1"].replace("1000)", f"{paid})")
    assert deliver(bench, students=[row]) == [
        ("abhar", "", 0, 1, 0, contradicting, ("support_rials",))
    ]


def test_a_cell_filled_in_that_figures_rest_on_contradicts(bench):
    row = FILES["a1"].replace("'female', NULL, NULL", "'female', DATE '1980-01-01', NULL")
    [(*_, contradicting, columns)] = deliver(bench, case_files=[row])
    assert (contradicting, columns) == (1, ("head_birth_date",))


def test_of_one_county_nothing_of_another_is_touched(bench):
    deliver(bench, case_files=[FILES["a1"]], pension_payments=[PAYMENTS["p2"], PAYMENTS["p5"]])
    assert keys(bench, "pension_payments", "payment_id") == ["p2", "p3", "p4", "p5"]
    assert "t1" in keys(bench, "case_files", "case_id")
