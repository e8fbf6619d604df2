"""Folders that change whole or not at all."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def switch_folder(staged: Path, live: Path) -> None:
    """Put the staged folder in the place of the live one, and remove the old contents.

    Both must be on one file system. On Linux the two change names in one step, so a reader finds
    the old folder or the new one, never neither; elsewhere there is a moment between two renames.
    """
    live.parent.mkdir(parents=True, exist_ok=True)
    if not live.exists():
        os.rename(staged, live)
        return
    if not staged.is_dir():
        raise NotADirectoryError(staged)
    if not _exchange(staged, live):
        aside = staged.with_name(staged.name + ".old")
        os.rename(live, aside)
        try:
            os.rename(staged, live)
        except OSError:
            os.rename(aside, live)
            raise
        os.rename(aside, staged)
    shutil.rmtree(staged)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names by ``renameat2``; return whether this platform and file system could."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    names = os.fsencode(one), os.fsencode(other)
    failed = renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    return not failed
