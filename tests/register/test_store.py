"""The register is written whole or not at all, and reads the same wherever it stands."""

import datetime as dt
import json
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.domain.periods import Month
from helpers.errors import DataError, RequestError
from helpers.register.about import RegisterAbout
from helpers.register.schema import TABLES
from helpers.register.store import open_register, write_register

ABOUT = RegisterAbout(True, Month(1398, 1), Month(1403, 7), warnings={"W201": 3})
ROWS = {
    "case_files": [
        {
            "case_id": str(number), "person_key": None if number % 2 else "ab" * 32,
            "county": "north", "residence": "urban", "opened_on": dt.date(2020, 1, number + 1),
            "closed_on": None, "closure_reason": None, "head_sex": "female",
            "head_birth_date": dt.date(1970, 5, 5), "headship_cause": "death", "household_size": 2,
        }
        for number in range(6)
    ],
    "pension_payments": [
        {
            "payment_id": "1", "case_id": "1", "month": "1403-07", "paid_on": dt.date(2024, 10, 20),
            "kind": "correction", "amount_rials": -(10**12), "household_size": 2,
        }
    ],
    "students": [],
}  # fmt: skip


@pytest.fixture
def tables() -> dict[str, pa.Table]:
    return {
        name: pa.Table.from_pylist(rows, schema=TABLES[name].arrow) for name, rows in ROWS.items()
    }


@pytest.fixture(params=["folder", "duckdb"])
def uri(request, tmp_path) -> str:
    return {"folder": f"{tmp_path}/r", "duckdb": f"duckdb://{tmp_path}/r.duckdb"}[request.param]


def contents(uri: str | Path) -> dict[str, pa.Table]:
    with closing(open_register(uri)) as register:
        return {
            name: getattr(register, name).order_by(TABLES[name].key[0]).to_pyarrow()
            for name in TABLES
        }


def about(uri: str | Path) -> RegisterAbout:
    with closing(open_register(uri)) as register:
        return register.about


def failing_table() -> pa.Table:
    """A table that cannot be stored as the schema declares it."""
    return pa.table({column: ["no date"] for column in TABLES["students"].stored_names})


def test_what_is_read_is_what_was_written(tables, uri):
    write_register(tables, ABOUT, uri)
    assert contents(uri) == tables


def test_the_register_knows_its_rows_months_and_warnings(tables, uri):
    written = write_register(tables, ABOUT, uri)
    assert about(uri) == written
    assert written.rows == {"case_files": 6, "pension_payments": 1, "students": 0}
    assert (written.first_month, written.last_month) == (Month(1398, 1), Month(1403, 7))
    assert written.warnings == {"W201": 3}


def test_a_register_replaces_the_one_before(tables, uri):
    write_register(tables, ABOUT, uri)
    fewer = tables | {"case_files": tables["case_files"].slice(0, 2)}
    write_register(fewer, ABOUT, uri)
    assert contents(uri) == fewer


def test_a_failed_writing_leaves_the_old_register_and_no_traces(tables, uri, tmp_path):
    write_register(tables, ABOUT, uri)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(pa.ArrowException):
        write_register(tables | {"students": failing_table()}, ABOUT, uri)
    assert contents(uri) == tables
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "changed",
    [
        lambda files: files.set_column(10, "household_size", pa.array([3] * 6, pa.int32())),
        lambda files: files.set_column(0, "case_id", pa.array([f"x{n}" for n in range(6)])),
        lambda files: files.set_column(1, "person_key", pa.array([""] * 6)),
        lambda files: files.slice(1),
    ],
    ids=["a size", "an id", "an empty text for a missing one", "a row less"],
)
def test_the_fingerprint_changes_with_the_contents(
    tables, tmp_path, changed: Callable[[pa.Table], pa.Table]
):
    first = write_register(tables, ABOUT, tmp_path / "a").fingerprint
    other = tables | {"case_files": changed(tables["case_files"])}
    assert write_register(other, ABOUT, tmp_path / "b").fingerprint != first


