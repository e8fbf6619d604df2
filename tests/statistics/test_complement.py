"""What protection leaves cannot be worked out, and a month that comes changes nothing of before."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from protected import NothingMore
from scenario import Scenario, random_scenario

from helpers.audit.attack import Attack
from helpers.audit.bounds import Said, bounds_of
from helpers.audit.system import System
from helpers.domain.periods import Month
from helpers.domain.structure import KEY, STATISTICS
from helpers.settings import Settings
from helpers.statistics.complement import BACK_FROM_MONTH, BACK_FROM_YEAR, available_from
from helpers.statistics.disclosure import protect
from helpers.statistics.tabulate import Counts, tabulate

LAST = Month(1402, 3)
COUNTED = [code for code, statistic in STATISTICS.items() if statistic.kind == "count"]


def scenario_of(seed: int, files: int, months: int, settings: Settings) -> Scenario:
    counties = [area.code for area in settings.areas.counties]
    return random_scenario(seed, counties, LAST + (1 - months), LAST, files)


def counts_of(scenario: Scenario, settings: Settings) -> Counts:
    register = scenario.register()
    try:
        return tabulate(register, settings, scenario.about)
    finally:
        register.close()


def protected(counts: Counts, settings: Settings) -> pd.DataFrame:
    return protect(counts, settings.configuration.disclosure, settings.areas.codes).table


def worked_out(table: pd.DataFrame, settings: Settings) -> list[str]:
    """Return the counts of a table that follow from all others, whenever they were published."""
    counts = table[table["statistic"].isin(COUNTED)]
    left_out = counts["note"] == "not_broken_down"
    counts = counts[left_out | (counts["obs_status"] == "A")].assign(left_out=left_out)
    said = [
        Said(0.0 if np.isnan(row.value) else row.value, row.conf_status == "C",
             row.note == "exact", row.left_out)
        for row in counts.itertuples()
    ]  # fmt: skip
    keys = [*counts[list(KEY)].itertuples(index=False, name=None)]
    system = System.of(keys, settings.areas.codes)
    uncounted = len(system.keys) - len(said)
    bounds = bounds_of(said, settings.configuration.disclosure, unknown=uncounted)
    bounds.apart[np.flatnonzero([of_cell.left_out for of_cell in said])] = 0  # nothing is said
    attack = Attack(system, bounds)
    return [f"{' '.join(system.keys[leak.column])}: {leak.low}-{leak.high}"
            for leak in attack.leaks()]  # fmt: skip


def nothing_follows(files: int, months: int, settings: Settings) -> None:
    table = protected(counts_of(scenario_of(1, files, months, settings), settings), settings)
    assert (table["conf_status"] == "C").any()
    assert worked_out(table, settings) == []


@pytest.mark.parametrize("files", [pytest.param(1500, marks=pytest.mark.heavy), 60])
def test_nothing_hidden_follows_from_all_that_a_small_register_publishes(few_counties, files):
    nothing_follows(files, 3, few_counties)


@pytest.mark.heavy
def test_nothing_hidden_follows_from_all_that_the_register_of_a_year_publishes(settings):
    nothing_follows(200, 13, settings)


def test_rounding_and_hiding_each_count_by_itself_would_not_be_enough(few_counties, tmp_path):
    settings = few_counties
    counts = counts_of(scenario_of(1, 300, 4, settings), settings)
    policy, nothing_more = settings.configuration.disclosure, NothingMore(tmp_path)
    table = protect(counts, policy, settings.areas.codes, nothing_more).table
    true = counts.frame["value"]
    alone = table["statistic"].isin(COUNTED) & true.between(1, 4) & (table["note"] != "exact")
    naive = table.assign(
        value=(true / 5 + 0.5).floordiv(1).mul(5).mask(table["note"] == "exact", true).mask(alone),
        conf_status=np.where(alone, "C", "F"),
        obs_status=table["obs_status"].mask(table["note"] == "not_broken_down", "A"),
        note=table["note"].mask(table["note"] == "not_broken_down", "rounded"),
    )
    assert len(worked_out(naive, settings)) > 40


@pytest.mark.parametrize(
    ("period", "first_flow", "back"),
    [("1402", Month(1401, 7), BACK_FROM_YEAR), ("1402-07", Month(1401, 7), BACK_FROM_MONTH)],
)
def test_what_is_looked_at_again_begins_with_the_stock_before_its_first_flow(
    period, first_flow, back
):
    """A year tells of its school year, a month of the same month a year before."""
    now, stock = (
        available_from(("students_supported", str(when), "zanjan", "all", "all"))
        for when in (period, first_flow + -1)
    )
    assert stock >= now - 2 * back


def later_changes_nothing(counts: Counts, settings: Settings) -> None:
    keys = counts.frame[list(KEY)].itertuples(index=False, name=None)
    available = pd.Series([available_from(key) for key in keys], index=counts.frame.index)
    before = available < available.max()
    earlier = protected(Counts(counts.frame[before]), settings)
    pd.testing.assert_frame_equal(protected(counts, settings)[before], earlier)


@pytest.mark.parametrize(("seed", "months"), [(2, 2), pytest.param(3, 5, marks=pytest.mark.heavy)])
def test_what_comes_later_changes_nothing_of_what_was_published(few_counties, seed, months):
    scenario = scenario_of(seed, 150, months, few_counties)
    later_changes_nothing(counts_of(scenario, few_counties), few_counties)


@pytest.mark.heavy(minutes=6)
@examples(max_examples=10)
@given(st.integers(0, 10_000), st.integers(20, 400), st.integers(1, 14))
@example(seed=1136, files=214, months=12)
@example(seed=6139, files=64, months=8)  # a month says of one before last what the last did not
@example(seed=2620, files=78, months=14)  # and of one that lies further back than half a year
def test_nothing_hidden_follows_from_what_any_register_publishes(settings, seed, files, months):
    assert (
        worked_out(
            protected(counts_of(scenario_of(seed, files, months, settings), settings), settings),
            settings,
        )
        == []
    )


@pytest.mark.heavy
@examples(max_examples=10)
@given(st.integers(0, 10_000), st.integers(20, 400), st.integers(2, 14))
def test_what_comes_later_never_changes_what_was_published(settings, seed, files, months):
    later_changes_nothing(counts_of(scenario_of(seed, files, months, settings), settings), settings)
