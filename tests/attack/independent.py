"""An attacker who has nothing but published files, and looks for what they were meant to hide.

Its own reading of the files (``published``), its own relations (``relations``) and its own search:
many possible registers are looked for, each of which shows that a hidden count may have one value
or another. Only where none can be found is it proved how few values a count may have.

    python tests/attack/independent.py FOLDER [FOLDER ...]

FOLDER is a published folder; several, the oldest first, are attacked together.
"""

import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import NamedTuple

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attack.names import Key
from attack.published import Cell, ContradictionError, Knowledge, not_from_published
from attack.relations import Relations
from attack.solving import Moves, Part, relaxed, solve

MANY = 10**6  # more than any count, so that every search has an end
ENOUGH = 3  # values that a hidden count must be able to have
SMALL = 5  # from here on a count gives nobody away, unless it is known exactly
EXACT = 10  # from here on not even then
SECONDS = 180  # for one question about one count, on a machine that has other work too
NEAR = 60  # counts in a row that is followed in a search nearby


class Finding(NamedTuple):
    """What the files give away: ``values`` are the only possible ones, empty if undecided."""

    kind: str  # hidden, withheld, rounded, derived, undecided
    key: Key
    values: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}: {' '.join(self.key)} {' or '.join(map(str, self.values))}"


class Search:
    """The values that the counts of a part have been shown to be able to have."""

    def __init__(self, part: Part, needed: Mapping[int, int], unsaid: Collection[int]) -> None:
        self.part = part
        self.needed = needed  # by column: how many different values are looked for
        self.unsaid = unsaid  # columns of which nothing is said: where it may be zero, that will do
        self.seen: dict[int, set[int]] = {column: set() for column in needed}
        self.columns_of = part.columns_by_row()
        self.rows_of: dict[int, list[int]] = defaultdict(list)
        for row, column in zip(part.row.tolist(), part.column.tolist(), strict=True):
            self.rows_of[column].append(row)
        self.first = self._first()
        self._witness(self.first)

    def is_open(self, column: int) -> bool:
        seen = self.seen[column]
        return len(seen) < self.needed[column] and not (column in self.unsaid and 0 in seen)

    def open(self) -> list[int]:
        return [column for column in self.needed if self.is_open(column)]

    def _witness(self, register: np.ndarray) -> None:
        """Take a register as evidence, after making sure that it is one."""
        assert self.part.is_met(register)
        for column, values in self.seen.items():
            values.add(int(register[column]))

    def _first(self) -> np.ndarray:
        """Return any register: beside a mixture of some, which is soon found, or else anywhere."""
        mixture = relaxed(self.part)
        if mixture is None:
            raise ContradictionError("no register is possible")
        register = np.round(mixture)
        around = self._around(np.flatnonzero(np.abs(mixture - register) > 1e-6))
        cut = self.part.cut(around, register)
        _, found = solve(cut, np.zeros(len(around)), 10 * SECONDS)
        if found is not None:
            register[around] = found
            return register
        settled, anywhere = solve(self.part, np.zeros(len(register)), 10 * SECONDS)
        if anywhere is None:
            raise ContradictionError(
                "no register is possible" if settled else "no register was found"
            )
        return anywhere

    def _around(self, columns: np.ndarray) -> np.ndarray:
        """Return some counts and those that are in a row with one of them, if it is no long one."""
        near = set(columns.tolist())
        for at in columns.tolist():
            for row in self.rows_of[at]:
                if len(self.columns_of[row]) <= NEAR:
                    near.update(self.columns_of[row].tolist())
        return np.array(sorted(near), int)

    def _whole(self, register: np.ndarray, mixture: np.ndarray, column: int) -> None:
        """Look for a register near a mixture of some: other counts stay, but for those around."""
        around = self._around(np.flatnonzero(np.abs(mixture - register) > 1e-6))
        place = int(np.searchsorted(around, column))
        cut = self.part.cut(around, register)
        cut.low[place] = cut.high[place] = round(mixture[column])
        _, found = solve(cut, np.zeros(len(around)), 1)
        if found is not None:
            changed_register = register.copy()
            changed_register[around] = found
            self._witness(changed_register)

    def step(self, moves: Moves, column: int) -> None:
        """Change one count by as little as possible, up and down; others follow as they must."""
        at = int(moves.register[column])
        for sign, sizes in ((-1, [at] if column in self.unsaid else []), (1, (1, 2)), (-1, (1, 2))):
            for size in sizes:
                value = at + sign * size
                if not self.is_open(column):
                    return
                if value in self.seen[column]:
                    continue
                can, register = moves.by(column, sign * size)
                if not can:
                    break
                if register is None:
                    continue
                if np.abs(register - np.round(register)).max() < 1e-6:
                    register = np.round(register)
                    if self.part.is_met(register):
                        self._witness(register)
                        continue
                self._whole(moves.register, register, column)

    def prove(self, column: int) -> bool:
        """Find values anywhere until there are enough or no more; return if that is settled."""
        least, most = self.part.low[column], self.part.high[column]
        gaps = [(least, most)]
        if column in self.unsaid and least == 0 < most:
            gaps = [(1, most), (0, 0)]
        while gaps and self.is_open(column):
            least, most = gaps.pop()
            inside = [value for value in sorted(self.seen[column]) if least <= value <= most]
            if inside:
                edges = [least - 1, *inside, most + 1]
                gaps += [(a + 1, b - 1) for a, b in pairwise(edges) if b - a > 1]
                continue
            low, high = self.part.low.copy(), self.part.high.copy()
            low[column], high[column] = least, most
            there = self.part._replace(low=low, high=high)
            settled, found = solve(there, np.zeros(len(low)), SECONDS)
            if found is not None:
                self._witness(found)
                gaps.append((least, most))
            elif not settled:
                return False
        return True


