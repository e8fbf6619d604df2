"""The legislated monthly pension by household size, as the reference table has it."""

import csv
from collections import defaultdict
from pathlib import Path

from helpers.domain.codelists import HOUSEHOLD_SIZES
from helpers.domain.periods import Month, Span, parse_month

FILE = "pension_scale.csv"

PensionScale = dict[Month, dict[str, int]]


class PensionScaleError(ValueError):
    """Months have two amounts for a household size, or none for some."""

    def __init__(self, months: list[str]) -> None:
        super().__init__(", ".join(months))
        self.months = months


def read_pension_scale(path: Path) -> PensionScale:
    """Read the rials that the law grants in a month to a household of each size.

    A month for which no scale was published is left out.

    Raises
    ------
    PensionScaleError
        If a month stands twice for a size, or for some sizes only.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        amounts = [
            (month, row["household_size"], int(row["amount_rials"]))
            for row in csv.DictReader(file)
            for month in Span(parse_month(row["from_month"]), parse_month(row["to_month"]))
        ]
    given = defaultdict(list)
    scale: PensionScale = defaultdict(dict)
    for month, size, amount in amounts:
        given[month].append(size)
        scale[month][size] = amount
    expected = sorted(HOUSEHOLD_SIZES)
    wrong = [str(month) for month, sizes in given.items() if sorted(sizes) != expected]
    if wrong:
        raise PensionScaleError(wrong)
    return dict(scale)
