"""What has been revised in a release: as data, in figures of quality, and too much without reason.

Everything is taken from the record of published numbers, which holds published cells only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from helpers.configuration import Revisions
from helpers.domain.codelists import TOTAL
from helpers.domain.reasons import COLUMNS as REASON_COLUMNS
from helpers.domain.reasons import FILE, UNSAID, Reason, cause_of, reason_of
from helpers.domain.structure import KEY, STATISTICS
from helpers.domain.tidy import from_csv
from helpers.domain.vintages import History, Key
from helpers.errors import EXAMPLES_SHOWN, KarnamehError
from helpers.release.published_csv import published_csv
from helpers.settings import FILE_NAME, Settings

REVISIONS, PUBLICATIONS = "data/revisions/revisions.csv", "data/revisions/publications.csv"
REVISION_COLUMNS = (*KEY, "publication", "data_until", "previous", "value", "cause")
PUBLICATION_COLUMNS = (
    "publication", "series", "data_until", "count", "register", "new", "revised",
)  # fmt: skip


class RevisionError(KarnamehError):
    """Published numbers would change by much, and nobody has said why."""


class Revision(NamedTuple):
    """A published number and the one that has taken its place.

    Attributes
    ----------
    vintage
        Number of the publication that has revised it.
    """

    key: Key
    vintage: int
    previous: Decimal
    value: Decimal


def revisions_of(history: History) -> Iterator[Revision]:
    """Yield every revision, by cell and then in time.

    From number to number only: what was confidential or not available has not been revised.
    """
    for key in sorted(history.stories):
        story = history.stories[key]
        for before, after in pairwise(story):
            if before.number is not None and after.number is not None:
                yield Revision(key, after.vintage, before.number, after.number)


class Extent(NamedTuple):
    """How much a statistic has been revised.

    Attributes
    ----------
    cells
        Published cells, and how many of them were ever revised.
    mean_absolute
        Mean size of a revision in the unit of the statistic, and in percent of the number before;
        None where nothing was revised, or the numbers before were zero.
    """

    cells: int
    revised: int
    mean_absolute: Decimal | None
    mean_absolute_percent: Decimal | None


def extent_of_revisions(history: History) -> dict[str, Extent]:
    """Return for every published statistic how much it has been revised since it first stood."""
    cells = Counter(key[0] for key in history.stories)
    found: dict[str, list[Revision]] = defaultdict(list)
    for revision in revisions_of(history):
        found[revision.key[0]].append(revision)
    return {code: _extent(cells[code], found[code]) for code in STATISTICS if code in cells}


def _extent(cells: int, found: Sequence[Revision]) -> Extent:
    sizes = [abs(revision.value - revision.previous) for revision in found]
    shares = [
        100 * size / abs(revision.previous)
        for size, revision in zip(sizes, found, strict=True)
        if revision.previous
    ]
    return Extent(cells, len({r.key for r in found}), _mean(sizes), _mean(shares))


def _mean(numbers: Sequence[Decimal]) -> Decimal | None:
    return sum(numbers, Decimal()) / len(numbers) if numbers else None


def revisions_csv(history: History, reasons: Sequence[Reason]) -> str:
    """Return every revision as CSV."""
    rows = [
        (
            *revision.key, str(revision.vintage), history.vintages[revision.vintage - 1].data_until,
            str(revision.previous), str(revision.value),
            cause_of(revision.key, revision.vintage, history, reasons),
        )
        for revision in revisions_of(history)
    ]  # fmt: skip
    return published_csv(rows, REVISION_COLUMNS, "the list of revisions")


def publications_csv(history: History) -> str:
    """Return the publications as CSV, with the cells that each was the first to say or revised."""
    new = Counter(story[0].vintage for story in history.stories.values())
    revised = Counter(revision.vintage for revision in revisions_of(history))
    rows = [
        (
            str(v.number), history.series, v.data_until, v.table, v.register, str(new[v.number]),
            str(revised[v.number]),
        )
        for v in history.vintages
    ]  # fmt: skip
    return published_csv(rows, PUBLICATION_COLUMNS, "the list of publications")


def last_publication(text: str) -> tuple[str, str]:
    """Return the series and the count of the last publication of such a CSV; empty if none.

    Raises
    ------
    ValueError
        If it is another table.
    """
    *_, last = from_csv(text, PUBLICATION_COLUMNS) or [("",) * len(PUBLICATION_COLUMNS)]
    return last[1], last[3]


def large_revisions(
    history: History, reasons: Sequence[Reason], settings: Settings
) -> Iterator[RevisionError]:
    """Yield that the publication at hand revises numbers by much without a reason."""
    limits = settings.configuration.revisions
    found = [
        revision
        for revision in revisions_of(history)
        if history.vintages[revision.vintage - 1] == history.now
        and is_large(revision, limits)
        and not reason_of(revision.key, revision.vintage, history, reasons)
    ]
    if found:
        shown = sorted(found, key=_share, reverse=True)[:EXAMPLES_SHOWN]
        more = len(found) - len(shown)
        yield RevisionError(
            "published numbers would be revised by much, and no reason is given",
            where=f"{len(found)} cells; what is much stands in {FILE_NAME}, [revisions]",
            found="; ".join(map(_in_words, shown)) + (f"; and {more} more" if more else ""),
            expected=f"a row in data/reference/{FILE}: {','.join(REASON_COLUMNS)}",
            do=f"look into the delivery; if it is right, add, with the cause and the reason in"
            f" both languages: {_row(found, history.now.data_until)}",
        )


def is_large(revision: Revision, limits: Revisions) -> bool:
    """Whether a revision needs a reason: large in its unit and as a share of the number before."""
    size = abs(revision.value - revision.previous)
    least: float = getattr(limits.least, STATISTICS[revision.key[0]].unit)
    return float(size) >= least and _share(revision) >= limits.percent


def _share(revision: Revision) -> float:
    """Return the size of a revision in percent; without limit where there was nothing before."""
    size = abs(revision.value - revision.previous)
    return float(100 * size / abs(revision.previous)) if revision.previous else float("inf")


def _in_words(revision: Revision) -> str:
    name = " ".join(part for part in revision.key if part != TOTAL)
    return f"{name}: {revision.previous:,} → {revision.value:,}"


def _row(found: Sequence[Revision], data_until: str) -> str:
    """Return the row of reasons that covers the revisions, without the reason."""
    named: Mapping[str, set[str]] = {
        name: {revision.key[KEY.index(name)] for revision in found}
        for name in ("statistic", "period", "area")
    }
    parts = [min(values) if len(values) == 1 else TOTAL for values in named.values()]
    return ",".join((data_until, *parts, "correction", UNSAID, UNSAID))
