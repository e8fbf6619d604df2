"""Rows of whole numbers, and what HiGHS finds for them."""

from math import inf
from typing import NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs  # highspy.Highs writes its name on standard output, unasked


class Part(NamedTuple):
    """Counts that depend on each other: the entries of the rows, and limits of rows and counts.

    ``row``, ``column`` and ``factor`` are as long as there are entries, sorted by row; ``least``
    and ``most`` are the limits of the rows, ``low`` and ``high`` those of the counts.
    """

    row: np.ndarray
    column: np.ndarray
    factor: np.ndarray
    least: np.ndarray
    most: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def sums(self, register: np.ndarray) -> np.ndarray:
        """Return the sums of all rows for some values of the counts."""
        return self.by_row(self.factor * register[self.column])

    def by_row(self, terms: np.ndarray) -> np.ndarray:
        return np.bincount(self.row, terms, len(self.least))

    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the least and the greatest value of every entry."""
        ends = self.factor * self.low[self.column], self.factor * self.high[self.column]
        return np.minimum(*ends), np.maximum(*ends)

    def is_met(self, register: np.ndarray) -> bool:
        sums = self.sums(register)
        return bool(
            (sums >= self.least).all() and (sums <= self.most).all()
            and (register >= self.low).all() and (register <= self.high).all()
        )  # fmt: skip

    def cut(self, columns: np.ndarray, register: np.ndarray) -> "Part":
        """Return the part of some counts, all others being what a register says."""
        place = np.full(len(self.low), -1)
        place[columns] = np.arange(len(columns))
        inside = place[self.column] >= 0
        rest = self.by_row(np.where(inside, 0.0, self.factor * register[self.column]))
        rows, row = np.unique(self.row[inside], return_inverse=True)
        return Part(
            row, place[self.column[inside]], self.factor[inside], (self.least - rest)[rows],
            (self.most - rest)[rows], self.low[columns], self.high[columns],
        )  # fmt: skip

    def narrowed(self) -> "Part":
        """Narrow every count by each row alone, again and again, while that says anything new.

        Limits that cross say that no register is possible.
        """
        row, column, factor = self.row, self.column, self.factor
        part = self._replace(low=self.low.copy(), high=self.high.copy())
        for _ in range(200):
            small, large = part.ends()
            top = (self.most[row] - (self.by_row(small)[row] - small)) / factor
            bottom = (self.least[row] - (self.by_row(large)[row] - large)) / factor
            low, high = part.low.copy(), part.high.copy()
            np.minimum.at(high, column, np.floor(np.where(factor > 0, top, bottom) + 1e-6))
            np.maximum.at(low, column, np.ceil(np.where(factor > 0, bottom, top) - 1e-6))
            settled = (low == part.low).all() and (high == part.high).all()
            part = part._replace(low=low, high=high)
            if settled or (low > high).any():
                break
        return part

    def saying(self) -> "Part":
        """Leave out the rows that hold whatever the counts are."""
        small, large = (self.by_row(end) for end in self.ends())
        says = (small < self.least) | (large > self.most)
        number, kept = np.cumsum(says) - 1, says[self.row]
        return self._replace(
            row=number[self.row[kept]], column=self.column[kept], factor=self.factor[kept],
            least=self.least[says], most=self.most[says],
        )  # fmt: skip

    def columns_by_row(self) -> list[np.ndarray]:
        return np.split(self.column, np.searchsorted(self.row, np.arange(1, len(self.least))))

    def pieces(self) -> list[np.ndarray]:
        """Return groups of counts that no row connects."""
        parent = list(range(len(self.low)))

        def root(at: int) -> int:
            while parent[at] != at:
                parent[at] = at = parent[parent[at]]
            return at

        for columns in self.columns_by_row() if len(self.least) else ():
            first = root(int(columns[0]))
            for other in columns[1:]:
                parent[root(int(other))] = first
        roots = np.array([root(at) for at in range(len(parent))], int)
        return [np.flatnonzero(roots == name) for name in np.unique(roots)]


def _solver(part: Part, aim: np.ndarray, seconds: float, whole: bool) -> _Highs:
    solver = _Highs()
    for name, value in (("output_flag", False), ("time_limit", float(seconds)), ("threads", 1)):
        solver.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(part.low), len(part.least)
    model.col_cost_, model.col_lower_, model.col_upper_ = aim, part.low, part.high
    model.row_lower_, model.row_upper_ = part.least, part.most
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_col_, model.a_matrix_.num_row_ = model.num_col_, model.num_row_
    model.a_matrix_.start_ = np.searchsorted(part.row, np.arange(len(part.least) + 1))
    model.a_matrix_.index_, model.a_matrix_.value_ = part.column, part.factor
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(part.low)
    solver.passModel(model)
    return solver


def solve(part: Part, aim: np.ndarray, seconds: float) -> tuple[bool, np.ndarray | None]:
    """Return the whole numbers with the least of an aim, None if there are none.

    The first answer says whether the second is settled, or time was up.
    """
    solver = _solver(part, aim, seconds, whole=True)
    solver.run()
    found = np.round(solver.getSolution().col_value)
    if len(found) == len(part.low) and part.is_met(found):
        return True, found
    return solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible, None


def relaxed(part: Part) -> np.ndarray | None:
    """Return what meets the rows, not asking for whole numbers, None if nothing does."""
    solver = _solver(part, np.zeros(len(part.low)), inf, whole=False)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None
    return np.array(solver.getSolution().col_value)


class Moves:
    """Changes of a register, each as small as possible, that lead to another one."""

    def __init__(self, part: Part, register: np.ndarray, seed: int) -> None:
        self.part, self.register, self.count = part, register, len(register)
        sums = part.sums(register)
        # What is added to a count and what is taken from it are numbers of their own.
        self.room = np.concatenate((part.high - register, register - part.low))
        order = np.argsort(np.concatenate((part.row, part.row)), kind="stable")
        both = Part(
            np.concatenate((part.row, part.row))[order],
            np.concatenate((part.column, part.column + self.count))[order],
            np.concatenate((part.factor, -part.factor))[order],
            part.least - sums, part.most - sums, np.zeros(2 * self.count), self.room,
        )  # fmt: skip
        # Different prices, or many changes would be equally small and their mixtures not whole.
        price = 1 + np.random.default_rng(seed).random(2 * self.count)
        self.solver = _solver(both, price, inf, whole=False)
        self.solver.setOptionValue("presolve", "off")
        self.solver.run()
        self.start = self.solver.getBasis()  # of no change at all, from which any is near

    def by(self, column: int, step: int) -> tuple[bool, np.ndarray | None]:
        """Return whether a count can be changed so, not asking for whole numbers, and how."""
        at, back = (column, column + self.count)[:: 1 if step > 0 else -1]
        if abs(step) > self.room[at]:
            return False, None
        self.solver.setBasis(self.start)
        self.solver.changeColBounds(at, abs(step), abs(step))
        self.solver.changeColBounds(back, 0, 0)
        self.solver.run()
        status = self.solver.getModelStatus()
        change = np.array(self.solver.getSolution().col_value)
        for place in (at, back):
            self.solver.changeColBounds(place, 0, self.room[place])
        if status != highspy.HighsModelStatus.kOptimal:
            return status != highspy.HighsModelStatus.kInfeasible, None
        return True, self.register + change[: self.count] - change[self.count :]
