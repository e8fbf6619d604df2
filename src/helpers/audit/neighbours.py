"""The surroundings of a cell: the relations it stands in, those next to these, and so on."""

from collections.abc import Iterable

import numpy as np

from helpers.audit.components import Component
from helpers.audit.system import System


class Neighbours:
    """Finds the rows and columns around a column of a component."""

    def __init__(self, system: System, component: Component) -> None:
        self._system, self.component = system, component
        self._rows_of: dict[int, list[int]] = {int(column): [] for column in component.columns}
        for row in component.rows.tolist():
            for column in self._columns(row):
                if column in self._rows_of:
                    self._rows_of[column].append(row)

    def within(self, column: int, rings: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the columns and rows up to so many relations away, both sorted."""
        return self.within_any([column], rings)

    def within_any(self, places: Iterable[int], rings: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the same around any of some columns."""
        columns, rows = set(places), set[int]()
        edge = set(columns)
        for _ in range(rings):
            fresh = {row for member in edge for row in self._rows_of[member]} - rows
            rows |= fresh
            edge = {m for row in fresh for m in self._columns(row) if m in self._rows_of} - columns
            columns |= edge
        return np.array(sorted(columns)), np.array(sorted(rows), dtype=np.int64)

    def _columns(self, row: int) -> list[int]:
        start = self._system.start
        inside: list[int] = self._system.column[start[row] : start[row + 1]].tolist()
        return inside

    def rows_of(self, columns: np.ndarray) -> np.ndarray:
        """Return the rows that any of the columns stands in, sorted."""
        rows = {row for column in columns.tolist() for row in self._rows_of[column]}
        return np.array(sorted(rows), dtype=np.int64)
