"""The published numbers of a page, and what may be computed from them: the other end of a source.

Nothing here knows how a sentence or a chart was made; it only knows what a reader could compute.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from helpers.domain.codelists import TOTAL
from helpers.domain.deliveries import Fact
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Month, Year
from helpers.domain.structure import COLUMNS, CONF_STATUS, KEY, OBS_STATUS, STATISTICS
from helpers.release.citation import names_cited
from helpers.release.pages import Subject

Key = tuple[str, str, str, str, str]

_VALUE, _NOTE, _CONF = (COLUMNS.index(name) for name in ("value", "note", "conf_status"))
_KEY = [COLUMNS.index(name) for name in KEY]
_OBS = COLUMNS.index("obs_status")
_PER_CENT = 100


@dataclass(frozen=True)
class Source:
    """Where a number is from.

    Attributes
    ----------
    kind
        ``value`` of one row; ``difference``, ``percent_change`` and ``share`` of two;
        ``earlier`` of one, as published before, and ``revision`` since; ``published`` elsewhere;
        ``scale``, which the law grants beside one; ``count`` of rows; ``indicator`` of quality;
        ``days`` between two; ``tick`` of an axis.
    keys
        The rows, in the order of the computation.
    """

    kind: str
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A row of the published CSV: its key and its value, None where it has none.

    Attributes
    ----------
    publication
        The number of the earlier publication that has said it; 0 for what is published now.
    is_unavailable
        Whether it has neither a value nor a confidential one: no chart shows it.
    """

    key: Key
    number: Decimal | None
    publication: int = 0
    is_unavailable: bool = False

    @property
    def unit(self) -> str:
        """The unit of its statistic."""
        return STATISTICS[self.key[0]].unit


