"""Tables as sections show them: with the notes they need, and without times of no numbers."""

from collections.abc import Sequence

from helpers.domain.periods import Period
from helpers.report.context import Context
from helpers.report.notes import reasons_in_words, table_notes
from helpers.report.series import Observation
from helpers.report.tables import Cell, Row, Table, observations

# Why there is nothing in the first periods of a series.
_BEFORE_IT_BEGINS = {"no_earlier_period", "register_begins", "no_scale"}


def table_of(
    context: Context, caption: str, headings: Sequence[str], rows: Sequence[Row],
    notes: Sequence[str] = (),
) -> Table:  # fmt: skip
    """Return a table with the notes that its cells need, and further ones.

    Where nothing is available it has no rows, and a note says why.
    """
    cells = [cell for row in rows for cell in row.cells]
    missing = [cell for cell in cells if isinstance(cell, Observation) and cell.is_unavailable]
    reasons = reasons_in_words(context, missing)
    if len(missing) == len(cells) and reasons:
        said = context.words.phrase("table_unavailable", caption=caption, reasons=reasons)
        return Table("", caption, tuple(headings), (), (said,))
    return Table(
        context.next_identity(),
        caption,
        tuple(headings),
        tuple(rows),
        (*table_notes(context, observations(rows)), *notes),
    )


def table_over_time(
    context: Context, caption: str, headings: Sequence[str],
    cells: Sequence[tuple[Period, Sequence[Cell]]], notes: Sequence[str] = (),
) -> Table:  # fmt: skip
    """Return a table of periods, the last first, without those before its figures begin.

    Parameters
    ----------
    cells
        Those of each period, the first period first.
    """
    begun = (place for place, (_, own) in enumerate(cells) if not _is_before_beginning(own))
    first = next(begun, 0)
    rows = [Row(context.period_heading(period), tuple(own)) for period, own in cells[first:]]
    if first:
        notes = (*notes, begins_in_words(context, cells[first][0]))
    return table_of(context, caption, headings, rows[::-1], notes)


def begins_in_words(context: Context, first: Period) -> str:
    """Return with which period the figures of a table begin."""
    return context.words.phrase("note_begins", period=context.period_in_words(first))


def beginning(context: Context) -> list[str]:
    """Return the note of a table that lacks periods to compare with, the first ones of all."""
    wanted = 1 if context.year_before is None else 2
    if len(context.compared) == wanted:
        return []
    return [begins_in_words(context, context.so_far[0])]


def _is_before_beginning(cells: Sequence[Cell]) -> bool:
    """Whether all cells of a period are empty since the series had not begun."""
    return all(
        isinstance(cell, Observation)
        and cell.is_unavailable
        and not _BEFORE_IT_BEGINS.isdisjoint(cell.notes)
        for cell in cells
    )
