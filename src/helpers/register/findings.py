"""Faults found in a delivery: where, how often, and what may be shown of them."""

from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from helpers.domain.persian import latin_digits, matching_key
from helpers.errors import EXAMPLES_SHOWN, DataError
from helpers.register.faults import FAULTS, FaultKind
from helpers.register.identity import DIGITS, is_national_id

FILE, ROW = "source_file", "source_row"
_LONGEST_SHOWN = 40
_MOST_DIGITS_SHOWN = 8  # those of a date; a national id that has lost two zeros has as many


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

    def add(self, code: str, file: str, column: str = "", *, rows: tuple[int, ...] = (),
            found: tuple[str, ...] = ()) -> None:  # fmt: skip
        """Note a fault of one file."""
        self.faults.append(Fault(FAULTS[code], file, column, rows, found))

    def add_rows(
        self,
        code: str,
        frame: pd.DataFrame,
        wrong: pd.Series,
        column: str,
        *,
        show: pd.Series | None = None,
        known: tuple[str, ...] = (),
    ) -> None:
        """Note the rows of a frame that are wrong.

        Parameters
        ----------
        frame
            With the columns ``source_file`` and ``source_row``.
        wrong
            Truth values, one for each row.
        show
            What stands in the cells; only what cannot be a person's name or id gets shown.
        known
            Words that the cells may hold; one very like them may be shown.
        """
        places = frame.loc[wrong, [FILE, ROW]].sort_values([FILE, ROW])
        for file, rows in places.groupby(FILE, sort=False)[ROW]:
            examples = () if show is None else show[rows.index[:EXAMPLES_SHOWN]]
            found = tuple(presentable(text, known) for text in examples)
            self.add(code, str(file), column, rows=tuple(rows.tolist()), found=found)

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
    digits = sum(letter.isdigit() for letter in text)
    letters = sum(letter.isalpha() for letter in text)
    harmless = (
        len(text) <= _LONGEST_SHOWN
        and digits <= _MOST_DIGITS_SHOWN
        and not is_national_id(latin_digits(text).zfill(DIGITS))
    )
    near = get_close_matches(matching_key(text), [matching_key(word) for word in known], 1)
    if harmless and (near or not letters):
        return f"'{text}'"
    parts = [f"{digits} digits"] * bool(digits) + [f"{letters} letters"] * bool(letters)
    return f"a text of {' and '.join(parts) or 'signs'}, not shown"
