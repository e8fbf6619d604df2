"""The relations among given cells, as sparse rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from helpers.audit.relation import Key, Relation, is_uncounted
from helpers.audit.relations import relations


@dataclass(frozen=True)
class System:
    """Relations as a sparse matrix: row times values is zero, or at most zero.

    Attributes
    ----------
    keys
        Of each column. After those that were given come those that a relation needs besides.
    names
        What each row says.
    start
        Where each row begins in ``column`` and ``coefficient``; one more than there are rows.
    at_most
        Of each row: whether it may also be below zero.
    added
        Of each column: whether it was not given, but is missing, or a part that nobody counts.
    """

    keys: list[Key]
    names: list[str]
    start: np.ndarray
    column: np.ndarray
    coefficient: np.ndarray
    at_most: np.ndarray
    added: np.ndarray

    @classmethod
    def of(cls, keys: Sequence[Key], areas: Sequence[str], *, not_given: int = 0) -> "System":
        """Return the relations among cells.

        Parameters
        ----------
        keys
            Of the cells, each once.
        areas
            Codes, the province first.
        not_given
            How many cells of a relation may be missing among ``keys``.
        """
        columns = {key: position for position, key in enumerate(keys)}
        names: list[str] = []
        ends, column, coefficient, at_most = [0], [], [], []
        for relation in relations(keys, areas):
            if _missing(relation, columns, not_given) > not_given or _is_idle(relation, columns):
                continue
            for side, sign in ((relation.plus, 1), (relation.minus, -1)):
                column += [columns.setdefault(key, len(columns)) for key in side]
                coefficient += [sign] * len(side)
            ends.append(len(column))
            names.append(relation.name)
            at_most.append(relation.at_most)
        return cls(
            list(columns), names, np.array(ends), np.array(column, dtype=np.int64),
            np.array(coefficient, dtype=float), np.array(at_most, dtype=bool),
            np.arange(len(columns)) >= len(keys),
        )  # fmt: skip

    def completed(self, values: np.ndarray) -> np.ndarray:
        """Return values for all columns, the parts that nobody counts being what they may be.

        Parameters
        ----------
        values
            Of the cells that were given, which are all that are counted. Where they are true, the
            parts are zero or more and no equality fails.
        """
        result = np.concatenate([values, np.zeros(len(self.keys) - len(values))])
        if not len(self.names):
            return result
        adding = self.added[self.column]
        begins = self.start[:-1]
        added = np.add.reduceat(adding * self.coefficient, begins)
        number = np.add.reduceat(adding.astype(int), begins)

        def missing() -> np.ndarray:
            """Return how much each row is short of zero."""
            return -np.add.reduceat(self.coefficient * result[self.column], begins)

        # Of one category, what begins and what ends: no more than its change needs.
        changes = (number == 2) & (added == 0) & ~self.at_most
        inside, lengths = self.entries(np.flatnonzero(changes))
        short = np.repeat(missing()[changes], lengths) * self.coefficient[inside]
        used = adding[inside] & (short > 0)
        result[self.column[inside][used]] = short[used]
        # Of all: the last one has what is left, as much of the one as of the other.
        sums = (number > 0) & (added == number) & ~self.at_most
        inside, lengths = self.entries(np.flatnonzero(sums))
        inside = inside[adding[inside]]
        last = np.cumsum(number[sums]) - 1
        result[self.column[inside][last]] += missing()[sums]
        return result

    def part(self, rows: np.ndarray) -> tuple["System", np.ndarray]:
        """Return some rows as a system of its own, and the columns it has kept."""
        inside, lengths = self.entries(rows)
        columns, column = np.unique(self.column[inside], return_inverse=True)
        part = System(
            [self.keys[place] for place in columns.tolist()],
            [self.names[row] for row in rows.tolist()],
            np.concatenate([[0], np.cumsum(lengths)]), column, self.coefficient[inside],
            self.at_most[rows], self.added[columns],
        )  # fmt: skip
        return part, columns

    def touching(self, columns: np.ndarray) -> np.ndarray:
        """Return the rows in which any of some columns stands, a mask of all."""
        if not len(self.names):
            return np.array([], dtype=np.int64)
        return np.flatnonzero(np.logical_or.reduceat(columns[self.column], self.start[:-1]))

    def entries(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where the entries of some rows stand, row after row, and how many each has."""
        lengths = self.start[rows + 1] - self.start[rows]
        before = np.cumsum(lengths) - lengths
        return np.repeat(self.start[rows] - before, lengths) + np.arange(lengths.sum()), lengths

    def fail(self, values: np.ndarray) -> np.ndarray:
        """Return the rows that do not hold; a row with a value that is NaN is left out."""
        if not len(self.names):
            return np.array([], dtype=np.int64)
        sums = np.add.reduceat(self.coefficient * values[self.column], self.start[:-1])
        return np.flatnonzero(np.where(self.at_most, sums > 0, (sums != 0) & ~np.isnan(sums)))

    def columns_of(self, row: int) -> np.ndarray:
        """Return the columns of a row, the added ones first."""
        return self.column[self.start[row] : self.start[row + 1]]

    def cells(self, row: int) -> list[Key]:
        """Return the keys of a row, the added ones first."""
        return [self.keys[column] for column in self.columns_of(row).tolist()]


def _missing(relation: Relation, columns: dict[Key, int], enough: int) -> int:
    """Return how many cells of a relation are not there; counts no further than needed."""
    missing = 0
    for side in (relation.minus, relation.plus):  # the whole is more often missing than its parts
        for key in side:
            if key not in columns and not is_uncounted(key):
                missing += 1
                if missing > enough:
                    return missing
    return missing


def _is_idle(relation: Relation, columns: dict[Key, int]) -> bool:
    """Whether a relation adds up parts that nobody counts, of which nothing else is known."""
    parts, others = (
        {k for k in side if is_uncounted(k)} for side in (relation.plus, relation.minus)
    )
    return bool(parts) and not others and not any(part in columns for part in parts)
