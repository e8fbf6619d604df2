"""What each relation says of one value by the bounds of the others."""

import numpy as np

from helpers.audit.moves import NEAR
from helpers.audit.system import System

_ROUNDS = 6  # after these there is hardly anything left to learn


def narrowed(system: System, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return bounds of the whole numbers that agree with some bounds and with the relations.

    They are no wider than those given; where they cross, nothing agrees. Each relation narrows the
    bounds of its values, and these those of others in turn. Relations of known values alone say
    nothing.
    """
    rows = system.touching(high > low)
    inside, lengths = system.entries(rows)
    column, factor = system.column[inside], system.coefficient[inside]
    row, begins = np.repeat(np.arange(len(rows)), lengths), np.cumsum(lengths) - lengths
    rises, is_sum = factor > 0, ~system.at_most[rows][row]
    for _ in range(_ROUNDS if len(rows) else 0):
        least = factor * np.where(rises, low[column], high[column])
        most = factor * np.where(rises, high[column], low[column])
        # What the others leave: a row is zero, or at most zero.
        at_most = least - np.add.reduceat(least, begins)[row]
        at_least = np.where(is_sum, most - np.add.reduceat(most, begins)[row], -np.inf)
        lower, upper = np.where(rises, (at_least, at_most), (at_most, at_least)) / factor
        before, low, high = (low, high), low.copy(), high.copy()
        np.maximum.at(low, column, np.ceil(lower - NEAR))
        np.minimum.at(high, column, np.floor(upper + NEAR))
        if (low == before[0]).all() and (high == before[1]).all():
            break
    return low, high
