"""Headings of the contract, in the spellings of offices: which table they bring, and where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import zip_longest

from helpers.configuration import DeliveryRules
from helpers.delivery.findings import FaultLog, presentable
from helpers.delivery.source import FoundColumn
from helpers.domain.persian import latin_digits, matching_key, normalise_letters
from helpers.errors import RequestError
from helpers.register.schema import TABLES, TableSchema

SEARCHED_ROWS = 30
_RIALS = ("ریال", "rials")
_TOMANS = ("تومان", "tomans")
_FEWEST_RECOGNISED = 0.5
_key = lru_cache(maxsize=10_000)(matching_key)

_Names = dict[str, tuple[str, bool]]


@dataclass(frozen=True)
class Heading:
    """The headings of a table, found.

    Attributes
    ----------
    table
        Whose headings they are.
    rows
        Where they stand, as a spreadsheet numbers rows.
    columns
        Those that have a heading, from the left.
    """

    table: TableSchema
    rows: tuple[int, ...]
    columns: tuple[FoundColumn, ...]

    @property
    def recognised(self) -> int:
        """How many columns of the contract are among them."""
        return len({column.name for column in self.columns if column.name})


class KnownHeadings:
    """Every heading that a column may have: canonical, Persian, or this office's own.

    Raises
    ------
    RequestError
        If the office's settings name a column that no table has, or one heading for two columns.
    """

    def __init__(self, rules: DeliveryRules) -> None:
        names = {column.name for table in TABLES.values() for column in table.columns}
        for name in rules.headings:
            if name not in names:
                near = get_close_matches(name, sorted(names), 1)
                raise _wrong_settings("no table has a column of this name", name, *near)
        self._names = {table.name: _names(table, rules) for table in TABLES.values()}

    def find(
        self, rows: Sequence[Sequence[str]], *, first_row: int = 1, first_place: int = 0
    ) -> Heading | None:
        """Return the headings among the first rows of a sheet; None where there are none.

        They stand in one row, or in two where columns are grouped: those under which most columns
        are recognised, and at least half of a table's.

        Parameters
        ----------
        rows
            Text of the cells.
        first_row, first_place
            The row and the column of the first cell, the row as a spreadsheet numbers it.
        """
        best: Heading | None = None
        for number, lower in enumerate(rows[:SEARCHED_ROWS]):
            bands = [[lower], [rows[number - 1], lower]] if number else [[lower]]
            for band in bands:
                found = self._recognised(band, first_row + number, first_place)
                if found and (best is None or found.recognised > best.recognised):
                    best = found
        if best is None:
            return None
        below = rows[best.rows[-1] + 1 - first_row :][:1]
        counted = (best.rows[-1] + 1,) if below and _only_counts(below[0]) else ()
        columns = tuple(self._with_nearest(column, best.table) for column in best.columns)
        return replace(best, rows=(*best.rows, *counted), columns=columns)

    def note_faults(self, heading: Heading, label: str, log: FaultLog) -> bool:
        """Note columns that are missing, doubled or unknown; return whether the rest can be read.

        Of an unknown heading no more is said than the one that it is nearly.
        """
        usable = True
        last = heading.rows[-1:]
        unknown = [column for column in heading.columns if not column.name]
        for column in heading.table.columns:
            found = [c for c in heading.columns if c.name == column.name]
            fewest = 0 if column.kind == "national_id" else 1
            if len(found) > 1:
                places = " and ".join(letters(c.place) for c in found)
                log.add("E105", label, column.name, rows=last, hint=f"columns {places}")
            elif len(found) < fewest:
                near = [c for c in unknown if c.nearest == column.heading]
                shown = [presentable(c.heading, (column.name, column.heading)) for c in near]
                title = f"{column.name} («{column.heading}»)"
                log.add("E104", label, title, rows=last, hint=", ".join(shown))
            usable = usable and fewest <= len(found) <= 1
        for other in unknown:
            hint = f"nearly «{other.nearest}»" if other.nearest else ""
            note_left_out(other.place, label, log, hint=hint)
        return usable

    def _recognised(
        self, band: Sequence[Sequence[str]], lowest: int, first_place: int
    ) -> Heading | None:
        cells = _cells_of(band)
        shares: dict[str, float] = {}
        for table, known in self._names.items():
            keys = {_key(text) for texts in cells for text in texts}
            found = {known[key][0] for key in keys & known.keys()}
            shares[table] = len(found) / len(TABLES[table].columns)
        best = max(shares, key=lambda table: shares[table])
        if shares[best] < _FEWEST_RECOGNISED or list(shares.values()).count(shares[best]) > 1:
            return None
        columns = []
        for place, texts in enumerate(cells, start=first_place):
            known = self._names[best]
            text = next((text for text in texts if _key(text) in known), texts[0])
            if text:
                columns.append(FoundColumn(place, text, *known.get(_key(text), ())))
        rows = tuple(range(lowest + 1 - len(band), lowest + 1))
        return Heading(TABLES[best], rows, tuple(columns))

    def _with_nearest(self, column: FoundColumn, table: TableSchema) -> FoundColumn:
        known = self._names[table.name]
        near = [] if column.name else get_close_matches(_key(column.heading), list(known), 1)
        return replace(column, nearest=table[known[near[0]][0]].heading) if near else column


def letters(place: int) -> str:
    """Return a column as spreadsheets name it: A, …, Z, AA, …; the first place is 0."""
    rest, last = divmod(place, 26)
    return (letters(rest - 1) if rest else "") + chr(ord("A") + last)


def note_left_out(place: int, label: str, log: FaultLog, *, hint: str = "") -> None:
    """Note that a column is not part of the contract."""
    log.add("W202", label, f"{letters(place)}, number {place + 1} from the left", hint=hint)


def _names(table: TableSchema, rules: DeliveryRules) -> _Names:
    """Return, for the key of every heading, the column's name and whether it says toman."""
    names: _Names = {}
    for column in table.columns:
        for text in (column.name, column.heading, *rules.headings.get(column.name, ())):
            key = matching_key(text)
            if not key:
                raise _wrong_settings("a heading is without letters", column.name)
            meanings: _Names = {key: (column.name, False)}
            if column.kind == "money":
                meanings = {key: (column.name, any(word in key for word in _TOMANS))}
                for rials, tomans in zip(_RIALS, _TOMANS, strict=True):
                    if rials in key:
                        meanings[key.replace(rials, tomans)] = (column.name, True)
            for meant, value in meanings.items():
                if names.setdefault(meant, value)[0] != column.name:
                    raise _wrong_settings("one heading stands for two columns", text)
    return names


def _wrong_settings(what: str, found: str, *near: str) -> RequestError:
    return RequestError(
        what,
        where="karnameh.toml, [deliveries.headings]",
        found=found,
        expected=f"perhaps {near[0]}" if near else "canonical names, and the headings of each",
        do="correct the entry",
    )


def _cells_of(band: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return, for each column, the texts that may be its heading, the fullest first."""
    if len(band) == 1:
        return [(normalise_letters(text),) for text in band[0]]
    cells: list[tuple[str, ...]] = []
    group = ""  # a heading over several columns stands in the first of them
    for upper, lower in zip_longest(*(map(normalise_letters, row) for row in band), fillvalue=""):
        group = upper or group
        if lower and group:
            cells.append((f"{group} {lower}", f"{lower} {group}", lower, upper))
        else:
            cells.append((lower or upper,))
    return cells


def _only_counts(row: Sequence[str]) -> bool:
    """Return whether a row numbers the columns: 1, 2, 3, and nothing else."""
    filled = [latin_digits(text).strip("() ") for text in map(normalise_letters, row) if text]
    return len(filled) > 1 and filled == [str(number + 1) for number in range(len(filled))]
