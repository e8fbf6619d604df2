import math

import pandas as pd
import pytest
from oracle import Oracle
from scenario import random_scenario

from helpers.domain.periods import Month
from helpers.domain.structure import KEY, STATISTICS
from helpers.settings import Settings
from helpers.statistics.tabulate import Counts, tabulate

COVERAGES = {
    1: (Month(1399, 5), Month(1402, 8)),
    2: (Month(1400, 1), Month(1402, 12)),
    3: (Month(1399, 12), Month(1401, 12)),
    4: (Month(1398, 7), Month(1401, 1)),
}
EVERY_DAY = (3, 4)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(seed, marks=[] if seed in EVERY_DAY else pytest.mark.heavy)
        for seed in COVERAGES
    ],
)
def both(request, small_settings: Settings, scale) -> tuple[Counts, Oracle]:
    first, last = COVERAGES[request.param]
    counties = [area.code for area in small_settings.areas.counties]
    scenario = random_scenario(request.param, counties, first, last)
    register = scenario.register()
    counts = tabulate(register, small_settings, scenario.about)
    register.close()
    return counts, Oracle(scenario, scale, small_settings.areas.province.code)


def values_of(counts: Counts, column: str, kinds: tuple[str, ...]) -> dict[tuple, float]:
    frame = counts.frame
    chosen = frame[
        frame["statistic"].map({c: s.kind in kinds for c, s in STATISTICS.items()})
        & (frame["gap"] == "")
        & (frame[column] != 0)
    ]
    return dict(
        zip(chosen[list(KEY)].itertuples(index=False, name=None), chosen[column], strict=True)
    )


def test_every_value_is_the_one_counted_naively(both) -> None:
    counts, oracle = both
    counted = values_of(counts, "value", ("count", "sum", "median"))
    missing = set(
        counts.frame.loc[counts.frame["gap"] != "", list(KEY)].itertuples(index=False, name=None)
    )
    expected = {k: v for k, v in oracle.cells.items() if v and k not in missing}
    assert pd.Series(counted).to_dict() == pd.Series(expected).astype(float).to_dict()


def test_what_is_counted_naively_is_available(both) -> None:
    counts, oracle = both
    frame = counts.frame[counts.frame["gap"] != ""]
    missing = set(frame[list(KEY)].itertuples(index=False, name=None))
    not_closed_yet = {key for key in missing if key[0] == "files_closed_within"}
    assert not {key for key in missing - not_closed_yet if oracle.cells.get(key)}


def test_contributors_of_sums_and_medians_are_distinct_files(both) -> None:
    counts, oracle = both
    counted = values_of(counts, "contributors", ("sum", "median"))
    assert counted == oracle.contributors


def test_the_share_of_the_two_largest_is_the_one_counted_naively(both) -> None:
    counts, oracle = both
    counted = values_of(counts, "top_two", ("sum",))
    expected = {key: share for key, share in oracle.top_two.items() if share}
    assert counted.keys() == expected.keys()
    assert all(math.isclose(counted[key], expected[key]) for key in expected)
