"""Where a delivery stands: files, folders, archives; each once, none passed over in silence."""

import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from helpers.delivery.findings import FaultLog
from helpers.delivery.readers.file_kinds import is_workbook
from helpers.delivery.readers.unreadable import DAMAGED

ARCHIVE = ".zip"
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".parquet")
_AT_ONCE = 1 << 20
_MOST_BYTES_UNPACKED = 4 << 30
_HIDDEN = (".", "~$")
_HIDDEN_NAMES = {"__macosx", "thumbs.db", "desktop.ini"}
_NAMES_UTF8 = 0x800
_ENCRYPTED = 0x1
_CODECS_OF_NAMES = ("utf-8", "cp1256", "cp720")


@dataclass(frozen=True)
class Place:
    """One file of a delivery, on the disk or in an archive.

    Attributes
    ----------
    label
        As messages name it.
    open
        Opens its bytes, as often as is asked; what fails raises one of ``DAMAGED``.
    """

    label: str
    open: Callable[[], BinaryIO]

    def chunks(self) -> Iterator[bytes]:
        """Yield all bytes, some at a time."""
        with closing(self.open()) as file:
            while chunk := file.read(_AT_ONCE):
                yield chunk


def find_files(paths: Sequence[Path], log: FaultLog) -> list[Place]:
    """Return the files that are named, or stand in the folders and archives named, each once.

    Hidden files of a folder or an archive are left out. What is of no known kind is noted (E101),
    and so is what cannot be opened at all (E102).
    """
    places: list[Place] = []
    seen: set[object] = set()
    for path in paths:
        found = list(_inside(path, log, seen)) if path.is_dir() else [path]
        for file in found:
            identity = _identity(file)
            if identity in seen:
                continue
            seen.add(identity)
            places += _opened_up(file, log)
    return places


def _inside(folder: Path, log: FaultLog, seen: set[object]) -> Iterator[Path]:
    """Yield the files below a folder; links are followed, but not in a circle."""
    empty = True
    seen.add(_identity(folder))
    for here, folders, files in os.walk(
        folder,
        onerror=lambda error: log.add("E102", str(error.filename), hint="it cannot be opened"),
        followlinks=True,
    ):
        known = [name for name in folders if _identity(Path(here, name)) in seen]
        folders[:] = sorted(name for name in folders if name not in known and not _hidden(name))
        seen.update(_identity(Path(here, name)) for name in folders)
        for name in sorted(files):
            if not _hidden(name):
                empty = False
                yield Path(here, name)
        empty = empty and not folders and not known
    if empty:
        log.add("E101", os.fspath(folder), hint="a folder without files")


def _identity(path: Path) -> object:
    """Return what is the same for all names of one file."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return os.path.abspath(path)
    return state.st_dev, state.st_ino


def _hidden(name: str) -> bool:
    return name.lower() in _HIDDEN_NAMES or (name.startswith(_HIDDEN) and name not in (".", ".."))


def _opened_up(path: Path, log: FaultLog) -> list[Place]:
    """Return a file as a place, an archive as its members."""
    label = os.fspath(path)
    suffix = path.suffix.lower()
    if not path.is_file():
        there = os.path.lexists(path)
        log.add("E101", label, hint="no regular file" if there else "nothing of this name")
        return []
    if suffix in SUFFIXES:
        return [Place(label, partial(_open, path))]
    if suffix != ARCHIVE:
        log.add("E101", label)
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            if is_workbook(archive):
                return [Place(label, partial(_open, path))]
            return _members(path, archive, log)
    except DAMAGED:
        log.add("E102", label, hint="an archive that cannot be opened")
        return []


def _members(path: Path, archive: zipfile.ZipFile, log: FaultLog) -> list[Place]:
    label = os.fspath(path)
    files = [
        (name, member)
        for member in archive.infolist()
        if not member.is_dir() and not any(map(_hidden, (name := _name(member)).split("/")))
    ]
    if not files:
        log.add("E101", label, hint="an archive without files")
    if sum(member.file_size for _, member in files) > _MOST_BYTES_UNPACKED:
        log.add("E102", label, hint=f"unpacked, it is larger than {_MOST_BYTES_UNPACKED >> 30} GB")
        return []
    names = [name for name, _ in files]
    places = []
    for name, member in files:
        suffix = os.path.splitext(name)[1].lower()
        inside = f"{label}/{name}"
        if suffix not in SUFFIXES:
            hint = "an archive within an archive" if suffix == ARCHIVE else ""
            log.add("E101", inside, hint=hint)
        elif names.count(name) > 1:
            log.add("E102", inside, hint="the archive holds several files of this name")
        elif member.flag_bits & _ENCRYPTED:
            log.add("E102", inside, hint="protected by a password")
        else:
            places.append(Place(inside, partial(_open_member, path, member)))
    return places


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _open_member(path: Path, member: zipfile.ZipInfo) -> BinaryIO:
    with zipfile.ZipFile(path) as archive:
        return cast(BinaryIO, archive.open(member))  # it keeps the archive open for itself


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; what packers of other systems have garbled is put right."""
    name = member.filename
    if not member.flag_bits & _NAMES_UTF8 and not name.isascii():
        name = next(_readings(name.encode("cp437")), name)
    return "".join(letter if letter >= " " else "?" for letter in name)


def _readings(name: bytes) -> Iterator[str]:
    for codec in _CODECS_OF_NAMES:
        try:
            read = name.decode(codec)
        except UnicodeDecodeError:
            continue
        letters = [letter for letter in read if letter.isalpha() and not letter.isascii()]
        arabic = letters and all("\u0600" <= letter <= "\u06ff" for letter in letters)
        if codec == "utf-8" or arabic:
            yield read
