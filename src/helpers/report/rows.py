"""The rows of the published table: read once in a process, and never changed."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.domain.about import About
from helpers.domain.numbers import round_half_up
from helpers.domain.published import read_columns
from helpers.domain.structure import (
    COLUMNS,
    KEY,
    OBS_STATUS,
    STILL_PROVISIONAL,
    Statistic,
    statistic_named,
)  # fmt: skip
from helpers.domain.tidy import Row
from helpers.domain.vintages import History, Key, Story, vintage_of
from helpers.domain.vintages_file import read

_VALUE = COLUMNS.index("value")


@dataclass(frozen=True)
class PublishedRows:
    """The published table as it was read, shared by all reports of a process.

    Attributes
    ----------
    columns
        As :func:`helpers.domain.published.read_columns` returns them.
    positions
        Where the row of a key stands; keys are in the order of ``KEY``, and of the table.
    history
        What was published before, as it looks from this table.
    """

    about: About
    columns: dict[str, list[Any]]
    positions: dict[Key, int]
    history: History

    @classmethod
    def read(cls, path: Path, history: Path | None = None) -> "PublishedRows":
        """Read the file, unless it is the one that this process has read last.

        A number that was published otherwise before gets the status "revised".

        Parameters
        ----------
        history
            The published numbers by vintage; none where nothing is to be compared, or nothing
            has been published.

        Raises
        ------
        FileNotFoundError
            If nothing has been counted yet.
        """
        found = history if history and history.is_file() else None
        return _read(path, _state(path), found, _state(found))

    def number(self, position: int) -> Decimal | None:
        """Return the value with the decimals of its statistic; None where there is none."""
        value = self.columns["value"][position]
        return None if value is None else round_half_up(value, self.statistic(position).decimals)

    def statistic(self, position: int) -> Statistic:
        """Return the statistic of a row."""
        return statistic_named(self.columns["statistic"][position])

    def text(self, position: int) -> tuple[str, ...]:
        """Return a row as text, in the order of ``COLUMNS``; no value is no text."""
        row = [self.columns[name][position] for name in COLUMNS]
        number = self.number(position)
        row[_VALUE] = "" if number is None else str(number)
        return tuple(row)

    def story(self, position: int) -> Story:
        """Return what was published of a cell, the last state being what the table holds."""
        columns = self.columns
        key = tuple(columns[name][position] for name in KEY)
        number = self.number(position)
        value = "" if number is None else str(number)
        return self.history.story(key, value, columns["conf_status"][position])

    def past(self, position: int) -> list[Row]:
        """Return the story of a cell as text, in the order of ``PAST_COLUMNS``."""
        key = tuple(self.columns[name][position] for name in KEY)
        return [
            (*key, str(state.vintage), self.history.vintages[state.vintage - 1].data_until,
             state.value, state.conf_status)
            for state in self.story(position)
        ]  # fmt: skip


_State = tuple[int, int, int] | None


def _state(path: Path | None) -> _State:
    """Return what tells a file from what stood under the same name before."""
    if path is None:
        return None
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


@lru_cache(maxsize=1)
def _read(path: Path, _: _State, history: Path | None, __: _State) -> PublishedRows:
    """Read files in a state that is no other than it was."""
    columns, about = read_columns(path)
    keys = zip(*(columns[name] for name in KEY), strict=True)
    positions = {key: position for position, key in enumerate(keys)}
    known = read(history) if history else History(about.series)
    now = vintage_of(about, hashlib.sha256(path.read_bytes()).hexdigest())
    rows = PublishedRows(about, columns, positions, known.at(about.series, now))
    _mark_revised(rows)
    return rows


def _mark_revised(rows: PublishedRows) -> None:
    """Give revised numbers their status; one of a year that is not complete stays provisional."""
    columns, history = rows.columns, rows.history
    for key in history.stories:
        position = rows.positions.get(key)
        if position is None or not history.is_current(rows.story(position)):
            continue
        if columns["obs_status"][position] == OBS_STATUS["provisional"]:
            columns["note"][position] = f"{columns['note'][position]} {STILL_PROVISIONAL}".lstrip()
        columns["obs_status"][position] = OBS_STATUS["revised"]
