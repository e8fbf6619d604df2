"""Cells of tables: each is one row of the CSV, or two, by what stands around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from selectolax.lexbor import LexborNode

from helpers.domain.codelists import TOTAL
from helpers.domain.markup import (
    AREA,
    ATTRIBUTES,
    BASE,
    BREAKDOWN,
    CATEGORY,
    KIND,
    PERIOD,
    PUBLICATION,
    SINCE,
    STATISTIC,
)
from helpers.domain.numbers import round_half_up
from helpers.release.sources.elements import ancestors
from helpers.release.sources.granted import Granted
from helpers.release.sources.numbers import Cell, Key, Numbers, Source
from helpers.release.sources.tokens import Token

# Figures published elsewhere, by statistic, breakdown and category.
Elsewhere = Mapping[tuple[str, str, str], frozenset[Decimal]]


@dataclass(frozen=True)
class Place:
    """Where a cell stands: what its table, row, column and it itself say together."""

    said: Mapping[str, str]

    @property
    def key(self) -> Key:
        """The row of the CSV; what is not said is the total."""
        category = self.said.get(CATEGORY, TOTAL)
        breakdown = TOTAL if category == TOTAL else self.said.get(BREAKDOWN, TOTAL)
        return (
            self.said[STATISTIC], self.said.get(PERIOD, ""), self.said.get(AREA, ""),
            breakdown, category,
        )  # fmt: skip


class Tables:
    """The tables of a page, and what they say of their cells."""

    def __init__(self) -> None:
        self._columns: dict[int, list[dict[str, str]]] = {}
        self._rows: dict[int, tuple[dict[str, str], dict[str, str], int]] = {}

    def place(self, cell: LexborNode) -> Place | None:
        """Return the place of a cell; None where its table does not name its numbers' rows."""
        row = cell.parent
        if row is None:
            return None
        if row.mem_id not in self._rows:
            self._rows[row.mem_id] = self._read(row)
        of_table, of_row, table = self._rows[row.mem_id]
        columns, number = self._columns[table], _number_of(cell)
        column = columns[number] if number < len(columns) else {}
        together = {**of_table, **column, **of_row, **_said(cell)}
        return Place(together) if STATISTIC in together else None

    def _read(self, row: LexborNode) -> tuple[dict[str, str], dict[str, str], int]:
        """Return what a row and its table say, and which table that is."""
        table = next((found for found in ancestors(row) if found.tag == "table"), row)
        if table.mem_id not in self._columns:
            self._columns[table.mem_id] = [_said(heading) for heading in table.css("thead th")]
        return _said(table), _said(row), table.mem_id


def source_of_cell(
    place: Place, token: Token, numbers: Numbers, elsewhere: Elsewhere, granted: Granted
) -> Source | str:
    """Return the source of the number in a cell, or what should stand there instead."""
    key, kind = place.key, place.said.get(KIND, "")
    cell = numbers.cell(key)
    if kind.endswith("published"):
        return _beside(kind, key, token, cell, elsewhere)
    if cell is None:
        return f"{' '.join(key)} is no row of the CSV"
    if kind == "scale":
        amount = granted.get(key[4])
        return Source(kind, (key,)) if amount == token.signed else f"{amount}, by the scale"
    if kind == "earlier":
        return _earlier(place, token, numbers)
    if cell.number is None:
        return f"the CSV holds no value of {' '.join(key)}"
    return (_computed if kind else _value)(place, token, numbers, cell.number)


def _value(place: Place, token: Token, _: Numbers, number: Decimal) -> Source | str:
    """Return the row whose value stands in a cell, or what it is."""
    return Source("value", (place.key,)) if number == token.signed else str(number)


def _beside(
    kind: str, key: Key, token: Token, cell: Cell | None, elsewhere: Elsewhere
) -> Source | str:
    """Return the source of a figure published elsewhere, or of our difference from it."""
    others = elsewhere.get((key[0], *key[3:]), frozenset())
    if kind == "published":
        return Source(kind) if token.number in others else "a figure of published_figures.csv"
    ours = cell.number if cell else None
    if ours is not None and any(ours - other == token.signed for other in others):
        return Source("difference", (key,))
    return f"the difference of {ours} and a figure of published_figures.csv"


def _earlier(place: Place, token: Token, numbers: Numbers) -> Source | str:
    """Return the source of what was published before, or what it was."""
    said = numbers.earlier(place.key, int(place.said.get(PUBLICATION, 0)))
    return Source("earlier", (place.key,)) if said == token.signed else f"{said}, published before"


def _computed(place: Place, token: Token, numbers: Numbers, number: Decimal) -> Source | str:
    """Return the source of a share or a difference, or what it would be."""
    key = place.key
    if place.said[KIND] == "revision":
        said = numbers.earlier(key, int(place.said.get(PUBLICATION, 0)))
        revision = None if said is None else number - said
        return Source("revision", (key,)) if revision == token.signed else str(revision)
    if place.said[KIND] == "share":
        whole: Key = (*key[:3], *place.said.get(BASE, "").split(" ", 1))  # type: ignore[assignment]
        base = numbers.cell(whole)
        if base is None or not base.number:
            return f"a share of {' '.join(whole)}, which is not published"
        share = round_half_up(100 * number / base.number, min(token.decimals, 1))
        return Source("share", (key, whole)) if share == token.signed else str(share)
    before: Key = (key[0], place.said.get(SINCE, ""), *key[2:])
    since = numbers.cell(before)
    if since is None or since.number is None:
        return f"the difference to {' '.join(before)}, which is not published"
    if number - since.number == token.signed:
        return Source("difference", (key, before))
    return str(number - since.number)


def _number_of(cell: LexborNode) -> int:
    """Return how many cells stand before a cell in its row."""
    number, before = 0, cell.prev
    while before is not None:
        number += before.tag in {"td", "th"}
        before = before.prev
    return number


def _said(node: LexborNode) -> dict[str, str]:
    attributes = node.attributes
    return {name: attributes[name] or "" for name in attributes if name in ATTRIBUTES}
