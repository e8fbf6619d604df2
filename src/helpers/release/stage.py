"""The folder in which a release grows, beside the published one, until it takes its place."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from helpers.domain.about import Edition
from helpers.errors import KarnamehError, RequestError
from helpers.files import put_back, switch_folder, sync_folders, write_durably
from helpers.release.layout import MANIFEST, read_manifest
from helpers.release.privacy import FOR_ALL, OWNER_ONLY, close_to_others
from helpers.release.records import Stamp, stamp_of

# May stand in a published folder before the first release.
_KEPT_BY_GIT = ".gitkeep"


class BusyError(KarnamehError):
    """Another build publishes into the same place, and waiting was not wanted."""


class Stage:
    """The growing release.

    It stands beside the published folder, so that the two can change places. A build that was
    interrupted leaves it behind, and the next one goes on with what is in it.

    Parameters
    ----------
    live
        The folder that is published.
    private
        Whether it is for its owner alone.

    Attributes
    ----------
    folder
        Where it grows.
    """

    def __init__(self, live: Path, *, private: bool = False) -> None:
        self.live, self._private = live, private
        self.folder = live.with_name(f".{live.name}-stage")

    def begin(self, keep: Iterable[str]) -> None:
        """Make the folder, with nothing in it but these files that were finished before."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.limit_to(keep)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if self._private:
            close_to_others(self.folder)

    def write(self, path: str, content: bytes) -> Stamp:
        """Write a file, down to the disk, unless the published one of that name is the same."""
        target, live = self.folder / path, self.live / path
        if not target.exists() and live.is_file() and live.read_bytes() == content:
            self.keep([path])
        else:
            write_durably(target, content)
        return stamp_of(target, hashlib.sha256(content).hexdigest())

    def keep(self, paths: Iterable[str]) -> None:
        """Take published files over as they are, where the stage has none of that name."""
        made: set[Path] = set()
        for path in paths:
            target = self.folder / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            if not target.exists():
                _link(self.live / path, target)
                if self._private:
                    close_to_others(target)

    def limit_to(self, paths: Iterable[str]) -> None:
        """Remove every file but these: left by an interrupted build, or of no edition any more."""
        wanted = {self.folder / path for path in paths}
        for folder, _, names in os.walk(self.folder, topdown=False):
            for name in names:
                if (file := Path(folder, name)) not in wanted:
                    file.unlink()
            if not os.listdir(folder):
                os.rmdir(folder)

    def publish(self) -> bool:
        """Put the release in the place of the published one.

        Returns
        -------
        bool
            Whether that was one step, so that no reader could find the folder missing.
        """
        self.folder.chmod(OWNER_ONLY if self._private else FOR_ALL)
        sync_folders(self.folder)
        return switch_folder(self.folder, self.live)

    def discard(self) -> None:
        """Remove the stage."""
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_or_refuse(folder: Path, *, wait: bool, say: Callable[[str], None]) -> None:
    """Say that another build publishes into a folder.

    Raises
    ------
    BusyError
        If waiting is not wanted.
    """
    if not wait:
        raise BusyError(
            "another build is at work",
            where=f"it publishes into {folder}",
            do="wait until it has ended, or leave out --no-wait",
        )
    say(f"another build publishes into {folder}: waiting until it has ended")


def repair(live: Path) -> None:
    """Bring a published folder back that an interruption left under another name."""
    put_back(live)


def check_target(folder: Path, edition: Edition) -> None:
    """Refuse to publish into a folder that holds anything but a release of the same edition.

    Raises
    ------
    RequestError
        If it does: building would mix public and internal numbers, or remove someone's files; or
        if the folder cannot change places with another.
    """
    if folder.is_mount():
        raise RequestError(
            "the folder is a file system of its own and cannot be changed in one step",
            where=str(folder),
            expected="a folder inside it",
            do=f"name one with --out, such as {folder / 'reports'}",
        )
    if not folder.exists() or {path.name for path in folder.iterdir()} <= {_KEPT_BY_GIT}:
        return
    if not (folder / MANIFEST).is_file():
        raise RequestError(
            "the folder holds something else than a release",
            where=str(folder),
            expected=f"an empty folder, or one with {MANIFEST}",
            do="name another folder with --out",
        )
    held = read_manifest(folder)["edition"]
    if held != edition:
        raise RequestError(
            f"the folder holds the {held} edition, and the {edition} one was asked for",
            where=str(folder),
            do="name another folder with --out",
        )


def _link(source: Path, target: Path) -> None:
    """Link a file where the file system can, else copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
