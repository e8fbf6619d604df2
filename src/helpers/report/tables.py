"""Tables: a caption, one row of headings, cells that say why they hold no number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from markupsafe import Markup, escape

from helpers.domain.codelists import TOTAL
from helpers.domain.markup import (
    AREA,
    BASE,
    BREAKDOWN,
    CATEGORY,
    KIND,
    PERIOD,
    PUBLICATION,
    SINCE,
    STATISTIC,
    Kind,
)
from helpers.report.html import Fragment, details, join, left_to_right, lines, paragraph
from helpers.report.series import Observation
from helpers.report.sources import Attributes, Wanted, shared, whole, written
from helpers.report.wording import Wording

LONGEST_OPEN = 8


@dataclass(frozen=True)
class Figure:
    """A number computed from published ones: a share, a difference.

    Attributes
    ----------
    kind
        How; and with :data:`of`, where its sources are looked up.
    of
        What is shared out, or what the difference leads to, or what stands beside it elsewhere.
    base
        What it is a share of, or what the difference starts from.
    publication
        The number of the publication that has said it, or that it is a revision of.
    """

    number: Decimal
    decimals: int
    kind: Kind
    of: Observation
    base: Observation | None = None
    signed: bool = False
    publication: int | None = None


Cell: TypeAlias = Observation | Figure | Markup | str


@dataclass(frozen=True)
class Row:
    """One row of a table; ``marked`` is that of the page's own area."""

    head: str
    cells: tuple[Cell, ...]
    marked: bool = False


@dataclass(frozen=True)
class Table:
    """A table as a page shows it.

    Attributes
    ----------
    identity
        The ``id`` of the caption, once on a page.
    headings
        Of all columns, the first being that of the row headings; units stand here.
    notes
        What stands under the table.
    """

    identity: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def fragment(self, words: Wording, *, folded: bool | None = None) -> Fragment:
        """Return the table, folded under a summary where it is long; its notes if it is empty."""
        if not self.rows:
            return join(paragraph("note", note) for note in self.notes)
        shown = Fragment(self._html(words), self._text(words))
        fold = len(self.rows) > LONGEST_OPEN if folded is None else folded
        return details(words.phrase("show_table", caption=self.caption), shown) if fold else shown

    def _html(self, words: Wording) -> Markup:
        of = shared([[_sources(cell) for cell in row.cells] for row in self.rows])
        scroll = Markup(
            '<div class="table-scroll" dir="auto" role="region" aria-labelledby="{id}"'
            ' tabindex="0">\n'
            '<table class="numbers"{of}><caption id="{id}">{caption}</caption>\n'
            "<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
        ).format(
            id=self.identity,
            of=written(of.table),
            caption=self.caption,
            headings=Markup().join(
                Markup('<th scope="col"{}>{}</th>').format(written(column), heading)
                for heading, column in zip(self.headings, [{}, *of.columns], strict=False)
            ),
            rows=lines(
                _row(row, words, attributes, cells)
                for row, attributes, cells in zip(self.rows, of.rows, of.cells, strict=True)
            ),
        )
        notes = [Markup('<p class="note" dir="auto">{}</p>').format(note) for note in self.notes]
        return lines([scroll, *notes])

    def _text(self, words: Wording) -> str:
        rows = [
            " | ".join([row.head, *(cell_text(cell, words) for cell in row.cells)])
            for row in self.rows
        ]
        return "\n".join([self.caption, " | ".join(self.headings), *rows, *self.notes])


def observations(rows: Sequence[Row]) -> list[Observation]:
    """Return the observations that stand in the rows."""
    return [cell for row in rows for cell in row.cells if isinstance(cell, Observation)]


def change_cell(now: Observation, before: Observation) -> Cell:
    """Return the change as a cell; where it cannot be stated, the end that is not published."""
    if now.number is None or before.number is None:
        return now if now.number is None else before
    difference = now.number - before.number
    return Figure(difference, now.statistic.decimals, "difference", now, before, signed=True)


def _sources(cell: Cell) -> Wanted | None:
    """Return the attributes that say where the number of a cell is from."""
    if isinstance(cell, str):
        return None
    row = cell if isinstance(cell, Observation) else cell.of
    total = row.category == TOTAL
    said: dict[str, str | None] = {
        STATISTIC: row.statistic.code,
        PERIOD: row.period,
        AREA: row.area,
        # A total is the same of every breakdown, and what is not said is the total.
        BREAKDOWN: None if total else row.breakdown,
        CATEGORY: "" if total else row.category,
    }
    if isinstance(cell, Observation) and cell.number is None:
        # It may stand where a change would, of either of its two periods.
        said |= dict.fromkeys((PERIOD, KIND, SINCE, BASE))
    if isinstance(cell, Figure):
        said[KIND] = cell.kind
        if cell.publication:
            said[PUBLICATION] = str(cell.publication)
        if cell.base and cell.kind == "share":
            said[BASE] = whole(cell.base)
        elif cell.base:
            said[SINCE] = cell.base.period
    return said


def _row(row: Row, words: Wording, of: Attributes, of_cells: Sequence[Attributes]) -> Markup:
    # Not Markup.format(), which takes ten times as long: a page has hundreds of cells.
    marked = ' class="current"' if row.marked else ""
    cells = "".join(
        _cell(cell, words, written(attributes) if attributes else "")
        for cell, attributes in zip(row.cells, of_cells, strict=True)
    )
    head = f'<th scope="row">{escape(row.head)}</th>'
    return Markup(f"<tr{marked}{written(of)}>{head}{cells}</tr>")


def _cell(cell: Cell, words: Wording, of: str) -> str:
    if isinstance(cell, Observation) and cell.number is None:
        kind = "confidential" if cell.is_hidden else "unavailable"
        return f'<td class="{kind}"{of}>{escape(cell_text(cell, words))}</td>'
    if isinstance(cell, str):
        return f'<td class="text">{escape(cell)}</td>'
    number, signed = _number(cell)
    text = cell_text(cell, words)
    inside = left_to_right(text) if signed or number < 0 else escape(text)
    return f"<td{of}>{inside}</td>"


def cell_text(cell: Cell, words: Wording) -> str:
    """Return what stands in a cell, as plain text."""
    if isinstance(cell, Figure):
        write = words.signed if cell.signed else words.number
        return write(cell.number, cell.decimals)
    if isinstance(cell, Observation):
        if cell.number is not None:
            return words.number(cell.number, cell.statistic.decimals)
        if cell.is_hidden:
            return words.phrase("confidential")
        return words.phrase("not_applicable" if cell.is_inapplicable else "not_available")
    if isinstance(cell, Markup):
        return str(cell.striptags())
    return cell


def _number(cell: Observation | Figure) -> tuple[Decimal, bool]:
    if isinstance(cell, Figure):
        return cell.number, cell.signed
    assert cell.number is not None
    return cell.number, False
