"""The attacker: finds the hidden and rounded numbers that published ones give away.

A cell is out of danger once two solutions of all relations have been seen in which its values lie
far enough apart. A few solutions for each month, and then for each year, show that for nearly all
cells; the rest are looked at one by one, with the relations nearest to them first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.audit.bounds import Bounds
from helpers.audit.components import Component, components
from helpers.audit.neighbours import Neighbours
from helpers.audit.polytope import Extreme, Polytope
from helpers.audit.system import System
from helpers.domain.periods import MEHR

_MOST_ROUNDS, _FRUITLESS = 25, 3
_NEAREST, _INNER = (1, 2), (2, 3, 4)
_NEAR = 1e-6
_SEED = 1403


@dataclass(frozen=True)
class Leak:
    """A cell that is known more exactly than it may be.

    Attributes
    ----------
    column
        Position in the system.
    low, high
        What it must be at least and at most.
    rows
        The relations that this follows from.
    """

    column: int
    low: int
    high: int
    rows: tuple[int, ...]


class Attack:
    """An attack on published numbers.

    Everything is indexed by the columns of the system. What has been seen is kept: when bounds are
    widened, every solution stays one.

    Parameters
    ----------
    true
        The true values, where they are known: a solution less to look for.

    Attributes
    ----------
    bounds
        May be widened, in place.

    Raises
    ------
    ContradictionError
        If no values at all agree with the relations and bounds.
    """

    def __init__(self, system: System, bounds: Bounds, true: np.ndarray | None = None) -> None:
        self._system, self.bounds = system, bounds
        self._solution = (bounds.low if true is None else true).astype(float)
        if true is None:
            for part in components(system, bounds.high > bounds.low):
                found = self._polytope(part.columns, part.rows).whole()
                self._solution[part.columns] = found.values.round()
        self._least, self._most = self._solution.copy(), self._solution.copy()
        self._cleared: set[tuple[int, int]] = set()  # stay so, however bounds are widened
        self._random = np.random.default_rng(_SEED)

    def leaks(self, *, near: bool = False) -> list[Leak]:
        """Return the cells that follow from the others more exactly than they may.

        Parameters
        ----------
        near
            Return those that follow from a few relations, if there are any, and look no further.
        """
        parts = [
            part
            for part in components(self._system, self.bounds.high > self.bounds.low)
            if len(self._open(part.columns))
        ]
        surroundings = [Neighbours(self._system, part) for part in parts]
        found: list[Leak] = []
        for look in (_month_of, _year_of, _school_year_of):
            for around in surroundings:
                columns = around.component.columns
                self._see_all(around, columns, [look(self._system.keys[c][1]) for c in columns])
                found += self._near_leaks(around, {leak.column for leak in found}, near=near)
            if near and found:
                return sorted(found, key=lambda leak: leak.column)
        settled = np.array([leak.column for leak in found], dtype=np.int64)
        for around in surroundings:
            found += self._far_leaks(around, settled)
        return sorted(found, key=lambda leak: leak.column)

    def _near_leaks(self, around: Neighbours, known: set[int], *, near: bool) -> Iterator[Leak]:
        for column in self._open(around.component.columns).tolist():
            if column not in known and (leak := self._from_near(around, column)):
                # What is already too much may be more still, with all relations.
                yield leak if near else self._from_all(around.component, column)

    def _far_leaks(self, around: Neighbours, settled: np.ndarray) -> Iterator[Leak]:
        component = around.component
        for column in np.setdiff1d(self._open(component.columns), settled):
            if not len(self._open(np.array([column]))) or self._is_free(around, int(column)):
                continue
            leak = self._from_all(component, int(column))
            if self._is_leak(leak):
                yield leak

    def _open(self, columns: np.ndarray) -> np.ndarray:
        """Return those of the columns that may be known too exactly, as far as has been seen."""
        apart = self._most[columns] - self._least[columns]
        return columns[apart < self.bounds.apart[columns]]

    def _polytope(self, columns: np.ndarray, rows: np.ndarray) -> Polytope:
        """Return the values that some columns may have, all others being as in the solution."""
        low, high = self.bounds.low, self.bounds.high
        return Polytope(self._system, columns, rows, low=low, high=high, others=self._solution)

    def _see_all(self, around: Neighbours, columns: np.ndarray, groups: Sequence[object]) -> None:
        """Look at solutions that differ in one group of columns at a time."""
        for group in dict.fromkeys(groups):
            inside = columns[[other == group for other in groups]]
            open_ = self._open(inside)
            if len(open_):
                self._see_many(self._polytope(inside, around.rows_of(inside)), open_)

    def _see_many(self, part: Polytope, open_: np.ndarray) -> None:
        """Look at solutions that pull at all cells in danger, until hardly any more gets out."""
        fruitless = 0
        for _ in range(_MOST_ROUNDS):
            weights = np.zeros(len(part.columns))
            pull = self._random.lognormal(0.0, 1.0, len(open_))
            pull *= self._random.choice([-1.0, 1.0], len(open_))
            weights[np.searchsorted(part.columns, open_)] = pull
            self._see(part, part.extreme(weights))
            left = self._open(open_)
            fruitless = 0 if len(open_) - len(left) > len(open_) // 50 else fruitless + 1
            open_ = left
            if not len(open_) or fruitless == _FRUITLESS:
                return

    def _see(self, part: Polytope, found: Extreme) -> None:
        columns, values = part.columns, found.values
        self._least[columns] = np.minimum(self._least[columns], np.ceil(values - _NEAR))
        self._most[columns] = np.maximum(self._most[columns], np.floor(values + _NEAR))

    def _from_near(self, around: Neighbours, column: int) -> Leak | None:
        """Return what the relations near a cell say of it, if that is too much."""
        looked_at = (column, int(self.bounds.apart[column]))
        if looked_at in self._cleared:
            return None
        for rings in _NEAREST:
            leak = self._look(self._polytope(*around.within(column, rings)), column)
            if self._is_leak(leak):
                return leak
        self._cleared.add(looked_at)
        return None

    def _is_free(self, around: Neighbours, column: int) -> bool:
        """Whether solutions that differ only near a cell show that it is out of danger."""
        for rings in _INNER:
            columns, _ = around.within(column, rings)
            self._look(self._polytope(columns, around.rows_of(columns)), column, keep=True)
            if not len(self._open(np.array([column]))):
                return True
        return False

    def _from_all(self, component: Component, column: int) -> Leak:
        """Return what all relations say of a cell."""
        return self._look(self._polytope(component.columns, component.rows), column, keep=True)

    def _look(self, part: Polytope, column: int, *, keep: bool = False) -> Leak:
        """Return between what values a cell lies; keep what was seen if it is a solution of all."""
        place = int(np.searchsorted(part.columns, column))
        down, up = (part.furthest(place, sign) for sign in (-1, 1))
        if keep:
            self._see(part, down)
            self._see(part, up)
        low = int(np.ceil(down.values[place] - _NEAR))
        high = int(np.floor(up.values[place] + _NEAR))
        return Leak(column, low, high, tuple(sorted({*down.tight.tolist(), *up.tight.tolist()})))

    def _is_leak(self, known: Leak) -> bool:
        apart = self.bounds.apart[known.column]
        if known.high - known.low >= apart:
            return False
        return bool(apart > 1 or known.high < self.bounds.harmless_from)


def _month_of(period: str) -> str:
    return period


def _year_of(period: str) -> int:
    return int(period[:4])


def _school_year_of(period: str) -> int:
    """Return the year in which the school year begins that a month, or a year's end, is in."""
    return int(period[:4]) - (int(period[5:] or 12) < MEHR)
