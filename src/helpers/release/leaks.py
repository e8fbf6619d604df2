"""The attack on a release: what follows from its files, and those of before, that must not.

Reads the published numbers alone, all areas, periods and reports at once, as anyone can.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from helpers.audit.attack import Attack, Leak
from helpers.audit.bounds import Bounds, Said, bounds_of
from helpers.audit.components import Component
from helpers.audit.neighbours import Neighbours
from helpers.audit.polytope import ContradictionError
from helpers.audit.relation import Key
from helpers.audit.system import System
from helpers.configuration import DisclosurePolicy
from helpers.domain.codelists import TOTAL
from helpers.errors import DataError, some
from helpers.release.reading import PublishedRelease
from helpers.release.said import Cells, Earlier, said_before, said_in
from helpers.settings import Settings

_Told: TypeAlias = tuple[Key, int, int]  # a count, and between what values it must be

_MOST_RELATIONS = 4
_RINGS = 2  # how far around a number that was revised others are looked at again
_AGAIN = "build the release again; if it stays so, do not publish it"
_TOGETHER = "build all periods of the release again, so that all of it is protected together"
_FORGET = (
    "build all its periods into an empty folder, which has no record of the past; publish that one,"
    " and keep the old one for yourself"
)


def leaks_of_release(release: PublishedRelease, settings: Settings) -> Iterator[DataError]:
    """Yield the counts that can be worked out from a release, and those not protected at all.

    Editions counted at different times may show different numbers for the same thing. Those that
    agree are taken together; what only the others show is believed to hold for them too, as far
    as nothing contradicts it. What was published before, and is on record, is attacked around the
    numbers that have been revised since.
    """
    if release.manifest["edition"] != "public":
        return
    policy = DisclosurePolicy(**release.manifest["policy"])
    attacker = _Attacker(settings.areas.codes, policy)
    counts: list[dict[Key, Said]] = []
    origin: dict[Key, str] = {}
    for path, rows in sorted(release.rows.items()):
        cells = said_in(rows)
        for key in cells:
            origin.setdefault(key, path)
        yield from _unprotected(cells, path, policy, settings.areas.province.code)
        for known in counts:
            if all(known.get(key, said) == said for key, said in cells.items()):
                known.update(cells)
                break
        else:
            counts.append(cells)
    for number, known in enumerate(counts):
        others = [cells for place, cells in enumerate(counts) if place != number]
        yield from attacker.leaks(known, others, origin)
    exact = {key for cells in counts for key, said in cells.items() if said.exact}
    for earlier in said_before(release, exact, settings.areas.province.code):
        yield from attacker.leaks_before(earlier)


def _unprotected(
    cells: Cells, path: str, policy: DisclosurePolicy, province: str
) -> Iterator[DataError]:
    """Yield the counts that are published as they should not be by themselves."""
    for key, said in cells.items():
        rounded = said.value % policy.round_to == 0 and said.value >= policy.hide_below
        may_be_exact = said.exact and key[2] == province
        if not (said.hidden or said.left_out or said.value == 0 or rounded or may_be_exact):
            yield DataError(
                "a count is published without protection",
                where=f"{path}: {' '.join(key)}",
                found=f"{said.value:g}",
                expected=f"a multiple of {policy.round_to}, or a total of the province",
                do=_AGAIN,
            )


@dataclass(frozen=True)
class _Attacker:
    """Knows what anyone knows besides numbers: the areas, the province first, and the policy."""

    areas: Sequence[str]
    policy: DisclosurePolicy

    def leaks(
        self, known: Cells, others: Sequence[Cells], origin: Mapping[Key, str]
    ) -> Iterator[DataError]:
        """Yield what follows from counts that agree.

        Parameters
        ----------
        others
            What was published of the same things at other times.
        origin
            The file that says each count.
        """
        believed = dict(known)
        for cells in others:
            for key, said in cells.items():
                believed.setdefault(key, said)
        # What was said of the same thing elsewhere narrows it down, unless it contradicts.
        found = self._first((believed, others), (known, ()))
        if found is None:
            yield DataError(
                "the published counts contradict each other: no true counts could be behind them",
                where=some(sorted({origin[key] for key in known})),
                do=_AGAIN,
            )
            return
        system, leaks = found
        for leak in leaks:
            yield _described(leak, system, origin[system.keys[leak.column]], _TOGETHER)

    def leaks_before(self, earlier: Earlier) -> Iterator[DataError]:
        """Yield what follows from a publication on record, near what has been revised since.

        All else is as it was, and is attacked where it is published now. What is published now is
        no secret any more. A record that contradicts itself tells nothing, and is no fault: the
        register may have been wrong.
        """
        attempts = (earlier.cells, [earlier.now]), (earlier.cells, ())
        if found := self._first(*attempts, before=earlier):
            system, leaks = found
            for leak in leaks:
                yield _described(leak, system, earlier.where, _FORGET)

    def _first(
        self, *attempts: tuple[Cells, Sequence[Cells]], before: Earlier | None = None
    ) -> tuple[System, list[Leak]] | None:
        """Attack the first of some counts, and what narrows them, that do not contradict.

        Parameters
        ----------
        before
            Look only at what may have been given away by this publication.
        """
        for cells, narrowed_by in attempts:
            system, bounds = self._take(cells, narrowed_by)
            if before is not None:
                bounds.apart[~_at_risk(system, before)] = 0
            try:
                leaks = Attack(system, bounds).leaks()
            except ContradictionError:
                continue
            told = self._told_by_totals(cells) if leaks else set[_Told]()
            return system, [leak for leak in leaks if _told(leak, system) not in told]
        return None

    def _told_by_totals(self, cells: Cells) -> set[_Told]:
        """Return which counts are left out and follow from the exact totals of the province alone.

        These are published come what may, so there is nothing to hide that would protect others.
        """
        province = {key: said for key, said in cells.items() if key[2] == self.areas[0]}
        totals = {key for key, said in province.items() if said.exact and key[3] == TOTAL}
        nothing = Said(0.0, left_out=True)
        system = System.of(list(province), self.areas)
        bounds = bounds_of(
            [said if key in totals else nothing for key, said in province.items()],
            self.policy, unknown=len(system.keys) - len(province),
        )  # fmt: skip
        left_out = [said.left_out for said in province.values()]
        bounds.apart[: len(left_out)][~np.array(left_out, dtype=bool)] = 0
        return {_told(leak, system) for leak in Attack(system, bounds).leaks()}

    def _take(self, cells: Cells, narrowed_by: Sequence[Cells]) -> tuple[System, Bounds]:
        """Return the relations among counts, and what is known of each by itself."""
        system = System.of(list(cells), self.areas, not_given=1)
        said = list(cells.values())
        bounds = bounds_of(said, self.policy, unknown=len(system.keys) - len(said))
        for place, key in enumerate(cells):
            for other in narrowed_by:
                if key in other and not (other[key].hidden or other[key].left_out):
                    bounds.narrow(place, bounds_of([other[key]], self.policy))
        return system, bounds


def _at_risk(system: System, before: Earlier) -> np.ndarray:
    """Return which columns are not published now, and near one that has been revised since."""
    everything = Component(np.arange(len(system.keys)), np.arange(len(system.names)))
    revised = [place for place, key in enumerate(system.keys) if key in before.revised]
    near = np.zeros(len(system.keys), dtype=bool)
    near[Neighbours(system, everything).within_any(revised, _RINGS)[0]] = True
    said = (before.now.get(key) for key in system.keys)
    unsaid = [now is None or now.hidden or now.left_out for now in said]
    return near & np.array(unsaid, dtype=bool)


def _told(leak: Leak, system: System) -> _Told:
    return system.keys[leak.column], leak.low, leak.high


def _described(leak: Leak, system: System, origin: str, do: str) -> DataError:
    between = f"{leak.low}" if leak.low == leak.high else f"between {leak.low} and {leak.high}"
    relations = [
        f"{system.names[row]} ({', '.join(' '.join(cell) for cell in system.cells(row)[:3])}, …)"
        for row in leak.rows[:_MOST_RELATIONS]
    ]
    return DataError(
        "a protected count can be worked out from what is published",
        where=f"{origin}: {' '.join(system.keys[leak.column])}",
        found=f"it must be {between}, by: {'; '.join(relations) or 'its own cell'}",
        expected="at least three possible values of a hidden count, two of a rounded one",
        do=do,
    )
