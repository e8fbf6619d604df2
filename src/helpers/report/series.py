"""Reading the published table: one observation at a time, and which rows have been shown."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.domain.about import About
from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Period, Span
from helpers.domain.published import read_published
from helpers.domain.structure import (
    COLUMNS,
    CONF_STATUS,
    KEY,
    OBS_STATUS,
    Statistic,
    statistic_named,
)

_APPROXIMATE = {"rounded", "three_digits"}


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
    def is_hidden(self) -> bool:
        """Whether a value exists and is kept confidential."""
        return self.number is None and self.conf_status == CONF_STATUS["confidential"]

    @property
    def is_inapplicable(self) -> bool:
        """Whether there cannot be a value: a rate without a base."""
        return self.number is None and self.obs_status == OBS_STATUS["not_applicable"]

    @property
    def is_approximate(self) -> bool:
        """Whether the protection has rounded the value."""
        return not _APPROXIMATE.isdisjoint(self.notes)


@dataclass(frozen=True)
class PublishedTable:
    """The published table, and the positions of the rows that have been looked at."""

    frame: pd.DataFrame
    about: About
    _used: set[int] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> "PublishedTable":
        """Read the file.

        Raises
        ------
        FileNotFoundError
            If nothing has been counted yet.
        """
        frame, about = read_published(path)
        return cls(frame, about)

    @cached_property
    def _positions(self) -> dict[tuple[str, ...], int]:
        keys = zip(*(self.frame[column].tolist() for column in KEY), strict=True)
        return {key: position for position, key in enumerate(keys)}

    @cached_property
    def _columns(self) -> dict[str, list[Any]]:
        return {column: self.frame[column].tolist() for column in COLUMNS}

    def observe(
        self,
        code: str,
        period: Period | Span,
        area: str,
        breakdown: str = TOTAL,
        category: str = TOTAL,
    ) -> Observation:
        """Return one observation, and remember that its row has been shown.

        Raises
        ------
        KeyError
            If there is no such statistic.
        """
        statistic = statistic_named(code)
        key = (code, str(period), area, breakdown, category)
        position = self._positions.get(key)
        if position is None:
            early = period.first_day < self.about.first_month.first_day
            notes = ("no_earlier_period",) if early else ()
            return Observation(statistic, str(period), area, breakdown, category, notes=notes)
        self._used.add(position)
        return self._observation(position)

    def used_observations(self, period: Period, area: str) -> list[Observation]:
        """Return what has been looked at of one period and area, in the order of the table."""
        seen = (self._observation(position) for position in sorted(self._used))
        return [value for value in seen if (value.period, value.area) == (str(period), area)]

    def _observation(self, position: int) -> Observation:
        code, period, area, breakdown, category = (self._text(name, position) for name in KEY)
        statistic = statistic_named(code)
        value = self._columns["value"][position]
        return Observation(
            *(statistic, period, area, breakdown, category),
            number=None if pd.isna(value) else round_half_up(float(value), statistic.decimals),
            obs_status=self._text("obs_status", position),
            conf_status=self._text("conf_status", position),
            notes=tuple(self._text("note", position).split()),
        )

    def take(self, **key: list[str]) -> pd.DataFrame:
        """Return the rows that have one of these values in each column, and remember them."""
        chosen = pd.Series(True, index=self.frame.index)
        for column, values in key.items():
            chosen &= self.frame[column].isin(values)
        self._used.update(chosen.to_numpy().nonzero()[0].tolist())
        return self.frame[chosen].reset_index(drop=True)

    def used_rows(self) -> list[dict[str, str]]:
        """Return the rows looked at so far, in the order of the table, as text."""
        return [self._row(position) for position in sorted(self._used)]

    def _row(self, position: int) -> dict[str, str]:
        row = {column: self._text(column, position) for column in COLUMNS}
        number = self._observation(position).number
        return row | {"value": "" if number is None else str(number)}

    def _text(self, column: str, position: int) -> str:
        value = self._columns[column][position]
        return "" if pd.isna(value) else str(value)
