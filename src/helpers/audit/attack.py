"""The attacker: finds the hidden and rounded numbers that published ones give away.

A cell is out of danger once two solutions of all relations have been seen, in whole numbers, in
which its values lie far enough apart. Changes that pull at many cells at once show that for many of
them, while that is easy; the rest are looked at one by one, on ways that lead past others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from helpers.audit.bounds import Bounds
from helpers.audit.moves import NEAR
from helpers.audit.polytope import Polytope
from helpers.audit.search import Part, Search
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
        return self.search.in_danger(np.arange(len(self.search.least)))

    def leaks(self, *, near: bool = False) -> list[Leak]:
        """Return the cells that follow from the others more exactly than they may.

        Parameters
        ----------
        near
            Return those that follow from a few relations, if there are any, and look no further.
        """
        search, parts = self.search, self._looked_at()
        found: list[Leak] = []
        for part in parts:
            found += self._near_leaks(part, near=near)
        if not (near and found):
            settled = [leak.column for leak in found]
            for part in parts:
                for column in np.setdiff1d(search.in_danger(part.columns), settled).tolist():
                    leak = self._from_all(part, column)
                    if self._is_leak(leak):
                        found.append(leak)
        return sorted(found, key=lambda leak: leak.column)

    def _looked_at(self) -> list[Part]:
        """Return the parts in which cells were in danger, after looking for easy ways out."""
        search, parts = self.search, self.search.parts()
        for part in parts:
            search.pull(part)
            for column in search.in_danger(part.columns).tolist():
                search.widen(part, column, easily=True)
        return parts

    def _near_leaks(self, part: Part, *, near: bool) -> Iterator[Leak]:
        for column in self.search.in_danger(part.columns).tolist():
            if leak := self._from_near(part, column):
                # What is already too much may be more still, with all relations.
                yield leak if near else self._from_all(part, column)

    def _from_near(self, part: Part, column: int) -> Leak | None:
        """Return what the relations near a cell say of it, if that is too much."""
        looked_at = (column, int(self.search.bounds.apart[column]))
        if looked_at in self._cleared:
            return None
        for rings in _NEAREST:
            columns, rows = part.around.within(column, rings)
            if len(columns) > _MOST_NEAR:
                break
            leak = self._look(self.search.polytope(columns, rows), column)
            if self._is_leak(leak):
                return leak
        self._cleared.add(looked_at)
        return None

    def _from_all(self, part: Part, column: int) -> Leak:
        """Return what all relations say of a cell."""
        self.search.widen(part, column)
        known = Leak(column, int(self.search.least[column]), int(self.search.most[column]), ())
        if not self._is_leak(known):
            return known
        return replace(known, rows=self._why(part, known))

    def _why(self, part: Part, leak: Leak) -> tuple[int, ...]:
        """Return the relations that keep a cell from all other values."""
        # What is asked anew is answered alike, whatever was asked before.
        everything = self.search.polytope(part.columns, part.everything.rows)
        place, rows = int(np.searchsorted(part.columns, leak.column)), set[int]()
        for low, high in ((leak.high + 1, np.inf), (-np.inf, leak.low - 1)):
            _, refusal = everything.nearest(place, low, high)
            if not refusal:  # but for whole numbers
                return self._look(part.everything, leak.column).rows
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
