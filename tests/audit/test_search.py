"""What a search has seen is possible, and enough where there is room."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.audit.bounds import Bounds
from helpers.audit.changes import Changes
from helpers.audit.search import Search
from helpers.audit.system import System

COUNTIES = [f"county-{number}" for number in range(8)]
AREAS = ["province", *COUNTIES]
YEARS = ("1402", "1403")
PARTS = (("all", "all"), ("sex", "female"), ("sex", "male"))
KEYS = [("students_in_year", year, area, *part) for year in YEARS for area in AREAS
        for part in PARTS]  # fmt: skip
SYSTEM = System.of(KEYS, AREAS)


def counts(by_sex: np.ndarray) -> np.ndarray:
    """Return all counts, in the order of the keys, from those of year, county and sex."""
    of_areas = np.concatenate([by_sex.sum(axis=1, keepdims=True), by_sex], axis=1)
    return np.concatenate([of_areas.sum(axis=2, keepdims=True), of_areas], axis=2).ravel()


def hidden(true: np.ndarray) -> Bounds:
    """Return what is known where the counties' women and men are hidden, and nothing else."""
    inside = np.array([key[2] in COUNTIES and key[3] == "sex" for key in KEYS])
    low, high = np.where(inside, 0, true), np.where(inside, true.max(), true)
    nothing, all_ = np.zeros(len(KEYS)), np.full(len(KEYS), np.inf)
    return Bounds(low, high, np.where(inside, 2, 0), nothing, all_)


def seen(true: np.ndarray) -> Search:
    search = Search(SYSTEM, hidden(true), true)
    for part in search.parts():
        search.pull(part)
        for column in search.in_danger(part.columns).tolist():
            search.widen(part, column)
    return search


numbers = st.lists(st.integers(0, 6), min_size=32, max_size=32).map(
    lambda values: counts(np.array(values, float).reshape(2, 8, 2))
)


@settings(max_examples=25)
@given(numbers)
def test_every_change_that_was_seen_leads_to_counts_that_could_be_true(true) -> None:
    search = seen(true)
    for columns, steps in search.changes:
        after = true.copy()
        after[columns] += steps
        assert not len(SYSTEM.fail(after))
        assert ((after >= search.bounds.low) & (after <= search.bounds.high)).all()
        assert ((search.least <= after) & (after <= search.most)).all()


@settings(max_examples=10)
@given(numbers)
def test_what_was_seen_is_as_good_for_a_search_that_begins_anew(true) -> None:
    before, anew = seen(true), Search(SYSTEM, hidden(true), true)
    anew.look_at(Changes.of(before.changes))
    assert np.array_equal(anew.least, before.least)
    assert np.array_equal(anew.most, before.most)


def test_pulling_alone_shows_nearly_all_to_be_safe_where_there_is_room() -> None:
    true = counts(np.full((2, 8, 2), 20.0))
    search = Search(SYSTEM, hidden(true), true)
    in_danger = sum(len(search.in_danger(part.columns)) for part in search.parts())
    assert in_danger == 32
    for part in search.parts():
        search.pull(part)
    assert sum(len(search.in_danger(part.columns)) for part in search.parts()) <= in_danger // 2
