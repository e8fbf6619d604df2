"""What an element of a page says its numbers are about, and the numbers it may therefore bear."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from helpers.domain.codelists import BREAKDOWNS, TOTAL, UNKNOWN
from helpers.domain.markup import (
    ANY,
    AREA,
    BASE,
    BREAKDOWN,
    COUNT,
    KIND,
    PERIOD,
    PUBLICATION,
    SINCE,
    STATISTIC,
)
from helpers.domain.numbers import round_half_up
from helpers.release.sources.constants import Constants
from helpers.release.sources.numbers import (
    Cell,
    Numbers,
    Source,
    differences,
    percent_of,
    shares,
)
from helpers.release.sources.tokens import Token
from helpers.report.charts.describe import WORDS

_SAYING = (STATISTIC, KIND, COUNT)
_SCALES = {"million": Decimal(10) ** 6, "billion": Decimal(10) ** 9}
_FACTORS = (Decimal(1), Decimal(10) ** 6, Decimal(10) ** 9, Decimal(10) ** 12)
_ITEMS = ("categories", "places", "periods")
Found = Source | None


@dataclass(frozen=True)
class Scope:
    """The attributes of an element that speaks of numbers."""

    statistics: tuple[str, ...]
    breakdown: str
    base: str
    all_periods: bool
    all_areas: bool
    kind: str
    count: str
    earlier: bool = False
    since: str = ""

    @classmethod
    def of(cls, attributes: Mapping[str, str | None]) -> "Scope | None":
        """Return the scope that an element opens; None where it opens none."""
        said = {name: value or "" for name, value in attributes.items()}
        if not any(name in said for name in _SAYING):
            return None
        return cls(
            tuple(said.get(STATISTIC, "").split()),
            said.get(BREAKDOWN, TOTAL),
            said.get(BASE, ""),
            said.get(PERIOD) == ANY,
            said.get(AREA) == ANY,
            said.get(KIND, ""),
            said.get(COUNT, ""),
            said.get(PUBLICATION) == ANY,
            said.get(SINCE, ""),
        )

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """The breakdown spoken of and the total; what does not exist has no rows."""
        return tuple(dict.fromkeys((self.breakdown, TOTAL)))

    def areas(self, numbers: Numbers) -> list[str] | None:
        """Return the areas spoken of; None for all."""
        return None if self.all_areas else [numbers.subject.area]


class Spoken:
    """The numbers that a sentence may say: values, changes, percentages, shares."""

    def __init__(self, scope: Scope, numbers: Numbers, constants: Constants) -> None:
        self._scope, self._numbers, self._constants = scope, numbers, constants
        periods = None if scope.all_periods else numbers.compared
        self._cells = numbers.cells(
            scope.statistics, scope.breakdowns, periods, scope.areas(numbers)
        )

    @cached_property
    def phrases(self) -> list[str]:
        """The categories' names as sentences write them: quoted."""
        breakdown = self._scope.breakdown
        labels = self._constants.labels(breakdown) if breakdown in BREAKDOWNS else []
        return [self._constants.quoted(label) for label in labels]

    def find(self, token: Token, after: str) -> Found:
        """Return the source of a number, by the word that follows it."""
        if after.startswith(self._percent_words):
            return self._percents.get((token.decimals, token.number))
        for words, factor in self._scale_words:
            if after.startswith(words):
                return next(
                    (
                        source
                        for value, source in self._amounts
                        if round_half_up(abs(value) / factor, token.decimals) == token.number
                    ),
                    None,
                )
        return self._plain.get(token.number)

    @cached_property
    def _percent_words(self) -> tuple[str, ...]:
        points = self._constants.word("phrase", "points").format(number="")
        return (f" {self._constants.word('unit', 'percent')}", f" {points.strip()}")

    @cached_property
    def _scale_words(self) -> list[tuple[str, Decimal]]:
        return [
            (f" {self._constants.word('phrase', code).format(number='').strip()}", factor)
            for code, factor in _SCALES.items()
        ]

    def _values(self) -> Iterator[tuple[Cell, Decimal, Source]]:
        for cell in self._cells:
            if cell.number is not None:
                yield cell, cell.number, Source("value", (cell.key,))
        now = str(self._numbers.subject.period)
        for difference, source, before in differences(self._cells, now):
            yield before, difference, source

    @cached_property
    def _plain(self) -> dict[Decimal, Source]:
        return {
            abs(value): source
            for cell, value, source in reversed([*self._values()])
            if cell.unit != "percent"
        }

    @cached_property
    def _amounts(self) -> list[tuple[Decimal, Source]]:
        return [(value, source) for cell, value, source in self._values() if cell.unit == "rials"]

    @cached_property
    def _percents(self) -> dict[tuple[int, Decimal], Source]:
        found = {
            (1, abs(value)): source
            for cell, value, source in self._values()
            if cell.unit == "percent"
        }
        now = str(self._numbers.subject.period)
        for difference, source, before in differences(self._cells, now):
            if (percent := percent_of(difference, before)) is not None:
                found[1, abs(percent)] = Source("percent_change", source.keys)
        if self._scope.base:
            for share, source in shares(self._cells, self._whole()):
                for decimals in (0, 1):
                    found[decimals, round_half_up(share, decimals)] = source
        return found

    def _whole(self) -> Cell | None:
        breakdown, category = self._scope.base.split(" ", 1)
        subject = self._numbers.subject
        statistic = self._scope.statistics[0]
        return self._numbers.cell(
            (statistic, str(subject.period), subject.area, breakdown, category)
        )


