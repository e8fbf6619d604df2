"""The attacker against every solution there is, found by trying them all."""

from itertools import product

import numpy as np
import pytest
from examples import up_to
from hypothesis import given
from hypothesis import strategies as st

from helpers.audit.attack import Attack, Leak
from helpers.audit.bounds import Bounds, Said, bounds_of
from helpers.audit.polytope import ContradictionError, Polytope
from helpers.audit.system import System
from helpers.configuration import DisclosurePolicy

AREAS = ["province", "north", "south"]
POLICY = DisclosurePolicy(
    hide_below=5, round_to=5, small_group=10, minimum_contributors=10, mean_contributors=50,
    dominance_percent=90, significant_digits=3,
)  # fmt: skip
PARTS = ("all", "female", "male")
KEYS = [
    ("students_in_year", "1402", area, "all" if part == "all" else "sex", part)
    for area in AREAS
    for part in PARTS
]


def table(north: tuple[int, int], south: tuple[int, int]) -> np.ndarray:
    """Counts of two counties by sex, with all their totals, in the order of the keys."""
    both = [(sum(pair), *pair) for pair in (north, south)]
    return np.array([*np.add(*both), *both[0], *both[1]], dtype=float)


def known(low: np.ndarray, high: np.ndarray, apart: np.ndarray) -> Bounds:
    """Bounds of which every part does harm."""
    return Bounds(low, high, apart, np.zeros(len(low)), np.full(len(low), np.inf))


def bounds(low: list[float], high: list[float], apart: list[int]) -> Bounds:
    return known(np.array(low, float), np.array(high, float), np.array(apart))


def solutions(system: System, given_: Bounds, most: int) -> list[tuple[int, ...]]:
    """All whole numbers up to a limit that satisfy the relations and bounds."""
    ranges = [
        range(int(low), int(min(high, most)) + 1)
        for low, high in zip(given_.low[[4, 5, 7, 8]], given_.high[[4, 5, 7, 8]], strict=True)
    ]
    found = []
    for a, b, c, d in product(*ranges):
        values = table((a, b), (c, d))
        if ((values >= given_.low) & (values <= given_.high)).all():
            assert not len(system.fail(values))
            found.append(tuple(values.astype(int)))
    return found


@pytest.mark.parametrize("part", range(len(KEYS)))
def test_a_single_hidden_count_follows_from_the_others(part: int) -> None:
    system, true = System.of(KEYS, AREAS), table((3, 8), (6, 9))
    low, high, apart = true.copy(), true.copy(), np.zeros(9, int)
    low[part], high[part], apart[part] = 0, 100, 2
    (leak,) = Attack(system, known(low, high, apart)).leaks()
    assert (leak.column, leak.low, leak.high) == (part, true[part], true[part])
    assert any(KEYS[part] in system.cells(row) for row in leak.rows)


def test_two_hidden_counts_in_each_row_and_column_protect_each_other() -> None:
    system, true = System.of(KEYS, AREAS), table((3, 8), (6, 9))
    low, high, apart = true.copy(), true.copy(), np.zeros(9, int)
    for part in (4, 5, 7, 8):
        low[part], high[part], apart[part] = 0, 100, 2
    assert Attack(system, known(low, high, apart)).leaks() == []


def test_a_hidden_count_that_is_told_elsewhere_is_known_and_gives_others_away() -> None:
    system, true = System.of(KEYS, AREAS), table((3, 4), (6, 2))
    low, high, apart = true.copy(), true.copy(), np.zeros(9, int)
    for part in (4, 5, 7, 8):
        low[part], high[part], apart[part] = 0, 100, 2
    low[4] = high[4] = true[4]
    leaks = Attack(system, known(low, high, apart)).leaks()
    assert [(leak.column, leak.low, leak.high) for leak in leaks] == [
        (5, 4, 4),
        (7, 6, 6),
        (8, 2, 2),
    ]


def test_numbers_that_no_counts_could_give_are_a_contradiction() -> None:
    system = System.of(KEYS, AREAS)
    wrong = table((3, 8), (6, 9))
    wrong[0] += 1
    high = wrong.copy()
    high[4] += 0.0
    low = wrong.copy()
    low[5], high[5] = 8, 8
    low[7], high[7] = 5, 5  # but 6 + 9 = 15
    low[8], high[8] = 8, 9
    with pytest.raises(ContradictionError):
        Attack(system, known(low, high, np.full(9, 2))).leaks()


def follows_from(leak: Leak, system: System, known_of_each: Bounds) -> bool:
    """Tell whether the relations that a leak names are enough to conclude it."""
    alone = Polytope(
        system, np.arange(9), np.array(leak.rows, dtype=np.int64), low=known_of_each.low,
        high=known_of_each.high, others=np.zeros(9),
    )  # fmt: skip
    reach = [alone.furthest(leak.column, sign).values[leak.column] for sign in (-1, 1)]
    return np.allclose(reach, (leak.low, leak.high))


cells = st.integers(0, 9)


@up_to(40)
@given(
    st.tuples(cells, cells),
    st.tuples(cells, cells),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_it_finds_what_trying_all_solutions_finds(north, south, shown) -> None:
    """Also when it need not know the true values, and whatever is shown exactly."""
    system, true = System.of(KEYS, AREAS), table(north, south)
    said = [
        Said(value, exact=True) if show or value == 0
        else Said(0, hidden=True) if value < 5
        else Said(5 * ((value + 2) // 5))
        for value, show in zip(true, shown, strict=True)
    ]  # fmt: skip
    said_of_each = bounds_of(said, POLICY)
    every = np.array(solutions(system, said_of_each, most=19))
    reach = every.max(axis=0) - every.min(axis=0)
    risky = (reach < said_of_each.apart) & (every.min(axis=0) <= said_of_each.harmful_to)
    for values in (None, true):
        leaks = Attack(system, said_of_each, values).leaks()
        assert [leak.column for leak in leaks] == np.flatnonzero(risky).tolist()
        for leak in leaks:
            assert (leak.low, leak.high) == (
                every[:, leak.column].min(),
                every[:, leak.column].max(),
            )
            assert follows_from(leak, system, said_of_each)


@up_to(20)
@given(st.tuples(cells, cells), st.tuples(cells, cells))
def test_looking_near_first_overlooks_nothing(north, south) -> None:
    system, true = System.of(KEYS, AREAS), table(north, south)
    said = [Said(v, hidden=bool(0 < v < 5), exact=v >= 5) for v in true]
    said_of_each = bounds_of(said, POLICY)
    every = {leak.column for leak in Attack(system, said_of_each, true).leaks()}
    near = {leak.column for leak in Attack(system, said_of_each, true).leaks(near=True)}
    assert near <= every
    assert bool(near) == bool(every)
