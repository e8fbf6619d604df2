"""The published table of a build: counted once, and again only when it must be."""

import shutil

import pandas as pd
import pytest
from built import Release

from helpers.errors import KarnamehError
from helpers.release.count import Counter
from helpers.settings import Settings, load_settings


@pytest.fixture
def counted(release: Release, tmp_path) -> Settings:
    """A project whose register has been counted."""
    shutil.copytree(release.root, tmp_path / "project", ignore=shutil.ignore_patterns("reports"))
    return load_settings(tmp_path / "project")


def counter(settings: Settings, edition="public") -> Counter:
    return Counter(str(settings.register), settings, edition)


def test_a_register_that_is_the_same_is_not_counted(counted):
    assert counter(counted).reasons == []
    assert counter(counted).table_at_hand().about.rows["case_files"] > 0


def test_another_edition_is_counted_for_itself(counted):
    assert "edition" in counter(counted, "internal").reasons


def test_a_register_that_was_only_copied_is_not_counted(counted):
    for path in counted.register.iterdir():
        path.write_bytes(path.read_bytes())
    assert counter(counted).reasons == []


def test_a_changed_file_of_the_register_is_a_reason(counted):
    path = counted.register / "students.parquet"
    pd.read_parquet(path).iloc[1:].to_parquet(path)
    assert counter(counted).reasons == ["register"]


@pytest.mark.parametrize("change", ["lose", "write"])
def test_a_table_that_is_not_as_it_was_left_is_counted_again(counted, change):
    table = counted.statistics / "public.parquet"
    table.unlink() if change == "lose" else table.write_bytes(b"other")
    assert counter(counted).reasons == ["the table's file"]


def test_another_policy_is_a_reason(counted):
    path = counted.root / "karnameh.toml"
    path.write_text(path.read_text("utf-8").replace("round_to = 5", "round_to = 10"), "utf-8")
    assert counter(load_settings(counted.root)).reasons == ["settings"]


def test_what_killed_counts_have_left_is_removed_and_what_runs_is_not(counted):
    dead = counted.statistics / ".counting-999999999.parquet"
    half = counted.statistics / "..counting-999999999.parquet.999999998"
    alive = counted.statistics / ".counting-1.parquet"
    for path in (dead, half, alive):
        path.touch()
    counter(counted).start().end()
    assert [path.exists() for path in (dead, half, alive)] == [False, False, True]


def test_a_register_that_cannot_be_counted_says_why_and_leaves_the_table(counted):
    path = counted.register / "students.parquet"
    before = (counted.statistics / "public.parquet").read_bytes()
    pd.read_parquet(path).drop(columns="county").to_parquet(path)
    counting = counter(counted).start()
    with pytest.raises(KarnamehError, match="lacks columns"):
        counting.result()
    counting.end()
    assert (counted.statistics / "public.parquet").read_bytes() == before
    assert not list(counted.statistics.glob(".*"))


def test_a_register_that_is_not_what_was_ingested_is_not_counted(counted):
    (counted.register / "receipt.json").write_text('{"rows_stored": {"students": 1}}')
    counting = counter(counted).start()
    with pytest.raises(KarnamehError, match="not what was ingested"):
        counting.result()
    counting.end()
