"""The declared schema agrees with the code lists, the terms and itself."""

import re

import pytest

from helpers.domain.periods import Month
from helpers.register.schema import MONTH_PATTERN, TABLES

COLUMNS = [
    pytest.param(table, column, id=f"{table.name}.{column.name}")
    for table in TABLES.values()
    for column in table.columns
]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_code_has_a_word_in_both_languages(settings, table, column):
    missing = [code for code in column.codes if (column.terms, code) not in settings.terms.by_key]
    assert missing == []
    assert bool(column.codes) == (column.kind == "code")


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_no_national_id_is_stored(table, column):
    assert column.stored_name != "national_id"
    assert "national_id" not in table.arrow.names


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_keys_are_required_columns(table):
    assert all(table[name].required for name in table.key)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_names_and_headings_are_each_used_once(table):
    names = [column.name for column in table.columns]
    headings = [column.heading for column in table.columns]
    assert len({*names, *headings}) == 2 * len(names)


@pytest.mark.parametrize("text", ["1403-07", "1398-12", str(Month(1404, 1))])
def test_a_month_is_written_with_two_digits(text):
    assert re.fullmatch(MONTH_PATTERN, text)


@pytest.mark.parametrize("text", ["1403-13", "1403-00", "1403-7", "2024-07", "۱۴۰۳-۰۷"])
def test_what_is_no_month_is_told_apart(text):
    assert not re.fullmatch(MONTH_PATTERN, text)
