"""The attacker: finds the hidden and rounded numbers that published ones give away.

A cell is out of danger once two solutions of all relations have been seen, in whole numbers, in
which its values lie far enough apart. A few solutions for each month, then for each year, and for
all together, show that for nearly all cells; the rest are looked at one by one, with the relations
nearest to them first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from helpers.audit.bounds import Bounds
from helpers.audit.components import components
from helpers.audit.looks import STAGES, Look, groups
from helpers.audit.neighbours import Neighbours
from helpers.audit.polytope import Extreme, Polytope
from helpers.audit.system import System

_MOST_ROUNDS, _FRUITLESS = 25, 3
_REACH = 5.0  # how far from one solution others are looked for: none needs to be further
_FEW = 12  # cells are sooner looked at one by one
_SHORT = 0.3  # solutions need to pull at cells, but not as hard as can be
_NEAREST, _INNER = (1, 2), (1, 2, 3, 4, 5, 6)
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
        done: set[bytes] = set()
        for looks in STAGES:
            for around in surroundings:
                for look in looks:
                    self._see_all(around, look, done)
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
                component = around.component
                everything = self._polytope(component.columns, component.rows)
                yield leak if near else self._from_all(everything, around, column)

    def _far_leaks(self, around: Neighbours, settled: np.ndarray) -> Iterator[Leak]:
        component, everything = around.component, None
        for column in np.setdiff1d(self._open(component.columns), settled):
            if not len(self._open(np.array([column]))) or self._is_free(around, int(column)):
                continue
            everything = everything or self._polytope(component.columns, component.rows)
            leak = self._from_all(everything, around, int(column))
            if self._is_leak(leak):
                yield leak

    def _open(self, columns: np.ndarray) -> np.ndarray:
        """Return those of the columns that may be known too exactly, as far as has been seen."""
        least = self._least[columns]
        is_known = self._most[columns] - least < self.bounds.apart[columns]
        return columns[is_known & (least >= self.bounds.harmful_from[columns])]

    def _polytope(
        self, columns: np.ndarray, rows: np.ndarray, *, reach: float = np.inf
    ) -> Polytope:
        """Return the values that some columns may have, all others being as in the solution."""
        low = np.maximum(self.bounds.low, self._solution - reach)
        high = np.minimum(self.bounds.high, self._solution + reach)
        return Polytope(self._system, columns, rows, low=low, high=high, others=self._solution)

    def _see_all(self, around: Neighbours, look: Look, done: set[bytes]) -> None:
        """Look at solutions that differ in one group of columns at a time, each group once."""
        columns = around.component.columns
        if len(self._open(columns)) < _FEW:
            return
        for inside in groups(self._system, columns, look):
            open_, group = self._open(inside), inside.tobytes()
            if len(open_) and group not in done:
                done.add(group)
                part = self._polytope(inside, around.rows_of(inside), reach=_REACH)
                self._see_many(part, open_)

    def _see_many(self, part: Polytope, open_: np.ndarray) -> None:
        """Look at solutions that pull at all cells in danger, until hardly any more gets out."""
        fruitless = 0
        for _ in range(_MOST_ROUNDS):
            weights = np.zeros(len(part.columns))
            pull = self._random.lognormal(0.0, 1.0, len(open_))
            pull *= self._random.choice([-1.0, 1.0], len(open_))
            weights[np.searchsorted(part.columns, open_)] = pull
            found = part.extreme(weights)
            self._see(
                part, found if found.is_whole else part.extreme(weights, whole=True, short=_SHORT)
            )
            left = self._open(open_)
            fruitless = 0 if len(open_) - len(left) > len(open_) // 50 else fruitless + 1
            open_ = left
            if not len(open_) or fruitless == _FRUITLESS:
                return

    def _see(self, part: Polytope, found: Extreme) -> None:
        if found.is_whole:
            columns, values = part.columns, found.values.round()
            self._least[columns] = np.minimum(self._least[columns], values)
            self._most[columns] = np.maximum(self._most[columns], values)

    def _from_near(self, around: Neighbours, column: int) -> Leak | None:
        """Return what the relations near a cell say of it, if that is too much."""
        looked_at = (column, int(self.bounds.apart[column]))
        if looked_at in self._cleared:
            return None
        for rings in _NEAREST:
            leak, _ = self._look(self._polytope(*around.within(column, rings)), column)
            if self._is_leak(leak):
                return leak
        self._cleared.add(looked_at)
        return None

    def _is_free(self, around: Neighbours, column: int) -> bool:
        """Whether solutions that differ only near a cell show that it is out of danger."""
        for rings in _INNER:
            columns, _ = around.within(column, rings)
            self._widen(
                self._polytope(columns, around.rows_of(columns), reach=_REACH), around, column
            )
            if not len(self._open(np.array([column]))):
                return True
        return False

    def _widen(
        self, part: Polytope, around: Neighbours, column: int, *, near: bool = False
    ) -> None:
        """Look for solutions beyond those seen, until a cell is out of danger or there are none.

        Parameters
        ----------
        near
            Look no further than for those that differ little.
        """
        beyond = {1, -1}
        while beyond and len(self._open(np.array([column]))):
            sign = max(beyond)
            far = self._most[column] + 1 if sign > 0 else self._least[column] - 1
            low, high = (far, np.inf) if sign > 0 else (-np.inf, far)
            if not self._is_seen(part, around, column, low, high, near=near):
                beyond.remove(sign)

    def _is_seen(
        self, part: Polytope, around: Neighbours, column: int, low: float, high: float, *,
        near: bool,
    ) -> bool:  # fmt: skip
        """Look for a solution in which a cell lies in a range, and return whether there is one."""
        place = int(np.searchsorted(part.columns, column))
        can_be, found = part.nearest(place, low, high)
        if found and not found.is_whole:
            # Whole numbers are soon found among the few that would change, and those beside them.
            changed = np.abs(found.values - self._solution[part.columns]) > _NEAR
            inside, _ = around.within_any(part.columns[changed].tolist(), 1)
            few = self._polytope(inside, around.rows_of(inside), reach=_REACH)
            if len(inside) < len(part.columns) and (
                whole := few.find(int(np.searchsorted(inside, column)), low, high)
            ):
                self._see(few, whole)
                return True
            found = None
        if found is None and can_be and not near:
            found = part.find(place, low, high)
        if found:
            self._see(part, found)
        return found is not None

    def _from_all(self, everything: Polytope, around: Neighbours, column: int) -> Leak:
        """Return what all relations say of a cell."""
        self._widen(everything, around, column, near=True)
        if not len(self._open(np.array([column]))):
            return Leak(column, int(self._least[column]), int(self._most[column]), ())
        leak, points = self._look(everything, column)
        for point in points:
            self._see(everything, point)
        if self._is_leak(leak) or all(point.is_whole for point in points):
            return leak
        self._widen(everything, around, column)
        return Leak(column, int(self._least[column]), int(self._most[column]), leak.rows)

    def _look(self, part: Polytope, column: int) -> tuple[Leak, list[Extreme]]:
        """Return between what values a cell lies, and the points that show it."""
        place = int(np.searchsorted(part.columns, column))
        points = [part.furthest(place, sign) for sign in (-1, 1)]
        down, up = (point.values[place] for point in points)
        rows = {row for point in points for row in point.tight.tolist()}
        low, high = int(np.ceil(down - _NEAR)), int(np.floor(up + _NEAR))
        return Leak(column, low, high, tuple(sorted(rows))), points

    def _is_leak(self, known: Leak) -> bool:
        bounds, column = self.bounds, known.column
        is_harmful = bounds.harmful_from[column] <= known.low <= bounds.harmful_to[column]
        return bool(known.high - known.low < bounds.apart[column] and is_harmful)
