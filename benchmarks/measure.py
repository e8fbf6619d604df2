"""What a command costs: time on the wall, processor time of all its processes, memory."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil  # type: ignore[import-untyped]

SECONDS_BETWEEN_LOOKS = 0.02
_LAST_WORDS = 2000


class CommandFailedError(Exception):
    """A measured command did not succeed; its time counts for nothing."""


@dataclass(frozen=True)
class Cost:
    """What one command took.

    Attributes
    ----------
    wall
        Seconds from its start to its end.
    cpu
        Seconds of processors, user and system, of the process and of all it has waited for.
    """

    wall: float
    cpu: float


@dataclass(frozen=True)
class Range:
    """Several measurements of one thing."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Range":
        """Return the range of some measurements, at least one."""
        return cls(median(values), min(values), max(values))


class Measured:
    """What was measured more than once."""

    costs: list[Cost]

    @property
    def wall(self) -> Range:
        """Seconds on the wall."""
        return Range.of([cost.wall for cost in self.costs])

    @property
    def cpu(self) -> Range:
        """Seconds of processors."""
        return Range.of([cost.cpu for cost in self.costs])


@dataclass
class Memory:
    """Highest memory seen of a command's processes, in megabytes.

    Attributes
    ----------
    parent
        Resident memory of the process itself.
    own_by_depth
        By distance from that process, the most that one of its descendants has for itself
        (unique set size): what it shares with the parent is not counted again.
    """

    parent: float = 0.0
    own_by_depth: dict[int, float] = field(default_factory=dict)

    def look(self, process: psutil.Process) -> None:
        """Look once at the process and its descendants."""
        self.parent = max(self.parent, process.memory_info().rss / 1e6)
        self._look_below(process, 1)

    def _look_below(self, process: psutil.Process, depth: int) -> None:
        for child in process.children():
            try:
                own = child.memory_full_info().uss / 1e6
                self._look_below(child, depth + 1)
            except psutil.Error:  # it has just ended
                continue
            self.own_by_depth[depth] = max(self.own_by_depth.get(depth, 0.0), own)


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    scratch: Path,
    *,
    look: Callable[[psutil.Process], None] | None = None,
) -> Cost:
    """Run a command to its end and return its cost.

    Parameters
    ----------
    environment
        All variables the command sees.
    scratch
        The command's working folder; what it prints is kept there as ``printed.txt``.
    look
        Called again and again while the command runs. It takes processor time, so a run that is
        looked at should not be timed.

    Raises
    ------
    CommandFailedError
        If its status is not 0.
    """
    printed = scratch / "printed.txt"
    with printed.open("wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, cwd=scratch, stdin=subprocess.DEVNULL, stdout=out,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            if look:
                _look_until_the_end(process.pid, look)
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = printed.read_text("utf-8", "replace")[-_LAST_WORDS:]
        raise CommandFailedError(f"{Path(command[0]).name}: status {process.returncode}\n{said}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def _look_until_the_end(pid: int, look: Callable[[psutil.Process], None]) -> None:
    process = psutil.Process(pid)
    try:
        while process.status() != psutil.STATUS_ZOMBIE:
            look(process)
            time.sleep(SECONDS_BETWEEN_LOOKS)
    except psutil.Error:  # it has just ended
        return
