import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.structure import KEY, STATISTICS
from helpers.settings import DisclosurePolicy, Settings
from helpers.statistics.disclosure import disclose, protect
from helpers.statistics.tabulate import Counts, cells_of

PROVINCE, COUNTY = "the-province", "a-county"
POLICY = DisclosurePolicy(
    hide_below=5,
    round_to=5,
    small_group=10,
    minimum_contributors=10,
    dominance_percent=90,
    significant_digits=3,
)


def counts_of(*rows: tuple) -> Counts:
    """Make counts from (statistic, area, breakdown, category, value[, contributors, share])."""
    full = [
        (row[0], "1402-03", *row[1:4], float(row[4]), *(*row[5:], 0, 0.0)[:2], "") for row in rows
    ]
    return Counts(
        pd.DataFrame(full, columns=[*KEY, "value", "contributors", "top_two", "gap"]).astype(
            {"top_two": float}
        )
    )


def residence(urban: int, rural: int, unknown: int = 0, area: str = COUNTY) -> Counts:
    numbers = {"urban": urban, "rural": rural, "unknown": unknown}
    return counts_of(
        ("files_total", area, "all", "all", sum(numbers.values())),
        *(("files_total", area, "residence", name, n) for name, n in numbers.items()),
    )


def shown(counts: Counts) -> dict[str, tuple[float | str, str]]:
    """Return by category the value, or "hidden", and the note."""
    frame = protect(counts, POLICY, PROVINCE)
    return {
        row.category: ("hidden" if row.conf_status == "C" else row.value, row.note)
        for row in frame.itertuples()
    }


def test_a_county_with_four_files_is_hidden() -> None:
    assert shown(residence(2, 2))["all"] == ("hidden", "small_count")


def test_five_files_are_published() -> None:
    assert shown(residence(3, 2))["all"] == (5, "rounded")


def test_halves_are_rounded_up_to_the_base() -> None:
    policy = POLICY.model_copy(update={"round_to": 4})
    frame = protect(residence(20, 22), policy, PROVINCE)
    assert frame["value"].tolist() == [44, 20, 24, 0]


def test_a_total_of_the_province_is_exact_even_when_small() -> None:
    assert shown(residence(1, 1, area=PROVINCE))["all"] == (2, "exact")


def test_a_breakdown_of_the_province_is_protected() -> None:
    assert shown(residence(3, 12, area=PROVINCE))["urban"] == ("hidden", "small_count")


def test_a_zero_is_a_zero_in_a_mixed_group() -> None:
    assert shown(residence(5, 2))["unknown"] == (0, "")


def test_zeros_and_the_whole_of_a_small_group_are_hidden() -> None:
    protected = shown(residence(7, 0))
    assert protected["urban"] == protected["rural"] == ("hidden", "group_disclosure")


def test_zeros_beside_a_tiny_group_are_hidden_too() -> None:
    protected = shown(residence(3, 0))
    assert protected["urban"] == ("hidden", "small_count")
    assert protected["rural"] == ("hidden", "group_disclosure")


def test_the_zeros_beside_a_large_group_stay() -> None:
    assert shown(residence(10, 0)) == {
        "all": (10, "rounded"),
        "urban": (10, "rounded"),
        "rural": (0, ""),
        "unknown": (0, ""),
    }


def test_a_small_cohort_closed_as_a_whole_or_not_at_all_is_hidden() -> None:
    counts = counts_of(
        ("files_opened", COUNTY, "all", "all", 8),
        ("files_closed_within", COUNTY, "within_months", "12", 0),
        ("files_closed_within", COUNTY, "within_months", "24", 6),
        ("files_closed_within", COUNTY, "within_months", "36", 8),
    )
    protected = shown(counts)
    assert protected["12"] == protected["36"] == ("hidden", "group_disclosure")
    assert protected["24"] == (5, "rounded")


@pytest.mark.parametrize(
    ("area", "value", "contributors", "share", "expected"),
    [
        (COUNTY, 0, 0, 0.0, (0, "")),
        (COUNTY, 1_234_567, 9, 0.1, ("hidden", "few_contributors")),
        (COUNTY, 1_234_567, 10, 0.899, (1_230_000, "three_digits")),
        (COUNTY, 1_235_000, 10, 0.1, (1_240_000, "three_digits")),
        (COUNTY, -1_235_000, 10, 0.1, (-1_240_000, "three_digits")),
        (COUNTY, 1_234_567, 10, 0.9, ("hidden", "dominant_contributors")),
        (PROVINCE, 1_234_567, 10, 0.1, (1_234_567, "exact")),
        (PROVINCE, 1_234_567, 9, 0.1, ("hidden", "few_contributors")),
    ],
)
def test_sums_need_many_contributors_of_like_size(
    area: str, value: int, contributors: int, share: float, expected: tuple
) -> None:
    counts = counts_of(("pension_amount", area, "all", "all", value, contributors, share))
    assert shown(counts)["all"] == expected


