"""What a search has seen is possible, and enough where there is room."""

from dataclasses import replace

import numpy as np
import pytest
from examples import up_to
from hypothesis import given
from hypothesis import strategies as st
from systems import system_of

from helpers.audit.attack import Attack
from helpers.audit.bounds import Bounds
from helpers.audit.changes import Changes
from helpers.audit.polytope import ContradictionError
from helpers.audit.search import Search
from helpers.audit.system import System

COUNTIES = [f"county-{number}" for number in range(8)]
AREAS = ["province", *COUNTIES]
YEARS = ("1402", "1403")
PARTS = (("all", "all"), ("sex", "female"), ("sex", "male"))
KEYS = [("students_in_year", year, area, *part) for year in YEARS for area in AREAS
        for part in PARTS]  # fmt: skip
SYSTEM = System.of(KEYS, AREAS)


def after(true: np.ndarray, columns: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Return the values when some have changed."""
    result = true.copy()
    result[columns] += steps
    return result


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


@up_to(25)
@given(numbers)
def test_every_change_that_was_seen_leads_to_counts_that_could_be_true(true) -> None:
    search = seen(true)
    for columns, steps in search.changes:
        new = after(true, columns, steps)
        assert not len(SYSTEM.fail(new))
        assert ((new >= search.bounds.low) & (new <= search.bounds.high)).all()
        assert ((search.least <= new) & (new <= search.most)).all()


@up_to(25)
@given(numbers)
def test_what_changes_within_one_breakdown_agrees_with_everything(true) -> None:
    search = Search(SYSTEM, hidden(true), true)
    for part in search.parts():
        for some in search.slices(part):
            assert {KEYS[column][3] for column in some.columns} == {"sex"}
            search.pull(some)
            for column in search.in_danger(some.columns).tolist():
                search.widen(some, column, easily=True)
    for columns, steps in search.changes:
        new = after(true, columns, steps)
        assert not len(SYSTEM.fail(new))
        assert ((new >= search.bounds.low) & (new <= search.bounds.high)).all()


def test_what_cannot_change_within_a_breakdown_may_change_with_others() -> None:
    """Of two counties' files, which of them are women's is said only for all together."""
    areas = ["province", "county-0", "county-1"]
    keys = [("students_in_year", "1402", area, *part) for area in areas for part in PARTS]
    true = np.array([20, 12, 8, 10, 6, 4, 10, 6, 4], float)
    is_open = np.array([key[2] != "province" for key in keys])
    nothing, all_ = np.zeros(len(keys)), np.full(len(keys), np.inf)
    apart = np.where(is_open & np.array([key[3] == "all" for key in keys]), 2, 0)
    low, high = np.where(is_open, 0, true), np.where(is_open, 20, true)
    search = Search(System.of(keys, areas), Bounds(low, high, apart, nothing, all_), true)
    (part,) = search.parts()
    in_danger = search.in_danger(part.columns).tolist()
    assert in_danger == [3, 6]
    for some in search.slices(part):
        for column in in_danger:
            search.widen(some, column)
    assert search.in_danger(part.columns).tolist() == in_danger
    for column in in_danger:
        search.widen(part, column)
    assert not len(search.in_danger(part.columns))


@up_to(25)
@given(numbers)
def test_it_begins_with_whole_numbers_that_agree_with_everything(true) -> None:
    """The true ones are not known to it."""
    bounds = hidden(true)
    first = Search(SYSTEM, bounds).least
    assert not len(SYSTEM.fail(first))
    assert ((first >= bounds.low) & (first <= bounds.high)).all()
    assert (first == first.round()).all()


@up_to(10)
@given(numbers)
def test_what_was_seen_is_as_good_for_a_search_that_begins_anew(true) -> None:
    before, anew = seen(true), Search(SYSTEM, hidden(true), true)
    anew.look_at(Changes.of(before.changes))
    assert np.array_equal(anew.least, before.least)
    assert np.array_equal(anew.most, before.most)


def look_at_all(search: Search) -> None:
    for part in search.parts():
        for column in search.in_danger(part.columns).tolist():
            search.widen(part, column)


@up_to(25)
@given(numbers, st.lists(st.booleans(), min_size=len(KEYS), max_size=len(KEYS)))
def test_what_was_in_danger_is_seen_to_be_safe_once_enough_is_hidden(true, published) -> None:
    """What was proved before holds no longer where it rested on what is hidden now."""
    wide = hidden(true)
    first = wide.at(np.arange(len(KEYS)))
    few = np.flatnonzero(published)
    first.fix(few, true[few])
    search, anew = (Search(SYSTEM, bounds, true) for bounds in (first, wide))
    look_at_all(search)
    search.let(wide)
    for one in (search, anew):
        look_at_all(one)
    everywhere = np.arange(len(KEYS))
    assert search.in_danger(everywhere).tolist() == anew.in_danger(everywhere).tolist()


def test_pulling_alone_shows_nearly_all_to_be_safe_where_there_is_room() -> None:
    true = counts(np.full((2, 8, 2), 20.0))
    search = Search(SYSTEM, hidden(true), true)
    in_danger = sum(len(search.in_danger(part.columns)) for part in search.parts())
    assert in_danger == 32
    for part in search.parts():
        search.pull(part)
    assert sum(len(search.in_danger(part.columns)) for part in search.parts()) <= in_danger // 2


def test_one_look_shows_others_in_danger_to_be_safe_too() -> None:
    true = counts(np.full((2, 8, 2), 20.0))
    search = Search(SYSTEM, hidden(true), true)
    looks = 0
    for part in search.parts():
        for column in search.in_danger(part.columns).tolist():
            looks += len(search.in_danger(np.array([column])))
            search.widen(part, column)
    assert looks <= 32 // 4


def bounds(low: list[float], high: list[float], apart: list[int]) -> Bounds:
    nothing, all_ = np.zeros(len(low)), np.full(len(low), np.inf)
    return Bounds(np.array(low, float), np.array(high, float), np.array(apart), nothing, all_)


@pytest.mark.parametrize("length", range(2, 20))
def test_counts_that_are_all_the_same_cannot_begin_at_zero_and_end_at_one(length) -> None:
    """However far apart the two are that are known."""
    rows = [[(n == at) - (n == at + 1) for n in range(length)] for at in range(length - 1)]
    middle = length - 2
    known = bounds([0, *[0] * middle, 1], [0, *[1] * middle, 1], [2] * length)
    if middle:
        with pytest.raises(ContradictionError):
            Search(system_of(rows, at_most=False), known)
    else:  # what is published of both is not for the search to question
        assert Search(system_of(rows, at_most=False), known).least.tolist() == [0, 1]


def test_halves_that_the_solver_finds_are_no_counts() -> None:
    """Of three counts any two are three at most: all of them together could be one and a half."""
    groups, pairs = 60, ((0, 1), (1, 2), (0, 2))
    size = 3 * groups
    rows = [[*(int(n in {3 * g + a, 3 * g + b}) for n in range(size)), -1, 0]
            for g in range(groups) for a, b in pairs]  # fmt: skip
    rows.append([*[1] * size, 0, -1])  # hangs them together
    system, true = system_of(rows, at_most=True), np.array([*[0.0] * size, 3, 600])
    known = bounds([*[0] * size, 3, 600], [*[9] * size, 3, 600], [*[2] * size, 0, 0])
    search = Search(system, known, true)
    for part in search.parts():
        search.pull(part)
        for column in search.in_danger(part.columns).tolist():
            search.widen(part, column)
    assert not len(search.in_danger(np.arange(size)))
    for columns, steps in search.changes:
        assert not len(system.fail(after(true, columns, steps)))


def test_beside_a_point_of_halves_whole_numbers_are_found_in_the_range_asked_for() -> None:
    """A count is the sum of any two of three, so it is even."""
    system = system_of([[-1, 1, 1, 0], [-1, 0, 1, 1], [-1, 1, 0, 1]], at_most=False)
    search = Search(system, bounds([0] * 4, [9] * 4, [2, 0, 0, 0]), np.zeros(4))
    (part,) = search.parts()
    search.widen(part, 0, easily=True)
    assert search.most.tolist() == [2, 1, 1, 1]


def test_beside_halves_of_one_breakdown_nothing_of_another_is_changed() -> None:
    """The first could be one if the last were, which is elsewhere; without it, only by halves."""
    system = system_of([[-1, 1, 1, 0, 1], [-1, 0, 1, 1, 0], [-1, 1, 0, 1, 0]], at_most=False)
    *own, last = system.keys
    system = replace(system, keys=[*own, (*last[:3], "other", last[4])])
    search = Search(system, bounds([0] * 5, [1] * 5, [1, 0, 0, 0, 0]), np.zeros(5))
    (part,) = search.parts()
    (some,) = search.slices(part)
    search.widen(some, 0)
    assert not search.changes
    search.widen(part, 0)
    (change,) = search.changes
    assert not len(system.fail(after(np.zeros(5), *change)))


# Of two and two counts are known all sums, and of the first and the last one too.
SQUARE = [[1, 1, 0, 0, -1, 0, 0, 0, 0, 0], [0, 0, 1, 1, 0, -1, 0, 0, 0, 0],
          [1, 0, 1, 0, 0, 0, -1, 0, 0, 0], [0, 1, 0, 1, 0, 0, 0, -1, 0, 0],
          [1, 0, 0, 1, 0, 0, 0, 0, -1, 0]]  # fmt: skip
TRUE = np.array([2, 3, 3, 2, 5, 5, 5, 5, 4, 4], float)
OPEN = [0, 1, 2, 3]


def square(*, last_sum: bool) -> Bounds:
    """Return what is known where the sum of the first and the last is open, too, or is not."""
    is_open = np.isin(np.arange(len(TRUE)), [*OPEN, 8] if last_sum else OPEN)
    low, high = np.where(is_open, 0, TRUE), np.where(is_open, 10, TRUE)
    return bounds(low.tolist(), high.tolist(), (2 * is_open).tolist())


def test_what_was_proved_is_forgotten_once_it_rests_on_what_is_open_now() -> None:
    search = Search(system_of(SQUARE, at_most=False), square(last_sum=False), TRUE)
    look_at_all(search)
    assert search.in_danger(np.arange(len(TRUE))).tolist() == OPEN
    search.let(square(last_sum=True))
    look_at_all(search)
    assert not len(search.in_danger(np.arange(len(TRUE))))


def test_what_is_open_now_has_neighbours_too() -> None:
    rows = [*SQUARE, [0] * 8 + [1, -1]]  # the last sum is said a second time
    attack = Attack(system_of(rows, at_most=False), square(last_sum=False), TRUE)
    assert [leak.column for leak in attack.leaks(near=True)] == OPEN
    attack.search.let(square(last_sum=True))
    assert 8 in [leak.column for leak in attack.leaks(near=True)]


@given(st.integers(0, 12), st.integers(0, 3), st.integers(0, 1), st.integers(4, 9))
def test_a_cell_is_in_danger_as_long_as_it_could_be_known_to_be_small(true, apart, least, most):
    """It could still turn out to lie between few values, of which the smallest does harm."""
    key = ("files_reopened", "1403", "county-1", "all", "all")
    one = [np.array([value], float) for value in (0, 99, apart, least, most)]
    search = Search(System.of([key], AREAS), Bounds(*one), np.array([true], float))
    narrow = [range(low, low + apart) for low in range(least, most + 1)]
    could_be = any(true in between for between in narrow)
    assert search.in_danger(np.array([0])).tolist() == [0] * could_be
