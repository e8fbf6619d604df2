"""Every fault of the list can be provoked, and nothing but it is found."""

import re

import pytest
import xlsxwriter

from helpers.delivery.faults import FAULTS, faults_table
from helpers.delivery.findings import presentable
from helpers.errors import DataError


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


def _zeros_lost(delivery):
    delivery.add("case_files", 5, case_id="007")
    delivery.add("pension_payments", 5, payment_id="p9", case_id="7")


def _tomans_as_rials(delivery):
    for month in range(1, 11):
        number = f"q{month}"
        delivery.add(
            "pension_payments", 2, payment_id=number, month=f"1401-{month:02}",
            amount_rials="600000",
        )  # fmt: skip


def _a_second_file(**cells):
    return lambda delivery: delivery.add("case_files", 2, case_id="f9", **cells)


def _in_the_second_county(delivery):
    delivery.add("case_files", 2, case_id="f9", county=delivery["case_files"].county[2])


def _student_of_another_county(delivery):
    delivery.spoil("students", 2, county=delivery["case_files"].county[2])


def _total(amount):
    empty = dict.fromkeys(("case_id", "month", "paid_on", "kind", "household_size"), "")
    return _add("pension_payments", 2, payment_id="جمع کل", amount_rials=amount, **empty)


def _sheet_of_notes(delivery):
    delivery.write()
    with xlsxwriter.Workbook(delivery.folder / "more.xlsx") as book:
        book.add_worksheet("students").write_row(0, 0, list(delivery["students"]))
        book.add_worksheet("notes").write_row(0, 0, ["تهیه شد", "در ابهر"])


PROVOKE = {
    "E101": _file("letter.docx", b"dear office"),
    "E102": _file("more.xlsx", b"PK\x03\x04 and no more"),
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
    "E133": _zeros_lost,
    "E134": _spoil("students", 4, student_id="زهرا محمدی"),
    "E135": _tomans_as_rials,
    "W201": _add("case_files", 2),
    "W202": _another_column,
    "W203": _spoil("case_files", 2, head_birth_date=""),
    "W204": _spoil("case_files", 2, headship_cause=""),
    "W205": _spoil("case_files", 5, headship_cause="other"),
    "W206": _spoil("case_files", 2, head_birth_date="1900-01-01"),
    "W207": _spoil("pension_payments", 3, month="1398-01"),
    "W208": _spoil("pension_payments", 2, amount_rials="0"),
    "W209": _a_second_file(),
    "W210": _in_the_second_county,
    "W211": _spoil("students", 4, support_end="", end_reason=""),
    "W212": _student_of_another_county,
    "W213": _spoil("pension_payments", 2, amount_rials="60000"),
    "W214": _total("21,750,000"),
    "W215": _total("21,750,001"),
    "W216": _sheet_of_notes,
}
ROWS = {"W209": 2, "W210": 2}
BESIDES = {"W215": {"W214": 1}}


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
    assert delivery.ingest().warnings == {code: ROWS.get(code, 1)} | BESIDES.get(code, {})


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
        ("493-7081-2", "a text of 8 digits, not shown"),
        ("\u200e49370812\u200e", "a text of 8 digits, not shown"),
    ],
)
def test_a_message_shows_no_name_and_no_national_id(text, shown):
    assert presentable(text, ("urban", "rural")) == shown


def test_the_page_of_faults_lists_every_code_once():
    codes = re.findall(r"^\| ([EW]\d{3}) \|", faults_table(), re.MULTILINE)
    assert codes == sorted(FAULTS)
