"""Which issues of a release show numbers that have been revised, by its own list of revisions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import Row, from_csv
from helpers.domain.vintages import Key
from helpers.release.catalogue import read_catalogue
from helpers.release.issues import Issue, issues_of
from helpers.release.pages import marked
from helpers.release.reading import PublishedRelease
from helpers.release.revisions import (
    PUBLICATION_COLUMNS,
    PUBLICATIONS,
    REVISION_COLUMNS,
    REVISIONS,
)
from helpers.settings import Settings

_KEY_PLACES = [COLUMNS.index(name) for name in KEY]
_VALUE, _PERIOD = COLUMNS.index("value"), KEY.index("period")
_DATA_UNTIL, _NEW_VALUE = (REVISION_COLUMNS.index(name) for name in ("data_until", "value"))
_Changes = dict[Key, tuple[str, str]]  # the last month of the register, and the new value


class Revised(NamedTuple):
    """That numbers of an issue were revised.

    Attributes
    ----------
    data_until
        The last month of the register that revised them last, such as ``1403-07``.
    cells
        How many that was, over all areas.
    """

    data_until: str
    cells: int


class Revisions(NamedTuple):
    """The revised issues of a release.

    Attributes
    ----------
    by_issue
        By the name of the issue.
    data_until
        The last month of the register behind the release; empty where none is on record.
    """

    by_issue: Mapping[str, Revised]
    data_until: str

    def latest(self) -> dict[str, int]:
        """Return the issues that the latest release has revised, and how many of their numbers."""
        return {
            name: revised.cells
            for name, revised in self.by_issue.items()
            if revised.data_until == self.data_until
        }


NONE_REVISED = Revisions({}, "")


def revisions_shown(
    issues: Iterable[Issue], rows: Mapping[str, Sequence[Row]], listed: str, publications: str
) -> Revisions:
    """Return which issues show revised numbers of their own period.

    A number counts where the edition shows the new value: one that was made before still shows
    the old one.

    Parameters
    ----------
    rows
        Of every published CSV, by its path.
    listed, publications
        The release's CSV of revisions, and that of publications.

    Raises
    ------
    ValueError
        If one of them has other columns.
    """
    *_, last = from_csv(publications, PUBLICATION_COLUMNS) or [("",) * len(PUBLICATION_COLUMNS)]
    changes: dict[str, _Changes] = defaultdict(dict)
    for row in from_csv(listed, REVISION_COLUMNS):  # of each cell the latest comes last
        key = row[: len(KEY)]
        # Of a span, what it reaches to: it was first published with that month.
        ends = key[_PERIOD].rpartition("..")[2]
        changes[ends][key] = row[_DATA_UNTIL], row[_NEW_VALUE]
    found: dict[str, Revised] = {}
    for issue in issues:
        if of_period := changes.get(str(issue.period)):
            if times := _times(issue, rows, of_period):
                latest = max(times.values())
                cells = sum(time == latest for time in times.values())
                found[issue.name] = Revised(latest, cells)
    return Revisions(found, last[PUBLICATION_COLUMNS.index("data_until")])


def revisions_in(release: PublishedRelease, settings: Settings) -> Revisions:
    """Return which issues of a published folder show revised numbers; none without a list."""
    paths = [marked(path, release.manifest["edition"]) for path in (REVISIONS, PUBLICATIONS)]
    if not release.manifest["files"].keys() >= {*paths}:
        return NONE_REVISED
    issues = issues_of(read_catalogue(release.folder), settings)
    texts = [(release.folder / path).read_text("utf-8") for path in paths]
    return revisions_shown(issues, release.rows, *texts)


def _times(issue: Issue, rows: Mapping[str, Sequence[Row]], changes: _Changes) -> dict[Key, str]:
    """Return by cell when it was last revised."""
    times: dict[Key, str] = {}
    for entry in issue.entries:
        for row in rows[entry.subject.csv]:
            key = tuple(row[place] for place in _KEY_PLACES)
            time, value = changes.get(key, ("", ""))
            if time and row[_VALUE] == value:
                times[key] = time
    return times
