"""What protecting each publication came to before, so that only what is new must be attacked.

Protection goes publication after publication, and a later one changes nothing of an earlier: as
long as all counts up to some time are what they were, so is what was hidden among them. Each
publication is known by a digest of its own counts and of the publication before it.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from helpers.audit.changes import Changes
from helpers.audit.relation import Key
from helpers.files import write_durably
from helpers.statistics.hiding import Hiding


class _Decided(NamedTuple):
    """What was decided of a count; its key is written as one text."""

    key: str
    hidden: bool
    left_out: bool
    given: bool
    why: str


class _Kept(NamedTuple):
    """What is kept of one publication.

    Attributes
    ----------
    decided
        Of each count of which anything was decided.
    seen
        Changes of counts from their true values that agree with everything: of each entry which
        change it belongs to, the key of the count, as one text, and the step.
    """

    decided: list[_Decided]
    seen: tuple[list[int], list[str], list[int]]


class Memory:
    """Decisions by publication, read from a file and written to it again.

    Parameters
    ----------
    path
        The file; one that is missing or damaged is as good as empty. Its contents are the office's
        own: they tell what was hidden.
    method
        Digest of whatever decides besides the counts: code, policy, areas.
    """

    def __init__(self, path: Path, method: str) -> None:
        self._path, self._digest = path, method
        self._known = _read(path)
        self._used: dict[str, _Kept] = {}

    def recall(self, hiding: Hiding, given: np.ndarray, new: np.ndarray) -> bool:
        """Decide of the next publication as before, in place; return whether it is known.

        Parameters
        ----------
        given
            Which counts follow although nothing is left to hide; changed as ``hiding`` is.
        new
            Which counts are those of the publication.
        """
        self._digest = _digest(self._digest, hiding, np.flatnonzero(new))
        if self._digest not in self._known:
            return False
        kept = self._used[self._digest] = self._known[self._digest]
        places = _places(hiding.keys) if kept.decided else {}
        for of_count in kept.decided:
            place = places[of_count.key]
            hiding.hidden[place], hiding.left_out[place] = of_count.hidden, of_count.left_out
            given[place], hiding.why[place] = of_count.given, of_count.why
        return True

    def seen(self, keys: Sequence[Key], publications: int) -> list[Changes]:
        """Return what was seen when the last of the recalled publications were protected."""
        places = _places(keys)
        return [
            Changes(np.array(numbers), np.array([places[key] for key in of]), np.array(steps))
            for numbers, of, steps in (kept.seen for kept in [*self._used.values()][-publications:])
            if numbers
        ]

    def keep(
        self, hiding: Hiding, given: np.ndarray, places: Iterable[int], seen: Sequence[Changes]
    ) -> None:
        """Keep what was decided of the publication last asked for, and what was seen on the way."""
        decided = [
            _Decided(
                _text(hiding.keys[place]), bool(hiding.hidden[place]),
                bool(hiding.left_out[place]), bool(given[place]), hiding.why[place],
            )
            for place in places
        ]  # fmt: skip
        together = Changes.joined(seen)
        keys = [_text(hiding.keys[place]) for place in together.column.tolist()]
        self._used[self._digest] = _Kept(
            decided, (together.number.tolist(), keys, together.step.tolist())
        )

    def write(self) -> None:
        """Write what was recalled or kept, and nothing of other registers."""
        content = json.dumps(self._used, ensure_ascii=False).encode()
        write_durably(self._path, gzip.compress(content, 1, mtime=0), mode=0o600)


def _read(path: Path) -> dict[str, _Kept]:
    try:
        known = json.loads(gzip.decompress(path.read_bytes()))
        return {
            digest: _Kept([_Decided(*row) for row in decided], tuple(seen))
            for digest, (decided, seen) in known.items()
        }
    # Its checksum finds any damage; what is of another form was written by another version.
    except (OSError, EOFError, ValueError, TypeError, AttributeError, zlib.error):
        return {}


def _places(keys: Sequence[Key]) -> dict[str, int]:
    return {_text(key): place for place, key in enumerate(keys)}


def _text(key: Iterable[str]) -> str:
    return " ".join(key)


def _digest(before: str, hiding: Hiding, places: np.ndarray) -> str:
    whole = hashlib.sha256(before.encode())
    for place in places.tolist():
        whole.update(_text(hiding.keys[place]).encode() + b"\0")
    for array in (hiding.true, hiding.shown, hiding.always, hiding.hidden, hiding.left_out):
        whole.update(array[places].tobytes())
    return whole.hexdigest()
