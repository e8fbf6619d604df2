"""Tables: a caption, one row of headings, cells that say why they hold no number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from markupsafe import Markup, escape

from helpers.report.html import Fragment, details, left_to_right, lines
from helpers.report.series import Observation
from helpers.report.wording import Wording

LONGEST_OPEN = 8


@dataclass(frozen=True)
class Figure:
    """A number computed from published ones: a share, a difference."""

    number: Decimal
    decimals: int
    signed: bool = False


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
        """Return the table, folded under a summary where it is long."""
        shown = Fragment(self._html(words), self._text(words))
        fold = len(self.rows) > LONGEST_OPEN if folded is None else folded
        return details(words.phrase("show_table", caption=self.caption), shown) if fold else shown

    def _html(self, words: Wording) -> Markup:
        scroll = Markup(
            '<div class="table-scroll" dir="auto" role="region" aria-labelledby="{id}"'
            ' tabindex="0">\n'
            '<table><caption id="{id}">{caption}</caption>\n'
            "<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
        ).format(
            id=self.identity,
            caption=self.caption,
            headings=Markup().join(
                Markup('<th scope="col">{}</th>').format(heading) for heading in self.headings
            ),
            rows=lines(_row(row, words) for row in self.rows),
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
    return Figure(now.number - before.number, now.statistic.decimals, signed=True)


def _row(row: Row, words: Wording) -> Markup:
    # Not Markup.format(), which takes ten times as long: a page has hundreds of cells.
    attributes = ' class="current"' if row.marked else ""
    cells = "".join(_cell(cell, words) for cell in row.cells)
    return Markup(f'<tr{attributes}><th scope="row">{escape(row.head)}</th>{cells}</tr>')


def _cell(cell: Cell, words: Wording) -> str:
    if isinstance(cell, Observation) and cell.number is None:
        kind = "confidential" if cell.is_hidden else "unavailable"
        return f'<td class="{kind}">{escape(cell_text(cell, words))}</td>'
    if isinstance(cell, str):
        return f"<td>{escape(cell)}</td>"
    number, signed = _number(cell)
    text = cell_text(cell, words)
    inside = left_to_right(text) if signed or number < 0 else escape(text)
    return f'<td class="number">{inside}</td>'


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
