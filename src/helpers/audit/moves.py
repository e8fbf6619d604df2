"""The smallest changes that lead from some values to others: few, and nearly always whole numbers.

What is added to a value and what is taken from it are columns of their own, each with a price, so
that as little as possible changes. The cheapest change runs along a few relations, as a chain of
ones, where any other solution would mix many changes in parts.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs

_DEAREST = 2.0  # prices differ, or mixtures of many changes would cost no more than one
_RATHER = 0.1  # of its price: what is to change where it can
_REWARD = 30.0  # for changing what is pulled at: it may cost some twenty other changes
_FAR = 2.0  # more is never needed
_FROM_NEAR = {"solver": "simplex", "presolve": "off"}  # few steps lead there
_FROM_AFAR = {"solver": "ipm", "presolve": "on"}
NEAR = 1e-6  # the solver's own tolerance
_SEED = 1403


def quiet_solver() -> _Highs:
    """Return a solver of one thread that says nothing.

    What highspy.Highs wraps: that one writes its name on standard output, unasked.
    """
    solver = _Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


class Refusal(NamedTuple):
    """Why a value cannot be changed by so much.

    Attributes
    ----------
    reach
        By how much it can be changed at most.
    rows
        The relations that this follows from, added up: none, if its own bounds are in the way.
    weights
        By what each of them is multiplied.
    """

    reach: int
    rows: np.ndarray
    weights: np.ndarray


class Moves:
    """Changes of the values of a model, which satisfy its rows and bounds.

    Parameters
    ----------
    model
        Its rows are by row; it is not changed.
    values
        Whole numbers within the bounds, that satisfy the rows: if not, only what :meth:`mended`
        returns is of use.
    costs
        What a change of each value costs, beside the others.
    """

    def __init__(self, model: highspy.HighsLp, values: np.ndarray, costs: np.ndarray) -> None:
        self._values, self._count = values, len(values)
        rows = model.a_matrix_  # without any, its indices are no whole numbers
        begin, column = (np.array(of, dtype=np.int64) for of in (rows.start_, rows.index_))
        coefficient = np.array(rows.value_)
        row = np.repeat(np.arange(model.num_row_), np.diff(begin))
        self._entries = row, column, coefficient
        sums = np.bincount(row, coefficient * values[column], model.num_row_).astype(float)
        self._room = np.concatenate(
            [np.array(model.col_upper_) - values, values - np.array(model.col_lower_)]
        )
        changes = highspy.HighsLp()
        changes.num_col_, changes.num_row_ = 2 * self._count, model.num_row_
        random = np.random.default_rng(_SEED)
        self._prices = random.uniform(1.0, _DEAREST, 2 * self._count) * np.tile(costs, 2)
        changes.col_cost_ = self._prices
        changes.col_lower_, changes.col_upper_ = np.zeros(2 * self._count), self._room
        self._rows = np.array(model.row_lower_) - sums, np.array(model.row_upper_) - sums
        changes.row_lower_, changes.row_upper_ = self._rows
        changes.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        order = np.argsort(np.concatenate([row, row]), kind="stable")
        changes.a_matrix_.start_ = 2 * begin
        both = np.concatenate([column, column + self._count])[order]
        changes.a_matrix_.index_ = both.astype(np.int32)
        changes.a_matrix_.value_ = np.concatenate([coefficient, -coefficient])[order]
        self._solver = quiet_solver()
        self._solve_by(_FROM_NEAR)
        self._solver.passModel(changes)

    @cached_property
    def _start(self) -> highspy.HighsBasis:
        """The basis of no change at all, from which any is near."""
        self._solver.run()
        return self._solver.getBasis()

    def mended(self, *, far: bool = False) -> np.ndarray | None:
        """Return the nearest values that satisfy the rows and bounds, none if there are not any.

        They need not be whole numbers.

        Parameters
        ----------
        far
            Expect them to be far away.
        """
        self._solve_by(_FROM_AFAR if far else _FROM_NEAR)
        values = self._solved()
        self._solve_by(_FROM_NEAR)
        return values

    def _solve_by(self, options: Mapping[str, str]) -> None:
        for option, value in options.items():
            self._solver.setOptionValue(option, value)

    def to(
        self, column: int, low: float, high: float, rather: np.ndarray
    ) -> tuple[np.ndarray | None, Refusal | None]:
        """Return all values when one is in a range that it is not in, or why it cannot be there.

        The values need not be whole numbers. There is neither where the solver gave up.

        Parameters
        ----------
        rather
            Columns whose values are to change rather than others.
        """
        step = low - self._values[column] if low > self._values[column] else (
            high - self._values[column]
        )  # fmt: skip
        at, back = (column, column + self._count)[:: 1 if step > 0 else -1]
        if abs(step) > self._room[at]:
            return None, Refusal(int(self._room[at]), np.array([], dtype=np.int64), np.array([]))
        cheap = np.concatenate([rather, rather + self._count]).astype(np.int32)
        self._solver.setBasis(self._start)
        self._solver.changeColsCost(len(cheap), cheap, _RATHER * self._prices[cheap])
        self._solver.changeColBounds(at, abs(step), self._room[at])
        self._solver.changeColBounds(back, 0.0, 0.0)
        values = self._solved()
        refusal = None
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            _, is_told, ray = self._solver.getDualRay()  # type: ignore[attr-defined]  # no stub
            refusal = self._refused(np.array(ray), column, step) if is_told else None
        for place in (at, back):
            self._solver.changeColBounds(place, 0.0, self._room[place])
        self._solver.changeColsCost(len(cheap), cheap, self._prices[cheap])
        return values, refusal

    def _refused(self, ray: np.ndarray, column: int, step: float) -> Refusal:
        """Return how far a value can be changed, by the sum of rows that keeps it from a step."""
        ray[np.abs(ray) <= NEAR] = 0.0
        row, columns, coefficient = self._entries
        weight = np.bincount(columns, coefficient * ray[row], self._count)
        # Whether the sum rises with a value that goes where it was asked to.
        sign = np.sign(step) * np.sign(weight[column])
        rows = np.flatnonzero(ray)
        least, most = self._rows
        upward = ray[rows] * sign > 0
        room = (np.abs(ray[rows]) * np.where(upward, most[rows], -least[rows])).sum()
        others = np.flatnonzero(weight)
        others = others[others != column]
        up, down = self._room[others], self._room[others + self._count]
        room += (np.abs(weight[others]) * np.where(weight[others] * sign > 0, down, up)).sum()
        reach = np.floor(room / abs(weight[column]) + NEAR)
        return Refusal(int(min(reach, abs(step) - 1)), rows, ray[rows])

    def pulled(self, columns: np.ndarray, signs: np.ndarray) -> np.ndarray | None:
        """Return values in which as many as possible of some have changed, and few others.

        Parameters
        ----------
        signs
            Whether each of the columns is to rise, 1, or to fall, -1.
        """
        number = len(columns)
        places = np.where(signs > 0, columns, columns + self._count).astype(np.int32)
        nothing, room = np.zeros(number), self._room[places]
        self._solver.setBasis(self._start)
        self._solver.changeColsCost(number, places, self._prices[places] - _REWARD)
        self._solver.changeColsBounds(number, places, nothing, np.minimum(room, _FAR))
        values = self._solved()
        self._solver.changeColsCost(number, places, self._prices[places])
        self._solver.changeColsBounds(number, places, nothing, room)
        return values

    def _solved(self) -> np.ndarray | None:
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        change = np.array(self._solver.getSolution().col_value)
        return self._values + change[: self._count] - change[self._count :]
