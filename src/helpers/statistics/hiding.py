"""Which counts are hidden, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.audit.relations import Key

SMALL = "small"


@dataclass(frozen=True)
class Hiding:
    """Counts and what is published of them, one entry for each key; changed in place.

    Attributes
    ----------
    true
        The true count.
    shown
        What is published where it is not hidden.
    exact
        Whether that is the true count by policy.
    always
        Whether it is published come what may.
    hidden
        Whether it is not published.
    why
        Why it is hidden, else empty: for the office's own log, never published.
    """

    keys: Sequence[Key]
    true: np.ndarray
    shown: np.ndarray
    exact: np.ndarray
    always: np.ndarray
    hidden: np.ndarray
    why: np.ndarray

    def of(self, positions: Sequence[int]) -> "Hiding":
        """Return a part of the counts, as a copy."""
        keys = [self.keys[position] for position in positions]
        arrays = (self.true, self.shown, self.exact, self.always, self.hidden, self.why)
        return Hiding(keys, *(array[positions] for array in arrays))

    def hide(self, positions: Iterable[int], why: str) -> None:
        """Hide those of the counts that are not always published."""
        for position in positions:
            if not self.always[position] and not self.hidden[position]:
                self.hidden[position] = True
                self.why[position] = why

    def keep_size_of(self, positions: Iterable[int], why: str) -> bool:
        """Say no longer of hidden counts that they are small; return whether it was said of any."""
        small = [position for position in positions if self.why[position] == SMALL]
        for position in small:
            self.why[position] = f"{SMALL}, {why}"
        return bool(small)

    def always_show(self, positions: Iterable[int]) -> None:
        """Publish the true counts, come what may."""
        for position in positions:
            self.exact[position] = self.always[position] = True
            self.hidden[position], self.why[position] = False, ""
            self.shown[position] = self.true[position]

    def small(self) -> np.ndarray:
        """Return which hidden counts may be said to be small.

        Not those of a table (a statistic's breakdown in one period, all areas) in which anything
        is hidden for another reason: it must not be told which that is.
        """
        tables = [(key[0], key[1], key[3]) for key in self.keys]
        others = np.flatnonzero(self.hidden & (self.why != SMALL)).tolist()
        mixed = {tables[position] for position in others}
        result = np.zeros(len(tables), dtype=bool)
        hidden = np.flatnonzero(self.hidden)
        result[hidden] = [tables[position] not in mixed for position in hidden.tolist()]
        return result
