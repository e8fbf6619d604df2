"""Cells that say the same: a stock in two reports, or a year's and that of its last month."""

from typing import NamedTuple

import numpy as np

from helpers.audit.system import System


class Facts(NamedTuple):
    """The facts behind the cells of a system.

    Attributes
    ----------
    system
        The relations among facts; the key of each is that of its first cell.
    of_cell
        Of each column of the system of cells, its column among the facts.
    """

    system: System
    of_cell: np.ndarray

    def any(self, cells: np.ndarray) -> np.ndarray:
        """Return of each fact whether something holds for any of its cells."""
        return np.bincount(self.of_cell, cells, minlength=len(self.system.keys)) > 0

    def first(self, values: np.ndarray) -> np.ndarray:
        """Return of each fact the value of its first cell."""
        _, first = np.unique(self.of_cell, return_index=True)
        return values[first]


def facts_of(cells: System) -> Facts:
    """Return a system in which cells that two-cell relations make equal are one column."""
    lengths = np.diff(cells.start)
    first, second = cells.start[:-1], cells.start[1:] - 1
    opposite = cells.coefficient[first] == -cells.coefficient[second]
    same = (lengths == 2) & ~cells.at_most & opposite
    group = _together(len(cells.keys), cells.column[first[same]], cells.column[second[same]])
    representatives, of_cell = np.unique(group, return_inverse=True)
    # A cell's first fellow stands for all, so the facts keep the order of the cells.
    part, columns = cells.part(np.flatnonzero(~same))
    system = System(
        [cells.keys[place] for place in representatives.tolist()],
        part.names, part.start, of_cell[columns[part.column]], part.coefficient, part.at_most,
        cells.added[representatives],
    )  # fmt: skip
    return Facts(system, of_cell)


def _together(number: int, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return of each of a number of things the smallest it is paired with, however far away."""
    group = np.arange(number)
    while True:
        before = group.copy()
        smallest = np.minimum(group[one], group[other])
        np.minimum.at(group, one, smallest)
        np.minimum.at(group, other, smallest)
        group = group[group]
        if (group == before).all():
            return group
