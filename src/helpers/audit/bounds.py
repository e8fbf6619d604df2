"""What one published count says of its true value, by the policy that everyone can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from helpers.configuration import DisclosurePolicy

_ROOM = 1000.0  # above twice the largest count: far wider than any protection
_VALUES_OF_HIDDEN = 3


class Said(NamedTuple):
    """What is published of a count.

    Attributes
    ----------
    value
        Anything where it is not published.
    hidden
        Whether it is said to be confidential.
    exact
        Whether it is said to be the true count.
    left_out
        Whether it is not published with the whole table it belongs to, zeros and all.
    """

    value: float
    hidden: bool = False
    exact: bool = False
    left_out: bool = False


@dataclass(frozen=True)
class Bounds:
    """What is known of each cell by itself, and what must stay unknown.

    Attributes
    ----------
    low, high
        The smallest and the largest value, of every column of a system.
    apart
        How far the largest and the smallest possible value must lie apart: 2 of a count that is
        not published, that is three values; 1 of a rounded one; 0 where nothing needs protection.
    harmful_from, harmful_to
        It does harm only where the smallest possible value is in this range: nobody is given away
        by a count left out that may be zero or is not small, nor by a rounded one that is not.
    """

    low: np.ndarray
    high: np.ndarray
    apart: np.ndarray
    harmful_from: np.ndarray
    harmful_to: np.ndarray

    def at(self, places: np.ndarray) -> "Bounds":
        """Return those of some columns, as a copy."""
        arrays = (self.low, self.high, self.apart, self.harmful_from, self.harmful_to)
        return Bounds(*(array[places] for array in arrays))

    def fix(self, places: np.ndarray, values: np.ndarray) -> None:
        """Take values for known; they need no protection then."""
        self.low[places] = self.high[places] = values
        self.apart[places] = 0

    def narrow(self, place: int, other: "Bounds") -> None:
        """Take what was said of a cell elsewhere into account, unless it contradicts."""
        low = max(self.low[place], other.low[0])
        high = min(self.high[place], other.high[0])
        if low <= high:
            self.low[place], self.high[place] = low, high


def bounds_of(said: Sequence[Said], policy: DisclosurePolicy, *, unknown: int = 0) -> Bounds:
    """Return the bounds of published counts.

    Parameters
    ----------
    unknown
        How many cells to append of which nothing is published.
    """
    columns = np.array(said, dtype=float).reshape(-1, len(Said._fields)).T
    value, (hidden, exact, left_out) = columns[0], columns[1:] > 0
    return bounds_from(value, hidden, exact, left_out, policy, unknown=unknown)


def bounds_from(
    value: np.ndarray, hidden: np.ndarray, exact: np.ndarray, left_out: np.ndarray,
    policy: DisclosurePolicy, *, unknown: int = 0,
) -> Bounds:  # fmt: skip
    """Return the same, given what :class:`Said` says of each count as arrays."""
    known = ~hidden & ~left_out
    base = policy.round_to
    plain = exact | (value == 0)
    most = 2 * value[known].max(initial=0.0) + _ROOM
    # Half up: x is rounded to v where v - base/2 <= x < v + base/2.
    low = np.where(plain, value, np.maximum(np.ceil(value - base / 2), policy.hide_below))
    high = np.where(plain, value, np.ceil(value + base / 2) - 1)
    low, high = np.where(known, low, 0.0), np.where(known, high, most)
    rounded = known & (high > low) & (low < policy.small_group)
    apart = np.where(known, rounded.astype(int), _VALUES_OF_HIDDEN - 1)
    harmful_to = np.select(
        [hidden, left_out], [np.inf, policy.hide_below - 1], policy.small_group - 1
    )
    more = (0, unknown)
    return Bounds(
        np.pad(low, more), np.pad(high, more, constant_values=most), np.pad(apart, more),
        np.pad(left_out.astype(float), more), np.pad(harmful_to, more),
    )  # fmt: skip
