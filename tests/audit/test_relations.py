import numpy as np
import pytest

from helpers.audit.bounds import Said, bounds_of
from helpers.audit.facts import facts_of
from helpers.audit.system import System
from helpers.configuration import DisclosurePolicy
from helpers.domain.structure import KEY

AREAS = ["province", "north", "south"]
POLICY = DisclosurePolicy(
    hide_below=5, round_to=5, small_group=10, minimum_contributors=10, mean_contributors=50,
    dominance_percent=90, significant_digits=3,
)  # fmt: skip


def test_a_relation_with_a_missing_cell_is_left_out_unless_it_may_be_filled_in() -> None:
    keys = [("files_reopened", "1402-03", area, "all", "all") for area in AREAS[:2]]
    assert System.of(keys, AREAS).names == []
    filled = System.of(keys, AREAS, not_given=1)
    assert filled.names == ["counties add up to the province"]
    assert filled.keys[2:] == [("files_reopened", "1402-03", "south", "all", "all")]
    assert filled.added.tolist() == [False, False, True]


def test_what_does_not_hold_is_named() -> None:
    keys = [("files_reopened", "1402-03", area, "all", "all") for area in AREAS]
    system = System.of(keys, AREAS)
    assert list(system.fail(np.array([5.0, 2.0, 3.0]))) == []
    assert list(system.fail(np.array([5.0, 2.0, 2.0]))) == [0]
    assert list(system.fail(np.array([np.nan, 2.0, 2.0]))) == []


@pytest.mark.parametrize(
    ("said", "between"),
    [
        (Said(3, exact=True), (3, 3)),
        (Said(0), (0, 0)),
        (Said(5), (5, 7)),
        (Said(10), (8, 12)),
        (Said(0, hidden=True), (0, 1_000)),
        (Said(0, left_out=True), (0, 1_000)),
    ],
)
def test_a_published_count_says_this_much_of_the_true_one(said, between) -> None:
    bounds = bounds_of([said], POLICY)
    assert (bounds.low[0], bounds.high[0]) == between


def test_what_is_hidden_may_be_as_large_as_twice_the_largest_published_count() -> None:
    bounds = bounds_of([Said(40_000, exact=True), Said(0, hidden=True)], POLICY, unknown=1)
    assert bounds.high.tolist() == [40_000, 81_000, 81_000]


def test_a_stock_of_a_year_and_of_its_last_month_are_one_fact() -> None:
    keys = [("files_inactive", period, area, "all", "all")
            for period in ("1402-11", "1402-12", "1402") for area in AREAS]  # fmt: skip
    facts = facts_of(System.of(keys, AREAS))
    assert facts.of_cell.tolist() == [0, 1, 2, 3, 4, 5, 3, 4, 5]
    assert set(facts.system.names) == {"counties add up to the province"}


def test_the_key_is_that_of_the_published_table() -> None:
    assert KEY == ("statistic", "period", "area", "breakdown", "category")


def test_parts_that_nobody_counts_are_completed_so_that_everything_holds() -> None:
    by = [("household_size", size) for size in ("1", "2", "3", "4", "5+")]
    changed = (2, -1, 3, -2, 0)
    known = {("files_active", period, "north", *of): 10 + change * (period == "1402-04")
             for of, change in zip(by, changed, strict=True)
             for period in ("1402-03", "1402-04")}  # fmt: skip
    flows = {"files_opened": 6, "files_reopened": 1, "files_closed": 5}
    known |= {(code, "1402-04", "north", "all", "all"): n for code, n in flows.items()}
    system = System.of(list(known), AREAS)
    values = system.completed(np.array([*known.values()], float))
    assert list(system.fail(values)) == []
    parts = {key[0].split("_")[2] + key[4]: value for key, value in
             zip(system.keys, values.tolist(), strict=True) if key not in known}  # fmt: skip
    begun = {"begun1": 2, "begun2": 0, "begun3": 3, "begun4": 0, "begun5+": 2}
    assert parts == begun | {"ended1": 0, "ended2": 1, "ended3": 0, "ended4": 2, "ended5+": 2}


def test_nobody_counts_parts_of_a_flow_where_nothing_is_known_of_the_categories() -> None:
    keys = [(code, "1402-04", "north", "all", "all") for code in ("files_opened", "files_closed")]
    assert not System.of(keys, AREAS, not_given=1).added.any()
