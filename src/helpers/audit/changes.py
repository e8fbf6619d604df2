"""Changes of a few values that agree with the relations: what was seen once may serve again."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from helpers.audit.bounds import Bounds
from helpers.audit.system import System

Change: TypeAlias = tuple[np.ndarray, np.ndarray]
"""Columns, and by how much each changes."""


class Changes:
    """Changes from known values to others, each of a few columns by whole numbers.

    Parameters
    ----------
    number, column, step
        Of every entry: which change it belongs to, in ascending order, what it changes, and by
        how much.
    """

    def __init__(
        self, number: np.ndarray | None = None, column: np.ndarray | None = None,
        step: np.ndarray | None = None,
    ) -> None:  # fmt: skip
        nothing = np.array([], dtype=np.int64)
        self.number = nothing if number is None else number
        self.column = nothing if column is None else column
        self.step = nothing if step is None else step

    @classmethod
    def of(cls, changes: Sequence[Change]) -> "Changes":
        """Return some changes."""
        if not changes:
            return cls()
        lengths = [len(columns) for columns, _ in changes]
        columns, steps = (np.concatenate(of).astype(np.int64) for of in zip(*changes, strict=True))
        return cls(np.repeat(np.arange(len(changes)), lengths), columns, steps)

    @classmethod
    def joined(cls, all_: Sequence["Changes"]) -> "Changes":
        """Return the changes of several as one."""
        if not all_:
            return cls()
        ends = np.cumsum([changes.number.max(initial=-1) + 1 for changes in all_])
        numbers = [
            changes.number + before
            for changes, before in zip(all_, [0, *ends[:-1].tolist()], strict=True)
        ]
        return cls(
            np.concatenate(numbers),
            np.concatenate([changes.column for changes in all_]),
            np.concatenate([changes.step for changes in all_]),
        )

    def within(self, columns: np.ndarray, number: int) -> "Changes":
        """Return those of some columns alone, which are known by their place among these.

        Parameters
        ----------
        number
            How many columns there are in all.
        """
        place = np.full(number, -1)
        place[columns] = np.arange(len(columns))
        there = self._without(self.number[place[self.column] < 0])
        return Changes(there.number, place[there.column], there.step)

    def agreeing(self, system: System, bounds: Bounds, values: np.ndarray) -> "Changes":
        """Return those that lead from values that agree with everything to others that do."""
        new = values[self.column] + self.step
        outside = (new < bounds.low[self.column]) | (new > bounds.high[self.column])
        inside = self._without(self.number[outside])
        rows = len(system.names)
        if not len(inside.number) or not rows:
            return inside
        order = np.argsort(system.column, kind="stable")
        row = np.repeat(np.arange(rows), np.diff(system.start))[order]
        begins = np.searchsorted(system.column[order], np.arange(len(values) + 1))
        lengths = (begins[1:] - begins[:-1])[inside.column]
        first = np.cumsum(lengths) - lengths
        place = np.repeat(begins[inside.column] - first, lengths) + np.arange(lengths.sum())
        met = np.repeat(inside.number, lengths) * rows + row[place]
        pairs, of_pair = np.unique(met, return_inverse=True)
        moved = np.bincount(
            of_pair, np.repeat(inside.step, lengths) * system.coefficient[order][place]
        )
        room = -np.bincount(
            np.repeat(np.arange(rows), np.diff(system.start)),
            system.coefficient * values[system.column], minlength=rows,
        )  # fmt: skip
        fails = np.where(system.at_most[pairs % rows], moved > room[pairs % rows], moved != 0)
        return inside._without(pairs[fails] // rows)

    def _without(self, numbers: np.ndarray) -> "Changes":
        kept = ~np.isin(self.number, numbers)
        return Changes(self.number[kept], self.column[kept], self.step[kept])
