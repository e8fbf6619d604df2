import pandas as pd
import pyarrow.parquet as pq
import pytest

from helpers.domain.about import About
from helpers.domain.periods import Month, Year
from helpers.domain.published import read_columns, read_published, write_published
from helpers.domain.structure import COLUMNS

ABOUT = About(
    True, Month(1401, 7), Month(1403, 2), {"students": 3}, {"W201": 1}, "abc", edition="public"
)


@pytest.fixture
def table() -> pd.DataFrame:
    rows = {column: ["x", "y"] for column in COLUMNS} | {"value": [1.5, float("nan")]}
    return pd.DataFrame(rows)


def test_the_table_and_what_is_known_of_it_come_back_as_written(tmp_path, table):
    path = tmp_path / "new" / "public.parquet"
    write_published(table, ABOUT, path)
    back, about = read_published(path)
    assert about == ABOUT
    pd.testing.assert_frame_equal(back, table, check_dtype=False)


def test_the_columns_are_the_same_table_with_none_where_there_is_no_value(tmp_path, table):
    write_published(table, ABOUT, tmp_path / "t.parquet")
    columns, about = read_columns(tmp_path / "t.parquet")
    assert about == ABOUT
    assert columns == table.astype(object).where(table.notna(), None).to_dict("list")


def test_equal_texts_of_a_column_are_one_object_however_the_file_is_cut(tmp_path, table):
    path = tmp_path / "t.parquet"
    write_published(pd.concat([table] * 5), ABOUT, path)
    pq.write_table(pq.read_table(path), path, row_group_size=3)
    columns, _ = read_columns(path)
    assert columns["note"] == ["x", "y"] * 5
    assert len(set(map(id, columns["note"]))) == 2


def test_only_the_rows_asked_for_are_read(tmp_path, table):
    write_published(table, ABOUT, tmp_path / "t.parquet")
    back, _ = read_published(tmp_path / "t.parquet", filters=[("area", "==", "y")])
    assert list(back["statistic"]) == ["y"]


def test_the_file_is_the_same_bytes_for_the_same_table(tmp_path, table):
    for name in ("a", "b"):
        write_published(table, ABOUT, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_failed_write_leaves_the_old_table(tmp_path, table):
    path = tmp_path / "t.parquet"
    write_published(table, ABOUT, path)
    before = path.read_bytes()
    with pytest.raises(Exception, match="value"):
        write_published(table.assign(value="many"), ABOUT, path)
    assert path.read_bytes() == before


def test_only_years_covered_from_end_to_end_count_as_years():
    assert ABOUT.years == [Year(1402)]
    assert len(ABOUT.months) == 20
