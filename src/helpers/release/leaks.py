"""The attack on a release: what follows from its files, and those of before, that must not.

Reads the published numbers alone, all areas, periods and reports at once, as anyone can.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from helpers.audit.attack import Attack, Leak
from helpers.audit.bounds import Said, bounds_of
from helpers.audit.polytope import ContradictionError
from helpers.audit.relations import Key
from helpers.audit.system import System
from helpers.domain.structure import COLUMNS, CONF_STATUS, KEY, STATISTICS
from helpers.domain.tidy import Row
from helpers.errors import DataError, some
from helpers.release.reading import PublishedRelease
from helpers.settings import DisclosurePolicy, Settings

_MOST_RELATIONS = 4
_SPAN, _LEFT_OUT = "..", "not_broken_down"
_KEY = [COLUMNS.index(name) for name in KEY]
_VALUE, _CONF, _NOTE = (COLUMNS.index(name) for name in ("value", "conf_status", "note"))

Cells = Mapping[Key, Said]
"""What is published of each count."""


def leaks_of_release(release: PublishedRelease, settings: Settings) -> Iterator[DataError]:
    """Yield the counts that can be worked out from a release, and those not protected at all.

    Editions counted at different times may show different numbers for the same thing. Those that
    agree are taken together; what only the others show is believed to hold for them too, as far
    as nothing contradicts it.
    """
    if release.manifest["edition"] != "public":
        return
    policy = DisclosurePolicy(**release.manifest["policy"])
    counts: list[dict[Key, Said]] = []
    origin: dict[Key, str] = {}
    for path, rows in sorted(release.rows.items()):
        cells = _counts(rows)
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
        yield from _leaks_of(known, others, settings.areas.codes, policy, origin)


def _counts(rows: Sequence[Row]) -> dict[Key, Said]:
    """Return what the rows of an edition say of counts; nothing where none is available."""
    cells: dict[Key, Said] = {}
    for row in rows:
        statistic, period, area, breakdown, category = (row[place] for place in _KEY)
        hidden = row[_CONF] == CONF_STATUS["confidential"]
        is_count = STATISTICS[statistic].kind == "count" and _SPAN not in period
        notes = row[_NOTE].split()
        left_out = _LEFT_OUT in notes
        if is_count and (hidden or left_out or row[_VALUE]):
            cells[statistic, period, area, breakdown, category] = Said(
                float(row[_VALUE] or 0), hidden, "exact" in notes, left_out
            )
    return cells


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
                do="build the release again; if it stays so, do not publish it",
            )


def _leaks_of(
    known: Cells, others: Sequence[Cells], areas: Sequence[str], policy: DisclosurePolicy,
    origin: Mapping[Key, str],
) -> Iterator[DataError]:  # fmt: skip
    believed = dict(known)
    for cells in others:
        for key, said in cells.items():
            believed.setdefault(key, said)
    # What was published of the same thing at another time narrows it down, unless it contradicts.
    for cells, narrowed in ((believed, others), (known, ())):
        try:
            yield from _attack(cells, narrowed, areas, policy, origin)
            return
        except ContradictionError:
            continue
    yield DataError(
        "the published counts contradict each other: no true counts could stand behind them",
        where=some(sorted({origin[key] for key in known})),
        do="build the release again, all its periods; if it stays so, do not publish it",
    )


def _attack(
    cells: Cells, others: Sequence[Cells], areas: Sequence[str], policy: DisclosurePolicy,
    origin: Mapping[Key, str],
) -> list[DataError]:  # fmt: skip
    system = System.of(list(cells), areas, not_given=1)
    said = list(cells.values())
    bounds = bounds_of(said, policy, unknown=len(system.keys) - len(said))
    # Of what is left out nothing is said that could be worked out more exactly.
    bounds.apart[np.flatnonzero([of_cell.left_out for of_cell in said])] = 0
    for place, key in enumerate(cells):
        for other in others:
            if key in other:
                bounds.narrow(place, bounds_of([other[key]], policy))
    return [_described(leak, system, origin) for leak in Attack(system, bounds).leaks()]


def _described(leak: Leak, system: System, origin: Mapping[Key, str]) -> DataError:
    key = system.keys[leak.column]
    between = f"{leak.low}" if leak.low == leak.high else f"between {leak.low} and {leak.high}"
    relations = [
        f"{system.names[row]} ({', '.join(' '.join(cell) for cell in system.cells(row)[:3])}, …)"
        for row in leak.rows[:_MOST_RELATIONS]
    ]
    return DataError(
        "a protected count can be worked out from what is published",
        where=f"{origin[key]}: {' '.join(key)}",
        found=f"it must be {between}, by: {'; '.join(relations) or 'its own cell'}",
        expected="at least three possible values of a hidden count, two of a rounded one",
        do="build all periods of the release again, so that all of it is protected together",
    )
