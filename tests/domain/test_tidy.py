import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.tidy import as_csv, from_csv

COLUMNS = ("one", "two")
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))


@given(st.lists(st.tuples(texts, texts)))
def test_rows_come_back_as_they_were(rows):
    assert from_csv(as_csv(rows, COLUMNS), COLUMNS) == rows


def test_the_heading_stands_first_and_lines_end_plainly():
    assert as_csv([("۱", "a,b")], COLUMNS) == 'one,two\n۱,"a,b"\n'


def test_other_columns_are_refused():
    with pytest.raises(ValueError, match="the columns are two, one"):
        from_csv("two,one\n", COLUMNS)
