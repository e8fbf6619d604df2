"""All values that a set of cells may have: linear rows and bounds, and their extremes (HiGHS)."""

from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np

from helpers.audit.moves import NEAR, Moves, Refusal, quiet_solver
from helpers.audit.system import System

INFINITE = float(highspy.kHighsInf)
_NOWHERE = np.array([], dtype=np.int64)
_ADDED = 0.05  # what nobody has said is to follow what is said, in whole numbers too


class ContradictionError(ValueError):
    """No values at all satisfy the rows and bounds."""


@dataclass(frozen=True)
class Extreme:
    """A point where a linear function of the values is largest.

    Attributes
    ----------
    values
        Of each column.
    tight
        The rows that keep the function from being larger.
    """

    values: np.ndarray
    tight: np.ndarray

    @property
    def is_whole(self) -> bool:
        """Whether every value is a whole number."""
        return bool(is_whole(self.values).all())


def is_whole(values: np.ndarray) -> np.ndarray:
    """Return of each value whether it is a whole number, as far as the solver is exact."""
    return np.abs(values - values.round()) <= NEAR


class Polytope:
    """The values that some columns of a system may have, the others being what they are.

    Attributes
    ----------
    is_closed
        Whether the others that stand in its rows can have no other values: what holds of its
        columns holds whatever else is looked at.

    Parameters
    ----------
    columns
        Positions of those in the system.
    rows
        Positions of the rows that are taken into account.
    low, high
        Bounds of all columns of the system.
    others
        The values of the other columns; of these columns, a solution near which others are sought.
    """

    def __init__(
        self, system: System, columns: np.ndarray, rows: np.ndarray, *, low: np.ndarray,
        high: np.ndarray, others: np.ndarray,
    ) -> None:  # fmt: skip
        self.columns, self.rows = columns, rows
        place = np.full(len(low), -1)
        place[columns] = np.arange(len(columns))
        inside, lengths = system.entries(rows)
        column, coefficient = system.column[inside], system.coefficient[inside]
        of_row = np.repeat(np.arange(len(rows)), lengths)
        free = place[column] >= 0
        outside = column[~free]
        self.is_closed = bool((low[outside] == high[outside]).all())
        fixed = np.bincount(
            of_row[~free], coefficient[~free] * others[column[~free]], minlength=len(rows)
        ).astype(float)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(columns), len(rows)
        model.col_cost_ = np.zeros(len(columns))
        model.col_lower_, model.col_upper_ = low[columns], high[columns]
        model.row_upper_ = -fixed
        model.row_lower_ = np.where(system.at_most[rows], -INFINITE, -fixed)
        model.sense_ = highspy.ObjSense.kMaximize
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        begin = np.concatenate([[0], np.cumsum(np.bincount(of_row[free], minlength=len(rows)))])
        model.a_matrix_.start_ = begin
        model.a_matrix_.index_ = place[column[free]].astype(np.int32)
        model.a_matrix_.value_ = coefficient[free]
        self._solver = quiet_solver()
        self._solver.passModel(model)
        self._model, self._from = model, others[columns]
        self._given = ~system.added[columns]
        self._everywhere = np.arange(len(columns), dtype=np.int32)
        self._low, self._high = low[columns], high[columns]

    def furthest(self, column: int, sign: int) -> Extreme:
        """Return a point where one value is largest, or smallest with the sign -1.

        Parameters
        ----------
        column
            Place among the columns of this polytope.
        """
        weights = np.zeros(len(self.columns))
        weights[column] = sign
        self._solver.clearSolver()  # what is tight must not depend on what was asked before
        self._solver.changeColsCost(len(weights), self._everywhere, weights)
        return self._solved()

    def any(self) -> Extreme:
        """Return any point.

        Raises
        ------
        ContradictionError
            If there is none.
        """
        nowhere = np.zeros(len(self.columns))
        self._solver.changeColsCost(len(nowhere), self._everywhere, nowhere)
        return self._solved()

    def beside(self, values: np.ndarray, *, far: bool = False) -> Extreme:
        """Return the point nearest to some values, which need not satisfy anything.

        Parameters
        ----------
        far
            Expect it to be far away.

        Raises
        ------
        ContradictionError
            If there is no point.
        """
        costs = np.where(self._given, 1.0, _ADDED)
        moves = Moves(self._model, np.clip(values, self._low, self._high), costs)
        found = moves.mended(far=far)
        return self.any() if found is None else Extreme(found, self.rows[:0])

    def whole(self) -> Extreme:
        """Return any point whose values are all whole numbers.

        Raises
        ------
        ContradictionError
            If there is none.
        """
        found = self.any()
        if found.is_whole:
            return found
        self._set_kind(highspy.HighsVarType.kInteger)
        try:
            return self._solved()
        finally:
            self._set_kind(highspy.HighsVarType.kContinuous)

    @cached_property
    def _moves(self) -> Moves:
        return Moves(self._model, self._from, self._given.astype(float))

    def nearest(
        self, column: int, low: float, high: float, rather: np.ndarray = _NOWHERE
    ) -> tuple[Extreme | None, Refusal | None]:
        """Return a point where one value lies in a range it does not lie in, or why there is none.

        Of the points there, it differs least from the solution at hand; nearly always it is one of
        whole numbers. There is neither where the solver gave up.

        Parameters
        ----------
        column
            Place among the columns of this polytope.
        rather
            Other such places, where it is to differ rather than elsewhere.
        """
        values, refusal = self._moves.to(column, low, high, rather)
        if refusal:
            return None, refusal._replace(rows=self.rows[refusal.rows])
        return None if values is None else Extreme(values, self.rows[:0]), None

    def pulled(self, columns: np.ndarray, signs: np.ndarray) -> Extreme:
        """Return a point near the solution at hand in which many of some values have changed.

        Where the solver gave up, it is the solution itself.

        Parameters
        ----------
        columns
            Places among the columns of this polytope.
        signs
            Whether each is to rise, 1, or to fall, -1.
        """
        values = self._moves.pulled(columns, signs)
        return Extreme(self._from if values is None else values, self.rows[:0])

    def find(self, column: int, low: float, high: float) -> Extreme | None:
        """Return a point of whole numbers in which one value lies in a range, if there is one.

        That is sooner known than where the value is largest: any point will do.

        Parameters
        ----------
        column
            Place among the columns of this polytope.
        """
        usual = float(self._low[column]), float(self._high[column])
        narrow = max(usual[0], low), min(usual[1], high)
        if narrow[0] > narrow[1]:
            return None
        self._solver.changeColBounds(column, *narrow)
        try:
            return self.whole()
        except ContradictionError:
            return None
        finally:
            self._solver.changeColBounds(column, *usual)

    def _set_kind(self, kind: highspy.HighsVarType) -> None:
        kinds = np.full(len(self.columns), kind)
        self._solver.changeColsIntegrality(len(self.columns), self._everywhere, kinds)

    def _solved(self) -> Extreme:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise ContradictionError
        solution = self._solver.getSolution()
        values = np.array(solution.col_value)
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the solver ended with {self._solver.modelStatusToString(status)}")
        duals = np.array(solution.row_dual)
        tight = self.rows[np.abs(duals) > NEAR] if len(duals) else self.rows[:0]
        return Extreme(values, tight)
