"""A system taken apart: what no relation connects can be solved alone."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from helpers.audit.system import System


class Component(NamedTuple):
    """Columns that are not fixed, and the rows that connect them."""

    columns: np.ndarray
    rows: np.ndarray


def components(system: System, free: np.ndarray) -> Iterator[Component]:
    """Yield the connected parts of a system.

    Parameters
    ----------
    free
        Whether each column may have more than one value.
    """
    if not free.any():
        return
    group = np.arange(len(system.keys))
    counts = np.diff(system.start)
    row_of = np.repeat(np.arange(len(counts)), counts)
    inside = free[system.column]
    column, row = system.column[inside], row_of[inside]
    while True:  # every row takes the smallest group among its columns, and gives it to them
        smallest = np.full(len(counts), len(group))
        np.minimum.at(smallest, row, group[column])
        before = group.copy()
        np.minimum.at(group, column, smallest[row])
        group = group[group]
        if (group == before).all():
            break
    yield from _parts(group, free, row, column)


def _parts(
    group: np.ndarray, free: np.ndarray, row: np.ndarray, column: np.ndarray
) -> Iterator[Component]:
    rows, first = np.unique(row, return_index=True)
    of_rows = group[column[first]]
    members = np.flatnonzero(free)
    by_group = np.argsort(group[members], kind="stable")
    rows_by_group = np.argsort(of_rows, kind="stable")
    names, begins = np.unique(group[members][by_group], return_index=True)
    of_columns = np.split(members[by_group], begins[1:])
    sorted_rows, sorted_names = rows[rows_by_group], of_rows[rows_by_group]
    left = np.searchsorted(sorted_names, names, "left")
    right = np.searchsorted(sorted_names, names, "right")
    for columns, begin, end in zip(of_columns, left, right, strict=True):
        yield Component(columns, np.sort(sorted_rows[begin:end]))
