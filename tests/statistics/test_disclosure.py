import math
from pathlib import Path

import pandas as pd
import pytest
from examples import up_to
from hypothesis import given
from hypothesis import strategies as st
from protected import memory_of

from helpers.configuration import DisclosurePolicy
from helpers.domain.structure import KEY, STATISTICS
from helpers.settings import Settings
from helpers.statistics.disclosure import disclose, protect
from helpers.statistics.memory import Memory
from helpers.statistics.tabulate import Counts

PROVINCE, COUNTY = "the-province", "a-county"
AREAS = [PROVINCE, COUNTY]
POLICY = DisclosurePolicy(
    hide_below=5,
    round_to=5,
    small_group=10,
    minimum_contributors=10,
    mean_contributors=50,
    dominance_percent=90,
    significant_digits=3,
)


LEFT_OUT = ("left out", "not_broken_down")


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
    """Return by category the value, "hidden" or "left out", and the note."""
    frame = protect(counts, POLICY, AREAS).table
    states = {("C", "A"): "hidden", ("F", "L"): "left out"}
    return {
        row.category: (states.get((row.conf_status, row.obs_status), row.value), row.note)
        for row in frame.itertuples()
    }


def test_a_county_with_four_files_is_hidden() -> None:
    assert shown(residence(2, 2))["all"] == ("hidden", "confidential")


def test_five_files_are_published() -> None:
    assert shown(residence(3, 2))["all"] == (5, "rounded")


def test_halves_are_rounded_up_to_the_base() -> None:
    policy = POLICY.model_copy(update={"round_to": 4})
    frame = protect(residence(20, 22), policy, AREAS).table
    assert frame["value"].tolist() == [44, 20, 24, 0]


def test_a_total_of_the_province_is_exact_even_when_small() -> None:
    assert shown(residence(1, 1, area=PROVINCE))["all"] == (2, "exact")


def test_a_breakdown_of_the_province_is_protected() -> None:
    protected = shown(residence(3, 12, 30, area=PROVINCE))
    assert protected["urban"] == ("hidden", "confidential")
    assert protected["rural"] == (10, "rounded")


def test_a_zero_is_a_zero_in_a_mixed_group() -> None:
    assert shown(residence(15, 12))["unknown"] == (0, "")


@pytest.mark.parametrize("numbers", [(7, 0), (5, 2), (3, 0), (12, 0), (6, 6)])
def test_a_small_group_is_not_broken_down_and_does_not_say_why(numbers: tuple[int, int]) -> None:
    protected = shown(residence(*numbers))
    assert {protected[name] for name in ("urban", "rural", "unknown")} == {LEFT_OUT}


def test_the_zeros_beside_a_large_group_stay() -> None:
    assert shown(residence(13, 0)) == {
        "all": (15, "rounded"),
        "urban": (15, "rounded"),
        "rural": (0, ""),
        "unknown": (0, ""),
    }


def test_a_small_group_is_left_out_with_its_zeros() -> None:
    numbers = {PROVINCE: (40, 30), COUNTY: (4, 3), "another": (36, 27)}
    frames = [residence(*both, area=area).frame for area, both in numbers.items()]
    counts = Counts(pd.concat(frames, ignore_index=True))
    frame = protect(counts, POLICY, [*numbers]).table
    county = frame[(frame["area"] == COUNTY) & (frame["breakdown"] == "residence")]
    assert county["obs_status"].tolist() == ["L", "L", "L"]


def test_a_small_cohort_is_not_followed_through_time() -> None:
    counts = counts_of(
        ("files_opened", COUNTY, "all", "all", 8),
        ("files_closed_within", COUNTY, "within_months", "12", 0),
        ("files_closed_within", COUNTY, "within_months", "24", 6),
        ("files_closed_within", COUNTY, "within_months", "36", 8),
    )
    protected = shown(counts)
    assert {protected[months] for months in ("12", "24", "36")} == {LEFT_OUT}


def test_what_begins_in_a_month_is_not_broken_down_below_the_province() -> None:
    numbers = (("urban", 30), ("rural", 20), ("unknown", 0))
    counts = counts_of(
        ("files_opened", COUNTY, "all", "all", 50),
        *(("files_opened", COUNTY, "residence", name, n) for name, n in numbers),
    )
    frame = protect(counts, POLICY, AREAS).table
    assert frame["note"].tolist() == ["rounded", *["not_broken_down"] * 3]
    assert frame["obs_status"].tolist() == ["A", "L", "L", "L"]


def test_why_a_count_is_hidden_stands_in_the_log_alone() -> None:
    protected = protect(residence(7, 0), POLICY, AREAS)
    assert protected.log["category"].tolist() == ["urban", "rural", "unknown"]
    assert set(protected.log["why"]) == {"part of a small group"}
    assert "why" not in protected.table


