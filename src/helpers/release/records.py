"""What the build remembers of a release: how each edition was made, and from what.

One SQLite file a release, in the project's ``build/records``, never published. Its name carries the
checksum of the release's manifest, so a record can never be taken for that of another release,
whatever was interrupted when.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from helpers.release.ingredients import Ingredients, digest_of_file

_FORMAT = 1  # to be raised when what is stored changes its meaning
_TABLES = """
CREATE TABLE IF NOT EXISTS edition (
    name TEXT PRIMARY KEY, made_from TEXT, content TEXT, files TEXT, links TEXT, numbers BLOB,
    "table" TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS release (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Stamp(NamedTuple):
    """A published file: its checksum, and what tells at a glance that it is still the same."""

    sha256: str
    size: int
    changed_ns: int

    def fits(self, path: Path) -> bool:
        """Return whether the file is there and looks as it was left."""
        try:
            found = path.stat()
        except OSError:
            return False
        return found.st_size == self.size and found.st_mtime_ns == self.changed_ns


def stamp_of(path: Path, sha256: str) -> Stamp:
    """Return the stamp of a file whose checksum is known."""
    found = path.stat()
    return Stamp(sha256, found.st_size, found.st_mtime_ns)


def is_whole(path: Path, stamp: Stamp) -> bool:
    """Return whether a file is as it was left; one that only looks different is read."""
    return stamp.fits(path) or (path.is_file() and digest_of_file(path) == stamp.sha256)


@dataclass(frozen=True)
class Record:
    """How an edition was made.

    Attributes
    ----------
    made_from
        Digests of all ingredients but the numbers.
    content
        What the catalogue says of it.
    files
        Its published files by path.
    links
        Digest of each page's links to other pages, by path.
    table
        Digest of the published table with which its numbers were last found to agree.
    """

    name: str
    made_from: Ingredients
    content: Mapping[str, Any]
    files: Mapping[str, Stamp]
    links: Mapping[str, str]
    table: str


class Records:
    """The records of one release."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        self._file = sqlite3.connect(path, isolation_level=None)
        found = self._file.execute("PRAGMA user_version").fetchone()[0]
        if found not in {0, _FORMAT}:
            self._file.executescript("DROP TABLE edition; DROP TABLE release")
        if found != _FORMAT:
            self._file.executescript(f"PRAGMA user_version = {_FORMAT};{_TABLES}")

    def close(self) -> None:
        """Close the file; everything added is on the disk."""
        self._file.close()

    def add(self, record: Record, numbers: bytes) -> None:
        """Keep how an edition was made, in the place of an earlier record."""
        row = (
            record.name, json.dumps(record.made_from), json.dumps(record.content),
            json.dumps(record.files), json.dumps(record.links), numbers, record.table,
        )  # fmt: skip
        self._file.execute("INSERT OR REPLACE INTO edition VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is added meanwhile in one go."""
        self._file.execute("BEGIN")
        yield
        self._file.execute("COMMIT")

    def limit_to(self, names: Iterable[str]) -> None:
        """Forget all editions but these."""
        wanted = set(names)
        known = [name for (name,) in self._file.execute("SELECT name FROM edition")]
        with self.together():
            self._file.executemany(
                "DELETE FROM edition WHERE name = ?", [(n,) for n in known if n not in wanted]
            )

    def all(self) -> Iterator[Record]:
        """Yield every record."""
        query = 'SELECT name, made_from, content, files, links, "table" FROM edition'
        with closing(self._file.execute(query)) as rows:
            for name, made_from, content, files, links, table in rows:
                stamps = {path: Stamp(*stamp) for path, stamp in json.loads(files).items()}
                yield Record(
                    name, json.loads(made_from), json.loads(content), stamps, json.loads(links),
                    table,
                )  # fmt: skip

    def numbers(self, name: str) -> bytes:
        """Return what is remembered of the numbers of an edition."""
        row = self._file.execute("SELECT numbers FROM edition WHERE name = ?", [name]).fetchone()
        return bytes(row[0])

    def agree(self, names: Iterable[str], table: str) -> None:
        """Note that the numbers of editions agree with a table."""
        with self.together():
            self._file.executemany(
                'UPDATE edition SET "table" = ? WHERE name = ?', [(table, name) for name in names]
            )

    def note(self, name: str, value: Any) -> None:
        """Keep something that is true of the release as a whole."""
        self._file.execute(
            "INSERT OR REPLACE INTO release VALUES (?, ?)", [name, json.dumps(value)]
        )

    def noted(self, name: str) -> Any:
        """Return what was noted; None if nothing was."""
        row = self._file.execute("SELECT value FROM release WHERE name = ?", [name]).fetchone()
        return json.loads(row[0]) if row else None
