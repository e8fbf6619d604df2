"""What is remembered of a page's numbers tells exactly which of them have changed."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_table import ABOUT

from helpers.domain.published import write_published
from helpers.domain.structure import COLUMNS, KEY
from helpers.release.numbers import NumbersNow, remembered
from helpers.report.series import PublishedTable

AREAS = ("zanjan", "abhar", "tarom", "ijrud")


def table(folder: Path, values: dict[str, float | None]) -> PublishedTable:
    """Return a table with one row an area."""
    rows = [
        ("files_active", "1403-07", "2024-09-22", "2024-10-21", area, "all", "all", value,
         "files", "P", "F" if value is not None else "C", "")
        for area, value in values.items()
    ]  # fmt: skip
    path = folder / f"{len(list(folder.iterdir()))}.parquet"
    write_published(pd.DataFrame(rows, columns=list(COLUMNS)), ABOUT, path)
    return PublishedTable.read(path)


def key(area: str) -> tuple[str, ...]:
    return "files_active", "1403-07", area, "all", "all"


def seen(page: PublishedTable, areas: set[str]) -> bytes:
    """Return what a page remembers that has looked these areas up."""
    rows = [row for area in sorted(areas) if (row := page.row(key(area)))]
    past = [state for area in sorted(areas) for state in page.past_of(key(area))]
    absent = [key(area) for area in sorted(areas) if page.row(key(area)) is None]
    return remembered(rows, past, absent)


values = st.none() | st.integers(0, 3).map(float)
tables = st.dictionaries(st.sampled_from(AREAS), values)


@given(before=tables, now=tables, areas=st.sets(st.sampled_from(AREAS)))
def test_the_changed_numbers_are_those_looked_up_that_are_not_the_same(
    tmp_path_factory, before, now, areas
):
    folder = tmp_path_factory.mktemp("tables")
    numbers = seen(table(folder, before), areas)
    found = list(NumbersNow(table(folder, now)).changed(numbers))
    missing = object()
    expected = {a for a in areas if before.get(a, missing) != now.get(a, missing)}
    assert len(found) == len(expected)
    assert {found_key for found_key in found if found_key} == {
        key(area) for area in expected if area in now
    }


@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in KEY])
def test_every_column_of_a_row_counts(tmp_path, column):
    old = table(tmp_path, {"abhar": 5.0})
    row = list(old.row(key("abhar")) or ())
    past = old.past_of(key("abhar"))
    numbers = remembered([row], past, [])
    row[COLUMNS.index(column)] += "1"
    assert list(NumbersNow(old).changed(numbers)) == []
    assert list(NumbersNow(old).changed(remembered([row], past, []))) == [key("abhar")]
