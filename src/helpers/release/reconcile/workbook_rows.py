"""The rows of a workbook against those of the CSV: the same values, and words for the codes."""

from collections.abc import Iterator, Sequence
from typing import Any

from helpers.domain.structure import COLUMNS
from helpers.domain.tidy import Row
from helpers.release.reconcile.contradiction import ContradictionError
from helpers.release.reconcile.sheets import AS_WRITTEN, VALUE, Sheet, plain_cell, says

_PERIOD = COLUMNS.index("period")
_CATEGORY, _BREAKDOWN = COLUMNS.index("category"), COLUMNS.index("breakdown")
_STATUSES = [COLUMNS.index(name) for name in ("obs_status", "conf_status")]
_IN_WORDS = [
    place for place in range(len(COLUMNS)) if place not in {VALUE, *AS_WRITTEN, _PERIOD, _CATEGORY}
]


def row_differences(where: str, sheet: Sheet, rows: Sequence[Row]) -> Iterator[ContradictionError]:
    """Yield the rows that say something else than the CSV does, or in the words of another."""
    first = len(sheet.above) + 2
    words: dict[tuple[int, str], Any] = {}
    codes: dict[tuple[int, Any], str] = {}
    for number, (line, row) in enumerate(zip(sheet.lines, rows, strict=True), start=first):
        for place in (VALUE, *AS_WRITTEN):
            if not says(line[place], row[place]):
                yield differ(where, f"row {number}, {named(row)}: {COLUMNS[place]}",
                             plain_cell(line[place]), row[place])  # fmt: skip
        for place, code in _coded(row):
            word = line[place]
            known = words.setdefault((place, code), word)
            meant = codes.setdefault((place, (line[_BREAKDOWN], word)), code)
            if place not in {_CATEGORY, _BREAKDOWN, VALUE}:
                meant = codes.setdefault((place, word), code)
            if known != word or (meant != code and place != VALUE):
                yield ContradictionError(
                    "a row of a workbook has the words of another",
                    where=where,
                    found=f"row {number}: {COLUMNS[place]} {word} in the workbook, {code} in the"
                    f" CSV, which is {known} elsewhere",
                    do="build the edition again",
                )


def differ(where: str, what: str, shown: str, said: str) -> ContradictionError:
    """Return that a cell shows something else than the CSV says."""
    return ContradictionError(
        "a workbook and the CSV beside it differ",
        where=where,
        found=f"{what} {shown or 'empty'} in the workbook, {said or 'empty'} in the CSV",
        do="build the edition again",
    )


def named(row: Row) -> str:
    """Return how an error names a row."""
    return " ".join(dict.fromkeys(row[place] for place in (0, 1, 4, 5, 6)))


def _coded(row: Row) -> Iterator[tuple[int, str]]:
    for place in _IN_WORDS:
        yield place, row[place]
    first, _, last = row[_PERIOD].partition("..")
    # The year to date of a first month is that month, and has its name.
    yield _PERIOD, first if first == last else row[_PERIOD]
    yield _CATEGORY, f"{row[_BREAKDOWN]}={row[_CATEGORY]}"
    if not row[VALUE]:
        yield VALUE, " ".join(row[place] for place in _STATUSES)
