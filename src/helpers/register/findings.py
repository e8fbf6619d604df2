"""Faults found in a delivery: where, how often, and what may be shown of them."""

from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from helpers.domain.persian import latin_digits, matching_key
from helpers.errors import EXAMPLES_SHOWN, DataError
from helpers.register.faults import FAULTS, FaultKind
from helpers.register.identity import DIGITS, is_national_id
from helpers.register.schema import TABLES

FILE, ROW = "source_file", "source_row"
_LONGEST_SHOWN = 40
_MOST_DIGITS_SHOWN = 8  # those of a date; a national id that has lost two zeros has as many
_NEVER_SHOWN = {
    column.name
    for table in TABLES.values()
    for column in table.columns
    if column.kind in {"text", "national_id"}
}


@dataclass(frozen=True)
class Fault:
    """One kind of fault in one column of one file.

    Attributes
    ----------
    kind
        Which fault.
    file
        The file as it was named.
    column
        Canonical name of the column, or several; empty where the whole file is meant.
    rows
        Rows as a spreadsheet numbers them, the headings being row 1; none: the whole file.
    found
        At most five examples, each fit to be shown.
    """

    kind: FaultKind
    file: str
    column: str = ""
    rows: tuple[int, ...] = ()
    found: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = ", ".join(map(str, self.rows[:EXAMPLES_SHOWN]))
        more = len(self.rows) - EXAMPLES_SHOWN
        rows = f"row{'s' * (len(self.rows) > 1)} {shown}" if self.rows else ""
        rows += f" and {more} more" if more > 0 else ""
        column = f"column {self.column}" if self.column else ""
        text = DataError(
            f"{self.kind.code} {self.file}: {self.kind.title}",
            where=", ".join(part for part in (rows, column) if part),
            found=", ".join(self.found),
            expected=self.kind.expected,
            do=self.kind.do,
        )
        return str(text)

    @property
    def count(self) -> int:
        """How many rows it is in; 1 for a whole file."""
        return max(len(self.rows), 1)


class FaultLog:
    """Collects the faults of one delivery."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._sent: dict[str, pd.DataFrame] = {}
        self._cells_in_error: set[tuple[str, str, int]] = set()

    def remember(self, file: str, cells: pd.DataFrame) -> None:
        """Keep the cells of a file as they were sent, for examples of what was found."""
        self._sent[file] = cells

    def add(self, code: str, file: str, column: str = "", *, rows: tuple[int, ...] = ()) -> None:
        """Note a fault of one file."""
        self.faults.append(Fault(FAULTS[code], file, column, rows))

    def in_error(self, frame: pd.DataFrame, column: str) -> pd.Series:
        """Return, for each row of a frame, whether its cell of this column is in error already."""
        if not any(column == noted for _, noted, _ in self._cells_in_error):
            return pd.Series(False, frame.index)
        cells = zip(frame[FILE], frame[ROW], strict=True)
        noted = [(file, column, row) in self._cells_in_error for file, row in cells]
        return pd.Series(noted, frame.index)

    def add_rows(
        self,
        code: str,
        frame: pd.DataFrame,
        wrong: pd.Series,
        column: str = "",
        *,
        known: tuple[str, ...] = (),
    ) -> None:
        """Note the rows of a frame that are wrong; a cell in error already is not noted again.

        Parameters
        ----------
        frame
            With the columns ``source_file`` and ``source_row``.
        wrong
            Truth values, one for each row.
        column
            Where; several names, or none, if no one cell is to blame.
        known
            Words that the cells may hold; one very like them may be shown.
        """
        noted = wrong.to_numpy(dtype=bool, na_value=False)
        if not noted.any():
            return
        places = frame.loc[noted, [FILE, ROW]]
        for file, numbers in places.groupby(FILE)[ROW]:
            cells = [(str(file), column, row) for row in sorted(numbers)]
            rows = tuple(cell[2] for cell in cells if cell not in self._cells_in_error)
            if not rows:
                continue
            found = self._examples(str(file), column, rows[:EXAMPLES_SHOWN], known)
            self.faults.append(Fault(FAULTS[code], str(file), column, rows, found))
            if FAULTS[code].is_error:
                self._cells_in_error.update(cells)

    def _examples(
        self, file: str, column: str, rows: tuple[int, ...], known: tuple[str, ...]
    ) -> tuple[str, ...]:
        sent = self._sent[file]
        if column not in sent:
            return ()
        cells = sent.loc[sent[ROW].isin(rows), column]
        shown = (
            described(text) if column in _NEVER_SHOWN else presentable(text, known)
            for text in cells
        )
        return tuple(dict.fromkeys(shown))

    @property
    def errors(self) -> list[Fault]:
        """The faults that refuse the delivery, in the order of their codes."""
        return [fault for fault in self._sorted if fault.kind.is_error]

    @property
    def warnings(self) -> list[Fault]:
        """The faults that are counted only, in the order of their codes."""
        return [fault for fault in self._sorted if not fault.kind.is_error]

    @property
    def warning_counts(self) -> dict[str, int]:
        """Rows by code of the warning."""
        counts: dict[str, int] = {}
        for fault in self.warnings:
            counts[fault.kind.code] = counts.get(fault.kind.code, 0) + fault.count
        return counts

    @property
    def _sorted(self) -> list[Fault]:
        return sorted(self.faults, key=lambda fault: (fault.kind.code, fault.file, fault.column))


def presentable(text: str, known: tuple[str, ...] = ()) -> str:
    """Return a cell as a message may show it.

    A cell in a wrong column may hold anything. So a long number is not shown, and words only where
    they are nearly one of the known ones: a message never carries a name or a national id.
    """
    harmless = (
        len(text) <= _LONGEST_SHOWN
        and sum(letter.isdigit() for letter in text) <= _MOST_DIGITS_SHOWN
        and not is_national_id(latin_digits(text).strip().zfill(DIGITS))
    )
    near = get_close_matches(matching_key(text), [matching_key(word) for word in known], 1)
    worded = any(letter.isalpha() for letter in text)
    return f"'{text}'" if text and harmless and (near or not worded) else described(text)


def described(text: str) -> str:
    """Return what kind of text a cell holds, and none of it."""
    if not text:
        return "an empty cell"
    digits = sum(letter.isdigit() for letter in text)
    letters = sum(letter.isalpha() for letter in text)
    parts = [f"{digits} digits"] * bool(digits) + [f"{letters} letters"] * bool(letters)
    return f"a text of {' and '.join(parts) or 'signs'}, not shown"
