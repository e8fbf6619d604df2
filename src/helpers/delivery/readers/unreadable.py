"""What cannot be read, and how that is said without a word of its contents."""

import zipfile
import zlib
from collections.abc import Callable, Iterator

import pyarrow as pa

from helpers.delivery.findings import FaultLog
from helpers.delivery.source import Cells

DAMAGED = (pa.ArrowException, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError,
           NotImplementedError, RuntimeError)  # fmt: skip


class UnreadableError(Exception):
    """A file cannot be read; the text says why, is fit to be shown, and may be empty."""


def noting_breaks(
    read: Callable[[], Iterator[Cells]], label: str, log: FaultLog
) -> Callable[[], Iterator[Cells]]:
    """Return the same reading, which ends where it breaks off, and notes that (E102), once.

    Parameters
    ----------
    read
        Raises :class:`UnreadableError` or one of ``DAMAGED``, whose texts may quote a cell.
    """
    noted = False

    def reading() -> Iterator[Cells]:
        nonlocal noted
        try:
            yield from read()
        except (UnreadableError, *DAMAGED) as error:
            if not noted:
                noted = True
                why = str(error) if isinstance(error, UnreadableError) else "it is not whole"
                log.add("E102", label, hint=why)

    return reading
