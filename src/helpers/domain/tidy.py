"""Rows of the published table as CSV text: as a page hands them over, and as they are published."""

import csv
import io
from collections.abc import Iterable, Sequence

Row = tuple[str, ...]


def as_csv(rows: Iterable[Sequence[str]], columns: Sequence[str]) -> str:
    """Return rows as CSV with a heading; quotes only where needed, plain line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def from_csv(text: str, columns: Sequence[str]) -> list[Row]:
    """Return the rows of a CSV text.

    Raises
    ------
    ValueError
        If its columns are others.
    """
    heading, *rows = csv.reader(io.StringIO(text)) or [()]
    if list(heading) != list(columns):
        raise ValueError(f"the columns are {', '.join(heading)}")
    return [tuple(row) for row in rows]
