"""The search for other values that agree with everything: what shows a cell to be out of danger."""

from collections.abc import Iterator

import numpy as np

from helpers.audit.bounds import Bounds
from helpers.audit.changes import Change, Changes
from helpers.audit.components import Component, components
from helpers.audit.limits import Limits
from helpers.audit.moves import NEAR
from helpers.audit.narrowing import narrowed
from helpers.audit.neighbours import Neighbours
from helpers.audit.polytope import ContradictionError, Extreme, Polytope, is_whole
from helpers.audit.system import System

_FEW = 12  # cells that are sooner looked at one by one
_FEWEST, _MANY, _SHARE = 6, 50, 0.3  # of the cells in danger that are pulled at in one round
_WORTH = 0.2  # of these, or the others are sooner looked at one by one, too
_MENDED_WITH = (1, 2, 3)  # rings of relations
_BREAKDOWN = 3  # its place in a key
_NARROW = 10  # what rounding and relations leave: its middle is as good a guess as any
_GUESSES = 5
_SEED = 1403


class Search:
    """Solutions of all relations, in whole numbers, near one of them.

    Everything is indexed by the columns of the system. What has been seen is kept: when bounds are
    widened, every solution stays one.

    Parameters
    ----------
    true
        The true values, where they are known: a solution less to look for.

    Attributes
    ----------
    bounds
        Widened by :meth:`let` alone.
    least, most
        The smallest and the largest value of each cell in any solution seen.
    changes
        From one solution, the true values if they are known, to all others that said more.

    Raises
    ------
    ContradictionError
        If no values at all agree with the relations and bounds.
    """

    def __init__(self, system: System, bounds: Bounds, true: np.ndarray | None = None) -> None:
        self._system, self.bounds = system, bounds
        self._low, self._high = narrowed(system, bounds.low, bounds.high)
        self._solution = (self._low if true is None else true).astype(float)
        self._neighbours: Neighbours | None = None
        if true is None:
            self._begin()
        self.least, self.most = self._solution.copy(), self._solution.copy()
        self.changes: list[Change] = []
        self._limits = Limits(system)
        self._random = np.random.default_rng(_SEED)

    def let(self, bounds: Bounds) -> None:
        """Let the bounds be wider than they were."""
        before, self.bounds = self.bounds, bounds
        if ((bounds.low < before.low) | (bounds.high > before.high)).any():
            low, high = narrowed(self._system, bounds.low, bounds.high)
            self._limits.forget((low < self._low) | (high > self._high))
            self._low, self._high = low, high
            self._neighbours = None

    def parts(self) -> list[Polytope]:
        """Return what no relation connects, where a cell is in danger that is not known yet."""
        return [
            self._narrow(part.columns, part.rows)
            for part in components(self._system, self._high > self._low)
            if len(self.in_danger(part.columns))
        ]

    def slices(self, part: Polytope) -> Iterator[Polytope]:
        """Yield what a part holds of one breakdown after the other, where a cell is in danger.

        Most of what can change can change within one, and that is far sooner found.
        """
        breakdowns = np.array([self._system.keys[column][_BREAKDOWN] for column in part.columns])
        for breakdown in np.unique(breakdowns):
            columns = part.columns[breakdowns == breakdown]
            if len(self.in_danger(columns)):
                inside = np.zeros(len(self._solution), dtype=bool)
                inside[columns] = True
                yield self._narrow(columns, self._system.touching(inside))

    @property
    def neighbours(self) -> Neighbours:
        """What is near each cell that is not published exactly."""
        if self._neighbours is None:
            free = np.flatnonzero(self.bounds.high > self.bounds.low)
            rows = np.arange(len(self._system.names))
            self._neighbours = Neighbours(self._system, Component(free, rows))
        return self._neighbours

    def all_around(self, column: int) -> Polytope:
        """Return the values of all that is connected with a cell, as what is published says."""
        free = self.bounds.high > self.bounds.low
        part = next(p for p in components(self._system, free) if column in p.columns)
        return self.polytope(part.columns, part.rows)

    def in_danger(self, columns: np.ndarray) -> np.ndarray:
        """Return those of the columns that may be known too exactly, as far as has been seen.

        What its own bounds say already is published, and in no danger any more.
        """
        least, most = self.least[columns], self.most[columns]
        bounds = self.bounds.at(columns)
        is_open = bounds.high > bounds.low
        may_be_harmful = (least >= bounds.harmful_from) & (most < bounds.harmful_to + bounds.apart)
        return columns[(most - least < bounds.apart) & may_be_harmful & is_open]

    def polytope(self, columns: np.ndarray, rows: np.ndarray) -> Polytope:
        """Return the values that some columns may have, all others being as in the solution."""
        low, high = self.bounds.low, self.bounds.high
        return Polytope(self._system, columns, rows, low=low, high=high, others=self._solution)

    def _narrow(self, columns: np.ndarray, rows: np.ndarray) -> Polytope:
        """Return the same within narrower bounds, which say no more where all rows are its own."""
        low, high = self._low, self._high
        return Polytope(self._system, columns, rows, low=low, high=high, others=self._solution)

    def _begin(self) -> None:
        """Find a solution."""
        if (self._low > self._high).any():
            raise ContradictionError
        for part in components(self._system, self._high > self._low):
            self._solution[part.columns] = self._first(part)
        looked_at = self._system.touching(self.bounds.high > self.bounds.low)
        if np.isin(self._system.fail(self._solution), looked_at).any():
            raise ContradictionError

    def _first(self, component: Component) -> np.ndarray:
        """Return values of whole numbers that agree with everything.

        What lies nearest to whole numbers is mostly of whole numbers: sooner or later, where what
        is found is rounded and taken for the next guess (a feasibility pump).
        """
        everything = self._narrow(component.columns, component.rows)
        low, high = self._low[component.columns], self._high[component.columns]
        guess = np.where(high - low < _NARROW, (low + high) // 2, low)
        for number in range(_GUESSES):
            found = everything.beside(guess, far=number == 0)
            if found.is_whole:
                return found.values.round()
            guess = found.values.round()
        mended = self._mended(everything, found)
        return (mended or everything.whole()).values.round()

    def look_at(self, changes: Changes) -> None:
        """Take note of what is known to agree with other relations, where it does with these."""
        agreeing = changes.agreeing(self._system, self.bounds, self._solution)
        new = self._solution[agreeing.column] + agreeing.step
        np.minimum.at(self.least, agreeing.column, new)
        np.maximum.at(self.most, agreeing.column, new)

    def pull(self, part: Polytope) -> None:
        """Look at solutions that pull at many cells in danger, while that is easy."""
        open_ = self.in_danger(part.columns)
        while len(open_) >= _FEW:
            number = int(np.clip(_SHARE * len(open_), _FEWEST, _MANY))
            chosen = self._random.choice(open_, number, replace=False)
            pulled = part.pulled(np.searchsorted(part.columns, chosen), self._signs(chosen))
            for change in self._parts_of(part, pulled):
                self._see(*change)
            left = self.in_danger(open_)
            if len(open_) - len(left) < _WORTH * number:
                return
            open_ = left

    def _signs(self, columns: np.ndarray) -> np.ndarray:
        """Return for each column whether it is to rise, 1, or to fall, -1: where there is room."""
        values = self._solution[columns]
        up, down = values < self._high[columns], values > self._low[columns]
        return np.where(up & down, self._random.choice([-1, 1], len(columns)), up * 2 - 1)

    def _parts_of(self, part: Polytope, found: Extreme) -> Iterator[Change]:
        """Take apart what has changed, where no relation connects it; yield what is whole."""
        steps = np.zeros(len(self._solution))
        steps[part.columns] = found.values - self._solution[part.columns]
        for together in components(self._system, np.abs(steps) > NEAR):
            of_these = steps[together.columns]
            if is_whole(of_these).all():
                yield together.columns, of_these.round()

    def _mended(
        self, part: Polytope, found: Extreme, within: tuple[int, float, float] | None = None
    ) -> Extreme | None:  # fmt: skip
        """Return a point of whole numbers beside another one, if it is easy to find.

        Only the few values that are no whole numbers, and those near them, are looked for again.

        Parameters
        ----------
        within
            A column, and the least and the largest value that it may have.
        """
        if found.is_whole:
            return found
        low, high = self._low, self._high
        if within:
            column, least, most = within
            low, high = low.copy(), high.copy()
            low[column], high[column] = max(low[column], least), min(high[column], most)
        columns = part.columns
        others = self._solution.copy()
        others[columns] = found.values.round()
        broken = columns[~is_whole(found.values)].tolist()
        for rings in _MENDED_WITH:
            near, _ = self.neighbours.within_any(broken, rings)
            inside = near[np.isin(near, columns)]
            rows = self.neighbours.rows_of(inside)
            few = Polytope(self._system, inside, rows, low=low, high=high, others=others)
            try:
                others[inside] = few.whole().values.round()
            except ContradictionError:
                continue
            return Extreme(others[columns], found.tight)
        return None

    def _see(self, columns: np.ndarray, steps: np.ndarray) -> None:
        values = self._solution[columns] + steps
        least, most = self.least[columns], self.most[columns]
        if (values < least).any() or (values > most).any():
            self.least[columns] = np.minimum(least, values)
            self.most[columns] = np.maximum(most, values)
            self.changes.append((columns, steps))

    def widen(self, part: Polytope, column: int, *, easily: bool = False) -> None:
        """Look for solutions beyond those seen, until a cell is out of danger or there are none.

        Parameters
        ----------
        easily
            Give up where that is no matter of moments.
        """
        # What keeps a cell from changing alone need not keep it from changing with others.
        limits = self._limits if part.is_closed else Limits(self._system)
        for sign in (1, -1):
            step = self._possible(column, sign, limits)
            while step > 0:
                far = self.most[column] + step if sign > 0 else self.least[column] - step
                low, high = (far, np.inf) if sign > 0 else (-np.inf, far)
                is_seen = self._is_seen(part, column, low, high, limits, easily=easily)
                possible = self._possible(column, sign, limits)
                step = possible if is_seen else min(step - 1, possible)

    def _possible(self, column: int, sign: int, limits: Limits) -> int:
        """Return by how much further apart its values may be seen, as far as that is lacking."""
        edge = self.most[column] if sign > 0 else self.least[column]
        left = limits.reach(column, sign) - abs(edge - self._solution[column])
        return int(min(self._lacking(column), left))

    def _lacking(self, column: int) -> int:
        """Return how much further apart the values of a cell must be seen."""
        if not len(self.in_danger(np.array([column]))):
            return 0
        return int(self.bounds.apart[column] - (self.most[column] - self.least[column]))

    def _is_seen(
        self, part: Polytope, column: int, low: float, high: float, limits: Limits, *, easily: bool
    ) -> bool:
        """Look for a solution in which a cell lies in a range, and return whether there is one."""
        place = int(np.searchsorted(part.columns, column))
        # What leads past many cells in danger shows them all to be safe.
        in_danger = np.searchsorted(part.columns, self.in_danger(part.columns))
        found, refusal = part.nearest(place, low, high, in_danger)
        if refusal:
            limits.learn(column, 1 if np.isinf(high) else -1, refusal)
            return False
        if found:
            found = self._mended(part, found, (column, low, high))
        if found is None and not easily:
            found = part.find(place, low, high)
        if found:
            steps = found.values.round() - self._solution[part.columns]
            changed = np.flatnonzero(steps)
            self._see(part.columns[changed], steps[changed])
        return found is not None