@pytest.mark.parametrize(
    ("contributors", "expected"), [(9, ("hidden", "few_contributors")), (10, (31, ""))]
)
def test_medians_need_ten_files(contributors: int, expected: tuple) -> None:
    counts = counts_of(("median_months_open", COUNTY, "all", "all", 31, contributors))
    assert shown(counts)["all"] == expected


def test_what_is_not_available_is_neither_zero_nor_confidential() -> None:
    counts = counts_of(("pension_awards", COUNTY, "all", "all", math.nan))
    counts.frame["gap"] = "register_begins"
    row = protect(counts, POLICY, PROVINCE).iloc[0]
    assert math.isnan(row["value"])
    assert (row["obs_status"], row["conf_status"], row["note"]) == ("L", "F", "register_begins")


def test_the_internal_edition_holds_true_values(counts: Counts) -> None:
    frame = disclose(counts)
    pd.testing.assert_series_equal(frame["value"], counts.frame["value"])
    assert set(frame["conf_status"]) == {"F"}


@given(
    st.lists(st.integers(0, 40), min_size=3, max_size=3),
    st.sampled_from([PROVINCE, COUNTY]),
)
def test_no_published_count_says_more_than_the_policy_allows(numbers: list[int], area: str) -> None:
    counts = residence(*numbers, area=area)
    frame = protect(counts, POLICY, PROVINCE)
    for row, true in zip(frame.itertuples(), counts.frame["value"], strict=True):
        if area == PROVINCE and row.breakdown == "all":
            assert row.value == true
        elif row.conf_status == "C":
            assert math.isnan(row.value)
            assert true < POLICY.small_group
        else:
            assert row.value % 5 == 0
            assert abs(row.value - true) <= 2
            assert true == 0 or true >= POLICY.hide_below
    categories = frame[frame["breakdown"] == "residence"]
    if 0 < sum(numbers) < POLICY.small_group and max(numbers) == sum(numbers):
        assert (categories["conf_status"] == "C").all()


def test_every_cell_of_a_register_is_protected_as_the_policy_says(
    counts: Counts, small_settings: Settings
) -> None:
    """Each published cell by the policy's own words, one at a time."""
    province = small_settings.areas.province.code
    frame = protect(counts, POLICY, province)
    true = {key[:5]: key[5:] for key in counts.frame.itertuples(index=False, name=None)}
    wrong = [
        row
        for row in frame.itertuples(index=False, name=None)
        if not _as_written(row, true, province)
    ]
    assert wrong == []


def _as_written(row: tuple, true: dict, province: str) -> bool:
    key, (value, obs, conf, _note) = row[:5], row[5:]
    number, contributors, top_two, gap = true[key]
    statistic = STATISTICS[key[0]]
    is_total = key[2] == province and key[3] == "all"
    if gap:
        return math.isnan(value) and obs in "LM" and conf == "F"
    if statistic.kind == "count":
        if is_total:
            expected = number
        elif 1 <= number <= 4 or _small_group_is_given_away(key, true):
            expected = None
        else:
            expected = math.floor(number / 5 + 0.5) * 5
    elif contributors and (contributors < 10 or (statistic.kind == "sum" and top_two >= 0.9)):
        expected = None
    elif statistic.kind == "median" or key[2] == province or number == 0:
        expected = number
    else:
        step = 10 ** max(len(str(abs(int(number)))) - 3, 0)
        expected = math.copysign(math.floor(abs(number) / step + 0.5) * step, number)
    if expected is None:
        return math.isnan(value) and conf == "C"
    return value == expected and conf == "F"


def _small_group_is_given_away(key: tuple, true: dict) -> bool:
    statistic, period, area, breakdown, _category = key
    if breakdown == "all":
        return False
    if statistic == "files_closed_within":
        opened = true["files_opened", period, area, "all", "all"][0]
        return 0 < opened < 10 and true[key][0] in (0, opened)
    parts = [
        true[statistic, period, area, b, c][0]
        for b, c in cells_of(STATISTICS[statistic])
        if b == breakdown
    ]
    return 0 < sum(parts) < 10 and max(parts) == sum(parts)
