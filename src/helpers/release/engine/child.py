"""What the process of a notebook does first: it cuts itself loose and limits itself."""

import ctypes
import faulthandler
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from helpers.release.engine.parent import disturbed, refuse_other_threads

_PARENT_DEATH_SIGNAL = 1  # of prctl(2)


def become_notebook(
    other_end: Connection | None,
    connection: Connection,
    memory: int,
    written: list[str],
    environment: dict[str, str],
) -> None:
    """Serve one notebook and end; never return.

    Parameters
    ----------
    other_end
        What this process would hold of the other end of its own pipe, and never notice when that
        is let go; None if it holds nothing of it.
    connection
        The pipe to whoever asks.
    memory
        Bytes of memory of its own it may use.
    written
        Files for what is written past Python, to standard output and to standard error.
    environment
        Variables of whoever asks.
    """
    status = 1
    try:
        refuse_other_threads(os.getppid())
        die_with_parent()
        os.setsid()
        if other_end:
            other_end.close()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        opened = [os.open(path, os.O_RDWR | os.O_APPEND) for path in (os.devnull, *written)]
        for target, descriptor in enumerate(opened):
            os.dup2(descriptor, target)
        disturbed()
        faulthandler.enable(2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        allowed = _own_memory() + memory
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))
        os.environ.clear()
        os.environ.update(environment)
        from helpers.release.engine.kernel import serve

        serve(connection)
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


def die_with_parent() -> None:
    """Let the system end this process together with the one that started it."""
    prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def prctl(option: int, value: int) -> None:
    """Set something about this process that only the system can."""
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _own_memory() -> int:
    """Return the bytes of private memory this process has asked for, as its limit counts them."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmData:"))
    return int(line.split()[1]) * 1024
