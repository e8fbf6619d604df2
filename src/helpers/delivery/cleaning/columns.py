"""The cells of one column, read: each distinct text once, and what most of them are at once."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.delivery.cleaning.spelling import tidied
from helpers.register.schema import Column

_MOST_REMEMBERED = 100_000
_WIDEST = {"integer": (-(2**31), 2**31 - 1), "money": (-(2**63), 2**63 - 1)}


class Reading(NamedTuple):
    """What the text of one cell was read as.

    Attributes
    ----------
    value
        As the register stores it; None where it cannot be read one way only.
    fault
        Code of the fault that keeps it from being read.
    changes
        How the value is written otherwise than the cell: kinds of ``deliveries.CLEANED``.
    """

    value: object = None
    fault: str = ""
    changes: tuple[str, ...] = ()


class Readings(NamedTuple):
    """What the texts of several cells were read as.

    Attributes
    ----------
    values
        As of :class:`Reading`; null for None.
    faults, changes
        For each code of a fault, and each kind of change, a truth value for every text.
    """

    values: pa.Array
    faults: Mapping[str, np.ndarray] = MappingProxyType({})
    changes: Mapping[str, np.ndarray] = MappingProxyType({})


@dataclass(frozen=True)
class ReadColumn:
    """The values of one column of a batch.

    Attributes
    ----------
    values
        In the column's type; null where the cell was empty or at fault.
    faults
        For each code of a fault, the places of the cells, the first being 0.
    changed
        Cells by kind of change.
    """

    values: pa.Array
    faults: dict[str, np.ndarray]
    changed: Counter[str]


class ColumnReader:
    """Reads one column of a delivery, batch by batch.

    Parameters
    ----------
    column
        Of the schema.
    read
        Gives the reading of one text, which is tidy and not empty.
    read_usual
        Gives the values of all texts that are written in the usual way, and null for the others:
        as ``read`` would, but at once. Without it every distinct text goes through ``read``.
    """

    def __init__(
        self,
        column: Column,
        read: Callable[[str], Reading],
        read_usual: Callable[[pa.StringArray], Readings] | None = None,
    ) -> None:
        self._column, self._read, self._read_usual = column, read, read_usual
        self._type = pa.int64() if column.kind in _WIDEST else column.arrow_type
        self._remembered: dict[str, Reading] = {}

    def read(self, cells: pa.StringArray) -> ReadColumn:
        """Return the values of the cells, what is at fault, and what was changed."""
        encoded = cells.cast(pa.string()).dictionary_encode()
        place = encoded.indices.to_numpy()
        sent = encoded.dictionary
        distinct = self._checked(self._read_distinct(sent, tidied(sent)))
        times = np.bincount(place, minlength=len(sent))
        changed = {kind: int(times[where].sum()) for kind, where in distinct.changes.items()}
        return ReadColumn(
            distinct.values.take(encoded.indices),
            {code: np.flatnonzero(wrong[place]) for code, wrong in distinct.faults.items()},
            +Counter(changed),
        )

    def _read_distinct(self, sent: pa.StringArray, texts: pa.StringArray) -> Readings:
        usual = Readings(pa.nulls(len(texts), self._type))
        if self._read_usual:
            usual = self._read_usual(texts)
        empty = pc.equal(texts, "")
        odd = pc.and_not(pc.is_null(usual.values), empty)
        readings = [self._reading(text) for text in texts.filter(odd).to_pylist()]
        read = pa.array([reading.value for reading in readings], self._type)
        values = pc.replace_with_mask(usual.values, odd, read)
        places = np.flatnonzero(odd)
        faults = _where(places, [(reading.fault,) for reading in readings], len(texts))
        if self._column.required:
            faults["E111"] = np.asarray(empty)
        changes = _where(places, [reading.changes for reading in readings], len(texts))
        spelled = pc.and_(pc.not_equal(sent, texts), pc.is_valid(values))
        for kind, where in (*usual.changes.items(), ("spelling", np.asarray(spelled))):
            changes[kind] = changes.get(kind, False) | where
        return Readings(values, faults, changes)

    def _reading(self, text: str) -> Reading:
        reading = self._remembered.get(text)
        if reading is None:
            if len(self._remembered) == _MOST_REMEMBERED:  # or numbers would fill the memory
                self._remembered.clear()
            reading = self._remembered[text] = self._read(text)
        return reading

    def _checked(self, read: Readings) -> Readings:
        """Return the readings, with what is out of bounds at fault, and only faults that are."""
        values, faults = read.values, dict(read.faults)
        if self._column.kind in _WIDEST:
            least, most = _WIDEST[self._column.kind]
            least = least if self._column.minimum is None else self._column.minimum
            most = most if self._column.maximum is None else self._column.maximum
            outside = pc.or_(pc.less(values, least), pc.greater(values, most)).fill_null(False)
            faults["E117"] = np.asarray(outside)
            values = pc.if_else(outside, None, values).cast(self._column.arrow_type)
        found = {code: wrong for code, wrong in faults.items() if wrong.any()}
        return Readings(values, found, read.changes)


def _where(places: np.ndarray, said: list[tuple[str, ...]], size: int) -> dict[str, np.ndarray]:
    """Return for each word the truth values of all places: whether it was said of it."""
    words = {word for each in said for word in each if word}
    where = {word: np.zeros(size, bool) for word in words}
    for word, truth in where.items():
        truth[places] = [word in each for each in said]
    return where
