"""The records of a release: kept as they were given, and never taken for another release's."""

import sqlite3

import pytest

from helpers.release.ledger import Ledger
from helpers.release.records import Record, Records, Stamp, is_whole, stamp_of


def record(name: str, table: str = "t") -> Record:
    return Record(
        name, {"notebook": "a", "code": "ب"}, {"period": "1403-07"},
        {f"fa/{name}.html": Stamp("0f", 3, 1_700_000_000_123_456_789)},
        {f"fa/{name}.html": "links"}, table,
    )  # fmt: skip


@pytest.fixture
def records(tmp_path):
    opened = Records(tmp_path / "deep" / "r.sqlite")
    yield opened
    opened.close()


def test_a_record_comes_back_as_it_was(records, tmp_path):
    records.add(record("one"), b"\x00numbers")
    records.note("made_from", {"x": [1]})
    again = Records(tmp_path / "deep" / "r.sqlite")
    assert list(again.all()) == [record("one")]
    assert again.numbers("one") == b"\x00numbers"
    assert (again.noted("made_from"), again.noted("other")) == ({"x": [1]}, None)
    again.close()


def test_records_of_another_format_are_forgotten(records, tmp_path):
    records.add(record("one"), b"")
    path = tmp_path / "deep" / "r.sqlite"
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 99")
    again = Records(path)
    assert list(again.all()) == []
    again.close()


def test_opening_records_to_read_them_writes_nothing(records, tmp_path):
    path = tmp_path / "deep" / "r.sqlite"
    before = path.stat().st_mtime_ns, path.read_bytes()
    again = Records(path)
    assert list(again.all()) == []
    again.close()
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_a_later_record_takes_the_place_of_an_earlier_one(records):
    records.add(record("one"), b"1")
    records.add(record("one", "later"), b"2")
    assert [(r.table, records.numbers(r.name)) for r in records.all()] == [("later", b"2")]


def test_only_the_named_editions_stay_and_only_they_agree(records):
    with records.together():
        for name in ("one", "two", "three"):
            records.add(record(name), b"")
    records.limit_to({"one", "two", "unknown"})
    records.agree({"two"}, "new")
    assert {r.name: r.table for r in records.all()} == {"one": "t", "two": "new"}


def test_a_file_is_whole_as_long_as_its_bytes_are_the_same(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"page")
    stamp = stamp_of(path, "9be26b139a96a4f7d4ff1a2c0d9ae1b5f3fcca3af55f5e4f3a4f5b1b3a6d0c11")
    assert is_whole(path, stamp)
    path.touch()
    assert not is_whole(path, stamp), "another time, and the checksum is not that of the bytes"
    path.unlink()
    assert not is_whole(path, stamp)


def test_records_belong_to_the_release_whose_manifest_they_name(publish, project):
    publish()
    stage = project.root / ".reports-stage"
    ledger = Ledger(project, project.reports, stage)
    assert [r.content["report"] for r in ledger.published.editions.values()] == ["trial"]
    assert all(r.made_from for r in ledger.published.editions.values())
    ledger.close()
    manifest = project.reports / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8") + "\n", "utf-8")
    ledger = Ledger(project, project.reports, stage)
    assert [r.made_from for r in ledger.published.editions.values()] == [{}]
    ledger.close()
