"""The rows of the published table: read once in a process, and never changed."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.domain.about import About
from helpers.domain.numbers import round_half_up
from helpers.domain.published import read_columns
from helpers.domain.structure import COLUMNS, KEY, Statistic, statistic_named

Key = tuple[str, ...]

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
    """

    about: About
    columns: dict[str, list[Any]]
    positions: dict[Key, int]

    @classmethod
    def read(cls, path: Path) -> "PublishedRows":
        """Read the file, unless it is the one that this process has read last.

        Raises
        ------
        FileNotFoundError
            If nothing has been counted yet.
        """
        now = path.stat()
        return _read(path, (now.st_mtime_ns, now.st_size, now.st_ino))

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


@lru_cache(maxsize=1)
def _read(path: Path, state: tuple[int, int, int]) -> PublishedRows:
    """Read a file in a state that tells it from what stood under the same name before."""
    columns, about = read_columns(path)
    keys = zip(*(columns[name] for name in KEY), strict=True)
    return PublishedRows(about, columns, {key: position for position, key in enumerate(keys)})
