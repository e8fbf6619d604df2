"""What a notebook hands over at its end, read as the build reads it."""

import csv
import io


def rows_of(bundle) -> list[dict[str, str]]:
    """Return the rows a page has shown."""
    return list(csv.DictReader(io.StringIO(bundle["rows"])))


def absent_of(bundle) -> list[list[str]]:
    """Return the keys a page has looked up in vain."""
    return list(csv.reader(io.StringIO(bundle["absent"])))[1:]
