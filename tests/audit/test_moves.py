"""The smallest changes of some values, against all values there are."""

from itertools import product

import highspy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.audit.moves import Moves

MOST = 5
NOTHING = np.array([], dtype=np.int64)


def model(rows: list[tuple[list[int], bool]], columns: int) -> highspy.HighsLp:
    """Return a model of rows that are zero, or at most zero."""
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = columns, len(rows)
    made.col_lower_, made.col_upper_ = np.zeros(columns), np.full(columns, float(MOST))
    made.row_lower_ = np.array([-highspy.kHighsInf if at_most else 0.0 for _, at_most in rows])
    made.row_upper_ = np.zeros(len(rows))
    made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    row, column = np.nonzero(np.array([r for r, _ in rows]).reshape(len(rows), columns))
    made.a_matrix_.start_ = np.searchsorted(row, np.arange(len(rows) + 1))
    made.a_matrix_.index_ = column.astype(np.int32)
    made.a_matrix_.value_ = np.array(
        [float(rows[i][0][j]) for i, j in zip(row, column, strict=True)]
    )
    return made


FLOW = [([1, 1, -1, -1], False)]  # before + opened = closed + after


def test_as_few_values_change_as_can() -> None:
    moves = Moves(model([*FLOW, ([1, 0, 0, -1], True)], 4), np.array([2.0, 1, 0, 3]), np.ones(4))
    values, refusal = moves.to(1, 2, np.inf, NOTHING)
    assert refusal is None
    assert values is not None
    assert values[1] == 2
    assert np.count_nonzero(values != [2, 1, 0, 3]) == 2


def test_what_is_to_change_rather_than_others_does() -> None:
    ways_out = [([1, 1, 1, -1, -1, 0], False), ([0, 0, 0, 1, 0, -1], False)]
    moves = Moves(model(ways_out, 6), np.array([2.0, 2, 2, 3, 3, 3]), np.ones(6))
    few, _ = moves.to(0, 3, np.inf, NOTHING)
    rather, _ = moves.to(0, 3, np.inf, np.array([3, 5]))
    again, _ = moves.to(0, 3, np.inf, NOTHING)
    assert few is not None and rather is not None and again is not None
    assert np.count_nonzero(few[1:] != [2, 2, 3, 3, 3]) == 1
    assert rather.tolist() == [3, 2, 2, 4, 3, 4]
    assert again.tolist() == few.tolist()


@pytest.mark.parametrize("far", [False, True])
def test_values_that_satisfy_nothing_are_mended_by_as_few_changes_as_can(far) -> None:
    guess = np.array([2.0, 1, 0, 5])
    mended = Moves(model(FLOW, 4), guess, np.ones(4)).mended(far=far)
    assert mended is not None
    assert mended[:2].sum() == mended[2:].sum()
    assert np.abs(mended - guess).sum() == 2


@pytest.mark.parametrize("far", [False, True])
def test_where_nothing_satisfies_the_rows_there_is_nothing_to_mend(far) -> None:
    rows = [([1, 1], False)]
    narrow = model(rows, 2)
    narrow.col_lower_ = np.ones(2)
    assert Moves(narrow, np.ones(2), np.ones(2)).mended(far=far) is None


def test_a_value_in_no_relation_changes_alone() -> None:
    moves = Moves(model([], 1), np.array([3.0]), np.ones(1))
    assert moves.to(0, -np.inf, 1, NOTHING)[0] == [1.0]


def test_what_keeps_a_value_from_a_range_is_told() -> None:
    rows = [([1, -1, 0], True), ([0, 1, -1], True), ([1, 0, 1], True)]
    moves = Moves(model(rows, 3), np.array([0.0, 0, 0]), np.ones(3))
    values, refusal = moves.to(0, 1, np.inf, NOTHING)
    assert values is None
    assert refusal is not None
    assert refusal.rows.tolist() == [2]  # none may be more than nothing
    assert refusal.reach == 0


def test_its_own_bounds_may_keep_a_value_from_a_range() -> None:
    values, refusal = Moves(model([], 1), np.array([3.0]), np.ones(1)).to(
        0, MOST + 1, np.inf, NOTHING
    )
    assert values is None
    assert refusal is not None
    assert refusal.rows.tolist() == []
    assert refusal.reach == MOST - 3


@pytest.mark.parametrize("beyond", [1, -1, 3, -3])
@given(
    st.lists(
        st.tuples(st.lists(st.integers(-1, 1), min_size=3, max_size=3), st.booleans()), max_size=3
    ),
    st.tuples(*[st.integers(0, MOST)] * 3),
    st.integers(0, 2),
)
def test_where_no_change_is_found_there_is_none_that_reaches_further(
    beyond, rows, start, column
) -> None:
    rows = [row for row in rows if any(row[0])]

    def is_met(values: tuple[int, ...]) -> bool:
        sums = [(np.dot(row, values), at_most) for row, at_most in rows]
        return all(total <= 0 if at_most else total == 0 for total, at_most in sums)

    if not is_met(start):
        start = (0, 0, 0)
    asked = start[column] + beyond
    low, high = (asked, np.inf) if beyond > 0 else (-np.inf, asked)
    possible = [v for v in product(range(MOST + 1), repeat=3) if is_met(v)]
    moves = Moves(model(rows, 3), np.array(start, float), np.ones(3))
    values, refusal = moves.to(column, low, high, NOTHING)
    if refusal:
        changes = [(v[column] - start[column]) * np.sign(beyond) for v in possible]
        assert max(changes) <= refusal.reach < abs(beyond)
    elif values is not None and (values == values.round()).all():
        assert low <= values[column] <= high
        assert tuple(values.astype(int)) in possible
