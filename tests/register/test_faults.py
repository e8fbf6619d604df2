"""Every fault of the list can be provoked, and nothing but it is found."""

import re

import pytest

from helpers.errors import DataError
from helpers.register.faults import FAULTS, faults_table
from helpers.register.findings import presentable


def _spoil(table, row, **cells):
    return lambda delivery: delivery.spoil(table, row, **cells)


def _add(table, like, **cells):
    return lambda delivery: delivery.add(table, like, **cells)


def _drop_column(delivery):
    del delivery["case_files"]["closed_on"]


def _column_twice(delivery):
    delivery["pension_payments"]["ماه"] = delivery["pension_payments"]["month"]


def _another_column(delivery):
    delivery["students"]["remarks"] = "خوب"


def _drop_table(delivery):
    del delivery.tables["students"]


def _no_regular(delivery):
    delivery["pension_payments"]["kind"] = "arrears"
    delivery["pension_payments"]["amount_rials"] = "1"


def _number_of_person(delivery):
    delivery.spoil("students", 3, student_id=delivery["students"].national_id[1])


def _file(name, content):
    def provoke(delivery):
        delivery.write()
        (delivery.folder / name).write_bytes(content)

    return provoke


PROVOKE = {
    "E101": _file("letter.docx", b"dear office"),
    "E102": _file("more.csv", "case_id,county\n1,زنجان\n".encode("utf-16")),
    "E103": _file("more.csv", b"a,b\n1,2\n"),
    "E104": _drop_column,
    "E105": _column_twice,
    "E106": _file(
        "more.csv",
        b"payment_id,case_id,month,paid_on,kind,amount_rials,household_size\n"
        b"p8,f1,1402-10,1402/12/01,arrears,6000000,3\n"
        b"p9,f1,1402-10,1402/12/01,arrears,6,000,000,3\n",
    ),
    "E107": _drop_table,
    "E108": _no_regular,
    "E111": _spoil("case_files", 2, county=""),
    "E112": _spoil("case_files", 2, opened_on="1398/12/30"),
    "E113": _spoil("pension_payments", 2, month="1402-13"),
    "E114": _spoil("case_files", 2, residence="urbann"),
    "E115": _spoil("case_files", 2, county="nowhere"),
    "E116": _spoil("pension_payments", 2, amount_rials="6000000.5"),
    "E117": _spoil("case_files", 2, household_size="21"),
    "E118": _spoil("case_files", 2, national_id="1234567890"),
    "E119": _spoil("students", 4, student_id="1.23E+09"),
    "E120": _add("pension_payments", 2, payment_id="p9", kind="arrears", paid_on="1499/01/01"),
    "E121": _add("pension_payments", 6, amount_rials="-1"),
    "E122": _spoil("students", 2, support_end="1399/01/01"),
    "E123": _spoil("case_files", 5, closure_reason=""),
    "E124": _spoil("case_files", 4, opened_on="1398/05/31"),
    "E125": _spoil("case_files", 2, head_birth_date="2020-01-01"),
    "E126": _spoil("students", 3, end_reason="other"),
    "E127": _spoil("students", 4, case_id="f9"),
    "E128": _add("pension_payments", 2, payment_id="p9"),
    "E129": _spoil("pension_payments", 5, amount_rials="-1"),
    "E130": _spoil("students", 3, stage="primary"),
    "E131": _spoil("students", 3, support_start="1402/04/04"),
    "E132": _number_of_person,
    "W201": _add("case_files", 2),
    "W202": _another_column,
    "W203": _spoil("case_files", 2, head_birth_date=""),
    "W204": _spoil("case_files", 2, headship_cause=""),
    "W205": _spoil("case_files", 5, headship_cause="other"),
    "W206": _spoil("case_files", 2, head_birth_date="1900-01-01"),
    "W207": _spoil("pension_payments", 3, month="1398-01"),
    "W208": _spoil("pension_payments", 2, amount_rials="0"),
}


def test_every_fault_of_the_list_has_its_provocation():
    assert list(PROVOKE) == list(FAULTS)


@pytest.mark.parametrize("code", [code for code in FAULTS if code.startswith("E")])
def test_an_error_refuses_the_delivery_and_is_found_alone(delivery, code):
    PROVOKE[code](delivery)
    with pytest.raises(DataError) as refusal:
        delivery.ingest()
    assert set(re.findall(r"^([EW]\d{3}) ", str(refusal.value), re.MULTILINE)) == {code}
    assert not delivery.settings.register.exists()


@pytest.mark.parametrize("code", [code for code in FAULTS if code.startswith("W")])
def test_a_warning_is_counted_and_is_found_alone(delivery, code):
    PROVOKE[code](delivery)
    assert delivery.ingest().warnings == {code: 1}


def test_a_fault_says_where_what_was_found_what_is_expected_and_what_to_do(delivery):
    delivery.spoil("case_files", 3, closed_on="1398/06/32")
    with pytest.raises(DataError) as refusal:
        delivery.ingest()
    kind = FAULTS["E112"]
    assert (
        f"E112 {delivery.folder / 'case_files.csv'}: not a date\n"
        "  where:    row 3, column closed_on\n"
        "  found:    '1398/06/32'\n"
        f"  expected: {kind.expected}\n"
        f"  do:       {kind.do}\n"
    ) in str(refusal.value)


def test_five_examples_are_shown_and_the_others_are_counted(delivery):
    for number in range(7):
        delivery.add("pension_payments", 6, payment_id=f"q{number}", month="never")
    with pytest.raises(DataError, match=r"rows 7, 8, 9, 10, 11 and 2 more, column month"):
        delivery.ingest()


def test_faults_of_all_tables_are_listed_in_one_go(delivery):
    delivery.spoil("case_files", 2, residence="?", opened_on="?")
    delivery.spoil("pension_payments", 2, amount_rials="?")
    delivery.spoil("students", 4, support_end="1390/01/01")
    with pytest.raises(DataError) as refusal:
        delivery.ingest()
    codes = re.findall(r"^([EW]\d{3}) ", str(refusal.value), re.MULTILINE)
    assert codes == ["E112", "E114", "E116", "E122"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1403/13/01", "'1403/13/01'"),
        ("۱۴۰۳/۱۳/۰۱", "'۱۴۰۳/۱۳/۰۱'"),
        ("urbann", "'urbann'"),
        ("", "an empty cell"),
        ("زهرا محمدی", "a text of 9 letters, not shown"),
        ("0499370899", "a text of 10 digits, not shown"),
        ("۰۴۹۹۳۷۰۸۹۹", "a text of 10 digits, not shown"),
        ("1234567890", "a text of 10 digits, not shown"),
    ],
)
def test_a_message_shows_no_name_and_no_national_id(text, shown):
    assert presentable(text, ("urban", "rural")) == shown


def test_the_page_of_faults_lists_every_code_once():
    codes = re.findall(r"^\| ([EW]\d{3}) \|", faults_table(), re.MULTILINE)
    assert codes == sorted(FAULTS)
