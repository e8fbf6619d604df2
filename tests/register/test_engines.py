"""Engines are chosen by URI, and say in a sentence why they cannot be used."""

import builtins

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.errors import RequestError
from helpers.register.address import is_folder, without_password
from helpers.register.engines import replace_tables
from helpers.register.store import open_register


@pytest.mark.parametrize("uri", ["data/register", "/srv/register", "C:\\register", "."])
def test_a_plain_path_is_a_folder(uri):
    assert is_folder(uri)


@pytest.mark.parametrize("uri", ["duckdb://a.duckdb", "postgres://h/db", "spark://h:7077/f"])
def test_a_uri_with_a_scheme_is_no_folder(uri):
    assert not is_folder(uri)


def test_an_unknown_engine_is_refused_with_the_known_ones():
    with pytest.raises(RequestError, match=r"(?s)mysql://.*postgres://") as caught:
        open_register("mysql://u:secret@host/db")
    assert "secret" not in str(caught.value)


def test_a_password_is_not_shown():
    assert without_password("postgres://ali:secret@host:5432/db") == "postgres://ali:…@host:5432/db"
    assert without_password("postgres://ali@host/db") == "postgres://ali@host/db"


@pytest.mark.parametrize(
    ("uri", "module", "extra"),
    [
        ("postgres://u:secret@localhost/db", "psycopg", "postgres"),
        ("spark://host:7077/folder", "pyspark", "spark"),
    ],
)
def test_a_missing_extra_is_named_with_the_way_to_install_it(monkeypatch, uri, module, extra):
    original = builtins.__import__

    def without(name, *args, **kwargs):
        if name.partition(".")[0] == module:
            raise ImportError(f"No module named {name!r}")
        return original(name, *args, **kwargs)

    monkeypatch.setattr("builtins.__import__", without)
    monkeypatch.setattr("ibis.connect", lambda uri: without(module))
    with pytest.raises(RequestError, match=rf"karnameh\[{extra}\]") as caught:
        open_register(uri)
    assert "secret" not in str(caught.value)


def test_an_engine_that_does_not_answer_is_reported_without_the_password(monkeypatch):
    def refuse(uri):
        raise OSError("connection refused")

    monkeypatch.setattr("ibis.connect", refuse)
    with pytest.raises(RequestError, match=r"(?s)cannot be reached.*connection refused") as caught:
        open_register("postgres://u:secret@localhost:1/db")
    assert "secret" not in str(caught.value)


def test_spark_is_not_written_to():
    with pytest.raises(RequestError, match="does not write"):
        replace_tables("spark://host:7077/folder", {}, {})


def test_a_loading_that_breaks_off_leaves_the_old_tables(tmp_path):
    uri, good, broken = f"duckdb://{tmp_path}/r.duckdb", tmp_path / "good", tmp_path / "broken"
    pq.write_table(pa.table({"a": [1]}), good)
    replace_tables(uri, {"one": good, "two": good}, {})
    pq.write_table(pa.table({"a": [2]}), good)
    broken.write_bytes(b"no Parquet")
    with pytest.raises(pa.ArrowException):
        replace_tables(uri, {"one": good, "two": broken}, {})
    with duckdb.connect(tmp_path / "r.duckdb") as connection:
        assert connection.execute("FROM one UNION ALL FROM two").fetchall() == [(1,), (1,)]
