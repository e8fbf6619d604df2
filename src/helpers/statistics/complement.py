"""Complementary hiding: hide as little as possible so that nothing hidden can be worked out.

The attacker of :mod:`helpers.audit` looks at all hiding; for each cell it can pin down, the
cheapest published cell of the relations that do so is hidden too, until it finds no more. The
choice rests on the register alone, so that it is the same wherever a release is built.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from helpers.audit.attack import Attack, Leak
from helpers.audit.bounds import Bounds, Said, bounds_of
from helpers.audit.relations import Key
from helpers.audit.system import System
from helpers.domain.codelists import TOTAL
from helpers.domain.periods import MEHR, parse_period
from helpers.settings import DisclosurePolicy
from helpers.statistics.groups import Wholes
from helpers.statistics.hiding import Hiding

# What a reader loses: a total is worth more than a category, the province more than a county.
_WEIGHT_OF_TOTAL, _WEIGHT_OF_PROVINCE, _WEIGHT_OF_EXACT = 20.0, 5.0, 1000.0
_WEIGHT_OF_ONE_HIDDEN_BEFORE = 0.5
_LENGTH_OF_YEAR = len("1403")
_MOST_STEPS = 15


def hide_complements(hiding: Hiding, areas: Sequence[str], policy: DisclosurePolicy) -> None:
    """Hide more cells, in place, until no hidden or rounded count can be worked out.

    In a very small register that may be out of reach, or take too many steps: what is still open
    then is found again by the attack on the release, which is not published with it.

    Year after year, each with the half year before it: a school year then stands whole in one of
    them, and what a year needs does not change when the next one comes.

    Parameters
    ----------
    areas
        Codes, the province first.
    """
    _say_the_same(hiding, same_facts(System.of(hiding.keys, areas)))
    for year in sorted({key[1][:_LENGTH_OF_YEAR] for key in hiding.keys}):
        first = f"{int(year) - 1}-{MEHR:02}"
        inside = [
            place
            for place, key in enumerate(hiding.keys)
            if key[1] == year or (first <= key[1] <= f"{year}-12" and len(key[1]) > len(year))
        ]
        part = hiding.of(inside)
        _hide_within(part, areas, policy)
        hiding.hidden[inside], hiding.why[inside] = part.hidden, part.why


def _hide_within(hiding: Hiding, areas: Sequence[str], policy: DisclosurePolicy) -> None:
    system = System.of(hiding.keys, areas)
    same = same_facts(system)
    choice = _Choice(system, hiding, areas[0])
    attack = Attack(system, _bounds(hiding, policy), hiding.true)
    for _ in range(_MOST_STEPS):
        leaks = attack.leaks(near=True)
        if not leaks or not choice.hide_for(leaks, same):
            return
        attack.bounds = _bounds(hiding, policy)


def _say_the_same(hiding: Hiding, same: Mapping[int, Sequence[int]]) -> None:
    """Publish what is always published exactly everywhere, and hide what is hidden everywhere."""
    for position in np.flatnonzero(hiding.always).tolist():
        hiding.always_show(same.get(position, ()))
    for position in np.flatnonzero(hiding.hidden).tolist():
        hiding.hide(same.get(position, ()), _why(hiding, position))


def same_facts(system: System) -> dict[int, list[int]]:
    """Return, by column, the columns that say the same: a stock in two reports, or in a year."""
    groups: dict[int, list[int]] = {}
    for row in np.flatnonzero(np.diff(system.start) == 2):
        start = system.start[row]
        one, other = system.column[start : start + 2].tolist()
        if system.at_most[row] or system.coefficient[start] == system.coefficient[start + 1]:
            continue
        together = list(dict.fromkeys(groups.get(one, [one]) + groups.get(other, [other])))
        for column in together:
            groups[column] = together
    return groups


class _Choice:
    """Chooses what to hide, by the counts themselves and nothing else."""

    def __init__(self, system: System, hiding: Hiding, province: str) -> None:
        self._system, self._hiding = system, hiding
        keys = hiding.keys
        self._wholes = Wholes(keys, province)
        self._weight = np.maximum(hiding.shown, 1.0)
        self._weight *= [_WEIGHT_OF_TOTAL if key[3] == TOTAL else 1.0 for key in keys]
        self._weight *= [_WEIGHT_OF_PROVINCE if key[2] == province else 1.0 for key in keys]
        self._weight *= np.where(hiding.exact, _WEIGHT_OF_EXACT, 1.0)
        places = {key: place for place, key in enumerate(keys)}
        self._before = _before(keys, places)

    def hide_for(self, leaks: Iterable[Leak], same: dict[int, list[int]]) -> bool:
        """Hide one cell for each leak that shares no relation with one already dealt with.

        Returns
        -------
        bool
            Whether there was anything to hide.
        """
        touched: set[int] = set()
        for leak in leaks:
            own = {row for row in leak.rows if leak.column in self._columns(row)}
            if touched.isdisjoint(own):
                why = _why(self._hiding, leak.column)
                chosen = self._cheapest(own) or self._cheapest(leak.rows)
                for cell in chosen:
                    self._hiding.hide(same.get(cell, [cell]), why)
                # All is hidden already: then it must not be said which of it is small.
                if chosen or self._hiding.keep_size_of(self._cells(leak.rows), why):
                    touched |= own
        return bool(touched)

    def _cheapest(self, rows: Iterable[int]) -> list[int]:
        """Return what costs a reader least among the cells of some relations, and all with it."""
        hiding, best, least = self._hiding, list[int](), np.inf
        for cell in self._cells(rows):
            together = self._with_zeros_above(cell)
            if hiding.hidden[cell] or hiding.always[together].any():
                continue
            before = self._before[cell]
            again = before >= 0 and hiding.hidden[before]
            weight = self._weight[together].sum() * (_WEIGHT_OF_ONE_HIDDEN_BEFORE if again else 1)
            if weight < least:
                best, least = together, weight
        return best

    def _with_zeros_above(self, cell: int) -> list[int]:
        """Return a cell and the zeros it is a part of: while these are shown, so is the cell."""
        hiding, found = self._hiding, [cell]
        for member in found:
            above = self._wholes.zeros_above(hiding, member)
            found += [whole for whole in above if whole not in found]
        return found

    def _cells(self, rows: Iterable[int]) -> list[int]:
        return sorted({column for row in rows for column in self._columns(row)})

    def _columns(self, row: int) -> list[int]:
        start = self._system.start
        columns: list[int] = self._system.column[start[row] : start[row + 1]].tolist()
        return columns


def _before(keys: Sequence[Key], places: dict[Key, int]) -> np.ndarray:
    """Return where the cell of the month before stands, -1 where there is none."""
    earlier = {period: _period_before(period) for period in {key[1] for key in keys}}
    return np.array([places.get((key[0], earlier[key[1]], *key[2:]), -1) for key in keys])


def _period_before(period: str) -> str:
    parsed = parse_period(period)
    return str(parsed.previous)


def _why(hiding: Hiding, position: int) -> str:
    return "with " + " ".join(hiding.keys[position])


def _bounds(hiding: Hiding, policy: DisclosurePolicy) -> Bounds:
    said = zip(hiding.shown, hiding.hidden, hiding.small(), hiding.exact, strict=True)
    return bounds_of([*map(Said._make, said)], policy)
