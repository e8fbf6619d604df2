"""The numbers that a drawing and its description may bear."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property

from helpers.domain.codelists import BREAKDOWNS, UNKNOWN
from helpers.domain.numbers import round_half_up
from helpers.release.sources import seasons
from helpers.release.sources.constants import Constants
from helpers.release.sources.granted import Granted
from helpers.release.sources.numbers import Cell, Numbers, Source
from helpers.release.sources.scope import Found, Scope
from helpers.release.sources.tokens import Token
from helpers.report.charts.describe import WORDS

_FACTORS = (Decimal(1), Decimal(10) ** 6, Decimal(10) ** 9, Decimal(10) ** 12)
_ITEMS = ("categories", "counties", "periods", "cells")
# Its categories are times, whose names a description says beside a value.
_TIMES = "within_months"


class Drawn:
    """The numbers that a chart may bear: its values in one multiple, its changes, its ties."""

    def __init__(
        self, scope: Scope, numbers: Numbers, constants: Constants, granted: Granted
    ) -> None:
        self._scope, self._numbers, self._constants = scope, numbers, constants
        self._granted = granted
        periods = None if scope.all_periods else numbers.compared[:1]
        self._cells = numbers.cells(
            scope.statistics, [scope.breakdown], periods, scope.areas(numbers)
        )
        if scope.earlier:
            self._cells = numbers.triangle(scope.statistics, scope.since)
        elif scope.since:
            self._cells = [c for c in self._cells if _is_since(c.key[1], scope.since)]
        self._known = [cell for cell in self._cells if cell.number is not None]
        sizes = [abs(cell.number) for cell in self._known if cell.number is not None]
        largest = max([*sizes, *granted.values()], default=Decimal(0))
        self._factors = [factor for factor in _FACTORS if factor == 1 or factor <= largest]
        self._written: dict[int, dict[Decimal, Source]] = {}

    @cached_property
    def names(self) -> list[str]:
        """The categories' names as the drawing bears them, each once."""
        scope = self._scope
        return self._constants.labels(scope.breakdown) if scope.breakdown in BREAKDOWNS else []

    @property
    def phrases(self) -> list[str]:
        """The names of times, as a description says them: nobody would read a value in them."""
        labels = self._constants.labels(_TIMES) if self._scope.breakdown == _TIMES else []
        return [label.lower() for label in labels]

    def without_names(self, text: str) -> str:
        """Return a description without the categories' names: in brackets, in a list, or first.

        A name may read like a number of people: "3 persons". What stands behind "highest:" is none.
        """
        for name in self.names:
            text = self._names[name].sub(lambda found: "_" * len(found[0]), text)
        return text

    def find(self, token: Token, after: str) -> Found:
        """Return the source of a number that is drawn, or that the description says."""
        lang = self._constants.lang
        if after.startswith(tuple(f" {WORDS[what][lang]}" for what in _ITEMS)):
            return Source("count") if int(token.number) in self._counts else None
        is_of_months = after.startswith(f" {WORDS['month'][lang]}") and not token.decimals
        if is_of_months and int(token.number) in self._months_compared:
            return Source("count")
        return self._at(token.decimals).get(token.number)

    def _at(self, decimals: int) -> dict[Decimal, Source]:
        """Return the numbers written with so many decimals."""
        if decimals not in self._written:
            written: dict[Decimal, Source] = {}
            rough = [*self._ends_of_seasons]
            for factor in self._factors:
                series: dict[tuple[str, ...], list[tuple[Decimal, Cell]]] = defaultdict(list)
                for cell in sorted(self._known, key=lambda cell: cell.key[1]):
                    assert cell.number is not None
                    number = round_half_up(cell.number / factor, decimals)
                    written.setdefault(abs(number), Source("value", (cell.key,)))
                    series[(str(cell.publication), cell.key[0], *cell.key[2:])].append(
                        (number, cell)
                    )
                for (first, start), *_, (last, end) in (s for s in series.values() if len(s) > 1):
                    change = Source("difference", (end.key, start.key))
                    written.setdefault(abs(last - first), change)
                    rough.append((start, end))
                for beside, source in self._beside(factor, decimals):
                    written.setdefault(abs(beside), source)
            for start, end in rough if not decimals else ():
                # A difference of rounded rates is said without the decimal that they have.
                assert start.number is not None and end.number is not None
                whole = abs(round_half_up(end.number - start.number))
                written.setdefault(whole, Source("difference", (end.key, start.key)))
            self._written[decimals] = written
        return self._written[decimals]

    def _beside(self, factor: Decimal, decimals: int) -> Iterator[tuple[Decimal, Source]]:
        """Yield what stands beside values: the change within a year, and what the law grants."""
        write = _writer(factor, decimals)
        yield from seasons.changes(self._ends_of_seasons, write)
        for cell in self._cells:
            if (amount := self._granted.get(cell.key[4])) is not None:
                granted, source = write(amount), Source("scale", (cell.key,))
                yield granted, source
                if cell.number is not None:
                    yield write(cell.number) - granted, source

    @cached_property
    def _seasons(self) -> list[seasons.Pair]:
        return seasons.pairs_of_months(self._known) if self._scope.kind == "season" else []

    @property
    def _ends_of_seasons(self) -> list[seasons.Pair]:
        last = max((now.key[1] for _, now in self._seasons), default="")
        return [pair for pair in self._seasons if pair[1].key[1] == last]

    @cached_property
    def _months_compared(self) -> set[int]:
        """In how many months a number may be higher, lower or the same as a year before."""
        writers = [_writer(factor, decimals) for factor in self._factors for decimals in range(3)]
        return {count for write in writers for count in seasons.counts(self._seasons, write)}

    @cached_property
    def _names(self) -> dict[str, re.Pattern[str]]:
        before = [re.escape(mark) for mark in self._constants.marks_before_names]
        before.append(re.escape(f"{WORDS['confidential'][self._constants.lang]}: "))
        behind = "|".join(f"(?<={mark})" for mark in before)
        return {
            name: re.compile(rf"(?:^|(?<=[.;؛] )){at}(?=:)|(?:{behind}){at}(?!\w)", re.IGNORECASE)
            for name, at in ((name, re.escape(name)) for name in self.names)
        }

    @property
    def _ranked(self) -> list[Cell]:
        """What the highest and the lowest are sought in: of two years of months, the last."""
        year_before = str(self._numbers.subject.period.year_before())
        if self._scope.kind != "season":
            return self._cells
        return [cell for cell in self._cells if cell.key[1] > year_before]

    @cached_property
    def _counts(self) -> set[int]:
        """How many items there are, and how many of them, or of a line's periods, are equal."""
        province, cells = self._numbers.province, self._ranked
        proper = [c for c in cells if c.key[4] != UNKNOWN]
        below = [c for c in cells if c.key[2] != province]
        missing = {c.key[2:] for c in cells if c.is_unavailable}
        lines = defaultdict(list)
        for cell in cells:
            # A year to date is no point of a line of months.
            lines[cell.publication, cell.key[0], len(cell.key[1]), *cell.key[2:]].append(cell)
        every = [{cell.key[2:] for cell in group} for group in (cells, proper, below)]
        sizes = {len(places) for places in (*every, *(places - missing for places in every))}
        return sizes.union(*(self._ties(group) for group in (proper, below, *lines.values())))

    def _ties(self, cells: list[Cell]) -> set[int]:
        return {
            count
            for decimals in range(3)
            for factor in self._factors
            for count in Counter(
                (cell.key[0], round_half_up(cell.number / factor, decimals))
                for cell in cells
                if cell.number is not None
            ).values()
        }


def _is_since(period: str, first: str) -> bool:
    """Whether a period is of the length of another, and not before it."""
    return len(period) == len(first) and period >= first


def _writer(factor: Decimal, decimals: int) -> Callable[[Decimal], Decimal]:
    """Return what writes a number in a multiple, with so many decimals."""
    return lambda number: round_half_up(number / factor, decimals)
