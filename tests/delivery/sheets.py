"""Sheets of cells, before they are saved in one form or another."""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

Cell = str | int | float | dt.date | None

DAY_ZERO = dt.date(1899, 12, 30)
FORMATS = (0, 14)  # both built in: as it is, and a date as the country writes it
GENERAL, DATE = 0, 1


@dataclass
class Sheet:
    """A sheet as it stands before it is saved.

    Attributes
    ----------
    table
        Whose rows it holds; empty for a sheet of something else.
    rows
        From the top, each with its cells from the left; they need not be of one length.
    merged
        First and last row, first and last column of the cells that are merged; from 0.
    headings, data
        The places of the rows of headings, and of the rows of data, in ``rows``.
    """

    name: str
    rows: list[list[Cell]]
    table: str = ""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    headings: range = range(0)
    data: list[int] = field(default_factory=list)


def serial(day: dt.date) -> int:
    """Return a day as a spreadsheet counts it."""
    return (day - DAY_ZERO).days


def number_of(cell: int | float | dt.date) -> tuple[int, float]:
    """Return the place in ``FORMATS`` of a cell of a number or a date, and its number."""
    return (DATE, serial(cell)) if isinstance(cell, dt.date) else (GENERAL, cell)


def save(file: Path, content: bytes) -> None:
    """Write a file, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive of files by name, the same one for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()
