"""Faults found in a delivery: where, how often, and what may be shown of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from helpers.delivery.cleaning.identity import DIGITS, is_national_id
from helpers.delivery.faults import FAULTS, FaultKind
from helpers.domain.persian import latin_digits, matching_key
from helpers.errors import EXAMPLES_SHOWN, DataError
from helpers.register.schema import TABLES

_LONGEST_SHOWN = 40
_MOST_DIGITS_SHOWN = 8  # those of a date; a national id that has lost two zeros has as many
_LIKE_A_DATE = re.compile(r"(1[2-5]|19|20)\d\d([-/.])\d{1,2}\2\d{1,2}")
NEVER_SHOWN = frozenset(
    column.name
    for table in TABLES.values()
    for column in table.columns
    if column.kind in {"text", "national_id"}
)


@dataclass(frozen=True)
class Fault:
    """One kind of fault in one column of one file.

    Attributes
    ----------
    kind
        Which fault.
    file
        The file, or the sheet of it, as it was named.
    column
        Canonical name of the column, or several; empty where the whole file is meant.
    rows
        At most five rows as a spreadsheet numbers them; none: the whole file.
    found
        At most five examples, each fit to be shown.
    count
        How many rows it is in; 1 for a whole file.
    """

    kind: FaultKind
    file: str
    column: str = ""
    rows: tuple[int, ...] = ()
    found: tuple[str, ...] = ()
    count: int = 1

    def __str__(self) -> str:
        shown = ", ".join(map(str, self.rows))
        more = self.count - len(self.rows)
        rows = f"row{'s' * (self.count > 1)} {shown}" if self.rows else ""
        rows += f" and {more} more" if self.rows and more > 0 else ""
        column = f"column {self.column}" if self.column else ""
        text = DataError(
            f"{self.kind.code} {self.file}: {self.kind.title}",
            where=", ".join(part for part in (rows, column) if part),
            found=", ".join(self.found),
            expected=self.kind.expected,
            do=self.kind.do,
        )
        return str(text)


class FaultLog:
    """Collects the faults of one delivery."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(
        self, code: str, file: str, column: str = "", *, rows: Sequence[int] = (), hint: str = ""
    ) -> None:
        """Note a fault of one file; the hint, what was found, must be fit to be shown."""
        shown, count = tuple(rows[:EXAMPLES_SHOWN]), max(len(rows), 1)
        found = (hint,) if hint else ()
        self.extend([Fault(FAULTS[code], file, column, shown, found, count)])

    def extend(self, faults: Iterable[Fault]) -> None:
        """Note faults."""
        self.faults += faults

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


def with_examples(fault: Fault, cells: Iterable[str], known: Sequence[str]) -> Fault:
    """Return the fault with what was found in its rows, as far as that may be shown.

    Parameters
    ----------
    cells
        Of its column, in its rows, as they were sent.
    known
        Words that the cells may hold; one very like them may be shown.
    """
    shown = (
        described(text) if fault.column in NEVER_SHOWN else presentable(text, known)
        for text in cells
    )
    return replace(fault, found=tuple(dict.fromkeys(shown)))


def presentable(text: str, known: Sequence[str] = ()) -> str:
    """Return a cell as a message may show it.

    A cell in a wrong column may hold anything. So a long number is not shown, and words only where
    they are nearly one of the known ones: a message never carries a name or a national id.
    """
    return f"'{text}'" if may_be_shown(text, known) else described(text)


def may_be_shown(text: str, known: Sequence[str] = ()) -> bool:
    """Return whether a cell that is at fault can be neither a name nor a national id."""
    harmless = (
        0 < len(text) <= _LONGEST_SHOWN
        and sum(letter.isdigit() for letter in text) <= _MOST_DIGITS_SHOWN
        and not holds_national_id(text)
    )
    worded = any(letter.isalpha() for letter in text)
    return harmless and (not worded or is_near(text, known))


def holds_national_id(text: str) -> bool:
    """Return whether the digits of a cell are those of a national id, zeros lost or not.

    One date in eleven has such digits by chance; with its marks it is known for a date.
    """
    latin = latin_digits(text)
    digits = "".join(letter for letter in latin if letter.isdigit())
    enough = len(digits) >= _MOST_DIGITS_SHOWN
    likely = enough and not _LIKE_A_DATE.fullmatch(latin.strip())
    return likely and is_national_id(digits.zfill(DIGITS))


def is_near(text: str, known: Sequence[str]) -> bool:
    """Return whether a text is nearly one of the known words."""
    return bool(get_close_matches(matching_key(text), [matching_key(word) for word in known], 1))


def described(text: str) -> str:
    """Return what kind of text a cell holds, and none of it."""
    if not text:
        return "an empty cell"
    digits = sum(letter.isdigit() for letter in text)
    letters = sum(letter.isalpha() for letter in text)
    parts = [f"{digits} digits"] * bool(digits) + [f"{letters} letters"] * bool(letters)
    return f"a text of {' and '.join(parts) or 'signs'}, not shown"
