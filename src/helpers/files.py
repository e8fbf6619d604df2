"""Files and folders that change whole or not at all, whatever is interrupted when."""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def switch_folder(staged: Path, live: Path) -> bool:
    """Put the staged folder in the place of the live one, and remove the old contents.

    Both must be on one file system. On Linux the two change names in one step, so a reader finds
    the old folder or the new one, never neither. Elsewhere there is a moment between two renames;
    :func:`put_back` mends what is interrupted there.

    Returns
    -------
    bool
        Whether it was one step.
    """
    live.parent.mkdir(parents=True, exist_ok=True)
    if not live.exists():
        os.rename(staged, live)
        _sync(live.parent)
        return True
    if not staged.is_dir():
        raise NotADirectoryError(staged)
    at_once = _exchange(staged, live)
    if not at_once:
        aside = _aside(live)
        os.rename(live, aside)
        try:
            os.rename(staged, live)
        except OSError:
            os.rename(aside, live)
            raise
        os.rename(aside, staged)
    _sync(live.parent)
    shutil.rmtree(staged)
    return at_once


def put_back(live: Path) -> None:
    """Give a folder its name back that an interrupted switch has left beside it."""
    aside = _aside(live)
    if aside.exists():
        if live.exists():
            shutil.rmtree(aside)
        else:
            os.rename(aside, live)


@contextmanager
def alone_in(folder: Path, *, wait: Callable[[], None]) -> Iterator[None]:
    """Keep others that ask for the same folder waiting, for as long as this goes on.

    Whoever is killed lets go. Windows has no such lock: there, nobody waits.

    Parameters
    ----------
    wait
        Called where another holds the folder, before waiting for it; it may raise instead.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_durably(path: Path, content: str | bytes, *, mode: int = 0o666) -> None:
    """Write a new file, down to the disk; a file of that name is replaced, not written into.

    Other names of the replaced file, as in a published folder, keep the old contents.

    Parameters
    ----------
    mode
        Who may read and write it, as far as the process lets anyone: 0600 for its owner alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


def hidden_log(table: Path) -> Path:
    """Return where the office finds which counts of a published table were hidden, and why."""
    return table.with_suffix(".hidden.csv")


def sync_folders(folder: Path) -> None:
    """Make the names of all files in a folder last, down to the disk."""
    for path, _, _ in os.walk(folder):
        _sync(Path(path))


def _aside(live: Path) -> Path:
    return live.with_name(f".{live.name}-aside")


def _sync(folder: Path) -> None:
    if sys.platform == "win32":  # it cannot open folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
