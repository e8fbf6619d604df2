"""Totals and blank rows: kept apart from rows of data, which are never taken for them."""

import numpy as np
import pyarrow as pa
import pytest
from delivery.opened import HEADINGS, PAYMENTS
from hypothesis import given
from hypothesis import strategies as st

from helpers.delivery.readers.totals import RowSorter, is_blank, is_total_label
from helpers.delivery.source import ROW, FoundColumn
from helpers.register.schema import PENSION_PAYMENTS, STUDENTS

LABELS = [
    "جمع", "جمع کل", "جمع‌کل", "جمع كل", "جمعکل", "جـمـع", "مجموع", "سرجمع", "جمع صفحه",
    "جمع کل شهرستان", "جمع: ۱۲ پرونده", " جمع ", "«جمع»", "Total", "TOTAL:", "Grand total",
    "Sub-total", "subtotal", "sum", "Total of the county", "حاصل جمع", "* جمع",
]  # fmt: skip
NO_LABELS = ["جمعه", "جمعیت", "مجموعه", "جامع", "totality", "summary", "", "12", "1جمع", "x جمع"]
COLUMNS = [FoundColumn(place, name, name) for place, name in enumerate(HEADINGS)]


def sort(rows, columns=COLUMNS, table=PENSION_PAYMENTS):
    by_place = {
        column.place: pa.array([row[column.place] for row in rows], pa.string())
        for column in columns
    }
    return RowSorter(table, columns).sort(by_place, np.arange(2, 2 + len(rows)), ragged=(99,))


def numbers(batch):
    return batch.column(ROW).to_pylist()


@pytest.mark.parametrize("text", LABELS)
def test_a_label_of_totals_is_known(text):
    assert is_total_label(text)


@pytest.mark.parametrize("text", NO_LABELS)
def test_other_words_are_none(text):
    assert not is_total_label(text)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("place", range(7))
def test_a_total_is_told_in_whatever_column_its_label_stands(label, place):
    total = ["", "", "", "", "", "17000000", "8"]
    total[place] = label
    cells = sort([PAYMENTS[0], total, PAYMENTS[1]])
    assert numbers(cells.totals) == [3]
    assert cells.totals.to_pylist()[0] == dict(zip([*HEADINGS, ROW], [*total, 3], strict=True))
    assert numbers(cells.rows) == [2, 4]
    assert cells.ragged == (99,)


def test_a_label_in_a_column_of_no_table_makes_a_total_too():
    columns = [*COLUMNS, FoundColumn(7, "ردیف")]
    rows = [[*PAYMENTS[0], "جمع"], ["", "", "", "", "", "5", "", "جمع"], [*[""] * 7, "جمع"]]
    cells = sort(rows, columns)
    assert numbers(cells.totals) == [3, 4]
    assert numbers(cells.rows) == [2]


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_row_that_says_whose_it_is_or_of_what_day_is_no_total(place):
    row = ["", "", "", "", "جمع", "5", ""]
    row[place] = PAYMENTS[0][place]
    cells = sort([row])
    assert numbers(cells.rows) == [2]
    assert numbers(cells.totals) == []


def test_a_row_without_its_number_is_no_total_by_itself():
    cells = sort([["", "", *PAYMENTS[0][2:]]])
    assert numbers(cells.rows) == [2]


@pytest.mark.parametrize("blank", ["", " ", "\u200c", "\u00a0\u200f", "\t\r\n", "\ufeff"])
def test_blank_rows_are_left_out(blank):
    cells = sort([PAYMENTS[0], [blank] * 7, PAYMENTS[1]])
    assert is_blank(blank)
    assert numbers(cells.rows) == [2, 4]
    assert numbers(cells.totals) == []


def test_a_row_with_something_in_columns_of_no_table_alone_is_blank():
    cells = sort([[*[""] * 7, "12"]], [*COLUMNS, FoundColumn(7, "ردیف")])
    assert numbers(cells.rows) == numbers(cells.totals) == []


def test_a_column_that_is_not_there_is_empty():
    columns = [
        FoundColumn(place, column.name, column.name)
        for place, column in enumerate(c for c in STUDENTS.columns if c.name != "national_id")
    ]
    cells = sort([["1"] * len(columns)], columns, STUDENTS)
    row = cells.rows.to_pylist()[0]
    assert row["national_id"] == ""
    assert list(row) == [*(column.name for column in STUDENTS.columns), ROW]


_CELL = st.sampled_from(["", " ", "جمع", "total x", "7", "مستمری", "s", "t1", "م-1", "جم", "سر"])


@given(st.lists(st.lists(_CELL, min_size=7, max_size=7), max_size=8))
def test_many_rows_are_sorted_as_one_by_one(rows):
    cells = sort(rows)
    sorter = RowSorter(PENSION_PAYMENTS, COLUMNS)
    totals = [n for n, row in enumerate(rows, 2) if sorter.is_total(dict(enumerate(row)))]
    blank = [n for n, row in enumerate(rows, 2) if all(map(is_blank, row))]
    assert numbers(cells.totals) == totals
    assert numbers(cells.rows) == [
        n for n in range(2, 2 + len(rows)) if n not in totals and n not in blank
    ]
    assert all(rows[n - 2][place].strip() in {"", "جمع", "total x"}
               for n in totals for place in (0, 1, 3))  # fmt: skip
