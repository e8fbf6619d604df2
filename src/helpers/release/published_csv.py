"""CSV as it is published: safe to open in a spreadsheet.

Without a byte order mark: the files hold codes, and programs stumble over one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from helpers.domain.tidy import as_csv
from helpers.errors import DataError

# A spreadsheet takes a cell that begins with one of these for a formula, whatever stands around
# it; after a space too.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n\0＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def published_csv(rows: Iterable[Sequence[str]], columns: Sequence[str], where: str) -> str:
    """Return rows as CSV with a heading.

    Parameters
    ----------
    where
        What the rows are, for the error.

    Raises
    ------
    DataError
        If a text could run as a formula in a spreadsheet. Numbers may begin with a sign.
    """
    return as_csv(_harmless(rows, where), columns)


def _harmless(rows: Iterable[Sequence[str]], where: str) -> Iterator[Sequence[str]]:
    for row in rows:
        for cell in row:
            if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
                raise DataError(
                    "a text begins like a formula",
                    where=where,
                    found=repr(cell[:60]),
                    expected="a code, a number, or a text that begins with a letter",
                    do="correct the text where it is from",
                )
        yield row
