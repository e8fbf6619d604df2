"""What an element of a page says its numbers are about, and the numbers it may therefore bear."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from helpers.domain.codelists import BREAKDOWNS, TOTAL
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
from helpers.domain.structure import IN_NAMES, MEANS
from helpers.release.sources.constants import Constants
from helpers.release.sources.numbers import (
    Cell,
    Numbers,
    Source,
    differences,
    percent_of,
    shares,
)
from helpers.release.sources.steps import is_in_steps
from helpers.release.sources.tokens import Token
from helpers.report.wording import form

_SAYING = (STATISTIC, KIND, COUNT)
_SCALES = {"thousand": Decimal(10) ** 3, "million": Decimal(10) ** 6, "billion": Decimal(10) ** 9}
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
                said = (
                    source
                    for value, source in self._amounts
                    if round_half_up(abs(value) / factor, token.decimals) == token.number
                )
                return next(said, None) or self._mean_said_as(token.number * factor)
        return self._plain.get(token.number) or self._mean_said_as(token.number)

    def _mean_said_as(self, number: Decimal) -> Found:
        """Return the source of a mean of rounded numbers, or of its change, said in larger steps.

        The steps are those of the mean: of a small change they may be the most part.
        """
        for cell, value, source in self._values():
            mean = abs(cell.number or Decimal(0))
            if cell.key[0] in MEANS and self._is_rough(cell) and is_in_steps(number, value, mean):
                return source
        return None

    def _is_rough(self, cell: Cell) -> bool:
        """Whether a value is made from rounded ones: all but the totals of the province are."""
        return cell.key[2] != self._numbers.province or cell.key[3] != TOTAL

    @cached_property
    def _percent_words(self) -> tuple[str, ...]:
        points = form(self._constants.word("phrase", "units_percent"), Decimal(2))
        return (
            f" {self._constants.word('unit', 'percent')}",
            f" {points.format(number='').strip()}",
        )

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
        yield from self._differences()

    def _differences(self) -> Iterator[tuple[Cell, Decimal, Source]]:
        now = str(self._numbers.subject.period)
        for difference, source, before in differences(self._cells, now):
            yield before, difference, source

    @cached_property
    def _plain(self) -> dict[Decimal, Source]:
        # A difference of rates that rest on rounded counts is said without decimals.
        rough = {
            round_half_up(abs(value)): source
            for cell, value, source in self._differences()
            if cell.unit in IN_NAMES
        }
        rough |= {
            round_half_up(cell.number): Source("value", (cell.key,))
            for cell in self._cells
            if cell.number is not None and cell.unit == "per_100" and self._is_rough(cell)
        }
        return rough | {
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
        for cell in self._cells:
            if cell.number is not None and cell.unit == "percent" and self._is_rough(cell):
                found[0, round_half_up(cell.number)] = Source("value", (cell.key,))
        for before, difference, source in self._differences():
            if before.unit == "percent":
                found[0, round_half_up(abs(difference))] = source
            for decimals in (0, 1):
                if (percent := percent_of(difference, before, decimals)) is not None:
                    found[decimals, abs(percent)] = Source("percent_change", source.keys)
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
