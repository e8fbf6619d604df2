"""papermill's own client, talking to a fork instead of a kernel behind sockets.

How messages become outputs, how errors, timings, widgets and display ids are kept: all of it is
papermill's and nbclient's. Only the way a message travels is ours.
"""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient

import helpers.release.engine.kernel  # noqa: F401  (loaded once, for all forks)
from helpers.configuration import Limits
from helpers.release.engine.fork import Fork, ProcessEndedError
from helpers.release.engine.parent import undisturbed

Message = dict[str, Any]
ENDED = "NotebookEnded"


class _Channel:
    """One kind of messages, as nbclient asks for them."""

    def __init__(self, client: "ForkedKernelClient", *, replies: bool) -> None:
        self._client, self._replies = client, replies

    def get_msg(self, timeout: float | None = None) -> Message:
        """Return the next message of this kind."""
        return self._client.next_reply() if self._replies else self._client.next_output()


class ForkedKernelClient:
    """What nbclient needs of a kernel's client.

    Parameters
    ----------
    cell_seconds
        How long one cell may run; None for as long as the notebook may.
    """

    allow_stdin = False

    def __init__(self, fork: Fork, cell_seconds: float | None) -> None:
        self.fork, self._cell_seconds = fork, cell_seconds
        self._session = Session()
        self._replies: deque[Message] = deque()
        self._until: float | None = None
        self._ended: ProcessEndedError | None = None
        self.shell_channel = _Channel(self, replies=True)
        self.iopub_channel = _Channel(self, replies=False)

    def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Ask for a cell to be run; return the request's id."""
        content = {
            "code": code, "silent": False, "store_history": store_history,
            "user_expressions": {}, "allow_stdin": False, "stop_on_error": stop_on_error,
        }  # fmt: skip
        request = self._session.msg("execute_request", content)
        self._until = self._cell_seconds and time.monotonic() + self._cell_seconds
        self._request = request["header"]
        try:
            self.fork.send(request)
        except ProcessEndedError as error:
            self._ended = error
        return str(self._request["msg_id"])

    def kernel_info(self) -> str:
        """Ask what the kernel is; return the request's id."""
        request = self._session.msg("kernel_info_request")["header"]
        info = {"language_info": IPythonKernel.language_info}
        self._replies.append({"parent_header": request, "content": info})
        return str(request["msg_id"])

    def is_alive(self) -> bool:
        """Whether to go on waiting: always, since waiting ends with the process."""
        return True

    def next_output(self) -> Message:
        """Return the next message that belongs to the cell's output.

        Where the process has ended, it is the one that ends the cell: the reply will say more.
        """
        while not self._ended:
            try:
                message = self.fork.receive(until=self._until)
            except ProcessEndedError as error:
                self._ended = error
                break
            if message["msg_type"] != "execute_reply":
                return message
            self._replies.append(message)
        return {
            "msg_type": "status", "header": {"msg_type": "status"}, "parent_header": self._request,
            "content": {"execution_state": "idle"},
        }  # fmt: skip

    def next_reply(self) -> Message:
        """Return the reply to the last request.

        Raises
        ------
        ProcessEndedError
            If there will be none.
        """
        if not self._replies and self._ended:
            raise self._ended
        return self._replies.popleft()


class ForkedNotebookClient(PapermillNotebookClient):  # type: ignore[misc]
    """Runs the cells of a notebook in a fork of this process."""

    def __init__(self, nb_man: Any, *, limits: Limits, **options: Any) -> None:
        super().__init__(nb_man, **options)
        self._limits = limits
        self.kc: ForkedKernelClient | None = None

    @contextmanager
    def setup_kernel(self, **_: Any) -> Iterator[None]:
        """Fork the process, and end it with everything it has started."""
        fork: Fork | None = None
        try:
            with undisturbed():
                fork = Fork(self._limits)
            self.kc = ForkedKernelClient(fork, self.timeout)
            yield
        finally:
            if fork:
                fork.end()
            self.kc = None

    async def _async_poll_kernel_alive(self) -> None:
        """Do not look whether the kernel lives: whoever waits for a message is told."""

    def execute_cell(self, cell: NotebookNode, cell_index: int, **options: Any) -> NotebookNode:
        """Run a cell; where its process ends, that is the cell's error."""
        assert self.kc is not None
        fork = self.kc.fork
        try:
            return super().execute_cell(cell, cell_index, **options)
        except CellExecutionError:
            if not fork.overdue:
                raise
            reason = fork.overdue
        except ProcessEndedError as error:
            reason = str(error)
            if crash := fork.last_words():
                cell.outputs.append(new_output("stream", name="stderr", text=crash))
        if fork.overdue and self.timeout:
            raise CellTimeoutError.error_from_timeout_and_cell(
                "Cell execution timed out", self.timeout, cell
            )
        raise CellExecutionError.from_cell_and_msg(cell, _as_error(cell, reason))


def _as_error(cell: NotebookNode, reason: str) -> dict[str, Any]:
    """Make the reason the error of a cell, with the traceback of its interruption if there is one.

    An interruption is how a cell is told that it has no time left, not what went wrong.
    """
    interrupted = [output for output in cell.outputs if output.output_type == "error"]
    cell.outputs = [output for output in cell.outputs if output.output_type != "error"]
    traceback = [line for output in interrupted for line in output.traceback]
    error = {"ename": ENDED, "evalue": reason, "traceback": [*traceback, f"{ENDED}: {reason}"]}
    cell.outputs.append(new_output("error", **error))
    return {**error, "status": "error"}
