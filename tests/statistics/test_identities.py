import dataclasses

import pandas as pd
import pytest

from helpers.domain.structure import KEY
from helpers.errors import DataError
from helpers.settings import Settings
from helpers.statistics.identities import check_identities, find_failures
from helpers.statistics.tabulate import Counts, tabulate


def failures(counts: Counts, settings: Settings) -> list[str]:
    return [*find_failures(counts.frame, settings.areas.codes)]


def damage(counts: Counts, change: float, **key: str) -> Counts:
    """Return the counts with the chosen cells changed."""
    frame = counts.frame.copy()
    key = {"breakdown": "all", "category": "all"} | key
    chosen = pd.Series(True, index=frame.index)
    for column, value in key.items():
        chosen &= frame[column] == value
    assert chosen.any()
    frame.loc[chosen, "value"] += change
    return Counts(frame)


def test_a_true_count_fails_no_identity(counts, small_settings) -> None:
    assert failures(counts, small_settings) == []


@pytest.mark.parametrize(
    ("key", "identity"),
    [
        ({"statistic": "files_active", "period": "1401-02"}, "active = before + opened"),
        ({"statistic": "files_opened", "period": "1401-02"}, "active = before + opened"),
        ({"statistic": "files_reopened", "period": "1401"}, "files_reopened of a year is the sum"),
        ({"statistic": "files_total"}, "files_total = files_active + files_inactive"),
        ({"statistic": "students_supported"}, "students_supported by level adds up"),
        ({"statistic": "pension_amount"}, "pension_amount by kind"),
        ({"statistic": "pension_awards"}, "pension_awards is at most"),
        (
            {"statistic": "files_active", "breakdown": "headship_cause", "category": "other"},
            "files_active by headship_cause adds up to its women",
        ),
        (
            {"statistic": "files_opened", "breakdown": "headship_cause", "category": "other"},
            "files_opened by headship_cause adds up to its total at most",
        ),
    ],
)
def test_a_damaged_count_is_found(counts, small_settings, key, identity) -> None:
    found = failures(damage(counts, 1_000, **key), small_settings)
    assert any(identity in failure for failure in found)


def test_categories_that_change_by_more_than_begins_and_ends_are_found(counts, small_settings):
    for area in ("abhar", small_settings.areas.province.code):
        for size, change in (("1", 1_000), ("2", -1_000)):  # so that all sums are as they were
            counts = damage(counts, change, statistic="files_active", period="1402-02", area=area,
                            breakdown="household_size", category=size)  # fmt: skip
    found = " ".join(failures(counts, small_settings))
    for part in ("begun", "ended"):
        assert f"no files_active_{part}_by_household_size is below zero fails in 1402-02" in found


def test_a_negative_count_is_found(counts, small_settings) -> None:
    damaged = damage(counts, -1_000, statistic="files_closed", period="1401-02")
    assert any("below zero" in f for f in failures(damaged, small_settings))


@pytest.mark.parametrize("statistic", ["files_reopened", "pension_shortfall"])
def test_counties_must_add_up_to_the_province(counts, small_settings, statistic) -> None:
    county = small_settings.areas.counties[0].code
    damaged = damage(counts, 1, statistic=statistic, area=county, period="1401-02")
    found = failures(damaged, small_settings)
    assert any("counties add up to the province fails in 1401-02" in f for f in found)


def test_at_most_five_places_are_named(counts, small_settings) -> None:
    found = failures(damage(counts, 1, statistic="files_total"), small_settings)
    assert any(" more" in failure and failure.count(",") == 4 for failure in found)


def test_overlapping_spells_are_found_by_counting_distinct_files(
    scenario, small_settings, counts
) -> None:
    files = scenario.case_files
    still_open = files[files["closed_on"].isna()].iloc[[0]]
    earlier = still_open.assign(
        opened_on=[day - pd.Timedelta(days=400) for day in still_open["opened_on"]]
    )
    register = dataclasses.replace(scenario, case_files=pd.concat([files, earlier])).register()
    about, areas = scenario.about, small_settings.areas.codes
    with pytest.raises(DataError, match=r"files_active 1402-02: .* distinct in the register"):
        check_identities(
            tabulate(register, small_settings, about), register, areas, about.last_month
        )
    register.close()


def test_the_error_lists_every_identity_that_fails(scenario, small_settings, counts) -> None:
    register = scenario.register()
    damaged = damage(counts, 1, statistic="files_total")
    with pytest.raises(DataError) as caught:
        check_identities(damaged, register, small_settings.areas.codes, scenario.about.last_month)
    register.close()
    assert "files_total = files_active + files_inactive" in caught.value.found
    assert "files_total by residence" in caught.value.found


def test_the_key_of_the_counts_is_unique(counts) -> None:
    assert not counts.frame.duplicated(list(KEY)).any()
