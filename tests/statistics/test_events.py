"""Sums that know their contributors."""

import ibis
import pandas as pd
import pyarrow as pa
import pytest

from helpers.statistics.events import sum_by_file

PROVINCE = "province"


def summed(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """Sum amounts of one period, given as case file, county, kind and amount."""
    columns = ("case_id", "area", "kind", "amount")
    amounts = pa.Table.from_pylist([dict(zip(columns, row, strict=True), period=1) for row in rows])
    sums = sum_by_file(ibis.memtable(amounts), PROVINCE, ["kind"]).to_pyarrow().to_pandas()
    return sums.set_index(["area", "breakdown", "category"]).drop(columns="period")


def test_the_largest_two_are_files_not_payments() -> None:
    sums = summed(
        ("a", "north", "regular", 6), ("a", "north", "arrears", 5), ("b", "north", "regular", 7),
        ("c", "north", "regular", 2),
    )  # fmt: skip
    total = sums.loc["north", "all", "all"]
    assert total.to_dict() == {"value": 20, "contributors": 3, "gross": 20, "largest_two": 18}
    assert sums.loc[("north", "kind", "regular"), "largest_two"] == 13


@pytest.mark.parametrize(
    ("amounts", "largest_two"),
    [([4, 4, 4], 8), ([9, 4, 4], 13), ([9, 9, 4], 18), ([9], 9), ([-9, 4, 3], 13), ([0, 0], 0)],
    ids=["all equal", "equal behind", "equal before", "one alone", "taken back", "nothing"],
)
def test_files_of_one_size_count_each(amounts: list[int], largest_two: int) -> None:
    sums = summed(*((f"f{n}", "north", "regular", value) for n, value in enumerate(amounts)))
    assert sums.loc[("north", "all", "all"), "largest_two"] == largest_two
    assert sums.loc[("north", "all", "all"), "contributors"] == len(amounts)


def test_a_file_that_moved_counts_once_in_the_province() -> None:
    sums = summed(("a", "north", "regular", 6), ("a", "south", "regular", -2))
    assert sums.loc[(PROVINCE, "all", "all")].to_dict() == {
        "value": 4, "contributors": 1, "gross": 4, "largest_two": 4,
    }  # fmt: skip
    assert sums.loc[("south", "all", "all"), "gross"] == 2
