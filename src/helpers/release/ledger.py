"""What the build remembers of the folder it publishes: the release in it, and an unfinished one."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.release.layout import editions_of, read_manifest, release_id
from helpers.release.records import Record, Records, Stamp
from helpers.settings import Settings


@dataclass(frozen=True)
class Release:
    """A release as far as it is there.

    Attributes
    ----------
    folder
        Where its files are.
    editions
        How each edition was made, by name.
    records
        The file of records; None where there is none.
    """

    folder: Path
    editions: Mapping[str, Record]
    records: Records | None = None

    def numbers(self, name: str) -> bytes:
        """Return what is remembered of the numbers of an edition."""
        return self.records.numbers(name) if self.records else b""

    def noted(self, name: str) -> Any:
        """Return what was noted of the release as a whole; None if nothing was."""
        return self.records.noted(name) if self.records else None


class Ledger:
    """The records of one published folder.

    Attributes
    ----------
    published
        The release that stands there.
    unfinished
        What a build that was interrupted has finished of the next one.
    past
        Where a build leaves for its pages what was published before.
    """

    def __init__(self, settings: Settings, out: Path, stage: Path) -> None:
        self._folder = settings.root / "build" / "records"
        # A project that is moved as a whole keeps its records.
        place = out.relative_to(settings.root) if out.is_relative_to(settings.root) else out
        self._name = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
        self._journal = self._folder / f"{self._name}.sqlite"
        self.past = self._folder / f"{self._name}.past.parquet"
        self._out = out
        self._open: list[Records] = []
        self.published = Release(out, {})
        self.unfinished = Release(stage, {})
        path = self._path(release_id(out))
        if path.is_file():
            self.published = self._release(out, path)
        else:
            self.published = Release(out, {record.name: record for record in _unrecorded(out)})
        if stage.is_dir() and self._journal.is_file():
            self.unfinished = self._release(stage, self._journal)

    def begin(self, keep: Iterable[str]) -> Records:
        """Return the records of the release that is being made, emptied but for some editions."""
        if self.unfinished.records:
            self.unfinished.records.limit_to(keep)
            return self.unfinished.records
        self._journal.unlink(missing_ok=True)
        return self._opened(self._journal)

    def finish(self, release: str) -> None:
        """Keep the records under the name of the release, which is about to be published.

        Both names stay until :meth:`tidy`: whichever release is found there next has its records.
        """
        self.close()
        target = self._path(release)
        target.unlink(missing_ok=True)
        try:
            os.link(self._journal, target)
        except OSError:
            os.replace(self._journal, target)

    def tidy(self) -> None:
        """Forget all releases but the one that stands there now."""
        self.close()
        current = self._path(release_id(self._out))
        for path in self._folder.glob(f"{self._name}*.sqlite*"):
            if path != current:
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close all files of records."""
        while self._open:
            self._open.pop().close()

    def _path(self, release: str) -> Path:
        return self._folder / f"{self._name}-{release[:16]}.sqlite"

    def _release(self, folder: Path, path: Path) -> Release:
        records = self._opened(path)
        return Release(folder, {record.name: record for record in records.all()}, records)

    def _opened(self, path: Path) -> Records:
        self._open.append(Records(path))
        return self._open[-1]


def _unrecorded(folder: Path) -> Iterable[Record]:
    """Yield the editions of a release that was made elsewhere, or whose records are lost."""
    counts = read_manifest(folder).get("editions", {}) if release_id(folder) else {}
    for edition in editions_of(folder):
        files = {file["path"]: Stamp(file["sha256"], file["bytes"], 0) for file in edition["files"]}
        pages = [path for path in files if path.endswith(".html")]
        csv = next(path for path in files if path.endswith(".csv"))
        name = csv.removeprefix("data/").removesuffix(".csv")
        yield Record(
            name=name,
            made_from={},
            content=edition,
            files=files,
            links=dict.fromkeys(pages, ""),
            table=counts.get(name, {}).get("count", ""),
        )
