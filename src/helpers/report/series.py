"""Looking things up in the published table, and remembering what has been looked up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.domain.about import About
from helpers.domain.codelists import TOTAL
from helpers.domain.periods import Period, Span
from helpers.domain.structure import (
    COLUMNS,
    CONF_STATUS,
    KEY,
    OBS_STATUS,
    Statistic,
    statistic_named,
)
from helpers.domain.tidy import Row
from helpers.domain.vintages import Key, Story
from helpers.report.rows import PublishedRows

if TYPE_CHECKING:
    import pandas as pd

_APPROXIMATE = {"rounded", "rounded_amount"}


@dataclass(frozen=True)
class Observation:
    """One cell of the published table.

    Attributes
    ----------
    number
        The published value, in the unit and with the decimals of the statistic; None where it is
        hidden, not available or not applicable.
    obs_status, conf_status
        SDMX letters; an observation that the table does not hold at all has the status
        "not available".
    notes
        Codes of :data:`helpers.domain.structure.NOTES`.
    """

    statistic: Statistic
    period: str
    area: str
    breakdown: str = TOTAL
    category: str = TOTAL
    number: Decimal | None = None
    obs_status: str = OBS_STATUS["not_available"]
    conf_status: str = CONF_STATUS["free"]
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What names it, in the order of ``KEY``."""
        return (self.statistic.code, self.period, self.area, self.breakdown, self.category)

    @property
    def is_hidden(self) -> bool:
        """Whether a value exists and is kept confidential."""
        return self.number is None and self.conf_status == CONF_STATUS["confidential"]

    @property
    def is_inapplicable(self) -> bool:
        """Whether there cannot be a value: a rate without a base."""
        return self.number is None and self.obs_status == OBS_STATUS["not_applicable"]

    @property
    def is_unavailable(self) -> bool:
        """Whether nothing can be said: neither a value, nor that there is a confidential one."""
        return self.number is None and not self.is_hidden and not self.is_inapplicable

    @property
    def can_be_drawn(self) -> bool:
        """Whether a chart has something to show: a value, or that there is a confidential one."""
        return self.number is not None or self.is_hidden

    @property
    def is_approximate(self) -> bool:
        """Whether the protection has rounded the value."""
        return not _APPROXIMATE.isdisjoint(self.notes)


@dataclass(frozen=True)
class PublishedTable:
    """The published table as one report uses it: what it has looked up is remembered."""

    rows: PublishedRows
    _used: set[int] = field(default_factory=set)
    _absent: set[Key] = field(default_factory=set)
    _observed: dict[int, Observation] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, history: Path | None = None) -> "PublishedTable":
        """Return the table in the file; what this process has read already is not read again.

        Parameters
        ----------
        history
            The numbers published before, by vintage.

        Raises
        ------
        FileNotFoundError
            If nothing has been counted yet.
        """
        return cls(PublishedRows.read(path, history))

    @property
    def about(self) -> About:
        """What is known of the register."""
        return self.rows.about

    def observe(
        self,
        code: str,
        period: Period | Span,
        area: str,
        breakdown: str = TOTAL,
        category: str = TOTAL,
    ) -> Observation:
        """Return one observation, and remember that it has been looked up.

        Raises
        ------
        KeyError
            If there is no such statistic.
        """
        statistic = statistic_named(code)
        key = (code, str(period), area, breakdown, category)
        position = self._look_up(key)
        if position is None:
            early = period.first_day < self.about.first_month.first_day
            notes = ("no_earlier_period",) if early else ()
            return Observation(statistic, str(period), area, breakdown, category, notes=notes)
        return self._observation(position)

    def used_observations(self, period: Period, area: str) -> list[Observation]:
        """Return what has been looked at of one period and area, in the order of the table."""
        periods, areas = self.rows.columns["period"], self.rows.columns["area"]
        wanted = (str(period), area)
        return [
            self._observation(position)
            for position in sorted(self._used)
            if (periods[position], areas[position]) == wanted
        ]

    def take(self, keys: Iterable[Key]) -> "pd.DataFrame":
        """Return the rows of these keys, as far as there are any, and remember the keys.

        Returns
        -------
        pandas.DataFrame
            Columns ``COLUMNS``; ``value`` float, NaN where there is none; the rest text. In the
            order of the table.
        """
        import pandas as pd

        found = sorted(p for p in map(self._look_up, keys) if p is not None)
        columns = {
            name: pd.Series(
                [self.rows.columns[name][position] for position in found],
                dtype="float64" if name == "value" else "str",
            )
            for name in COLUMNS
        }
        return pd.DataFrame(columns)

    def used_past(self) -> list[Row]:
        """Return what was published of the rows looked at so far, as text, in their order."""
        return [row for position in sorted(self._used) for row in self.rows.past(position)]

    def revised(self) -> list[tuple[Observation, Story]]:
        """Return what was looked at and has been revised since the register was last continued."""
        statuses, revised = self.rows.columns["obs_status"], OBS_STATUS["revised"]
        return [
            (self._observation(position), self.rows.story(position))
            for position in sorted(self._used)
            if statuses[position] == revised
        ]

    def past_of(self, key: Key) -> list[Row]:
        """Return what was published of a cell without remembering it, as text."""
        position = self.rows.positions.get(key)
        return [] if position is None else self.rows.past(position)

    def story(self, observation: Observation) -> Story:
        """Return what was published of an observation; nothing where the table lacks it."""
        position = self.rows.positions.get(observation.key)
        return () if position is None else self.rows.story(position)

    def used_rows(self) -> list[Row]:
        """Return the rows looked at so far, in the order of the table, as text."""
        return [self.rows.text(position) for position in sorted(self._used)]

    def absent_keys(self) -> list[Key]:
        """Return the keys that were looked up so far and that the table does not hold, sorted."""
        return sorted(self._absent)

    def keys(self) -> Iterable[Key]:
        """Return the keys of all rows, in the order of the table."""
        return self.rows.positions.keys()

    def row(self, key: Key) -> tuple[str, ...] | None:
        """Return a row as text without remembering it; None where the table does not hold it.

        Parameters
        ----------
        key
            In the order of ``KEY``; what is returned is in the order of ``COLUMNS``.
        """
        position = self.rows.positions.get(key)
        return None if position is None else self.rows.text(position)

    def _look_up(self, key: Key) -> int | None:
        position = self.rows.positions.get(key)
        if position is None:
            self._absent.add(key)
        else:
            self._used.add(position)
        return position

    def _observation(self, position: int) -> Observation:
        # Sentence, chart and table of one section ask for the same ones.
        if position not in self._observed:
            self._observed[position] = self._read(position)
        return self._observed[position]

    def _read(self, position: int) -> Observation:
        columns = self.rows.columns
        period, area, breakdown, category = (columns[name][position] for name in KEY[1:])
        return Observation(
            *(self.rows.statistic(position), period, area, breakdown, category),
            number=self.rows.number(position),
            obs_status=columns["obs_status"][position],
            conf_status=columns["conf_status"][position],
            notes=tuple(columns["note"][position].split()),
        )
