"""What one published count says of its true value, by the policy that everyone can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from helpers.settings import DisclosurePolicy

_MOST = 10_000.0  # stands for "as many as there may be": far wider than any protection
_VALUES_OF_HIDDEN = 3


class Said(NamedTuple):
    """What is published of a count.

    Attributes
    ----------
    value
        Anything where it is hidden.
    small
        Whether it is said to be hidden for being small.
    exact
        Whether it is said to be the true count.
    """

    value: float
    hidden: bool = False
    small: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Bounds:
    """What is known of each cell by itself, and how much must stay unknown.

    Attributes
    ----------
    low, high
        The smallest and the largest value, of every column of a system.
    apart
        How far the largest and the smallest possible value must lie apart: 2 of a hidden count,
        that is three values; 1 of a rounded one; 0 where nothing needs protection.
    harmless_from
        A rounded count that is known exactly gives nobody away from this value on.
    """

    low: np.ndarray
    high: np.ndarray
    apart: np.ndarray
    harmless_from: int

    def narrow(self, place: int, other: "Bounds") -> None:
        """Take what was said of a cell elsewhere into account, unless it contradicts."""
        low = max(self.low[place], other.low[0])
        high = min(self.high[place], other.high[0])
        if low <= high:
            self.low[place], self.high[place] = low, high


def bounds_of(said: Sequence[Said], policy: DisclosurePolicy) -> Bounds:
    """Return the bounds of published counts."""
    columns = np.array(said, dtype=float).reshape(-1, len(Said._fields)).T
    value, (hidden, small, exact) = columns[0], columns[1:] > 0
    base = policy.round_to
    plain = exact | (value == 0)
    # Half up: x is rounded to v where v - base/2 <= x < v + base/2.
    low = np.where(plain, value, np.maximum(np.ceil(value - base / 2), policy.hide_below))
    high = np.where(plain, value, np.ceil(value + base / 2) - 1)
    low = np.where(hidden, np.where(small, 1, 0), low)
    high = np.where(hidden, np.where(small, policy.hide_below - 1, _MOST), high)
    rounded = ~hidden & (high > low) & (low < policy.small_group)
    apart = np.where(hidden, _VALUES_OF_HIDDEN - 1, rounded.astype(int))
    return Bounds(low, high, apart, policy.small_group)


def with_unknown(bounds: Bounds, number: int) -> Bounds:
    """Return the bounds with cells appended of which nothing is published."""
    return Bounds(
        np.append(bounds.low, np.zeros(number)),
        np.append(bounds.high, np.full(number, _MOST)),
        np.append(bounds.apart, np.zeros(number, dtype=int)),
        bounds.harmless_from,
    )
