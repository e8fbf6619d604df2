"""Parquet: typed columns give the cells that other files would hold."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from delivery.opened import HEADINGS, PAYMENTS, opened

from helpers.delivery.readers import parquet_files
from helpers.delivery.readers.arrow_text import Checksum, as_text


def _written(folder, columns, **options):
    path = folder / "payments.parquet"
    pq.write_table(pa.table(columns), path, **options)
    return path


def _typed():
    return {
        "payment_id": [1001, 1002, None],
        "case_id": ["501", "501", ""],
        "month": pa.array(["1402-11", "1402-12", None]).dictionary_encode(),
        "paid_on": [dt.date(2024, 2, 20), dt.date(2024, 3, 24), None],
        "kind": ["regular", "regular", None],
        "amount_rials": [6_000_000.0, float("nan"), None],
        "household_size": pa.array([3, 2, None], pa.int8()),
    }


def test_rows_of_values_are_rows_of_text(tmp_path):
    found = opened(_written(tmp_path, _typed()))
    assert found.only_rows == {
        2: ["1001", "501", "1402-11", "2024-02-20", "regular", "6000000", "3"],
        3: ["1002", "501", "1402-12", "2024-03-24", "regular", "", "2"],
    }
    assert found.source.form == "Parquet"
    assert found.codes == []


def test_it_is_read_in_batches_and_again(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_files, "BATCH_ROWS", 2)
    rows = dict(zip(HEADINGS, zip(*PAYMENTS, strict=True), strict=True))
    found = opened(_written(tmp_path, rows))
    for _ in range(2):
        assert [len(cells.rows) for cells in found.source.read()] == [2, 1]
    assert found.only_rows == dict(enumerate(PAYMENTS, start=2))


@pytest.mark.parametrize("cut", [3, 200])
def test_one_that_broke_off_is_a_fault(tmp_path, cut):
    path = _written(tmp_path, _typed())
    path.write_bytes(path.read_bytes()[:-cut])
    assert opened(path).codes == ["E102"]


def test_one_that_is_damaged_within_is_a_fault_when_it_is_read_and_is_noted_once(tmp_path):
    path = _written(tmp_path, _typed(), compression="zstd", use_dictionary=False)
    content = bytearray(path.read_bytes())
    content[4:200] = bytes(196)
    path.write_bytes(bytes(content))
    found = opened(path)
    assert found.codes == ["E102"]
    assert list(found.source.read()) == []
    assert found.codes == ["E102"]


def test_cells_that_are_no_text_are_a_fault(tmp_path):
    assert opened(_written(tmp_path, _typed() | {"kind": [[1], [2], [3]]})).codes == ["E102"]


def test_one_without_the_headings_of_a_table_is_not_recognised(tmp_path):
    assert opened(_written(tmp_path, {"a": [1]})).codes == ["E103"]


def test_unknown_columns_are_noted_and_missing_ones_refused(tmp_path):
    columns = _typed() | {"person_key": ["a", "b", "c"]}
    assert opened(_written(tmp_path, columns)).codes == ["W202"]
    del columns["kind"]
    assert opened(_written(tmp_path, columns)).codes == ["E104", "W202"]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (pa.array([1.0, 2.5, -0.0, None, 1e-7]), ["1", "2.5", "0", "", "1e-07"]),
        (pa.array([9_007_199_254_740_991.0, 2.0**53, 1.23e17]),
         ["9007199254740991", "9.00719925474099E+15", "1.23000000000000E+17"]),
        (pa.array([np.inf, np.nan]), ["INF", ""]),
        (pa.array([1.5], pa.float16()), ["1.5"]),
        (pa.array([dt.datetime(2024, 2, 20), dt.datetime(2024, 2, 20, 13)]),
         ["2024-02-20", "2024-02-20 13:00:00.000000"]),
        (pa.array([dt.datetime(2024, 2, 20)], pa.timestamp("ns")), ["2024-02-20"]),
        (pa.array([Decimal("6000000.00"), Decimal("1.50")]), ["6000000", "1.50"]),
        (pa.array([True, None]), ["true", ""]),
        (pa.array([None, None]), ["", ""]),
        (pa.array([b"a"]), ["a"]),
    ],
)  # fmt: skip
def test_values_as_text(values, texts):
    assert as_text(values).to_pylist() == texts


def test_values_that_have_no_text_are_refused():
    damaged = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.array([0, 1], pa.int32()).buffers()[1], pa.py_buffer(b"\xff")]
    )
    for values in (pa.array([[1]]), pa.array([b"\xff"]), damaged):
        with pytest.raises(pa.ArrowException):
            as_text(values)


def _checksum(rows, *cuts):
    result = Checksum()
    for start, end in zip((0, *cuts), (*cuts, len(rows)), strict=True):
        part = list(zip(*rows[start:end], strict=True)) or [(), ()]
        result.update([pa.array(column, pa.string()) for column in part])
    return result.hexdigest()


def test_the_checksum_of_rows_depends_on_all_their_cells_and_not_on_their_batches():
    rows = [("a", ""), ("b", "e"), ("c", "f")]
    assert _checksum(rows) == _checksum(rows, 1) == _checksum(rows, 0, 2, 3)
    others = [rows[::-1], rows[:2], [("a", "b"), ("", "e"), ("c", "f")], [("", "a"), *rows[1:]]]
    assert len({_checksum(rows), *map(_checksum, others)}) == 5
