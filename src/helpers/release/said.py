"""What a release says of counts: in its files now, and in its record of what it said before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from helpers.audit.bounds import Said
from helpers.audit.relation import ALL, Key
from helpers.domain.structure import COLUMNS, CONF_STATUS, KEY, STATISTICS
from helpers.domain.tidy import Row
from helpers.domain.vintages import PUBLISHED_NUMBERS, State, known_at
from helpers.release.reading import PublishedRelease

Cells = Mapping[Key, Said]
"""What is said of each count."""

_SPAN, _LEFT_OUT = "..", "not_broken_down"
_KEY = [COLUMNS.index(name) for name in KEY]
_VALUE, _CONF, _NOTE = (COLUMNS.index(name) for name in ("value", "conf_status", "note"))


class Earlier(NamedTuple):
    """What was published once and has been revised since.

    Attributes
    ----------
    where
        The record, and which publication of it.
    cells, now
        What it said, and what the last publication says.
    revised
        The cells of which something else was said later.
    """

    where: str
    cells: Cells
    now: Cells
    revised: frozenset[Key]


def said_in(rows: Sequence[Row]) -> dict[Key, Said]:
    """Return what the rows of an edition say of counts; nothing where none is available."""
    cells: dict[Key, Said] = {}
    for row in rows:
        key = _count(tuple(row[place] for place in _KEY))
        hidden, notes = row[_CONF] == CONF_STATUS["confidential"], row[_NOTE].split()
        left_out = _LEFT_OUT in notes
        if key and (hidden or left_out or row[_VALUE]):
            cells[key] = Said(float(row[_VALUE] or 0), hidden, "exact" in notes, left_out)
    return cells


def said_before(
    release: PublishedRelease, exact: Collection[Key], province: str
) -> Iterator[Earlier]:
    """Yield the revised publications that the release has on record, the latest first.

    Parameters
    ----------
    exact
        The counts that are published as they are; the totals of the province always are.
    """
    from helpers.domain.vintages_file import read  # loads what a build without work does not need

    if PUBLISHED_NUMBERS not in release.manifest["files"]:
        return
    history = read(release.folder / PUBLISHED_NUMBERS)
    stories = {key: story for cell, story in history.stories.items() if (key := _count(cell))}

    def at(vintage: int) -> dict[Key, Said]:
        return {
            key: _of_record(state, exact=key in exact or key[2:] == (province, *ALL))
            for key, story in stories.items()
            if (state := known_at(story, vintage))
        }

    *before, last = range(1, len(history.vintages) + 1) or [0]
    now = at(last)
    for vintage in reversed(before):
        cells = at(vintage)
        revised = frozenset(key for key in cells if stories[key][-1].vintage > vintage)
        if revised:
            yield Earlier(f"{PUBLISHED_NUMBERS}, publication {vintage}", cells, now, revised)


def _of_record(state: State, *, exact: bool) -> Said:
    """Return what a state on record says; without a value, a count was left out."""
    hidden = state.conf_status == CONF_STATUS["confidential"]
    return Said(float(state.value or 0), hidden, exact, not (hidden or state.value))


def _count(cell: Sequence[str]) -> Key | None:
    """Return the key of a cell, if it is a count of a period."""
    statistic, period, area, breakdown, category = cell
    if STATISTICS[statistic].kind != "count" or _SPAN in period:
        return None
    return statistic, period, area, breakdown, category
