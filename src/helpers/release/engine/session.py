"""How a kernel without sockets speaks: every message goes through one pipe."""

import ctypes
import io
import os
import time
from multiprocessing.connection import Connection
from typing import Any

from jupyter_client.session import Session

_SECONDS_BETWEEN_FLUSHES = 0.2


class PipeSession(Session):
    """Sends messages through a pipe as they are: nobody listens in, so nothing is signed."""

    def __init__(self) -> None:
        super().__init__()
        self.connection: Connection | None = None

    def send(
        self,
        stream: Any,
        msg_or_type: dict[str, Any] | str,
        content: dict[str, Any] | None = None,
        parent: dict[str, Any] | None = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Send a message and return it; the pipe is shell channel and output channel in one."""
        if isinstance(msg_or_type, str):
            message = self.msg(
                msg_or_type, content=content, parent=parent, header=header, metadata=metadata
            )
        else:
            message = dict(msg_or_type)
        message["buffers"] = [bytes(buffer) for buffer in buffers or ()]
        if self.connection:
            self.connection.send(message)
        return message


class PipeStream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of a cell: what is written becomes messages.

    Parameters
    ----------
    name
        ``"stdout"`` or ``"stderr"``.
    descriptor
        What programs started by the cell write to.
    """

    encoding = "utf-8"

    def __init__(self, session: PipeSession, name: str, descriptor: int) -> None:
        self._session, self._name, self._descriptor = session, name, descriptor
        self._parts: list[str] = []
        self._parent: dict[str, Any] = {}
        self._flushed = time.monotonic()
        self._read = 0

    def set_parent(self, parent: dict[str, Any]) -> None:
        """Say which request the text belongs to."""
        self._parent = parent

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._descriptor

    def writable(self) -> bool:
        """Whether text can be written: always."""
        return True

    def write(self, text: str) -> int:
        """Take text; it is sent soon, and before anything is displayed."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._parts.append(text)
        if time.monotonic() - self._flushed > _SECONDS_BETWEEN_FLUSHES:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what was written, and what was written past Python, to the descriptor."""
        text = "".join(self._parts)
        self._parts.clear()
        self._flushed = time.monotonic()
        for said in (text, self._written_past_python()):
            if said:
                content = {"name": self._name, "text": said}
                self._session.send(None, "stream", content, parent=self._parent)

    def _written_past_python(self) -> str:
        _flush_c_library()
        found = b""
        if size := os.fstat(self._descriptor).st_size - self._read:
            found = os.pread(self._descriptor, size, self._read)
            self._read += len(found)
        return found.decode("utf-8", "replace")


def _flush_c_library() -> None:
    """Write what libraries in C have printed and not yet written."""
    ctypes.CDLL(None).fflush(None)
