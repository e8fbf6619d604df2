"""How far values can lie from a solution at most, as far as that was proved once."""

import numpy as np

from helpers.audit.moves import NEAR, Refusal
from helpers.audit.system import System


class Limits:
    """How far each value can be changed, in either direction.

    What was proved holds until the bounds of a value are widened that the proof rests on.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._reach: dict[tuple[int, int], int] = {}
        self._rests_on: dict[tuple[int, int], np.ndarray] = {}

    def reach(self, column: int, sign: int) -> float:
        """Return by how much a value can rise at most, or fall with the sign -1."""
        return self._reach.get((column, sign), np.inf)

    def learn(self, column: int, sign: int, refusal: Refusal) -> None:
        """Keep in mind how far a value can be changed."""
        inside, lengths = self._system.entries(refusal.rows)
        weighted = np.repeat(refusal.weights, lengths) * self._system.coefficient[inside]
        columns, place = np.unique(self._system.column[inside], return_inverse=True)
        sums = np.bincount(place, weighted, len(columns))
        self._reach[column, sign] = refusal.reach
        self._rests_on[column, sign] = np.append(columns[np.abs(sums) > NEAR], column)

    def forget(self, widened: np.ndarray) -> None:
        """Forget what rests on any of the values whose bounds are wider now, a mask of all."""
        for key in [key for key, columns in self._rests_on.items() if widened[columns].any()]:
            del self._reach[key], self._rests_on[key]
