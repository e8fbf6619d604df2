"""The attacker: finds the hidden and rounded numbers that published ones give away.

A cell is out of danger once two solutions of all relations have been seen, in whole numbers, in
which its values lie far enough apart. Changes that pull at many cells at once show that for many of
them, while that is easy; the rest are looked at one by one, on ways that lead past others. Both are
tried within one breakdown after the other, then within all that is connected.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.audit.bounds import Bounds
from helpers.audit.moves import NEAR
from helpers.audit.polytope import Polytope
from helpers.audit.search import Search
from helpers.audit.system import System

_NEAREST, _MOST_NEAR = (1, 2), 500  # rings of relations, and how many cells may be in them


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

    Everything is indexed by the columns of the system.

    Parameters
    ----------
    true
        The true values, where they are known.

    Attributes
    ----------
    search
        What has been seen; its bounds may be widened between one look and the next.

    Raises
    ------
    ContradictionError
        If no values at all agree with the relations and bounds.
    """

    def __init__(self, system: System, bounds: Bounds, true: np.ndarray | None = None) -> None:
        self.search = Search(system, bounds, true)
        self._cleared: set[tuple[int, int]] = set()  # stay so, however bounds are widened

    def suspects(self) -> np.ndarray:
        """Return the cells that were not easily seen to be safe: any leak is among them."""
        self._looked_at()
        return np.array(self._in_danger(), dtype=np.int64)

    def leaks(self, *, near: bool = False) -> list[Leak]:
        """Return the cells that follow from the others more exactly than they may.

        Parameters
        ----------
        near
            Return those that follow from a few relations, if there are any, and look no further.
        """
        parts = self._looked_at()
        close = [leak for column in self._in_danger() if (leak := self._from_near(column))]
        if near and close:
            return close
        # What is already too much may be more still, with all relations.
        settled = {leak.column: self._from_all(parts, leak.column) for leak in close}
        for column in self._in_danger():
            if column not in settled:
                leak = self._from_all(parts, column)
                if self._is_leak(leak):
                    settled[column] = leak
        return [settled[column] for column in sorted(settled)]

    def _looked_at(self) -> list[Polytope]:
        """Return the parts in which cells were in danger, after looking for easy ways out."""
        search, parts = self.search, self.search.parts()
        for part in parts:
            for some in (*search.slices(part), part):
                search.pull(some)
                for column in search.in_danger(some.columns).tolist():
                    search.widen(some, column, easily=True)
        return parts

    def _in_danger(self) -> list[int]:
        everywhere = np.arange(len(self.search.least))
        in_danger: list[int] = self.search.in_danger(everywhere).tolist()
        return in_danger

    def _from_near(self, column: int) -> Leak | None:
        """Return what the relations near a cell say of it, if that is too much."""
        looked_at = (column, int(self.search.bounds.apart[column]))
        if looked_at in self._cleared:
            return None
        for rings in _NEAREST:
            columns, rows = self.search.neighbours.within(column, rings)
            if len(columns) > _MOST_NEAR:
                break
            leak = self._look(self.search.polytope(columns, rows), column)
            if self._is_leak(leak):
                return leak
        self._cleared.add(looked_at)
        return None

    def _from_all(self, parts: Sequence[Polytope], column: int) -> Leak:
        """Return what all relations say of a cell."""
        for part in parts:  # none, where it can have one value only
            if column in part.columns:
                self.search.widen(part, column)
        known = Leak(column, int(self.search.least[column]), int(self.search.most[column]), ())
        if not self._is_leak(known):
            return known
        return replace(known, rows=self._why(known))

    def _why(self, leak: Leak) -> tuple[int, ...]:
        """Return the relations that keep a cell from all other values."""
        # What is asked anew is answered alike, whatever was asked before.
        everything = self.search.all_around(leak.column)
        place, rows = int(np.searchsorted(everything.columns, leak.column)), set[int]()
        for low, high in ((leak.high + 1, np.inf), (-np.inf, leak.low - 1)):
            _, refusal = everything.nearest(place, low, high)
            if not refusal:  # but for whole numbers
                return self._look(everything, leak.column).rows
            rows.update(refusal.rows.tolist())
        return tuple(sorted(rows))

    def _look(self, polytope: Polytope, column: int) -> Leak:
        """Return between what values a cell lies, parts of whole numbers allowed, and why."""
        place = int(np.searchsorted(polytope.columns, column))
        points = [polytope.furthest(place, sign) for sign in (-1, 1)]
        down, up = (point.values[place] for point in points)
        rows = {row for point in points for row in point.tight.tolist()}
        low, high = int(np.ceil(down - NEAR)), int(np.floor(up + NEAR))
        return Leak(column, low, high, tuple(sorted(rows)))

    def _is_leak(self, known: Leak) -> bool:
        bounds, column = self.search.bounds, known.column
        is_harmful = bounds.harmful_from[column] <= known.low <= bounds.harmful_to[column]
        return bool(known.high - known.low < bounds.apart[column] and is_harmful)