class Drawn:
    """The numbers that a chart may bear: its values in one multiple, its changes, its ties."""

    def __init__(self, scope: Scope, numbers: Numbers, constants: Constants) -> None:
        self._scope, self._numbers, self._constants = scope, numbers, constants
        periods = None if scope.all_periods else numbers.compared[:1]
        self._cells = numbers.cells(
            scope.statistics, [scope.breakdown], periods, scope.areas(numbers)
        )
        if scope.earlier:
            self._cells = numbers.triangle(scope.statistics, scope.since)
        self._known = [cell for cell in self._cells if cell.number is not None]
        sizes = [abs(cell.number) for cell in self._known if cell.number is not None]
        largest = max(sizes, default=Decimal(0))
        self._factors = [factor for factor in _FACTORS if factor == 1 or factor <= largest]
        self._written: dict[int, dict[Decimal, Source]] = {}

    @cached_property
    def names(self) -> list[str]:
        """The categories' names as the drawing bears them, each once."""
        scope = self._scope
        return self._constants.labels(scope.breakdown) if scope.breakdown in BREAKDOWNS else []

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
        return self._at(token.decimals).get(token.number)

    def _at(self, decimals: int) -> dict[Decimal, Source]:
        """Return the numbers written with so many decimals."""
        if decimals not in self._written:
            written: dict[Decimal, Source] = {}
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
            self._written[decimals] = written
        return self._written[decimals]

    @cached_property
    def _names(self) -> dict[str, re.Pattern[str]]:
        before = [re.escape(mark) for mark in self._constants.marks_before_names]
        before.append(re.escape(f"{WORDS['confidential'][self._constants.lang]}: "))
        behind = "|".join(f"(?<={mark})" for mark in before)
        return {
            name: re.compile(rf"(?:^|(?<=\. )){at}(?=:)|(?:{behind}){at}(?!\w)", re.IGNORECASE)
            for name, at in ((name, re.escape(name)) for name in self.names)
        }

    @cached_property
    def _counts(self) -> set[int]:
        """How many items there are, and how many of them, or of a line's periods, are equal."""
        province = self._numbers.province
        proper = [c for c in self._cells if c.key[4] != UNKNOWN]
        below = [c for c in self._cells if c.key[2] != province]
        lines = defaultdict(list)
        for cell in self._cells:
            # A year to date is no point of a line of months.
            lines[cell.publication, cell.key[0], len(cell.key[1]), *cell.key[2:]].append(cell)
        sizes = {len({cell.key[2:] for cell in group}) for group in (self._cells, proper, below)}
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
