"""How a delivery is understood, told in words before anything is done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from helpers.delivery.findings import NEVER_SHOWN, FaultLog, described, presentable
from helpers.delivery.readers.headings import letters
from helpers.delivery.readers.totals import is_blank
from helpers.delivery.source import FoundColumn, Source
from helpers.register.schema import Column

_EXAMPLES = 3
_MOST_LOOKED_AT = 1000  # rows of a batch in which examples are looked for


@dataclass
class _Tally:
    """What reading a source has brought.

    Attributes
    ----------
    examples
        By canonical name, a few different cells, each as it may be shown.
    """

    rows: int = 0
    totals: int = 0
    ragged: int = 0
    examples: dict[str, dict[str, None]] = field(default_factory=dict)


def explain_sources(
    sources: Sequence[Source],
    log: FaultLog,
    words: Callable[[Column], Sequence[str]] = lambda column: column.codes,
) -> str:
    """Return how each table was found and read, and the faults of files and columns.

    All rows are read. Of numbers and names of persons it is said what they look like, no more; of
    the rest, a few cells are shown as they stand.

    Parameters
    ----------
    log
        The one that the sources were opened with.
    words
        Gives the words of a column that may be shown.
    """
    parts = [_explained(source, words) for source in sources]
    faults = "\n".join(str(fault) for fault in (*log.errors, *log.warnings))
    return "\n\n".join([*parts, faults or "no file and no column is at fault"])


def _explained(source: Source, words: Callable[[Column], Sequence[str]]) -> str:
    tally = _read(source, words)
    above = source.heading_rows[0] - 1
    headings = " and ".join(map(str, source.heading_rows))
    facts = {
        "table": source.table.name,
        "form": source.form,
        "titles": f"{_rows(above)} above the headings" if above else "none",
        "headings": f"row{'s' * (len(source.heading_rows) > 1)} {headings}",
        "rows": str(tally.rows),
        "totals": f"{_rows(tally.totals)}, left out" if tally.totals else "none",
    }
    if tally.ragged:
        facts["refused"] = f"{_rows(tally.ragged)} with more or fewer cells than the headings"
    lines = [source.label, *(f"  {name + ':':<10}{text}" for name, text in facts.items())]
    lines += [f"  {letters(column.place):>3}  {_told(column, source, tally)}"
              for column in source.columns]  # fmt: skip
    return "\n".join(lines)


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _told(column: FoundColumn, source: Source, tally: _Tally) -> str:
    """Return what became of a column."""
    if not column.name:
        near = f"; nearly «{column.nearest}»" if column.nearest else ""
        return f"left out{near}"
    examples = ", ".join(tally.examples.get(column.name, ())) or "all cells empty"
    unit = ", in toman" if column.in_tomans else ""
    return f"{column.name}, headed «{column.heading}»{unit}: {examples}"


def _read(source: Source, words: Callable[[Column], Sequence[str]]) -> _Tally:
    tally = _Tally()
    for cells in source.read():
        tally.rows += len(cells.rows)
        tally.totals += len(cells.totals)
        tally.ragged += len(cells.ragged)
        for column in source.table.columns:
            found = tally.examples.setdefault(column.name, {})
            if len(found) < _EXAMPLES:
                found |= _examples(cells.rows.column(column.name), column, words)
                tally.examples[column.name] = dict.fromkeys(list(found)[:_EXAMPLES])
    return tally


def _examples(
    texts: pa.Array, column: Column, words: Callable[[Column], Sequence[str]]
) -> dict[str, None]:
    cells = dict.fromkeys(texts.slice(0, _MOST_LOOKED_AT).to_pylist())
    filled = (cell for cell in cells if not is_blank(cell))
    if column.name in NEVER_SHOWN:
        return dict.fromkeys(map(described, filled))
    known = tuple(words(column))
    return dict.fromkeys(presentable(cell, known) for cell in filled)
