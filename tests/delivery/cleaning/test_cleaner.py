"""Cleaning changes spelling, never meaning; what it cannot read it names, and does not show."""

import datetime as dt
from collections.abc import Mapping

import pyarrow as pa
import pytest
from delivered import national_id
from examples import up_to
from hypothesis import given
from hypothesis import strategies as st

from helpers.delivery.cleaning.cleaner import Cleaned, Cleaner
from helpers.delivery.cleaning.identity import person_key
from helpers.delivery.cleaning.vocabulary import Vocabulary
from helpers.delivery.faults import FAULTS
from helpers.delivery.source import ROW, FoundColumn, Source
from helpers.domain.deliveries import CLEANED
from helpers.domain.persian import persian_digits
from helpers.register.schema import CASE_FILES, PENSION_PAYMENTS, STUDENTS, TABLES, TableSchema

SECRET = bytes(32)
ID = national_id(123456789)
SHORT_ID = national_id(5512345)  # two zeros stand before it
CLEAN = {
    "case_files": {
        "case_id": "f1", "national_id": ID, "county": "abhar", "residence": "urban",
        "opened_on": "2019-05-01", "closed_on": "2020-01-31", "closure_reason": "moved",
        "head_sex": "female", "head_birth_date": "1980-02-03", "headship_cause": "divorce",
        "household_size": "3",
    },
    "pension_payments": {
        "payment_id": "p1", "case_id": "f1", "month": "1402-11", "paid_on": "2024-02-20",
        "kind": "regular", "amount_rials": "6000000", "household_size": "3",
    },
    "students": {
        "student_id": "s1", "case_id": "f1", "national_id": ID, "level": "school",
        "stage": "primary", "sex": "female", "county": "abhar", "support_start": "2021-09-23",
        "support_end": "2023-06-26", "end_reason": "graduated", "support_rials": "4000000",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def words(settings) -> Vocabulary:
    return Vocabulary(settings.terms, settings.areas)


@pytest.fixture
def cleaner(words) -> Cleaner:
    return Cleaner(words, SECRET)


def source(table: TableSchema, *in_tomans: str) -> Source:
    columns = tuple(
        FoundColumn(place, column.heading, column.name, column.name in in_tomans)
        for place, column in enumerate(table.columns)
    )
    return Source("a.csv", "CSV", "", table, (1,), columns, lambda: iter(()))


def batch(table: TableSchema, rows: list[Mapping[str, str]], first: int = 2) -> pa.RecordBatch:
    """Lay rows like the clean one, but for the cells given, in a batch."""
    whole = [CLEAN[table.name] | row for row in rows]
    cells = {c.name: pa.array([row[c.name] for row in whole], pa.string()) for c in table.columns}
    return pa.record_batch(cells | {ROW: pa.array(range(first, first + len(rows)), pa.int32())})


def clean(cleaner: Cleaner, table: TableSchema, *rows: Mapping[str, str]) -> Cleaned:
    return cleaner.clean(batch(table, list(rows)), source(table))


def found(cleaned: Cleaned) -> list[tuple[str, str, list[int]]]:
    return [(code, column, rows.tolist()) for code, column, rows in cleaned.faults]


def test_clean_rows_become_the_stored_columns_in_their_types(cleaner):
    for table in TABLES.values():
        cleaned = clean(cleaner, table, {}, {})
        schema = table.arrow.append(pa.field(ROW, pa.int32()))
        assert cleaned.values.schema.equals(schema)
        assert cleaned.values.column(ROW).to_pylist() == [2, 3]
        assert not cleaned.faults
        assert not any(column.null_count for column in cleaned.values.columns)
    assert not cleaner.counts


def test_values_are_what_the_cells_say(cleaner):
    (row,) = clean(cleaner, PENSION_PAYMENTS, {}).values.to_pylist()
    assert row == {
        "payment_id": "p1", "case_id": "f1", "month": "1402-11", "paid_on": dt.date(2024, 2, 20),
        "kind": "regular", "amount_rials": 6_000_000, "household_size": 3, ROW: 2,
    }  # fmt: skip


def test_a_person_key_stands_in_place_of_the_national_id(cleaner):
    cleaned = clean(cleaner, CASE_FILES, {}, {"national_id": f"\u200e{persian_digits(ID)} "},
                    {"national_id": ""})  # fmt: skip
    assert cleaned.values.column("person_key").to_pylist() == [person_key(ID, SECRET)] * 2 + [None]
    assert "national_id" not in cleaned.values.schema.names
    assert not cleaned.faults


@pytest.mark.parametrize(
    ("table", "column", "text", "code"),
    [
        (CASE_FILES, "county", "", "E111"), (CASE_FILES, "case_id", " \u200f", "E111"),
        (CASE_FILES, "opened_on", "1403/07/31", "E112"),
        (CASE_FILES, "closed_on", "21/10/2024", "E112"), (PENSION_PAYMENTS, "month", "1403-13",
        "E113"), (PENSION_PAYMENTS, "kind", "regularr", "E114"),
        (STUDENTS, "end_reason", "?", "E114"), (STUDENTS, "county", "قیدار", "E115"),
        (CASE_FILES, "household_size", "پنج", "E116"), (PENSION_PAYMENTS, "amount_rials", "6.000",
        "E116"), (CASE_FILES, "household_size", "21", "E117"),
        (PENSION_PAYMENTS, "household_size", "0", "E117"), (STUDENTS, "support_rials", "-1",
        "E117"), (STUDENTS, "national_id", "0499370898", "E118"),
        (CASE_FILES, "national_id", "مریم", "E118"),
        (CASE_FILES, "national_id", SHORT_ID.lstrip("0"), "E119"),
        (PENSION_PAYMENTS, "payment_id", "1.23E+09", "E119"),
        (CASE_FILES, "case_id", ID, "E132"), (STUDENTS, "student_id", f"{ID[:3]}-{ID[3:]}/2",
        "E132"), (STUDENTS, "case_id", persian_digits(ID), "E132"),
        (PENSION_PAYMENTS, "case_id", "مریم احمدی", "E134"),
    ],
)  # fmt: skip
def test_a_cell_at_fault_is_named_by_code_column_and_row_and_stays_empty(
    cleaner, table, column, text, code
):
    cleaned = clean(cleaner, table, {}, {column: text}, {})
    assert found(cleaned) == [(code, column, [3])]
    stored = cleaned.values.column(table[column].stored_name).to_pylist()
    assert stored[1] is None
    assert stored[0] == stored[2] is not None


def test_an_id_without_its_zeros_is_found_in_the_number_of_the_file(cleaner):
    cleaned = clean(cleaner, CASE_FILES, {"national_id": SHORT_ID, "case_id": SHORT_ID.lstrip("0")})
    assert found(cleaned) == [("E132", "case_id", [2])]


def test_other_faults_of_the_numbers_are_named_beside_national_ids(cleaner):
    cleaned = clean(cleaner, CASE_FILES, {"case_id": ""}, {"case_id": ID}, {"case_id": "مریم"})
    assert found(cleaned) == [
        ("E111", "case_id", [2]), ("E132", "case_id", [3]), ("E134", "case_id", [4]),
    ]  # fmt: skip


def test_faults_of_many_rows_stand_together_in_the_order_of_the_rows(cleaner):
    rows = [{"county": text} for text in ("x", "", "abhar", "y", "x")]
    cleaned = cleaner.clean(batch(CASE_FILES, rows, first=100), source(CASE_FILES))
    assert found(cleaned) == [("E111", "county", [101]), ("E115", "county", [100, 103, 104])]
    assert all(fault.rows.dtype == "int32" for fault in cleaned.faults)


def test_a_heading_in_toman_holds_for_its_column_and_its_file_alone(cleaner):
    payments = batch(PENSION_PAYMENTS, [
        {"amount_rials": text} for text in ("600000", "600,000", "6000000 ریال", "-25000", "")
    ])  # fmt: skip
    in_tomans = cleaner.clean(payments, source(PENSION_PAYMENTS, "amount_rials"))
    assert in_tomans.values.column("amount_rials").to_pylist() == [
        6_000_000, 6_000_000, 6_000_000, -250_000, None,
    ]  # fmt: skip
    assert in_tomans.values.column("household_size").to_pylist() == [3] * 5
    assert cleaner.counts == {"tomans": 3, "amounts": 2}
    in_rials = cleaner.clean(payments, source(PENSION_PAYMENTS))
    assert in_rials.values.column("amount_rials").to_pylist() == [
        600_000, 600_000, 6_000_000, -25_000, None,
    ]  # fmt: skip


def test_changes_are_counted_by_kind(cleaner):
    clean(
        cleaner, PENSION_PAYMENTS,
        {"paid_on": "1402/12/01", "month": "1402/11"},
        {"paid_on": "45342", "amount_rials": "6,000,000"},
        {"kind": "مستمری", "household_size": "۳", "amount_rials": "600000 تومان"},
        {"paid_on": "۱۴۰۲/۱۲/۰۱", "case_id": "f1 "},
    )  # fmt: skip
    assert cleaner.counts == {
        "solar_dates": 2, "excel_dates": 1, "labels": 1, "amounts": 2, "tomans": 1, "spelling": 4,
    }  # fmt: skip
    assert set(cleaner.counts) == set(CLEANED)


CELLS = st.one_of(
    st.sampled_from(["", " ", ID, SHORT_ID.lstrip("0"), "مریم احمدی", "1.23E+09", "45586", "f1",
                     "1403/07/30", "1403-07", "abhar", "زنجان", "شهری", "طلاق", "زن", "3", "6,000",
                     "6 000 000 تومان", "moved", "دختر/زن", "دکتری", "2024-10-21", "-5", "1E9"]),
    st.text("0123456789۰۱۲٠١-/. ,E+تومانریالf\u200c\u200f", max_size=12),
    st.text(max_size=8),
)  # fmt: skip
TABLE = st.sampled_from(list(TABLES.values()))


def rows_of(table: TableSchema) -> st.SearchStrategy[list[dict[str, str]]]:
    names = [column.name for column in table.columns]
    row = st.dictionaries(st.sampled_from(names), CELLS, max_size=len(names))
    return st.lists(row, max_size=6)


@given(st.data(), TABLE, st.booleans())
def test_every_cell_is_read_or_empty_or_has_one_fault_that_carries_no_text(
    words, data, table, in_tomans
):
    rows = data.draw(rows_of(table))
    cells = batch(table, rows)
    money = [column.name for column in table.columns if column.kind == "money"]
    cleaned = Cleaner(words, SECRET).clean(cells, source(table, *(money if in_tomans else ())))
    at_fault = [(column, row) for _, column, rows in cleaned.faults for row in rows.tolist()]
    assert len(at_fault) == len(set(at_fault))
    assert {fault.code for fault in cleaned.faults} <= set(FAULTS)
    assert set(at_fault) <= {
        (c.name, row) for c in table.columns for row in range(2, len(rows) + 2)
    }
    for column in table.columns:
        stored = cleaned.values.column(column.stored_name).to_pylist()
        for row, (text, value) in enumerate(
            zip(cells.column(column.name).to_pylist(), stored, strict=True), start=2
        ):
            if value is not None:
                assert (column.name, row) not in at_fault
            elif text and text.isascii() and text.strip():
                assert (column.name, row) in at_fault


@up_to(50)
@given(st.data(), TABLE)
def test_what_is_clean_is_cleaned_into_itself(words, data, table):
    cleaner = Cleaner(words, SECRET)
    once = cleaner.clean(batch(table, data.draw(rows_of(table))), source(table)).values
    again = {
        column.name: pa.array(
            ["" if value is None else str(value) for value in
             once.column(column.stored_name).to_pylist()], pa.string())
        for column in table.columns if column.kind != "national_id"
    }  # fmt: skip
    if "person_key" in table.stored_names:
        again["national_id"] = pa.array([""] * once.num_rows, pa.string())
    cleaner.counts.clear()
    twice = cleaner.clean(pa.record_batch(again | {ROW: once.column(ROW)}), source(table))
    for column in table.columns:
        if column.kind != "national_id":
            assert twice.values.column(column.name).equals(once.column(column.name))
    assert {fault.code for fault in twice.faults} <= {"E111"}
    assert not cleaner.counts


@up_to(50)
@given(st.data(), TABLE, st.integers(0, 6))
def test_batches_are_cleaned_as_the_whole(words, data, table, cut):
    cells = batch(table, data.draw(rows_of(table)))
    whole, parts = Cleaner(words, SECRET), Cleaner(words, SECRET)
    one = whole.clean(cells, source(table))
    two = [parts.clean(part, source(table)) for part in (cells.slice(0, cut), cells.slice(cut))]
    assert pa.Table.from_batches([part.values for part in two]).equals(
        pa.Table.from_batches([one.values])
    )
    assert parts.counts == whole.counts
    in_parts = {
        (fault.code, fault.column, row) for part in two
        for fault in part.faults for row in fault.rows.tolist()
    }  # fmt: skip
    assert in_parts == {(f.code, f.column, row) for f in one.faults for row in f.rows.tolist()}


@given(st.sampled_from([CASE_FILES, STUDENTS]), st.sampled_from([ID, SHORT_ID]), st.data())
def test_no_number_of_a_row_holds_the_national_id_of_the_row(words, table, own, data):
    numbers = [column.name for column in table.columns if column.kind == "text"]
    parted = f"{own[:3]}-{own[3:9]}-{own[9:]}"
    spelt = st.sampled_from([own, own.lstrip("0"), persian_digits(own), f" {own}", f"0{own}",
                             f"{own}/1", f"پ-{own}", parted])  # fmt: skip
    row = {name: data.draw(spelt) for name in numbers} | {"national_id": own}
    cleaned = clean(Cleaner(words, SECRET), table, row)
    assert found(cleaned) == [("E132", name, [2]) for name in numbers]
    assert not any(cleaned.values.column(name)[0].is_valid for name in numbers)


def test_a_cleaner_does_not_show_its_secret(cleaner):
    assert "secret" not in repr(cleaner)
    assert SECRET.hex() not in repr(cleaner)
