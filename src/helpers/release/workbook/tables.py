"""The tables of a workbook: four to read, and one of all rows.

A cell of the tables to read shows a row of the CSV, or says in words why there is no number. Which
row is said by the words around it, and these are the words of the table of all rows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from xlsxwriter.format import Format

from helpers.domain.codelists import TOTAL
from helpers.domain.periods import Month, year_to_date
from helpers.domain.structure import COLUMNS, KEY, STATISTICS
from helpers.domain.tidy import Row
from helpers.release.pages import Subject
from helpers.release.workbook.numbers_sheet import Cell, Line
from helpers.release.workbook.words import CellWords
from helpers.settings import Settings

Key = tuple[str, str, str, str, str]
_Named = TypeVar("_Named")

_KEY = [COLUMNS.index(name) for name in KEY]
_VALUE, _UNIT = COLUMNS.index("value"), COLUMNS.index("unit")
_FEWEST_OVER_TIME = 3


@dataclass(frozen=True)
class SheetTable:
    """A table as a sheet shows it.

    Attributes
    ----------
    name
        Code of what the sheet is called.
    headings
        All different, as a spreadsheet wants them.
    numbers
        The places of the columns of numbers.
    frozen
        How many columns stay in sight.
    """

    name: str
    headings: Sequence[str]
    lines: Sequence[Line]
    numbers: range
    frozen: int = 1


@dataclass(frozen=True)
class TableMaker:
    """Makes the tables of one workbook in one language.

    Attributes
    ----------
    rows
        Of the CSV.
    looks
        The formats of cells by name.
    """

    subject: Subject
    rows: Sequence[Row]
    words: CellWords
    looks: Mapping[str, Format]
    settings: Settings

    def tables(self) -> Iterator[SheetTable]:
        """Yield the tables that have anything to show, and that of all rows."""
        for make in (self._glance, self._breakdowns, self._over_time, self._areas):
            table = make()
            if table.lines:
                yield table
        yield self._data()

    @cached_property
    def _by_key(self) -> dict[Key, Row]:
        return {(row[0], row[1], row[4], row[5], row[6]): row for row in self.rows}

    @cached_property
    def _of_area(self) -> list[Key]:
        return [key for key in self._by_key if key[2] == self.subject.area]

    @cached_property
    def _compared(self) -> list[str]:
        """The page's period and those beside which it is seen, as far as there are any."""
        period = self.subject.period
        wanted = [period, period.previous()]
        if isinstance(period, Month):
            wanted.append(period.year_before())
        held = {key[1] for key in self._of_area}
        return [text for text in map(str, wanted) if text in held]

    @cached_property
    def _to_date(self) -> list[str]:
        """The year to date and that of the year before, where they have names of their own."""
        period = self.subject.period
        if not isinstance(period, Month) or period.month == 1:
            return []
        held = {key[1] for key in self._of_area}
        spans = (year_to_date(period), year_to_date(period.year_before()))
        return [text for text in map(str, spans) if text in held]

    def _glance(self) -> SheetTable:
        """Return the totals of the page's area, beside those of earlier periods."""
        periods = [*self._compared, *self._to_date]
        codes = _each(key[0] for key in self._of_area if key[3] == TOTAL and key[1] in periods)
        lines: list[Line] = [
            [
                self._key(self.words("statistic", code)),
                self.words("unit", STATISTICS[code].unit),
                *(
                    self._cell((code, period, self.subject.area, TOTAL, TOTAL))
                    for period in periods
                ),
            ]
            for code in codes
        ]
        headings = self._headings("statistic", "unit", periods=periods)
        return SheetTable("glance_sheet", headings, lines, range(2, len(headings)))

    def _breakdowns(self) -> SheetTable:
        """Return the categories of the page's area, beside those of earlier periods."""
        periods = self._compared
        named = _each(
            (key[0], key[3], key[4])
            for key in self._of_area
            if key[3] != TOTAL and key[1] in periods
        )
        # A category of few periods comes late in the CSV; here it stands beside its like.
        order = _each(each[:2] for each in named)
        named.sort(key=lambda each: order.index(each[:2]))
        lines: list[Line] = [
            [
                self._key(self.words("statistic", code)),
                self.words("breakdown", breakdown),
                self.words.category(breakdown, category),
                self.words("unit", STATISTICS[code].unit),
                *self._cells(code, breakdown, category, periods),
            ]
            for code, breakdown, category in named
        ]
        headings = self._headings("statistic", "breakdown", "category", "unit", periods=periods)
        return SheetTable("breakdowns_sheet", headings, lines, range(4, len(headings)), frozen=3)

    def _over_time(self) -> SheetTable:
        """Return the totals of the page's area, a period a row."""
        shown = [key for key in self._of_area if key[3] == TOTAL and ".." not in key[1]]
        times = Counter(key[0] for key in shown)
        codes = [code for code, number in times.items() if number >= _FEWEST_OVER_TIME]
        periods = sorted({key[1] for key in shown if key[0] in codes})
        return self._of_statistics(
            "over_time_sheet", "period", codes, periods,
            lambda code, period: (code, period, self.subject.area, TOTAL, TOTAL),
        )  # fmt: skip

    def _areas(self) -> SheetTable:
        """Return the totals of all areas that the page sets side by side."""
        period = str(self.subject.period)
        shown = [key for key in self._by_key if key[3] == TOTAL and key[1] == period]
        times = Counter(key[0] for key in shown)
        codes = [code for code, number in times.items() if number > 1]
        held = {key[2] for key in shown if key[0] in codes}
        return self._of_statistics(
            "areas_sheet", "area", codes, [area.code for area in self.settings.areas
                                           if area.code in held],
            lambda code, area: (code, period, area, TOTAL, TOTAL),
        )  # fmt: skip

    def _of_statistics(
        self, name: str, column: str, codes: Sequence[str], places: Sequence[str],
        key_of: Callable[[str, str], Key],
    ) -> SheetTable:  # fmt: skip
        """Return a table with a statistic in each column, and a period or an area in each row."""
        headings = [self.words("column", column)]
        headings += (self.words.with_unit(code, STATISTICS[code].unit) for code in codes)
        lines: list[Line] = [
            [
                self._key(self.words(column, place)),
                *(self._cell(key_of(code, place)) for code in codes),
            ]
            for place in places
        ]
        return SheetTable(name, headings, lines, range(1, len(headings)))

    def _data(self) -> SheetTable:
        lines: list[Line] = []
        for row in self.rows:
            line: list[str | Cell] = [*self.words.of_row(row)]
            line[_VALUE] = self._shown(row)
            lines.append(line)
        return SheetTable("data_sheet", self._headings(*COLUMNS), lines, range(_VALUE, _VALUE + 1))

    def _headings(self, *columns: str, periods: Sequence[str] = ()) -> list[str]:
        return [
            *(self.words("column", column) for column in columns),
            *(self.words("period", period) for period in periods),
        ]

    def _key(self, text: str) -> Cell:
        return Cell(text, self.looks["key"], number=False)

    def _cells(
        self, code: str, breakdown: str, category: str, periods: Sequence[str]
    ) -> list[Cell]:
        """Return one statistic of the page's area in some periods."""
        area = self.subject.area
        return [self._cell((code, period, area, breakdown, category)) for period in periods]

    def _cell(self, key: Key) -> Cell:
        """Return what stands for a row of the CSV, or in its place."""
        if row := self._by_key.get(key):
            return self._shown(row)
        summed = ".." not in key[1] or STATISTICS[key[0]].additive
        word = ("page", "not_on_page") if summed else ("phrase", "not_applicable")
        return Cell(self.words(*word), self.looks["word"], number=False)

    def _shown(self, row: Row) -> Cell:
        if row[_VALUE]:
            return Cell(row[_VALUE], self.looks[row[_UNIT]], number=True)
        return Cell(self.words.instead(row), self.looks["word"], number=False)


def _each(named: Iterable[_Named]) -> list[_Named]:
    """Return each once, in the order in which they first come."""
    return list(dict.fromkeys(named))
