"""What a register holds is told without an engine, and a change by hand is never overlooked."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from helpers.errors import DataError, RequestError
from helpers.register.contents import contents_of
from helpers.register.schema import TABLES
from helpers.register.store import open_register, write_register

ENGINES = ("ibis", "duckdb", "pyarrow", "pandas")


@pytest.fixture
def folder(delivery) -> Path:
    delivery.has_arrived()
    return delivery.settings.register


@pytest.fixture
def settled(monkeypatch) -> None:
    """Let files count as settled that have only just been written."""
    monkeypatch.setattr("helpers.register.contents._SETTLED_AFTER", -1.0)


@pytest.fixture
def database(folder, tmp_path) -> str:
    uri = f"duckdb://{tmp_path}/r.duckdb"
    with closing(open_register(folder)) as register:
        tables = {name: getattr(register, name) for name in TABLES}
        write_register(tables, register.about, uri)
    return uri


def rewrite(folder: Path, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Change the case files as an analyst would, and nothing else."""
    path = folder / "case_files.parquet"
    change(pd.read_parquet(path)).to_parquet(path)


def one_more_in_the_household(files: pd.DataFrame) -> pd.DataFrame:
    return files.assign(household_size=files.household_size + 1)


def test_what_is_known_of_a_register_needs_no_engine(folder):
    code = (
        "import sys; from helpers.register.contents import contents_of;"
        f"contents_of({str(folder)!r}).digest;"
        f"print([name for name in {ENGINES} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_known_is_what_the_opened_register_knows(folder, database):
    for uri in (folder, database):
        with closing(open_register(uri)) as register:
            assert contents_of(uri).about == register.about


@pytest.mark.usefixtures("settled")
def test_an_untouched_register_keeps_stamp_and_digest(folder, database):
    for uri in (folder, database):
        first, second = contents_of(uri), contents_of(uri)
        assert (first.stamp, first.digest) == (second.stamp, second.digest)
        with closing(open_register(uri)):
            assert contents_of(uri).stamp == first.stamp


def test_files_that_have_only_just_changed_are_not_trusted_to_stay(folder):
    assert contents_of(folder).stamp != contents_of(folder).stamp


@pytest.mark.usefixtures("settled")
def test_a_file_rewritten_by_hand_changes_stamp_and_digest(folder):
    before = contents_of(folder)
    was = before.digest
    rewrite(folder, one_more_in_the_household)
    assert contents_of(folder).stamp != before.stamp
    assert contents_of(folder).digest != was


def test_a_change_of_the_same_size_under_the_same_time_is_seen(folder):
    path = folder / "students.parquet"
    before, was = contents_of(folder), path.stat()
    digest = before.digest
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert contents_of(folder).stamp != before.stamp
    assert contents_of(folder).digest != digest


def test_a_copy_of_a_register_has_the_same_digest(folder, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in folder.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    assert contents_of(copy).stamp != contents_of(folder).stamp
    assert contents_of(copy).digest == contents_of(folder).digest


def test_a_row_changed_in_a_database_changes_stamp_and_digest(database):
    before = contents_of(database)
    was = before.digest
    with duckdb.connect(database.removeprefix("duckdb://")) as connection:
        connection.execute("UPDATE case_files SET household_size = 9 WHERE case_id = 'f1'")
    assert contents_of(database).stamp != before.stamp
    assert contents_of(database).digest != was


def test_a_row_that_a_writer_has_not_put_into_the_database_yet_counts(database, tmp_path):
    was = contents_of(database).digest
    writer = (
        f"import duckdb, os; c = duckdb.connect({database.removeprefix('duckdb://')!r});"
        "c.execute(\"UPDATE case_files SET household_size = 9 WHERE case_id = 'f1'\"); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", writer], check=True)
    assert (tmp_path / "r.duckdb.wal").exists()
    assert contents_of(database).digest != was


@pytest.mark.parametrize("uri", ["nowhere", "duckdb://{}/nowhere.duckdb", "spark://h:1/nowhere"])
def test_a_missing_register_is_refused_with_the_way_to_make_one(tmp_path, uri):
    with pytest.raises(RequestError, match=r"(?s)no register.*karnameh sample.*karnameh ingest"):
        contents_of(uri.format(tmp_path))


def test_a_database_without_a_register_is_told_from_one_with(tmp_path):
    duckdb.connect(tmp_path / "other.duckdb").close()
    with pytest.raises(RequestError, match="no register"):
        contents_of(f"duckdb://{tmp_path}/other.duckdb")


def test_a_missing_table_is_named(folder):
    (folder / "students.parquet").unlink()
    with pytest.raises(DataError, match="lacks the table students"):
        contents_of(folder)


@pytest.mark.parametrize("text", ["{", "{}", "[]"])
def test_an_unreadable_description_is_said_to_be_so(folder, text):
    (folder / "about.json").write_text(text)
    with pytest.raises(DataError, match=r"(?s)cannot be read.*about\.json"):
        contents_of(folder)


def test_of_a_server_nothing_cheap_is_known(folder, monkeypatch):
    def connected(uri: str) -> object:
        return opened.engine

    with closing(open_register(folder)) as opened:
        engine = opened.engine
        document = opened.about.to_json()
        engine.raw_sql(f"CREATE TABLE about AS SELECT $${document}$$ AS about")
        monkeypatch.setattr("ibis.connect", connected)
        known = contents_of("postgres://user@host/database")
    assert (known.about.rows["case_files"], known.stamp, known.digest) == (4, None, None)


class TestOpenedForCounting:
    """The rows and the fingerprint of an opened register are those of what is counted."""

    def test_rows_taken_out_by_hand_are_not_among_those_known(self, folder):
        rewrite(folder, lambda files: files.iloc[1:])
        with closing(open_register(folder)) as register:
            assert register.about.rows["case_files"] == 3

    def test_a_cell_changed_by_hand_changes_the_fingerprint(self, folder):
        written = contents_of(folder).about
        rewrite(folder, one_more_in_the_household)
        with closing(open_register(folder)) as register:
            assert register.about.rows == written.rows
            assert register.about.fingerprint != written.fingerprint

    def test_a_cell_changed_in_a_database_changes_the_fingerprint(self, database):
        written = contents_of(database).about
        with duckdb.connect(database.removeprefix("duckdb://")) as connection:
            connection.execute("UPDATE case_files SET household_size = 9 WHERE case_id = 'f1'")
        with closing(open_register(database)) as register:
            assert register.about.fingerprint != written.fingerprint

    def test_a_change_taken_back_gives_the_fingerprint_of_before(self, folder):
        written = contents_of(folder).about
        original = pd.read_parquet(folder / "case_files.parquet")
        rewrite(folder, one_more_in_the_household)
        write_back = original.sort_values("case_id", ascending=False)
        rewrite(folder, lambda _: write_back)
        with closing(open_register(folder)) as register:
            assert register.about.fingerprint == written.fingerprint

    def test_a_new_delivery_is_described_anew(self, folder, delivery):
        before = contents_of(folder).about
        delivery.spoil("case_files", 2, household_size="7")
        delivery.ingest(accept_revisions=True)
        with closing(open_register(folder)) as register:
            assert register.about == contents_of(folder).about
            assert register.about.fingerprint != before.fingerprint
