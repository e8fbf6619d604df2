"""Systems of relations written down as a matrix."""

from collections.abc import Sequence

import numpy as np

from helpers.audit.system import System


def system_of(rows: Sequence[Sequence[int]], *, at_most: bool | Sequence[bool]) -> System:
    """Return a system whose rows, times values, are zero, or at most zero."""
    matrix = np.array(rows, float)
    row, column = np.nonzero(matrix)
    keys = [("files_closed", "1402", "county", "part", str(n)) for n in range(matrix.shape[1])]
    return System(
        keys, ["said"] * len(rows), np.searchsorted(row, np.arange(len(rows) + 1)), column,
        matrix[row, column], np.broadcast_to(at_most, len(rows)), np.zeros(len(keys), bool),
    )  # fmt: skip
