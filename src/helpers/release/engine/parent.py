"""Where notebooks are forked from: only a process in which no other thread is alive."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

# Keeps libraries from starting threads of their own; must be set before they are imported.
NO_THREADS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
# Signals whose handlers raise an exception, to end what this process does.
_LEAVE = (signal.SIGINT, signal.SIGTERM)
# What a process that is started to fork notebooks loads for all of them.
_LOADED = ["helpers.release.engine.kernel", "helpers.report"]


def start_no_threads() -> None:
    """Keep libraries that are imported from now on from starting threads."""
    os.environ.update(NO_THREADS)


class OtherThreadsError(RuntimeError):
    """A fork would be unsafe: what another thread has locked would stay locked in it for ever."""


def can_fork() -> bool:
    """Return whether notebooks are run in forks here; elsewhere papermill's own engine serves.

    Linux alone: Windows has no fork, and system libraries of macOS do not survive one.
    """
    return sys.platform == "linux"


def other_threads(process: int | None = None) -> list[str]:
    """Return the names of the threads of a process but its first, those outside Python too."""
    process = process or os.getpid()
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        if int(task.name) != process:
            try:
                found.append((task / "comm").read_text().strip())
            except OSError:  # it has just ended
                continue
    return sorted(found)


def refuse_other_threads(process: int) -> None:
    """Make sure that a process has a single thread.

    Raises
    ------
    OtherThreadsError
        If it has more.
    """
    if found := other_threads(process):
        raise OtherThreadsError(
            f"process {process} has other threads and cannot be forked safely: {', '.join(found)}"
        )


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals that ask to leave wait until a process has been started and is kept in mind.

    An exception raised while Python forks is printed and forgotten: the one who asks is not heard.
    The new process calls :func:`disturbed` once it knows what to do with such a signal.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _LEAVE)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def disturbed() -> None:
    """Let signals that ask to leave be heard in a process that was started without them."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _LEAVE)


def start_forked(target: Callable[..., None], own_end: Connection, *arguments: Any) -> BaseProcess:
    """Start a process forked from this one, if this one has a single thread.

    Otherwise it is forked from a process that is started once for this purpose, has loaded what
    notebooks need, and has no other thread.

    Parameters
    ----------
    target
        What the process does; called with ``own_end`` if it inherits it, else with None, and with
        the other arguments.
    own_end
        This process's end of the pipe between the two.
    """
    if not other_threads():
        forked = multiprocessing.get_context("fork").Process(
            target=target, args=(own_end, *arguments)
        )
        forked.start()
        return forked
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    apart = context.Process(target=target, args=(None, *arguments))
    with _without_main_module(), _with_environment(NO_THREADS):
        apart.start()
    return apart


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Hide the program that runs here: the new process would run it too."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _with_environment(variables: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
