"""The legislated monthly pension by household size."""

import csv
from collections import defaultdict
from pathlib import Path

import pandas as pd

from helpers.domain.codelists import HOUSEHOLD_SIZES
from helpers.domain.periods import Month, Span, parse_month
from helpers.errors import DataError, some


def read_scale(path: Path) -> pd.DataFrame:
    """Read the legislated scale: ``month`` (index), ``household_size`` (category), ``scale``.

    Raises
    ------
    DataError
        If a month stands twice for a size, or for some sizes only.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        amounts = [
            (month.index, row["household_size"], int(row["amount_rials"]))
            for row in csv.DictReader(file)
            for month in Span(parse_month(row["from_month"]), parse_month(row["to_month"]))
        ]
    sizes = defaultdict(list)
    for month, size, _amount in amounts:
        sizes[month].append(size)
    expected = sorted(HOUSEHOLD_SIZES)
    wrong = [str(Month.from_index(m)) for m, given in sizes.items() if sorted(given) != expected]
    if wrong:
        raise DataError(
            "the pension scale does not give one amount for every household size",
            where=f"{path.name}, months {some(wrong)}",
            expected=f"household_size {', '.join(HOUSEHOLD_SIZES)}, each once a month",
            do="complete the table, or leave the month out",
        )
    return pd.DataFrame(amounts, columns=["month", "household_size", "scale"])