@dataclass(frozen=True)
class Numbers:
    """The rows of the CSV of one page.

    Attributes
    ----------
    rows
        In the order of :data:`helpers.domain.structure.COLUMNS`, as text.
    province
        Code of the province: a total among its counties.
    past
        What was published of them before, in the order of ``PAST_COLUMNS``.
    delivered
        What is published of the deliveries behind them.
    """

    subject: Subject
    rows: Sequence[Sequence[str]]
    province: str = ""
    past: Sequence[Sequence[str]] = ()
    delivered: Sequence[Fact] = ()
    _by_kind: dict[tuple[str, str], list[Cell]] = field(default_factory=lambda: defaultdict(list))
    _by_key: dict[Key, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            statistic, period, area, breakdown, category = (row[place] for place in _KEY)
            key = (statistic, period, area, breakdown, category)
            number = Decimal(row[_VALUE]) if row[_VALUE] else None
            unavailable = number is None and row[_CONF] != CONF_STATUS["confidential"]
            cell = Cell(key, number, is_unavailable=unavailable)
            self._by_key[key] = cell
            self._by_kind[statistic, breakdown].append(cell)

    def cell(self, key: Key) -> Cell | None:
        """Return the row of a key."""
        return self._by_key.get(key)

    def cells(
        self, statistics: Iterable[str], breakdowns: Iterable[str],
        periods: Iterable[str] | None, areas: Iterable[str] | None,
    ) -> list[Cell]:  # fmt: skip
        """Return the rows of some statistics; None stands for all periods, or all areas."""
        within = None if periods is None else set(periods)
        at = None if areas is None else set(areas)
        return [
            cell
            for statistic in statistics
            for breakdown in breakdowns
            for cell in self._by_kind.get((statistic, breakdown), ())
            if (within is None or cell.key[1] in within) and (at is None or cell.key[2] in at)
        ]

    def earlier(self, key: Key, publication: int) -> Decimal | None:
        """Return what a publication said of a row."""
        said = [number for since, number in self._stories.get(key, ()) if since <= publication]
        return said[-1] if said else None

    def triangle(self, statistics: Collection[str], since: str) -> list[Cell]:
        """Return what publications said of the totals of the page's area, from a period on."""
        keys = [
            key
            for key in self._stories
            if key[0] in statistics
            and key[2:] == (self.subject.area, TOTAL, TOTAL)
            and len(key[1]) == len(since)
            and key[1] >= since
        ]
        publications = {number for story in self._stories.values() for number, _ in story}
        return [Cell(key, self.earlier(key, p), p) for p in sorted(publications) for key in keys]

    def of_deliveries(self, indicator: str) -> set[Decimal]:
        """Return the counts of an indicator of deliveries, or what they are less than."""
        facts = (fact for fact in self.delivered if fact.indicator == indicator)
        return {Decimal(number) for f in facts if (number := f.value or f.below)}

    @cached_property
    def revised(self) -> int:
        """How many rows are marked as revised."""
        return sum(row[_OBS] == OBS_STATUS["revised"] for row in self.rows)

    @cached_property
    def _stories(self) -> dict[Key, list[tuple[int, Decimal | None]]]:
        stories: dict[Key, list[tuple[int, Decimal | None]]] = defaultdict(list)
        for row in self.past:
            statistic, period, area, breakdown, category, since, _, value, _ = row
            key = (statistic, period, area, breakdown, category)
            stories[key].append((int(since), Decimal(value) if value else None))
        return stories

    @cached_property
    def names(self) -> tuple[str, str]:
        """How a citation names the page, and the version of its numbers."""
        return names_cited(self.subject, self.rows)

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The period of the page, and those it is compared with."""
        period = self.subject.period
        return tuple(map(str, (period, period.previous(), period.year_before())))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years of the periods, and those beside them: school years begin in one of them."""
        own = self.subject.period
        found = {int(part[:4]) for row in self.rows for part in row[_KEY[1]].split("..")}
        assert isinstance(own, Month | Year)
        return frozenset(year + beside for year in {*found, own.year} for beside in (-1, 0, 1))

    def counted(self) -> list[tuple[str, int]]:
        """Return how many rows the page has of its own period and area: all, hidden, without."""
        own = (str(self.subject.period), self.subject.area)
        here = [row for row in self.rows if (row[_KEY[1]], row[_KEY[2]]) == own]
        hidden = sum(not row[_VALUE] and row[_CONF] == "C" for row in here)
        without = sum(not row[_VALUE] for row in here) - hidden
        return [("cells", len(here)), ("hidden cells", hidden), ("cells without", without)]


def differences(cells: Sequence[Cell], now: str) -> Iterator[tuple[Decimal, Source, Cell]]:
    """Yield the differences of what is of the period ``now`` to the same of other periods."""
    of_now = {_but_period(cell.key): cell for cell in cells if cell.key[1] == now}
    for before in cells:
        cell = of_now.get(_but_period(before.key))
        if cell is None or before.key[1] == now or cell.number is None or before.number is None:
            continue
        yield cell.number - before.number, Source("difference", (cell.key, before.key)), before


def shares(cells: Sequence[Cell], whole: Cell | None) -> Iterator[tuple[Decimal, Source]]:
    """Yield the shares of rows in their whole, in percent, not rounded."""
    if whole is not None and whole.number:
        for cell in cells:
            if cell.number is not None and cell.key[1:3] == whole.key[1:3]:
                share = _PER_CENT * cell.number / whole.number
                yield share, Source("share", (cell.key, whole.key))


def percent_of(difference: Decimal, before: Cell, decimals: int) -> Decimal | None:
    """Return a difference in percent of where it started, rounded."""
    if not before.number or before.unit not in {"files", "persons", "rials"}:
        return None
    return round_half_up(_PER_CENT * difference / before.number, decimals)


def total_of(key: Key) -> Key:
    """Return the key of the total that a row is a part of."""
    return (*key[:3], TOTAL, TOTAL)


def _but_period(key: Key) -> tuple[str, ...]:
    return (key[0], *key[2:])
