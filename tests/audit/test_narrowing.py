"""Bounds that relations narrow hold all values that are possible, and are no wider than before."""

import itertools

import numpy as np
from examples import up_to
from hypothesis import given
from hypothesis import strategies as st
from systems import system_of

from helpers.audit.narrowing import narrowed
from helpers.audit.system import System

COLUMNS, MOST = 4, 3
factors = st.lists(st.sampled_from([-1, 0, 1, 2]), min_size=COLUMNS, max_size=COLUMNS).filter(any)


@st.composite
def systems(draw: st.DrawFn) -> tuple[System, np.ndarray, np.ndarray]:
    rows = draw(st.lists(factors, min_size=1, max_size=4))
    at_most = draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    ends = [
        sorted(draw(st.tuples(st.integers(0, MOST), st.integers(0, MOST)))) for _ in range(COLUMNS)
    ]
    low, high = np.array(ends, float).T
    return system_of(rows, at_most=at_most), low, high


@up_to(200)
@given(systems())
def test_all_that_agrees_with_bounds_and_relations_lies_within(of) -> None:
    system, low, high = of
    narrow_low, narrow_high = narrowed(system, low, high)
    assert (narrow_low >= low).all()
    assert (narrow_high <= high).all()
    spans = [range(int(a), int(b) + 1) for a, b in zip(low, high, strict=True)]
    looked_at = system.touching(high > low)
    for values in itertools.product(*spans):
        if not np.isin(system.fail(np.array(values, float)), looked_at).any():
            assert ((narrow_low <= values) & (values <= narrow_high)).all()


def test_a_total_narrows_its_parts_and_they_narrow_each_other() -> None:
    system = system_of([[1, 1, -1, 0], [0, 1, 0, -2]], at_most=False)  # a + b = c, b = 2 d
    low, high = narrowed(system, np.array([0, 0, 5, 1.0]), np.array([9, 9, 5, 9.0]))
    assert low.tolist() == [1, 2, 5, 1]
    assert high.tolist() == [3, 4, 5, 2]


def test_bounds_cross_where_nothing_agrees() -> None:
    system = system_of([[1, 1, -1, 0]], at_most=True)  # a + b <= c
    low, high = narrowed(system, np.array([2, 2, 3, 0.0]), np.array([3, 2, 3, 0.0]))
    assert (low > high).any()


def test_what_is_known_is_not_questioned() -> None:
    system = system_of([[1, -1, 0, 0]], at_most=False)
    low = np.array([1, 2, 0, 0.0])
    assert [bounds.tolist() for bounds in narrowed(system, low, low)] == [low.tolist()] * 2
