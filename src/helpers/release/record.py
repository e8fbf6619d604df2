"""Whether the record of published numbers says what the release says, and nothing it does not."""

from collections.abc import Iterator

from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import Row, from_csv
from helpers.domain.vintages import PUBLISHED_NUMBERS, History, Key
from helpers.errors import DataError
from helpers.release.origin import EDITIONS
from helpers.release.pages import marked
from helpers.release.reading import PublishedRelease
from helpers.release.revisions import (
    PUBLICATIONS,
    REVISION_COLUMNS,
    REVISIONS,
    publications_csv,
    revisions_csv,
)
from helpers.settings import Settings

_KEY_PLACES = [COLUMNS.index(name) for name in KEY]
_STATE_PLACES = [COLUMNS.index(name) for name in ("value", "conf_status")]
_VALUE_IN_PAST = len(KEY) + 2


class RecordError(DataError):
    """The record of published numbers contradicts the release, or says what it does not."""


def record_faults(release: PublishedRelease, _: Settings) -> Iterator[DataError]:
    """Yield what is wrong with the record of a release, by its published files alone."""
    path = marked(PUBLISHED_NUMBERS, release.manifest["edition"])
    try:
        history = release.history
        rows = dict(_current(release, history)) if history else {}
    except DataError as error:
        yield error
        return
    if history is None:
        return
    for key, state in rows.items():
        story = history.stories.get(key, ())
        if not story or story[-1][1:] != state:
            said = " ".join(story[-1][1:]) if story else "nothing"
            yield RecordError(
                "the record does not say what is published", f"{path}: {' '.join(key)}",
                said, " ".join(state),
            )  # fmt: skip
    yield from _not_on_record(release, history)
    unsaid = {key for key, (value, _) in rows.items() if not value}
    for where, key in _with_earlier_value(release, history, path):
        if key in unsaid:
            yield RecordError(
                "an earlier value of a cell that is not published any more is on record",
                f"{where}: {' '.join(key)}", do="build the release again",
            )  # fmt: skip


def _current(release: PublishedRelease, history: History) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """Yield the cells of the editions that were made from the last count on record."""
    counts = release.manifest.get(EDITIONS, {})
    table = history.vintages[-1].table if history.vintages else None
    for subject in release.subjects:
        if counts.get(subject.identifier, {}).get("count") == table:
            for row in release.rows[subject.csv]:
                yield _of(row, _KEY_PLACES), _of(row, _STATE_PLACES)


def _not_on_record(release: PublishedRelease, history: History) -> Iterator[DataError]:
    """Yield what the files of revisions say was published before, and the record does not."""
    edition = release.manifest["edition"]
    said = publications_csv(history)
    path = marked(PUBLICATIONS, edition)
    if (release.folder / path).read_text("utf-8") != said:
        yield RecordError("the list of publications is not that of the record", path)
    listed = marked(REVISIONS, edition)
    known = {row[:-1] for row in from_csv(revisions_csv(history, ()), REVISION_COLUMNS)}
    for row in from_csv((release.folder / listed).read_text("utf-8"), REVISION_COLUMNS):
        if row[:-1] not in known:
            yield _not_published(listed, row)
    table = history.vintages[-1].table if history.vintages else None
    counts = release.manifest.get(EDITIONS, {})
    for subject, past in release.past.items():
        if counts.get(subject.identifier, {}).get("count") == table:
            for row in past:
                since, _, value, status = row[len(KEY) :]
                if (int(since), value, status) not in history.stories.get(row[: len(KEY)], ()):
                    yield _not_published(subject.revisions, row)


def _not_published(path: str, row: Row) -> RecordError:
    return RecordError(
        "a file of revisions says what the record does not say was published",
        f"{path}: {' '.join(row[: len(KEY)])}", ", ".join(row[len(KEY) :]),
        do="build the release again",
    )  # fmt: skip


def _with_earlier_value(
    release: PublishedRelease, history: History, path: str
) -> Iterator[tuple[str, Key]]:
    """Yield every file that says an earlier value of a cell, and the cell."""
    for key, story in history.stories.items():
        if any(state.value for state in story):
            yield path, key
    listed = marked(REVISIONS, release.manifest["edition"])
    for row in from_csv((release.folder / listed).read_text("utf-8"), REVISION_COLUMNS):
        yield listed, row[: len(KEY)]
    table = history.vintages[-1].table if history.vintages else None
    counts = release.manifest.get(EDITIONS, {})
    for subject, past in release.past.items():
        if counts.get(subject.identifier, {}).get("count") == table:
            for row in past:
                if row[_VALUE_IN_PAST]:
                    yield subject.revisions, row[: len(KEY)]


def _of(row: Row, places: list[int]) -> tuple[str, ...]:
    return tuple(row[place] for place in places)
