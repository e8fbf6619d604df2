"""What is not for the public: readable by its owner alone, and apart from what is published."""

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.domain.about import EDITIONS, Edition
from helpers.errors import RequestError
from helpers.release.layout import MANIFEST
from helpers.settings import Settings

OWNER_ONLY, FOR_ALL = 0o700, 0o755
_OTHERS = 0o077


@contextmanager
def written_for_owner_alone(*, really: bool) -> Iterator[None]:
    """Make every file and folder that is written meanwhile, by processes begun here too, private.

    Parameters
    ----------
    really
        Whether to do so; else nothing is changed.
    """
    before = os.umask(_OTHERS) if really else None
    try:
        yield
    finally:
        if before is not None:
            os.umask(before)


def close_to_others(place: Path) -> None:
    """Take from everyone but the owner the right to read a file, or a folder and what is in it."""
    for path in (place, *place.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~_OTHERS)


def close_tables(settings: Settings) -> None:
    """Close the tables of true values, should an earlier version have left them open."""
    for path in settings.statistics.glob("internal.*"):
        path.chmod(path.stat().st_mode & ~_OTHERS)


def open_to_others(folder: Path) -> Iterator[Path]:
    """Yield what in a folder, or the folder itself, others than its owner have a right to."""
    if sys.platform == "win32":  # it keeps rights in another way
        return
    for path in (folder, *sorted(folder.rglob("*"))):
        if stat.S_IMODE(path.lstat().st_mode) & _OTHERS and not path.is_symlink():
            yield path


def check_apart(folder: Path, edition: Edition, settings: Settings, *, prepared: bool) -> None:
    """Refuse a folder that would bring together what is published and what is not.

    Folders are compared as they really are, whatever links lead to them: none may be, hold or
    stand in the folder of another edition, or of what is only prepared.

    Raises
    ------
    RequestError
        If it would.
    """
    real = folder.resolve()
    for other, only_prepared in ((e, p) for e in EDITIONS for p in (False, True)):
        theirs = settings.folder_of(other, prepared=only_prepared).resolve()
        if (other, only_prepared) != (edition, prepared) and _touch(real, theirs):
            raise _too_near(folder, edition, f"that of the {_name(other, only_prepared)}", theirs)
    for release, held in _releases_around(real):
        if held != edition or prepared:
            raise _too_near(folder, edition, f"a release of the {held} edition", release)


def _touch(one: Path, other: Path) -> bool:
    """Return whether two folders are one, or one stands in the other."""
    return one.is_relative_to(other) or other.is_relative_to(one)


def _releases_around(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the releases that a folder stands in or holds, and their editions."""
    beneath = (path.parent for path in folder.rglob(MANIFEST)) if folder.is_dir() else ()
    for place in (*folder.parents, *beneath):
        if place != folder and (edition := _edition_of(place)):
            yield place, edition


def _edition_of(folder: Path) -> str | None:
    """Return the edition of the release in a folder; None where there is none."""
    try:
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    edition = content.get("edition") if isinstance(content, dict) else None
    return edition if edition in EDITIONS else None


def _name(edition: Edition, prepared: bool) -> str:
    return f"{edition} edition" + (" that is only prepared" if prepared else "")


def _too_near(folder: Path, edition: Edition, what: str, where: Path) -> RequestError:
    return RequestError(
        f"the {edition} edition would stand together with another",
        where=str(folder),
        found=f"the folder is, holds or stands in {what}: {where}",
        expected="a folder apart from those of other editions",
        do="name another folder with --out",
    )
