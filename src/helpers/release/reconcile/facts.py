"""The facts that the CSV files of one count state, each with the file that states it."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from helpers.domain.structure import COLUMNS, CONF_STATUS, KEY, STATISTICS
from helpers.domain.tidy import Row
from helpers.release.origin import COUNTS, EDITIONS, rate_bases
from helpers.release.reading import PublishedRelease
from helpers.release.reconcile.contradiction import (
    ContradictionError,
    Key,
    Place,
    contradiction,
    plain,
)  # fmt: skip
from helpers.settings import Settings

_KEY_PLACES = [COLUMNS.index(name) for name in KEY]
_VALUE, _CONF_STATUS, _NOTE = (COLUMNS.index(c) for c in ("value", "conf_status", "note"))
# What must be the same wherever a fact is stated; the rest tells of the edition.
_STATED = [COLUMNS.index(c) for c in ("period_start", "period_end", "value", "unit", "conf_status")]
_HIDDEN = CONF_STATUS["confidential"]


class Fact(NamedTuple):
    """A cell as a file states it; ``value`` is None where none is published."""

    key: Key
    value: Decimal | None
    hidden: bool
    notes: frozenset[str]
    path: str

    @property
    def place(self) -> Place:
        """What an error names."""
        return Place(self.path, self.key, "confidential" if self.hidden else plain(self.value))


Facts = Mapping[Key, Fact]


@dataclass(frozen=True)
class Counts:
    """The counts of the register from which a release's editions were made.

    Attributes
    ----------
    paths
        The CSV files by count, newest edition first.
    manifest
        What the release says of itself.
    """

    paths: Mapping[str, Sequence[str]]
    manifest: Mapping[str, Any]

    def policy(self, count: str) -> Mapping[str, float]:
        """Return the disclosure policy under which a count was published."""
        policy: Mapping[str, float] = self._known(count).get("policy", self.manifest["policy"])
        return policy

    def rates(self, count: str, settings: Settings) -> Mapping[str, Mapping[str, Decimal]]:
        """Return the bases of rates by statistic and area; none for a count that had others."""
        now = rate_bases(settings)
        if self._known(count).get("rate_bases") != now:
            return {}
        return {
            statistic: {area: Decimal(base) for area, base in bases.items()}
            for statistic, bases in now.items()
        }

    def _known(self, count: str) -> Mapping[str, Any]:
        known: Mapping[str, Any] = self.manifest.get(COUNTS, {}).get(count, {})
        return known


def counts_of(release: PublishedRelease) -> Counts:
    """Return which editions were made from the same count.

    An edition of which the manifest does not say it is compared with no other.
    """
    said = release.manifest.get(EDITIONS, {})
    paths: dict[str, list[str]] = {}
    for subject in release.subjects:
        name = subject.identifier
        paths.setdefault(said.get(name, {}).get("count", name), []).append(subject.csv)
    return Counts(paths, release.manifest)


def facts_of(
    files: Mapping[str, Iterable[Row]],
) -> Generator[ContradictionError, None, dict[Key, Fact]]:
    """Return every fact once; yield those that two files, or two rows, state differently."""
    facts: dict[Key, Fact] = {}
    stated: dict[Key, list[str]] = {}
    for path, rows in files.items():
        for row in rows:
            key = tuple(row[place] for place in _KEY_PLACES)
            said = [row[place] for place in _STATED]
            if key not in facts:
                fact = _read(key, row, path)
                if isinstance(fact, ContradictionError):
                    yield fact
                    continue
                facts[key], stated[key] = fact, said
            elif said != stated[key]:
                yield contradiction(
                    "two files state the same fact differently",
                    Place(facts[key].path, key, _in_words(stated[key])),
                    Place(path, key, _in_words(said)),
                )
    return facts


def _read(key: Key, row: Row, path: str) -> Fact | ContradictionError:
    hidden = row[_CONF_STATUS] == _HIDDEN
    try:
        value = Decimal(row[_VALUE]) if row[_VALUE] else None
    except InvalidOperation:
        return contradiction("a value is not a number", Place(path, key, repr(row[_VALUE])))
    fact = Fact(key, value, hidden, frozenset(row[_NOTE].split()), path)
    if key[0] not in STATISTICS:
        return contradiction("a statistic is unknown", fact.place)
    if hidden and value is not None:
        return contradiction(
            "a cell is marked confidential and shows a value", Place(path, key, plain(value))
        )
    return fact


def _in_words(said: list[str]) -> str:
    start, end, value, unit, conf_status = said
    shown = "confidential" if conf_status == _HIDDEN else value or "not available"
    return f"{shown} {unit} ({start} to {end})"
