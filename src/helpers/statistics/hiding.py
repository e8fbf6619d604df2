"""Which counts are not published, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.audit.relation import Key

SMALL = "small"


@dataclass(frozen=True)
class Hiding:
    """Counts and what is published of them, one entry for each fact; changed in place.

    Attributes
    ----------
    true
        The true count.
    shown
        What is published where it is published.
    always
        Whether the true count is published, come what may.
    hidden
        Whether it is confidential.
    left_out
        Whether it is not published because its whole table is not.
    why
        Why it is not published, else empty: for the office's own log, never published.
    """

    keys: Sequence[Key]
    true: np.ndarray
    shown: np.ndarray
    always: np.ndarray
    hidden: np.ndarray
    left_out: np.ndarray
    why: np.ndarray

    def hide(self, place: int, why: str) -> None:
        """Make a count confidential."""
        self.hidden[place], self.why[place] = True, why

    def leave_out(self, places: Iterable[int], why: str) -> bool:
        """Publish nothing of some counts, but of those always published; return if any is new."""
        news = [p for p in places if not self.always[p] and not self.left_out[p]]
        for place in news:
            self.hidden[place], self.left_out[place], self.why[place] = False, True, why
        return bool(news)

    def is_published(self, place: int) -> bool:
        """Whether a number is published."""
        return not (self.hidden[place] or self.left_out[place])

    def state(self, given: np.ndarray) -> np.ndarray:
        """Return one number for what is decided of each count, ``given`` with it."""
        return self.hidden + 2 * self.left_out + 4 * given
