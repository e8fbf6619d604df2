"""What a release says of counts: in its files now, and in its record of what it said before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from helpers.audit.bounds import Said
from helpers.audit.relation import ALL, Key
from helpers.domain.structure import COLUMNS, CONF_STATUS, KEY, LEFT_OUT, STATISTICS
from helpers.domain.tidy import Row
from helpers.domain.vintages import PUBLISHED_NUMBERS, Story, known_at
from helpers.errors import DataError
from helpers.release.reading import PublishedRelease

Cells = Mapping[Key, Said]
"""What is said of each count."""

_SPAN = ".."
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
        left_out = LEFT_OUT in notes
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
    try:
        history = release.history
    except DataError:  # that is a fault of the record, and said as such
        return
    if history is None:
        return
    stories = {key: story for cell, story in history.stories.items() if (key := _count(cell))}
    now = _at(history.now.number, stories, exact, province) if history.vintages else {}
    for vintage in reversed(history.vintages[:-1]):
        cells = _at(vintage.number, stories, exact, province)
        revised = frozenset(key for key in cells if stories[key][-1].vintage > vintage.number)
        if revised:
            where = f"{PUBLISHED_NUMBERS}, publication {vintage.number}"
            yield Earlier(where, cells, now, revised)


def _at(
    vintage: int, stories: Mapping[Key, Story], exact: Collection[Key], province: str
) -> dict[Key, Said]:
    """Return what a publication said; without a value, a count was left out."""
    cells: dict[Key, Said] = {}
    for key, story in stories.items():
        if state := known_at(story, vintage):
            hidden = state.conf_status == CONF_STATUS["confidential"]
            is_exact = key in exact or key[2:] == (province, *ALL)
            left_out = not (hidden or state.value)
            cells[key] = Said(float(state.value or 0), hidden, is_exact, left_out)
    return cells


def _count(cell: Sequence[str]) -> Key | None:
    """Return the key of a cell, if it is a count of a period."""
    statistic, period, area, breakdown, category = cell
    # The record may tell of a statistic that there is no more.
    if statistic not in STATISTICS or STATISTICS[statistic].kind != "count" or _SPAN in period:
        return None
    return statistic, period, area, breakdown, category
