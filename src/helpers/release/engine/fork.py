"""One notebook's process: forked, limited, listened to, and ended with all it has started."""

import os
import pickle
import signal
import time
from collections.abc import Callable
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from helpers.configuration import Limits
from helpers.release.engine.child import become_notebook, prctl
from helpers.release.engine.parent import start_forked

_CHILD_SUBREAPER = 36  # of prctl(2)
_GRACE_SECONDS = 1.0
_MEGABYTE = 1_000_000
_WORDS = 4000


class ProcessEndedError(Exception):
    """The process of a notebook is no more; the text says why."""


class Fork:
    """A process forked for one notebook, and the pipe to it.

    Parameters
    ----------
    limits
        How long it may take from now on, and how much memory of its own it may use, besides what
        it shares with the process it is forked from; it may show no more than that either.
    """

    _running: set[int] = set()  # noqa: RUF012  (one set for all)

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._deadline = time.monotonic() + limits.notebook_seconds
        self._overdue = self._reason = ""
        self._bytes = 0
        # What is written past Python, and what a crash leaves behind.
        self._written = [os.memfd_create(name) for name in ("stdout", "stderr")]
        opened = [f"/proc/{os.getpid()}/fd/{descriptor}" for descriptor in self._written]
        self._connection, other = Pipe()
        prctl(_CHILD_SUBREAPER, 1)  # so that what the notebook starts cannot get lost
        self._process = start_forked(
            become_notebook,
            self._connection,
            other,
            limits.notebook_memory_mb * _MEGABYTE,
            opened,
            dict(os.environ),
        )
        assert self._process.pid is not None
        self._pid = self._process.pid
        self._running.add(self._pid)
        other.close()
        self._before = _children()  # nothing is asked of it yet, so none of these are its own

    @property
    def overdue(self) -> str:
        """Which time limit was exceeded, in words; empty if none."""
        return self._overdue

    def send(self, request: dict[str, Any]) -> None:
        """Send a request."""
        try:
            self._connection.send(request)
        except OSError:  # it ended between two requests
            raise self._ended() from None

    def receive(self, *, until: float | None = None) -> dict[str, Any]:
        """Return the next message.

        Parameters
        ----------
        until
            An earlier end than the limit's, on the monotonic clock.

        Raises
        ------
        ProcessEndedError
            If the process has ended, or was ended because it had no time left.
        """
        if self._reason:
            raise self._ended()
        deadline = self._deadline if until is None else min(self._deadline, until)
        if not self._overdue and not self._says_something(deadline):
            limit = (
                f"{self._limits.notebook_seconds:g} seconds, the limit of one notebook"
                if deadline == self._deadline
                else "a cell may"
            )
            self._overdue = f"it ran longer than {limit}"
            # The cell is interrupted first: its traceback shows where the time went.
            _send_signal(os.kill, self._pid, signal.SIGINT)
            self._deadline = time.monotonic() + _GRACE_SECONDS
        if self._overdue and not self._says_something(self._deadline):
            raise self._ended(self._overdue)
        try:
            content = self._connection.recv_bytes()
        except (EOFError, OSError):
            raise self._ended(self._overdue) from None
        self._bytes += len(content)
        if self._bytes > self._limits.notebook_memory_mb * _MEGABYTE:
            raise self._ended(f"it showed more than {self._limits.notebook_memory_mb} MB")
        message: dict[str, Any] = pickle.loads(content)
        return message

    def last_words(self) -> str:
        """Return the end of what was written past Python: where a crash says what it was."""
        size = os.fstat(self._written[1]).st_size
        return os.pread(self._written[1], _WORDS, max(0, size - _WORDS)).decode("utf-8", "replace")

    def end(self) -> None:
        """End the process and everything it has started; leave none behind."""
        pid = self._pid
        self._connection.close()
        # Asked first, so that a program the notebook has started can put its things in order.
        self._process.join(0.05)
        if _send_signal(os.killpg, pid, signal.SIGTERM):
            self._process.join(_GRACE_SECONDS)
        _send_signal(os.killpg, pid, signal.SIGKILL)
        self._process.join()
        self._running.discard(pid)
        while lost := _children() - self._before - self._running:
            for orphan in lost:
                _send_signal(os.kill, orphan, signal.SIGKILL)
                os.waitpid(orphan, 0)
        prctl(_CHILD_SUBREAPER, 0)
        for descriptor in self._written:
            os.close(descriptor)

    def _says_something(self, deadline: float) -> bool:
        return self._connection.poll(max(0.0, deadline - time.monotonic()))

    def _ended(self, why: str = "") -> ProcessEndedError:
        """Return the error that says why there is nothing more to hear."""
        self._reason = self._reason or why or self._how_it_ended()
        return ProcessEndedError(self._reason)

    def _how_it_ended(self) -> str:
        """Return in words how the process came to its end by itself."""
        self._process.join(_GRACE_SECONDS)
        code = self._process.exitcode or 0
        if code >= 0:
            return f"its process left before it had answered, with status {code}"
        name = signal.Signals(-code).name
        why = ", perhaps for want of memory" if -code == signal.SIGKILL else ""
        return f"its process was ended by {name}{why}"


def _children() -> set[int]:
    """Return the processes whose parent this one is."""
    own = os.getpid()
    try:
        return {int(pid) for pid in Path(f"/proc/{own}/task/{own}/children").read_text().split()}
    except OSError:
        return set()


def _send_signal(send: Callable[[int, int], None], pid: int, which: int) -> bool:
    """Send a signal; return whether there was anybody to get it."""
    try:
        send(pid, which)
    except (ProcessLookupError, PermissionError):
        return False
    return True
