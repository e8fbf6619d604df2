"""The kernel in a fork: ipykernel's own, but for its sockets and the threads that serve them."""

import asyncio
import logging
import os
import sys
import threading
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any

# Read when ipykernel looks for a debugger: nobody will attach one, so no word about it.
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
# As stock kernels have it: a figure of pyplot shows itself below its cell.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from tornado.ioloop import IOLoop
from traitlets.config import Config

from helpers.release.engine.session import PipeSession, PipeStream

Message = dict[str, Any]


class ForkedKernel(IPythonKernel):
    """IPython's kernel, answering one request after the other.

    Everything that decides what a cell shows (shell, display hooks, formatters, magics, messages)
    is the stock kernel's.
    """

    _execute_sleep = 0  # the stock kernel waits for its sockets here

    def __init__(self) -> None:
        # No file of past inputs: it would belong to all runs, and a thread writes it.
        config = Config(HistoryManager={"enabled": False})
        log = logging.getLogger(__name__)
        self.pipe = PipeSession()
        super().__init__(session=self.pipe, config=config, log=log)  # type: ignore[no-untyped-call]

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Do nothing: whoever asks stops asking when a cell fails."""

    async def answer(self, request: Message) -> None:
        """Answer a request to execute, with all messages a client expects around it."""
        self.set_parent([], request, channel="shell")  # type: ignore[no-untyped-call]
        self._publish_status("busy", "shell", request)  # type: ignore[no-untyped-call]
        await self.execute_request(None, [], request)  # type: ignore[no-untyped-call]
        self._publish_status("idle", "shell", request)  # type: ignore[no-untyped-call]

    def serve(self, connection: Connection) -> None:
        """Answer the requests that come through the connection, until there are no more."""
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        self.io_loop = IOLoop.current()
        self.shell_channel_thread = SimpleNamespace(parent_thread=threading.current_thread())
        self.pipe.connection = connection
        sys.stdout = PipeStream(self.pipe, "stdout", 1)
        sys.stderr = PipeStream(self.pipe, "stderr", 2)
        if "" not in sys.path:
            sys.path.insert(0, "")
        while True:
            try:
                request = connection.recv()
            except EOFError:
                return
            loop.run_until_complete(self.answer(request))
            if self.shell is None or self.shell.exit_now:
                return


def new_kernel() -> ForkedKernel:
    """Return a kernel; one that this process has already is forgotten, not changed."""
    ForkedKernel.clear_instance()
    ZMQInteractiveShell.clear_instance()
    return ForkedKernel()


_prepared: ForkedKernel | None = None


def prepare() -> None:
    """Make the kernel now, in a process that serves nothing but notebooks, for all its forks."""
    global _prepared  # noqa: PLW0603
    # What its first cell would import.
    import bdb  # noqa: F401

    import tornado.platform.asyncio  # noqa: F401

    _prepared = new_kernel()


def serve(connection: Connection) -> None:
    """Answer requests in a fork: with its copy of the prepared kernel, if there is one."""
    (_prepared or new_kernel()).serve(connection)