@pytest.mark.parametrize(
    ("area", "value", "contributors", "share", "expected"),
    [
        (COUNTY, 0, 0, 0.0, (0, "")),
        (COUNTY, 1_234_567, 9, 0.1, ("hidden", "few_contributors")),
        (COUNTY, 1_234_567, 10, 0.899, (1_230_000, "rounded_amount")),
        (COUNTY, 1_235_000, 10, 0.1, (1_240_000, "rounded_amount")),
        (COUNTY, -1_235_000, 10, 0.1, (-1_240_000, "rounded_amount")),
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


def test_amounts_are_rounded_to_what_five_people_get_in_the_province() -> None:
    counts = counts_of(
        ("pension_amount", PROVINCE, "all", "all", 170_000_000, 10, 0.1),
        ("pension_amount", COUNTY, "all", "all", 234_567_890, 12, 0.1),
    )  # 17 million each, so 85 million for five, with one digit 90
    frame = protect(counts, POLICY, AREAS).table
    assert frame["value"].tolist() == [170_000_000, 270_000_000]


@pytest.mark.parametrize(("shortfall", "people"), [(0, 0), (9_000_000, 2)])
def test_the_shortfall_is_left_out_with_the_women_below_the_scale(shortfall, people) -> None:
    """Else it tells in which counties the few women of a month are."""
    numbers = {PROVINCE: (4, 391), COUNTY: (people, 40), "another": (4 - people, 351)}
    rows = [
        (statistic, area, "all", "all", number)
        for area, both in numbers.items()
        for statistic, number in zip(
            ("pension_below_scale", "pension_recipients"), both, strict=True
        )
    ]
    counts = counts_of(*rows, ("pension_shortfall", COUNTY, "all", "all", shortfall, people, 0.6))
    frame = protect(counts, POLICY, [*numbers]).table.set_index(["statistic", "area"])
    cell = frame.loc[("pension_shortfall", COUNTY)]
    assert (cell["note"], cell["obs_status"], cell["conf_status"]) == ("not_broken_down", "L", "F")
    assert math.isnan(cell["value"])


@pytest.mark.parametrize(
    ("contributors", "expected"), [(9, ("hidden", "few_contributors")), (10, (31, ""))]
)
def test_medians_need_ten_files(contributors: int, expected: tuple) -> None:
    counts = counts_of(("median_months_open", COUNTY, "all", "all", 31, contributors))
    assert shown(counts)["all"] == expected


def test_what_is_not_available_is_neither_zero_nor_confidential() -> None:
    counts = counts_of(("pension_awards", COUNTY, "all", "all", math.nan))
    counts.frame["gap"] = "register_begins"
    row = protect(counts, POLICY, AREAS).table.iloc[0]
    assert math.isnan(row["value"])
    assert (row["obs_status"], row["conf_status"], row["note"]) == ("L", "F", "register_begins")


def test_the_internal_edition_holds_true_values(counts: Counts) -> None:
    frame = disclose(counts)
    pd.testing.assert_series_equal(frame["value"], counts.frame["value"])
    assert set(frame["conf_status"]) == {"F"}


@up_to(60)
@given(
    st.lists(st.integers(0, 40), min_size=3, max_size=3),
    st.sampled_from([PROVINCE, COUNTY]),
)
def test_no_published_count_says_more_than_the_policy_allows(numbers: list[int], area: str) -> None:
    counts = residence(*numbers, area=area)
    frame = protect(counts, POLICY, AREAS).table
    for row, true in zip(frame.itertuples(), counts.frame["value"], strict=True):
        if area == PROVINCE and row.breakdown == "all" and row.conf_status == "F":
            assert row.value == true
        elif row.conf_status == "C" or row.obs_status == "L":
            assert math.isnan(row.value)
            assert row.note in ("confidential", "not_broken_down")
        else:
            assert row.value % 5 == 0
            assert abs(row.value - true) <= 2
            assert true == 0 or true >= POLICY.hide_below
    categories = frame[frame["breakdown"] == "residence"]
    if 0 < sum(numbers) < POLICY.small_group:
        assert (categories["obs_status"] == "L").all()


def test_every_cell_of_a_short_register_is_protected_as_the_policy_says(
    short: Counts, small_settings: Settings
) -> None:
    as_the_policy_says(short, small_settings)


@pytest.mark.heavy
def test_every_cell_of_a_register_is_protected_as_the_policy_says(
    counts: Counts, small_settings: Settings, protected_before: Path, tmp_path: Path
) -> None:
    as_the_policy_says(counts, small_settings, memory_of(protected_before, tmp_path))


def as_the_policy_says(counts: Counts, settings: Settings, memory: Memory | None = None) -> None:
    """Look at each published cell by the policy's own words, one at a time."""
    province = settings.areas.province.code
    assert POLICY == settings.configuration.disclosure
    frame = protect(counts, POLICY, settings.areas.codes, memory).table
    assert (frame["conf_status"] == "C").any()
    true = {key[:5]: key[5:] for key in counts.frame.itertuples(index=False, name=None)}
    wrong = [
        row
        for row in frame.itertuples(index=False, name=None)
        if not _as_written(row, true, province)
    ]
    assert wrong == []


PEOPLE = {
    "pension_amount": ["pension_recipients"],
    "pension_regular_amount": ["pension_recipients"],
    "pension_shortfall": ["pension_recipients", "pension_below_scale"],
    "support_amount": ["students_started"],
    "median_months_open": ["files_active"],
}


def _as_written(row: tuple, true: dict, province: str) -> bool:
    key, (value, obs, conf, note) = row[:5], row[5:]
    number, contributors, top_two, gap = true[key]
    statistic = STATISTICS[key[0]]
    is_total = key[2] == province and key[3] == "all"
    if gap or note == "not_broken_down":
        return math.isnan(value) and obs in "LM" and conf == "F"
    if conf == "C":
        if statistic.kind == "count":
            return math.isnan(value) and note == "confidential"
        few = contributors < 10 or (statistic.kind == "sum" and top_two >= 0.9)
        # A number of people behind it, protected, may be less than ten.
        numbers = (true.get((name, *key[1:]), (math.inf,)) for name in PEOPLE.get(key[0], ()))
        people = min((people for people, *_ in numbers), default=math.inf)
        few = few or (note == "few_contributors" and people <= 12)
        return math.isnan(value) and (few or note in ("confidential", "from_confidential"))
    if is_total or note == "exact" or statistic.kind == "median" or number == 0:
        return value == number
    if statistic.kind == "count":
        return number >= 5 and value == math.floor(number / 5 + 0.5) * 5
    return contributors >= 10 and abs(value - number) <= max(0.005 * abs(number), 200_000_000)