def test_the_fingerprint_is_the_same_in_any_order_engine_and_form(tables, tmp_path):
    backwards = tables | {"case_files": tables["case_files"].take(list(range(5, -1, -1)))}
    expressions = {name: ibis.memtable(table) for name, table in tables.items()}
    prints = {
        write_register(tables, ABOUT, tmp_path / "a").fingerprint,
        write_register(backwards, ABOUT, tmp_path / "b").fingerprint,
        write_register(tables, ABOUT, f"duckdb://{tmp_path}/c.duckdb").fingerprint,
        write_register(expressions, ABOUT, tmp_path / "d").fingerprint,
    }
    assert len(prints) == 1


def test_only_the_owner_may_read_a_register(tables, uri, tmp_path):
    write_register(tables, ABOUT, uri)
    modes = {
        stat.S_IMODE(path.stat().st_mode) & (0o777 if path.is_file() else 0o077)
        for path in tmp_path.rglob("*")
    }
    assert modes <= {0o600, 0}


def test_the_receipt_is_kept_beside_the_tables(tables, tmp_path):
    write_register(tables, ABOUT, tmp_path / "r", receipt='{"files": 1}')
    kept = json.loads((tmp_path / "r" / "receipt.json").read_text())
    about = json.loads((tmp_path / "r" / "about.json").read_text())
    assert kept == {"files": 1, "fingerprint": about["fingerprint"]}


@pytest.mark.parametrize("place", ["nowhere", "duckdb://{}/nowhere.duckdb"])
def test_a_missing_register_is_refused_with_the_way_to_make_one(tmp_path, place):
    with pytest.raises(RequestError, match=r"(?s)no register.*karnameh sample.*karnameh ingest"):
        open_register(place.format(tmp_path))


def test_a_database_without_a_register_is_told_from_one_with(tmp_path):
    engine = ibis.duckdb.connect(tmp_path / "other.duckdb")
    engine.raw_sql("CREATE TABLE something AS SELECT 1 AS a")
    engine.disconnect()
    with pytest.raises(RequestError, match="no register"):
        open_register(f"duckdb://{tmp_path}/other.duckdb")


def test_a_missing_table_is_named(tables, tmp_path):
    write_register(tables, ABOUT, tmp_path / "r")
    (tmp_path / "r" / "students.parquet").unlink()
    with pytest.raises(DataError, match="lacks the table students"):
        open_register(tmp_path / "r")


def test_a_missing_column_is_named(tables, tmp_path):
    write_register(tables, ABOUT, tmp_path / "r")
    file = tmp_path / "r" / "students.parquet"
    pq.write_table(tables["students"].drop_columns("stage"), file)
    with pytest.raises(DataError, match=r"(?s)students lacks columns.*expected: stage"):
        open_register(tmp_path / "r")


def test_an_unreadable_description_is_said_to_be_so(tables, tmp_path):
    write_register(tables, ABOUT, tmp_path / "r")
    (tmp_path / "r" / "about.json").write_text("{")
    with pytest.raises(DataError, match=r"(?s)cannot be read.*about\.json"):
        open_register(tmp_path / "r")


def test_a_folder_of_other_things_is_never_replaced(tables, tmp_path):
    (tmp_path / "thesis.odt").write_text("ten years of work")
    with pytest.raises(RequestError, match="not a register"):
        write_register(tables, ABOUT, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_a_file_is_never_replaced(tables, tmp_path):
    (tmp_path / "r").write_text("mine")
    with pytest.raises(RequestError, match="not a register"):
        write_register(tables, ABOUT, tmp_path / "r")
    assert (tmp_path / "r").read_text() == "mine"


def test_an_empty_folder_may_become_a_register(tables, tmp_path):
    (tmp_path / "r").mkdir()
    write_register(tables, ABOUT, tmp_path / "r")
    assert contents(tmp_path / "r") == tables
