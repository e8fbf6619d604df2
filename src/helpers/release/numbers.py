"""Which numbers a page was made from, remembered in a few bytes, and which of them have changed."""

import hashlib
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from helpers.domain.structure import COLUMNS, KEY
from helpers.report.series import PublishedTable

Key = tuple[str, ...]

_KEY_PLACES = [COLUMNS.index(name) for name in KEY]
_ABSENT = 0


def remembered(
    rows: Iterable[Sequence[str]], past: Iterable[Sequence[str]], absent: Iterable[Sequence[str]]
) -> bytes:
    """Return what to remember of the numbers a page has looked at.

    Parameters
    ----------
    rows
        Rows of the published table as text, in the order of its columns.
    past
        What was published of them, in the order of :data:`helpers.domain.vintages.PAST_COLUMNS`.
    absent
        Keys that were looked up and not found.

    Returns
    -------
    bytes
        For each, a digest of the key and one of the row, 8 bytes each.
    """
    stories: dict[Key, list[str]] = defaultdict(list)
    for state in past:
        stories[tuple(state[: len(KEY)])].extend(state[len(KEY) :])
    pairs = array("Q")
    for row in rows:
        key: Key = tuple(row[place] for place in _KEY_PLACES)
        pairs.extend((_digest(key), _digest([*row, *stories[key]])))
    for missing in absent:
        pairs.extend((_digest(missing), _ABSENT))
    if sys.byteorder == "big":
        pairs.byteswap()
    return pairs.tobytes()


class NumbersNow:
    """The published table as it is now, to compare what pages were made from with it."""

    def __init__(self, table: PublishedTable) -> None:
        self._table = table
        self._rows: dict[int, int] = {}

    def changed(self, numbers: bytes) -> Iterator[Key | None]:
        """Yield the keys whose rows are not as remembered; None for one that is no more."""
        pairs = array("Q", numbers)
        if sys.byteorder == "big":
            pairs.byteswap()
        rows = iter(pairs)
        for key, before in zip(rows, rows, strict=True):
            if self._row_of(key) != before:
                yield self._keys.get(key)

    def _row_of(self, key: int) -> int:
        known = self._rows.get(key)
        if known is None:
            text = self._keys.get(key)
            row = None if text is None else self._table.row(text)
            if text is None or row is None:
                known = _ABSENT
            else:
                states = (state[len(KEY) :] for state in self._table.past_of(text))
                known = _digest([*row, *(part for state in states for part in state)])
            self._rows[key] = known
        return known

    @cached_property
    def _keys(self) -> dict[int, Key]:
        return {_digest(key): key for key in self._table.keys()}


def _digest(parts: Iterable[str]) -> int:
    joined = "\x1f".join(parts).encode()
    return int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest(), "little") or 1
