"""One relation between counts, and the names of the counts."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from helpers.domain.codelists import TOTAL
from helpers.domain.structure import STATISTICS

Key: TypeAlias = tuple[str, str, str, str, str]
"""Statistic, period, area, breakdown, category."""

By: TypeAlias = tuple[str, str]
"""Breakdown and category."""

ALL: By = (TOTAL, TOTAL)


class Relation(NamedTuple):
    """The values of ``plus`` less those of ``minus`` are zero, or at most zero."""

    name: str
    plus: tuple[Key, ...]
    minus: tuple[Key, ...]
    at_most: bool = False


def is_uncounted(key: Key) -> bool:
    """Whether a cell is a part of a flow that nobody counts."""
    return key[0] not in STATISTICS


def cells_of(code: str) -> Iterator[By]:
    """Yield the total and every category of a statistic."""
    for breakdown in (TOTAL, *STATISTICS[code].breakdowns):
        for category in STATISTICS[code].categories(breakdown):
            yield breakdown, category
