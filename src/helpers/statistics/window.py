"""The relations that a few counts stand in, all others being what they are."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from helpers.audit.attack import Attack, Leak
from helpers.audit.bounds import Bounds, bounds_from
from helpers.audit.changes import Changes
from helpers.audit.system import System
from helpers.configuration import DisclosurePolicy
from helpers.statistics.hiding import Hiding


class Rows:
    """Finds relations of counts by when they are published."""

    def __init__(self, system: System, available: np.ndarray) -> None:
        self._system = system
        begins = system.start[:-1]
        self._latest = np.maximum.reduceat(available[system.column], begins)

    def touching(self, columns: np.ndarray, now: int) -> np.ndarray:
        """Return the relations of some counts with any that are published by now."""
        rows = self._system.touching(columns)
        return rows[self._latest[rows] <= now]

    def within(self, columns: np.ndarray) -> np.ndarray:
        """Return the relations of some counts with no others."""
        inside = np.logical_and.reduceat(columns[self._system.column], self._system.start[:-1])
        return np.flatnonzero(inside)


class Window:
    """Some relations, in which some counts may vary.

    Attributes
    ----------
    part
        The relations alone.
    columns
        The places of their columns among all counts.

    Parameters
    ----------
    seen
        Changes of all counts that agree with the relations of some window; grows.
    """

    def __init__(
        self, hiding: Hiding, system: System, rows: np.ndarray, free: np.ndarray,
        policy: DisclosurePolicy, seen: list[Changes],
    ) -> None:  # fmt: skip
        self.part, self.columns = system.part(rows)
        self._hiding, self._policy, self._seen = hiding, policy, seen
        self._others = np.flatnonzero(~free[self.columns])
        self._attack: Attack | None = None  # costly, and most windows are never looked into

    def suspects(self, risky: np.ndarray) -> np.ndarray:
        """Return of all counts those at risk that are not easily seen to be safe."""
        result = np.zeros(len(risky), dtype=bool)
        if risky.any():
            with self._attack_on(risky) as attack:
                result[self.columns[attack.suspects()]] = True
        return result

    def leaks(self, risky: np.ndarray) -> list[Leak]:
        """Return which counts can be worked out, of those of all that are at risk."""
        if not risky.any():
            return []
        with self._attack_on(risky) as attack:
            return attack.leaks(near=True)

    @contextmanager
    def _attack_on(self, risky: np.ndarray) -> Iterator[Attack]:
        """Look into the window, and let others profit from what is seen."""
        bounds = self._bounds(risky)
        if self._attack is None:
            self._attack = Attack(self.part, bounds, self._hiding.true[self.columns])
            for changes in self._seen:
                self._attack.search.look_at(changes.within(self.columns, len(risky)))
        search = self._attack.search
        search.let(bounds)
        yield self._attack
        here = [(self.columns[columns], steps) for columns, steps in search.changes]
        search.changes.clear()
        self._seen.append(Changes.of(here))

    def out_of_danger(self, risky: np.ndarray) -> np.ndarray:
        """Return which of all counts at risk were seen to be safe when last looked for leaks."""
        result = risky.copy()
        if self._attack is not None:
            in_danger = self._attack.search.in_danger(np.arange(len(self.columns)))
            result[self.columns[in_danger]] = False
        return result

    def _bounds(self, risky: np.ndarray) -> Bounds:
        hiding, places = self._hiding, self.columns
        bounds = bounds_from(
            hiding.shown[places], hiding.hidden[places], hiding.always[places],
            hiding.left_out[places], self._policy,
        )  # fmt: skip
        bounds.fix(self._others, hiding.true[places[self._others]])
        bounds.apart[~risky[places] | self.part.added] = 0
        return bounds
