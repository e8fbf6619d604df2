"""Whether a register holds what it held before, told without an engine: in milliseconds."""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.register.about import (
    ABOUT_FILE,
    ABOUT_TABLE,
    RegisterAbout,
    no_register,
    no_table,
    read_about,
)  # fmt: skip
from helpers.register.address import database_of, folder_of, scheme_of
from helpers.register.schema import TABLES

# Some file systems tell times apart by two seconds: what changed less long ago may change again
# and show the same ones.
_SETTLED_AFTER = 2.0


@dataclass(frozen=True)
class Contents:
    """What is known of a register without counting it.

    Whoever remembers ``stamp`` and ``digest`` together need not ask for the digest again while the
    stamp is the same.

    Attributes
    ----------
    about
        As it is written beside the tables; whoever has changed them by hand has left it as it was.
    stamp
        Size, times and inode of every file, taken before anything was read; like no other if one
        has only just changed. None if a server holds the register: only counting again tells
        whether that has changed.
    """

    about: RegisterAbout
    stamp: str | None
    files: tuple[Path, ...] = ()

    @cached_property
    def digest(self) -> str | None:
        """SHA-256 of every byte of the files, read when first asked for; None without a stamp."""
        if self.stamp is None:
            return None
        whole = hashlib.sha256()
        for file in self.files:
            whole.update(f"{file.name} {_sha256(file)}\n".encode())
        return whole.hexdigest()


def contents_of(uri: str | Path) -> Contents:
    """Return what is known of the register that the URI names.

    The columns of its tables are not looked at: that is for
    :func:`helpers.register.store.open_register`, which takes the same URIs.

    Raises
    ------
    RequestError
        If there is no register, or the server that holds it cannot be reached.
    DataError
        If a table is missing, or what is written about the register cannot be read.
    """
    uri = str(uri)
    if (folder := folder_of(uri)) is not None:
        if not folder.is_dir():
            raise no_register(uri)
        files = (folder / ABOUT_FILE, *(folder / f"{name}.parquet" for name in TABLES))
        stamp = _stamp(files)
        about = read_about(folder)
        for name in TABLES:
            if not (folder / f"{name}.parquet").is_file():
                raise no_table(folder, name)
        return Contents(about, stamp, files)
    if scheme_of(uri) == "duckdb":
        database = database_of(uri)
        if not database.is_file():
            raise no_register(uri)
        files = tuple(_files_of_database(database))
        stamp = _stamp(files)
        return Contents(_about_in(database, uri), stamp, files)

    from helpers.register.store import open_register

    with closing(open_register(uri)) as register:
        return Contents(register.about, None)


def table_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the Parquet files by table."""
    return {name: _sha256(folder / f"{name}.parquet") for name in TABLES}


def _stamp(files: tuple[Path, ...]) -> str:
    """Return what changes whenever a file does: ``touch`` sets one of its times, never both."""
    now = time.time()
    there = {file.name: file.stat() for file in files if file.exists()}
    marks: dict[str, object] = {
        name: [s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino] for name, s in there.items()
    }
    if any(now - _SETTLED_AFTER < max(s.st_mtime, s.st_ctime) for s in there.values()):
        marks["taken"] = time.time_ns()
    return json.dumps(marks)


def _files_of_database(database: Path) -> Iterator[Path]:
    """Yield the database and, if a writer has not finished, what it has yet to put into it."""
    yield database
    unfinished = database.with_name(f"{database.name}.wal")
    if unfinished.exists():
        yield unfinished


def _about_in(database: Path, uri: str) -> RegisterAbout:
    import duckdb

    with duckdb.connect(database, read_only=True) as connection:
        try:
            found = connection.table(ABOUT_TABLE).project("about").fetchall()
        except duckdb.CatalogException:
            raise no_register(uri) from None
    return RegisterAbout.from_json(found[0][0])


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
