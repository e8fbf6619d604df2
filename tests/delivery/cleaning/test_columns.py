"""A column is read as each of its cells alone would be."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from helpers.delivery.cleaning import columns
from helpers.delivery.cleaning.columns import ColumnReader, Reading, Readings
from helpers.register.schema import Column

TEXT, OPTIONAL = Column("id", "", "text"), Column("id", "", "text", required=False)
SIZE = Column("size", "", "integer", minimum=1, maximum=20)


def loud(text: str) -> Reading:
    """Read letters in capitals; digits are at fault."""
    if text.isdigit():
        return Reading(fault="E114")
    return Reading(text.upper(), changes=("labels",) if text != text.upper() else ())


def number(text: str) -> Reading:
    return Reading(int(text)) if text.lstrip("-").isdigit() else Reading(fault="E116")


def places(read: columns.ReadColumn) -> dict[str, list[int]]:
    return {code: where.tolist() for code, where in read.faults.items()}


def test_values_faults_and_changes_are_those_of_the_cells():
    read = ColumnReader(TEXT, loud).read(pa.array(["a", "5", "", "B", " a", "a", "۵", " "]))
    assert read.values.to_pylist() == ["A", None, None, "B", "A", "A", None, None]
    assert places(read) == {"E114": [1, 6], "E111": [2, 7]}
    assert read.changed == {"labels": 3, "spelling": 1}


def test_an_empty_cell_is_no_fault_where_none_is_required():
    read = ColumnReader(OPTIONAL, loud).read(pa.array(["", "a", " \u200f"]))
    assert read.values.to_pylist() == [None, "A", None]
    assert not read.faults
    assert read.changed == {"labels": 1}


def test_a_number_out_of_bounds_is_at_fault_and_the_bounds_are_not():
    read = ColumnReader(SIZE, number).read(pa.array(["0", "1", "20", "21", "-1", "x", str(2**40)]))
    assert read.values.to_pylist() == [None, 1, 20, *[None] * 4]
    assert read.values.type == pa.int32()
    assert places(read) == {"E117": [0, 3, 4, 6], "E116": [5]}


def test_a_number_without_bounds_still_fits_its_column():
    unbound = Column("size", "", "integer")
    read = ColumnReader(unbound, number).read(pa.array([str(2**31 - 1), str(2**31), str(-(2**31))]))
    assert read.values.to_pylist() == [2**31 - 1, None, -(2**31)]
    assert places(read) == {"E117": [1]}


def test_what_is_usual_is_read_at_once_and_the_rest_one_by_one():
    asked = []

    def one(text: str) -> Reading:
        asked.append(text)
        return loud(text)

    def usual(texts: pa.StringArray) -> Readings:
        short = pc.equal(pc.utf8_length(texts), 1)
        return Readings(
            pc.if_else(short, "short", None), changes={"amounts": short.to_numpy(False)}
        )

    read = ColumnReader(TEXT, one, usual).read(pa.array(["a", "bb", "", "55", "a", "bb"]))
    assert asked == ["bb", "55"]
    assert read.values.to_pylist() == ["short", "BB", None, None, "short", "BB"]
    assert places(read) == {"E111": [2], "E114": [3]}
    assert read.changed == {"amounts": 2, "labels": 2}


def test_a_text_is_read_once_in_all_batches():
    asked = []

    def one(text: str) -> Reading:
        asked.append(text)
        return loud(text)

    reader = ColumnReader(TEXT, one)
    for _ in range(3):
        assert reader.read(pa.array(["a", "b", "a"])).values.to_pylist() == ["A", "B", "A"]
    assert asked == ["a", "b"]


def test_more_texts_than_are_remembered_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(columns, "_MOST_REMEMBERED", 3)
    reader = ColumnReader(TEXT, loud)
    texts = list("abcdefg")
    for _ in range(2):
        assert reader.read(pa.array(texts)).values.to_pylist() == list("ABCDEFG")
        assert len(reader._remembered) <= 3


def test_how_arrow_lays_the_texts_out_does_not_matter():
    for layout in (pa.large_string(), pa.string_view()):
        read = ColumnReader(TEXT, loud).read(pa.array(["a", "۵", "a "], layout))
        assert read.values.to_pylist() == ["A", None, "A"]
        assert places(read) == {"E114": [1]}


def test_no_rows_are_no_values():
    read = ColumnReader(SIZE, number).read(pa.array([], pa.string()))
    assert (len(read.values), read.values.type, read.faults) == (0, pa.int32(), {})
