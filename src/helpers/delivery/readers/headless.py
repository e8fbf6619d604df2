"""Rows of data without headings: not to be passed over as a sheet of something else."""

import re
from collections.abc import Sequence

from helpers.domain.persian import latin_digits, normalise_letters

_FEWEST_CELLS = 5  # no table of the contract has rows with fewer
_DAY_OR_MONTH = re.compile(
    r"\d{4}([-/.])\d{1,2}(\1\d{1,2})?( .*)?|(1[34]|19|20)\d{6}|[2-5]\d{4}"  # the last as a serial
)


def holds_records(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the rows of a sheet look like a table's, though no heading says of which.

    Most of them are as wide as a row of data, and have a day or a month in the same column.
    """
    filled = [cells for row in rows if any(cells := list(map(normalise_letters, row)))]
    wide = [cells for cells in filled if sum(map(bool, cells)) >= _FEWEST_CELLS]
    if not wide or 2 * len(wide) < len(filled):
        return False
    return any(
        2 * sum(map(_is_day_or_month, column)) > len(wide) for column in zip(*wide, strict=True)
    )


def _is_day_or_month(text: str) -> bool:
    return bool(_DAY_OR_MONTH.fullmatch(latin_digits(text)))
