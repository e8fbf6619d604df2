"""The published table is read once in a process, and again when there is another."""

import gc
import os
import weakref

import pytest
from handed_over import absent_of, rows_of
from sample_table import ABOUT

from helpers.domain.published import write_published
from helpers.domain.structure import COLUMNS, KEY
from helpers.report import rows
from helpers.report.series import PublishedTable

KEY_OF_ONE = ("active_share", "1403-07", "abhar", "all", "all")


@pytest.fixture
def small_file(table, tmp_path):
    path = tmp_path / "small.parquet"
    write_published(table.head(500), ABOUT, path)
    return path


def test_a_second_report_of_a_process_reads_nothing(opened, monkeypatch):
    first = opened("1403-07", "abhar", "fa")
    monkeypatch.setattr(rows, "read_columns", None)
    assert opened("1402", "zanjan", "en").context.table.rows is first.context.table.rows


def test_a_table_that_was_replaced_is_read_again(small_file, table):
    before = PublishedTable.read(small_file)
    write_published(table.head(501), ABOUT, small_file)
    after = PublishedTable.read(small_file)
    assert len(list(after.keys())) == len(list(before.keys())) + 1


def test_a_table_that_was_replaced_within_one_tick_of_the_clock_is_read_again(small_file, table):
    before, at = PublishedTable.read(small_file), small_file.stat().st_mtime_ns
    write_published(table.head(500), ABOUT, small_file)
    os.utime(small_file, ns=(at, at))
    assert PublishedTable.read(small_file).rows is not before.rows


def test_only_the_table_read_last_is_held(small_file, table_file):
    held = weakref.ref(PublishedTable.read(small_file).rows)
    PublishedTable.read(table_file)
    gc.collect()
    assert held() is None


def test_what_one_report_looks_up_is_not_what_another_has_looked_up(opened):
    one, other = (opened("1398-01", "abhar", "fa") for _ in range(2))
    one.sentence("files_opened")
    assert rows_of(one.complete().bundle) and absent_of(one.complete().bundle)
    assert rows_of(other.complete().bundle) == absent_of(other.complete().bundle) == []


def test_a_row_is_what_is_handed_over_of_it_and_leaves_no_trace(opened, table):
    report = opened("1403-07", "abhar", "fa")
    report.headline("files_active", "active_share")
    report.section("files_closed", by="closure_reason")
    shown = rows_of(report.complete().bundle)
    fresh = opened("1403-07", "abhar", "fa").context.table
    keys = [tuple(row[name] for name in KEY) for row in shown]
    assert [fresh.row(key) for key in keys] == [
        tuple(row[name] for name in COLUMNS) for row in shown
    ]
    assert {""} < {row["value"] for row in shown}
    assert fresh.used_rows() == []


def test_there_is_no_row_of_a_key_that_the_table_does_not_hold(opened):
    table = opened("1403-07", "abhar", "fa").context.table
    assert table.row(KEY_OF_ONE) is not None
    assert table.row(("active_share", "1390-01", *KEY_OF_ONE[2:])) is None
    assert table.absent_keys() == []


def test_the_keys_stand_in_the_order_of_the_table(opened, table):
    keys = opened("1403-07", "abhar", "fa").context.table.keys()
    assert list(keys) == list(table[list(KEY)].itertuples(index=False, name=None))
