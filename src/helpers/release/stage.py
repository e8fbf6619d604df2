"""The folder in which a release grows, beside the published one, until it takes its place."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from helpers.domain.about import Edition
from helpers.errors import RequestError
from helpers.files import switch_folder
from helpers.release.manifest import FILE_NAME, read_manifest

# May stand in a published folder before the first release.
_KEPT_BY_GIT = ".gitkeep"


@dataclass(frozen=True)
class Stage:
    """The growing release: what is published now, and what was written anew.

    Attributes
    ----------
    written
        Paths of the files written anew.
    """

    folder: Path
    live: Path
    written: list[str] = field(default_factory=list)

    def read(self, path: str) -> str:
        """Return the text of a file."""
        return (self.folder / path).read_text("utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file; the published one of the same name stays as it is."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # The name may be a link to the published file: it is taken away, not written through.
        target.unlink(missing_ok=True)
        target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        self.written.append(path)

    def publish(self) -> None:
        """Put the release in the place of the published one, in one step."""
        self.folder.chmod(0o755)
        switch_folder(self.folder, self.live)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other build publishes into the folder, and keep others waiting."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def staged(live: Path) -> Iterator[Stage]:
    """Give a stage that begins with everything that is published now; remove what is left of it.

    Builds into neighbouring folders wait for each other, so none loses what the other published.
    """
    live = live.absolute()
    live.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(live.parent):
        folder = Path(tempfile.mkdtemp(prefix=f".{live.name}-", dir=live.parent))
        try:
            if live.exists():
                shutil.copytree(live, folder, copy_function=_link, dirs_exist_ok=True)
            yield Stage(folder, live)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def check_target(folder: Path, edition: Edition) -> None:
    """Refuse to publish into a folder that holds anything but a release of the same edition.

    Raises
    ------
    RequestError
        If it does: building would mix public and internal numbers, or remove someone's files.
    """
    if not folder.exists() or {path.name for path in folder.iterdir()} <= {_KEPT_BY_GIT}:
        return
    if not (folder / FILE_NAME).is_file():
        raise RequestError(
            "the folder holds something else than a release",
            where=str(folder),
            expected=f"an empty folder, or one with {FILE_NAME}",
            do="name another folder with --out",
        )
    held = read_manifest(folder)["edition"]
    if held != edition:
        raise RequestError(
            f"the folder holds the {held} edition, and the {edition} one was asked for",
            where=str(folder),
            do="name another folder with --out",
        )


def _link(source: str, target: str) -> str:
    """Link a file where the file system can, else copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
