"""Which changes agree with relations, against carrying each of them out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from helpers.audit.bounds import Bounds
from helpers.audit.changes import Change, Changes
from helpers.audit.system import System

COLUMNS = 4
START = np.array([2.0, 1, 0, 3])
ROWS = [([1, 1, -1, -1], False), ([1, 0, 0, -1], True), ([0, 1, -1, 0], False)]

rows = st.lists(
    st.tuples(
        st.lists(st.integers(-1, 1), min_size=COLUMNS, max_size=COLUMNS).filter(any), st.booleans()
    ),
    max_size=4,
)
changes = st.lists(
    st.dictionaries(st.integers(0, COLUMNS - 1), st.sampled_from([-2, -1, 1, 2]), min_size=1),
    max_size=6,
)


def system_of(of_rows: list[tuple[list[int], bool]]) -> System:
    keys = [("files_closed", "1402", "abhar", "within", str(n)) for n in range(COLUMNS)]
    matrix = np.array([row for row, _ in of_rows]).reshape(len(of_rows), COLUMNS)
    row, column = np.nonzero(matrix)
    return System(
        keys, ["said"] * len(of_rows), np.searchsorted(row, np.arange(len(of_rows) + 1)), column,
        matrix[row, column].astype(float), np.array([at_most for _, at_most in of_rows], bool),
        np.zeros(COLUMNS, bool),
    )  # fmt: skip


def bounds_up_to(most: float) -> Bounds:
    low, high = np.zeros(COLUMNS), np.full(COLUMNS, most)
    return Bounds(low, high, np.zeros(COLUMNS), low, high)


def change(steps: dict[int, int]) -> Change:
    return np.array([*steps]), np.array([*steps.values()])


def moved(found: Changes) -> list[dict[int, int]]:
    """Return the changes, each as the steps of its columns."""
    return [
        dict(zip(found.column[at].tolist(), found.step[at].tolist(), strict=True))
        for at in (found.number == number for number in np.unique(found.number))
    ]


@given(rows, changes)
def test_those_agree_that_can_be_carried_out(of_rows, steps) -> None:
    system = system_of(of_rows)
    if len(system.fail(START)):
        return
    expected = []
    for each in steps:
        after = START.copy()
        for column, step in each.items():
            after[column] += step
        if not len(system.fail(after)) and ((after >= 0) & (after <= 4)).all():
            expected.append(each)
    found = Changes.of([*map(change, steps)]).agreeing(system, bounds_up_to(4), START)
    assert moved(found) == expected


def test_a_change_of_other_columns_too_is_none_of_these_alone() -> None:
    every = Changes.of([change({0: 1, 2: -1}), change({2: 1}), change({3: 1})])
    assert moved(every.within(np.array([2, 0]), COLUMNS)) == [{1: 1, 0: -1}, {0: 1}]


def test_without_any_change_none_agrees() -> None:
    assert moved(Changes.of([]).agreeing(system_of(ROWS), bounds_up_to(4), START)) == []


@given(changes, changes)
def test_changes_joined_are_those_of_each_one_after_the_other(few, more):
    both = Changes.joined([Changes.of([*map(change, few)]), Changes.of([*map(change, more)])])
    at_once = Changes.of([*map(change, few), *map(change, more)])
    for one, other in ((both.number, at_once.number), (both.column, at_once.column),
                       (both.step, at_once.step)):  # fmt: skip
        assert one.tolist() == other.tolist()