def whole(
    ranges: Mapping[Key, tuple[float, float]], relations: Relations
) -> tuple[Part, list[Key]]:
    """Return all counts as one part, and their names in the order of its columns."""
    names = sorted(relations.keys)
    place = {key: column for column, key in enumerate(names)}
    rows = relations.rows
    entries = [(i, place[key], f) for i, row in enumerate(rows) for key, f in row[0].items()]
    row, column, factor = np.array([e for e in entries if e[2]], int).reshape(-1, 3).T
    limits = np.array([ranges.get(key, (0, inf)) for key in names]).reshape(-1, 2)
    least, most = (np.array([given[i] for given in rows], float) for i in (1, 2))
    high = np.minimum(limits[:, 1], MANY)
    return Part(row, column, factor.astype(float), least, most, limits[:, 0], high), names


def possible(
    part: Part, needed: Mapping[int, int], unsaid: Collection[int] = ()
) -> dict[int, tuple[int, ...] | None]:
    """Return for each count looked at that has fewer values than needed all of them, or None.

    One that is unsaid and may be zero is not followed further.
    """
    part = part.narrowed()
    if (part.low > part.high).any():
        raise ContradictionError("no register is possible")
    few: dict[int, tuple[int, ...] | None] = {
        c: (int(part.low[c]),) for c in needed if part.low[c] == part.high[c]
    }
    free = np.flatnonzero(part.low < part.high)
    rest = part.cut(free, part.low).saying()
    for these in rest.pieces():
        piece, columns = rest.cut(these, rest.low), free[these]
        looked_at = {i: needed[c] for i, c in enumerate(columns.tolist()) if c in needed}
        if not looked_at:
            continue
        search = Search(piece, looked_at, {i for i in looked_at if int(columns[i]) in unsaid})
        moves = Moves(piece, search.first, seed=0)
        for column in search.open():
            search.step(moves, column)
        for column in search.open():
            settled = search.prove(column)
            if search.is_open(column):
                values = tuple(sorted(search.seen[column])) if settled else None
                few[int(columns[column])] = values
    return few


def attack(releases: Iterable[Path | Mapping[Key, Cell]]) -> list[Finding]:
    """Return what some releases give away, attacked together."""
    known = Knowledge(releases)
    part, names = whole(known.ranges, Relations(known.ranges, known.province))
    kinds = {}
    for kind, keys in (("rounded", known.small), ("withheld", known.withheld),
                       ("hidden", known.hidden)):  # fmt: skip
        kinds |= {name: (kind, published) for name, published in keys.items()}
    needed = {column: 2 if kinds[name][0] == "rounded" else ENOUGH
              for column, name in enumerate(names) if name in kinds}  # fmt: skip
    unsaid = {column for column in needed if kinds[names[column]][0] == "withheld"}
    findings = []
    for column, values in possible(part, needed, unsaid).items():
        kind, published = kinds[names[column]]
        if values is None:
            findings.append(Finding("undecided", published))
        elif kind != "withheld" or _shows_somebody(values):
            findings.append(Finding(kind, published, values))
    for cells in known.releases:
        findings += [Finding("derived", key) for key in not_from_published(cells)]
    return sorted(set(findings))


def _shows_somebody(values: tuple[int, ...]) -> bool:
    """Tell whether a few values that a count must have show somebody: not if it may be zero."""
    return 0 < min(values) < SMALL or (len(values) == 1 and 0 < values[0] < EXACT)


if __name__ == "__main__":
    for finding in (found := attack(map(Path, sys.argv[1:]))):
        print(finding)
    print(f"{len(found)} findings")
    sys.exit(bool(found))
