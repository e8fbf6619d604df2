"""A workbook against the CSV beside it: row by row, in every language.

Workbooks are not read by today's words, which may have changed since: what is asked is that a code
of the CSV stands under one word throughout a sheet, and every word for one code.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from helpers.domain.structure import COLUMNS
from helpers.domain.tidy import Row
from helpers.errors import DataError, KarnamehError
from helpers.release.pages import Subject
from helpers.release.reconcile.contradiction import ContradictionError

_VALUE = COLUMNS.index("value")
_AS_WRITTEN = [COLUMNS.index(name) for name in ("period_start", "period_end")]
_PERIOD = COLUMNS.index("period")
_CATEGORY, _BREAKDOWN = COLUMNS.index("category"), COLUMNS.index("breakdown")
_IN_WORDS = [
    place
    for place in range(len(COLUMNS))
    if place not in {_VALUE, *_AS_WRITTEN, _PERIOD, _CATEGORY}
]

Cells = Sequence[Any]


def workbook_faults(folder: Path, subject: Subject, rows: Sequence[Row]) -> Iterator[KarnamehError]:
    """Yield where a workbook does not say what the CSV says.

    Parameters
    ----------
    rows
        Of the CSV.
    """
    try:
        book = CalamineWorkbook.from_path(str(folder / subject.xlsx))
        sheets = [
            (name, cells)
            for name in book.sheet_names
            if (cells := book.get_sheet_by_name(name).to_python()) and len(cells[0]) == len(COLUMNS)
        ]
    except (OSError, CalamineError) as error:
        yield DataError("a workbook cannot be read", where=subject.xlsx, found=str(error))
        return
    if not sheets:
        yield DataError("a workbook holds no numbers", where=subject.xlsx)
    for name, (_, *lines) in sheets:
        where = f"{subject.xlsx}, sheet {name}; {subject.csv}"
        if len(lines) != len(rows):
            yield ContradictionError(
                "a workbook has other rows than the CSV beside it",
                where=where, found=f"{len(lines)} and {len(rows)} rows",
            )  # fmt: skip
            continue
        yield from _differences(where, lines, rows)


def _differences(
    where: str, lines: Sequence[Cells], rows: Sequence[Row]
) -> Iterator[ContradictionError]:
    words: dict[tuple[int, str], Any] = {}
    codes: dict[tuple[int, Any], str] = {}
    for number, (line, row) in enumerate(zip(lines, rows, strict=True), start=2):
        for place in (_VALUE, *_AS_WRITTEN):
            shown, said = _plain(line[place]), row[place]
            if place == _VALUE and said and shown:
                said, shown = (f"{Decimal(text).normalize():f}" for text in (said, shown))
            if shown != said:
                cell = " ".join(dict.fromkeys(row[place] for place in (0, 1, 4, 5, 6)))
                yield ContradictionError(
                    "a workbook and the CSV beside it differ",
                    where=where,
                    found=f"row {number}, {cell}: {COLUMNS[place]} {shown or 'empty'} in the"
                    f" workbook, {said or 'empty'} in the CSV",
                    do="build the edition again",
                )
        for place, code in _coded(row):
            word = line[place]
            known = words.setdefault((place, code), word)
            meant = codes.setdefault((place, (line[_BREAKDOWN], word)), code)
            if place not in {_CATEGORY, _BREAKDOWN}:
                meant = codes.setdefault((place, word), code)
            if known != word or meant != code:
                yield ContradictionError(
                    "a row of a workbook has the words of another",
                    where=where,
                    found=f"row {number}: {COLUMNS[place]} {word} in the workbook, {code} in the"
                    f" CSV, which is {known} elsewhere",
                    do="build the edition again",
                )


def _coded(row: Row) -> Iterator[tuple[int, str]]:
    for place in _IN_WORDS:
        yield place, row[place]
    first, _, last = row[_PERIOD].partition("..")
    # The year to date of a first month is that month, and has its name.
    yield _PERIOD, first if first == last else row[_PERIOD]
    yield _CATEGORY, f"{row[_BREAKDOWN]}={row[_CATEGORY]}"


def _plain(cell: Any) -> str:
    """Return a cell as the CSV writes it; the library reads every number as a float."""
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    return str(cell)
