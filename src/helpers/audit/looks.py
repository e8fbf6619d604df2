"""Where solutions are looked for: in one time at once, the nearest first."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

import numpy as np

from helpers.audit.system import System
from helpers.domain.periods import MEHR

Look: TypeAlias = Callable[[str], tuple[object, ...]]
"""Gives the groups that the counts of a period belong to."""


def _itself(period: str) -> tuple[object, ...]:
    return (period,)


def _month_in_its_years(period: str) -> tuple[object, ...]:
    """Group a month with its year, and with the one whose school year it may belong to.

    One month at a time: with more, what counties and categories have in each are tables of three
    dimensions, whose extreme points are seldom whole numbers.
    """
    year, _, month = period.partition("-")
    if month:
        return (period,)
    months = [f"{int(year)}-{number:02}" for number in range(1, 13)]
    return (*months, *(f"{int(year) - 1}-{number:02}" for number in range(MEHR, 13)))


def _some_months(period: str, *, number: int, with_years: bool) -> tuple[object, ...]:
    """Group so many months in a row, from any month on, and the years that they lie in.

    What a month begins with more, it may begin with less in the next.
    """
    year, _, month = period.partition("-")
    if month:
        index = 12 * int(year) + int(month) - 1
        return tuple(range(index - number + 1, index + 1))
    return tuple(range(12 * int(year) - number + 1, 12 * int(year) + 12)) if with_years else ()


STAGES: tuple[tuple[Look, ...], ...] = (
    (_itself, partial(_some_months, number=2, with_years=False), _month_in_its_years),
    tuple(partial(_some_months, number=number, with_years=True) for number in (2, 4, 6)),
)
"""After each stage, the few cells still in danger are worth a look at what is nearest to them."""


def groups(system: System, columns: np.ndarray, look: Look) -> Iterator[np.ndarray]:
    """Yield the columns of each group."""
    members: dict[object, list[int]] = {}
    belongs = {period: look(period) for period in {system.keys[c][1] for c in columns.tolist()}}
    for column in columns.tolist():
        for group in belongs[system.keys[column][1]]:
            members.setdefault(group, []).append(column)
    for inside in members.values():
        yield np.array(inside)
