"""What must hold so that no path leads from one edition to another."""

import os
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers.domain.about import EDITIONS, Edition
from helpers.domain.structure import COLUMNS, CONF_STATUS
from helpers.domain.tidy import Row, from_csv
from helpers.errors import DataError
from helpers.release.layout import MANIFEST, PUBLIC_KEY, SIGNATURE
from helpers.release.pages import marked
from helpers.release.privacy import open_to_others
from helpers.release.reading import PublishedRelease
from helpers.settings import Settings

_CONF_STATUS = COLUMNS.index("conf_status")
_INTERNAL = CONF_STATUS["internal"]
# By these a folder is known as a release, of whatever edition; they hold no number.
_UNMARKED = {MANIFEST, SIGNATURE, PUBLIC_KEY}
_BANNER = '<p class="banner internal"'
# Of the lists for machines, by how their names begin; any of them says that a file is internal.
_MARKS = {
    "feed": (b'<category term="internal"',),
    "catalogue": (b'"edition": "internal"', b'/access-right/NON_PUBLIC"'),
    "datapackage": (b'"edition": "internal"',),
}
_PROPERTIES = "docProps/core.xml"
# The identifier of the numbers; it was the title of earlier workbooks.
_IDENTIFIED = re.compile(rb"-internal</dc:(?:title|subject)>")


class MixedEditionsError(DataError):
    """A release holds, or leads to, what belongs to another edition."""


def mixed_editions(release: PublishedRelease, settings: Settings) -> Iterator[DataError]:
    """Yield what in a release belongs to another edition, or does not say to which it belongs.

    Names, pages and numbers of an internal release say that they are internal, those of a public
    one do not, whoever has put them there; no file is a link out of the folder, or the same file as
    one of another edition; and what is internal is closed to all but its owner.
    """
    edition: Edition = release.manifest["edition"]
    for file in sorted(release.folder.rglob("*")):
        path = file.relative_to(release.folder).as_posix()
        if not file.resolve().is_relative_to(release.folder.resolve()):
            yield _mixed("a file is a link to another place", path, edition)
        elif file.is_file() and path not in _UNMARKED:
            yield from _wrongly_marked(file, path, edition, release)
    yield from _shared_files(release.folder, edition, settings)
    if edition != "public":
        for file in open_to_others(release.folder):
            yield MixedEditionsError(
                "others than its owner may read the internal edition",
                where=str(file),
                do="build it again, or take the rights away: chmod -R go= DIR",
            )


def _wrongly_marked(
    file: Path, path: str, edition: Edition, release: PublishedRelease
) -> Iterator[DataError]:
    internal = edition == "internal"
    named = file.stem.endswith(marked("", "internal"))
    if named != internal and (named or not path.startswith(".")):
        yield _mixed("a file's name does not fit its edition", path, edition)
    says = _says_internal(file, release.rows.get(path))
    if says is not None and says != internal:
        yield _mixed("what stands in a file does not fit its edition", path, edition)


def _says_internal(file: Path, rows: Sequence[Row] | None) -> bool | None:
    """Return whether a page, numbers or a workbook says it is internal; None for other files."""
    if file.suffix == ".html":
        return _BANNER in file.read_text("utf-8", "replace")
    if file.suffix == ".csv":
        try:
            rows = rows if rows is not None else from_csv(file.read_text("utf-8"), COLUMNS)
        except ValueError:  # other columns
            return None
        said = {row[_CONF_STATUS] == _INTERNAL for row in rows}
        return said.pop() if len(said) == 1 else None if not said else True
    if file.suffix == ".xlsx":
        try:
            with zipfile.ZipFile(file) as book:
                return bool(_IDENTIFIED.search(book.read(_PROPERTIES)))
        except (KeyError, zipfile.BadZipFile):
            return None
    marks = next((found for name, found in _MARKS.items() if file.name.startswith(name)), ())
    return any(mark in file.read_bytes() for mark in marks) if marks else None


def _shared_files(folder: Path, edition: Edition, settings: Settings) -> Iterator[DataError]:
    """Yield the files that are those of another edition under a second name."""
    theirs = {
        inode
        for other in EDITIONS
        if other != edition
        for inode in _inodes(settings.folder_of(other))
    }
    ours = _inodes(folder)
    for inode in sorted(ours.keys() & theirs):
        yield _mixed("a file is the same as one of another edition", ours[inode], edition)


def _inodes(folder: Path) -> dict[tuple[int, int], str]:
    found = {}
    for place, _, names in os.walk(folder):
        for file in (Path(place, name) for name in names):
            stat = file.lstat()
            found[stat.st_dev, stat.st_ino] = file.relative_to(folder).as_posix()
    return found


def _mixed(what: str, path: str, edition: Edition) -> MixedEditionsError:
    return MixedEditionsError(
        what, where=path, expected=f"files of the {edition} edition alone", do="remove the file"
    )
