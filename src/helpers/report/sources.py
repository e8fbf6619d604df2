"""What a piece of a page says of where its numbers are from; see :mod:`helpers.domain.markup`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from helpers.domain.codelists import TOTAL
from helpers.domain.markup import (
    ANY,
    AREA,
    ATTRIBUTES,
    BASE,
    BREAKDOWN,
    COUNT,
    KIND,
    PERIOD,
    PUBLICATION,
    SINCE,
    STATISTIC,
    Counted,
)
from helpers.report.series import Observation

Attributes = Mapping[str, str]
# Of a cell; None where any value would do.
Wanted = Mapping[str, str | None]


@dataclass(frozen=True)
class Sources:
    """Where the numbers of a sentence or of a chart are to be looked up.

    Attributes
    ----------
    statistics
        Codes; of the page's area, and of its period and those it is compared with.
    breakdown
        Whose categories are spoken of.
    base
        What shares are shares of.
    all_periods, all_areas
        Whether it speaks of all periods, or of all areas, of the page's numbers.
    published, count
        Whether it speaks of figures published elsewhere; what it counts besides.
    earlier
        Whether it speaks of what earlier publications said.
    since
        The first period that it speaks of, and of all after it.
    beside
        What it holds the values against: the legislated scale, or the months a year before.
    """

    statistics: tuple[str, ...] = ()
    breakdown: str = TOTAL
    base: Observation | None = None
    all_periods: bool = False
    all_areas: bool = False
    published: bool = False
    count: Counted | None = None
    earlier: bool = False
    since: str = ""
    beside: Literal["", "scale", "season"] = ""

    @property
    def attributes(self) -> Attributes:
        """The attributes that say so."""
        said = {
            STATISTIC: " ".join(self.statistics),
            PERIOD: ANY if self.all_periods else "",
            AREA: ANY if self.all_areas else "",
            BREAKDOWN: "" if self.breakdown == TOTAL else self.breakdown,
            BASE: whole(self.base) if self.base else "",
            KIND: "published" if self.published else self.beside,
            COUNT: self.count or "",
            PUBLICATION: ANY if self.earlier else "",
            SINCE: self.since,
        }
        return {name: value for name, value in said.items() if value}


def whole(base: Observation) -> str:
    """Return how the whole of a share is named."""
    return f"{base.breakdown} {base.category}"


def written(attributes: Attributes) -> Markup:
    """Return attributes as they stand in a tag, with a space before each."""
    return Markup("".join(f' {name}="{escape(value)}"' for name, value in attributes.items()))


@dataclass(frozen=True)
class Shared:
    """The attributes of a table's cells, each written once for all cells that share it.

    Attributes
    ----------
    table
        Those of all cells.
    columns, rows
        Those of all cells of a column, or of a row.
    cells
        What is left, by row and column.
    """

    table: Attributes
    columns: Sequence[Attributes]
    rows: Sequence[Attributes]
    cells: Sequence[Sequence[Attributes]]


def shared(cells: Sequence[Sequence[Wanted | None]]) -> Shared:
    """Return where the attributes of cells are written; None for a cell without a number."""
    width = max((len(row) for row in cells), default=0)
    table: dict[str, str] = {}
    columns: list[dict[str, str]] = [{} for _ in range(width)]
    rows: list[dict[str, str]] = [{} for _ in cells]
    left: list[list[dict[str, str]]] = [[{} for _ in row] for row in cells]
    for name in ATTRIBUTES:
        values = [[None if cell is None else cell.get(name, "") for cell in row] for row in cells]
        across = [_agreed(column) for column in zip(*values, strict=True)]
        down = [_agreed(row) for row in values]
        everywhere = _agreed([value for row in values for value in row])
        if everywhere is not None:
            table |= _said(name, everywhere)
        elif None not in across:
            for column, value in zip(columns, across, strict=True):
                column.update(_said(name, value))
        elif None not in down:
            for row, value in zip(rows, down, strict=True):
                row.update(_said(name, value))
        else:
            for place, found in zip(left, values, strict=True):
                for cell, value in zip(place, found, strict=True):
                    cell.update(_said(name, value))
    return Shared(table, columns, rows, left)


def _agreed(values: Sequence[str | None]) -> str | None:
    """Return what all cells say that say anything; None where they do not agree."""
    different = Counter(value for value in values if value is not None)
    return next(iter(different), "") if len(different) < 2 else None


def _said(name: str, value: str | None) -> dict[str, str]:
    return {name: value} if value else {}
