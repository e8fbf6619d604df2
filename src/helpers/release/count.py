"""The published table of a build: as it was counted before, or counted anew."""

import gc
import json
import multiprocessing
import os
import signal
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.domain.about import About, Edition
from helpers.errors import KarnamehError
from helpers.files import hidden_log, write_durably
from helpers.register.contents import contents_of
from helpers.release.engine.parent import can_fork
from helpers.release.ingredients import (
    differences,
    digest_of_file,
    protection_of,
    table_ingredients,
)
from helpers.release.records import Stamp, is_whole, stamp_of
from helpers.settings import Settings

_COUNTING = "counting-"
_PROTECTED_BEFORE = "protected-before.json.gz"


@dataclass(frozen=True)
class Table:
    """A published table.

    Attributes
    ----------
    path
        The Parquet file.
    digest
        SHA-256 of the file.
    about
        The register it was counted from.
    """

    path: Path
    digest: str
    about: About


class Counter:
    """Knows whether a register must be counted, and does it in a process of its own.

    Attributes
    ----------
    coverage
        The register as it says itself.
    reasons
        Why it must be counted; empty if the table at hand is what counting would give.
    """

    def __init__(self, register: str, settings: Settings, edition: Edition) -> None:
        self._register, self._settings, self._edition = register, settings, edition
        self._path = settings.statistics / f"{edition}.parquet"
        self._known = self._path.with_suffix(".json")
        before = self._remembered()
        contents = contents_of(register)
        self.coverage = contents.about
        self._stamp = contents.stamp
        if self._stamp is not None and before.get("stamp") == self._stamp:
            digest = before["made_from"]["register"]
        else:
            digest = contents.digest or ""
        # What cannot be told is taken for new each time.
        self._made_from = table_ingredients(settings, edition, digest)
        self.reasons = differences(before.get("made_from", {}), self._made_from)
        if not digest:
            self.reasons = ["register"]
        elif not self.reasons and not is_whole(self._path, Stamp(*before["file"])):
            self.reasons = ["the table's file"]
        self._before = before

    def table_at_hand(self) -> Table:
        """Return the table that was counted before."""
        before = self._before
        return Table(self._path, before["file"][0], About.from_json(before["about"]))

    def start(self) -> "Counting":
        """Begin to count, into another file; remove what counts that were killed have left."""
        folder = self._settings.statistics
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob(f".*{_COUNTING}*"):
            if not _is_running(int(path.name.partition(_COUNTING)[2].partition(".")[0])):
                path.unlink(missing_ok=True)
        staged = folder / f".{_COUNTING}{os.getpid()}.parquet"
        return Counting(self._register, self._settings, self._edition, staged)

    def accept(self, table: Table) -> None:
        """Put a newly counted table in the place of the one at hand."""
        if self._edition == "public":
            hidden_log(table.path).replace(hidden_log(self._path))
        table.path.replace(self._path)
        self._remember(stamp_of(self._path, table.digest), table.about.to_json())

    def settle(self) -> None:
        """Remember that the register is the same, so that the next look can be a glance."""
        if self._before.get("stamp") != self._stamp:
            self._remember(Stamp(*self._before["file"]), self._before["about"])

    def _remember(self, file: Stamp, about: str) -> None:
        content = {"made_from": self._made_from, "stamp": self._stamp, "file": file, "about": about}
        write_durably(self._known, json.dumps(content, indent=1))

    def _remembered(self) -> Mapping[str, Any]:
        try:
            remembered: dict[str, Any] = json.loads(self._known.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return remembered


class Counting:
    """A count under way in another process: this one stays free of the engine's threads."""

    def __init__(self, register: str, settings: Settings, edition: Edition, path: Path) -> None:
        context: Any = multiprocessing.get_context("fork" if can_fork() else "spawn")
        self._path = path
        self._connection, other = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_count, args=(other, register, settings, edition, path)
        )
        self._process.start()
        other.close()

    def result(self) -> Table:
        """Wait for the table and return it.

        Raises
        ------
        KarnamehError
            If the register could not be counted.
        """
        try:
            about, error = self._connection.recv()
        except EOFError:
            self._process.join()
            raise KarnamehError(
                "the register could not be counted",
                found=f"the counting process ended with status {self._process.exitcode}",
                do="look at the memory and the room on the disk, and build again",
            ) from None
        if error:
            raise error
        return Table(self._path, digest_of_file(self._path), about)

    def end(self) -> None:
        """End the process, if it is still at work."""
        self._process.kill()
        self._process.join()
        self._connection.close()
        self._path.unlink(missing_ok=True)
        hidden_log(self._path).unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is someone else's
        pass
    return True


def _count(
    connection: Any, register: str, settings: Settings, edition: Edition, path: Path
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits
    if can_fork():
        from helpers.release.engine.child import die_with_parent

        die_with_parent()
    gc.disable()  # it would look through all that counting holds, and find nothing
    from helpers.register.receipt import check_receipt
    from helpers.register.store import open_register
    from helpers.statistics.memory import Memory
    from helpers.statistics.publish import publish_statistics

    memory = Memory(settings.statistics / _PROTECTED_BEFORE, protection_of(settings))
    try:
        with closing(open_register(register)) as opened:
            check_receipt(opened, register)
            connection.send((publish_statistics(opened, settings, edition, path, memory), None))
    except KarnamehError as error:
        connection.send((None, error))
