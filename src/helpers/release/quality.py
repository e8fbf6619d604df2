"""Indicators of quality of each series, counted in the files of the release itself."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from helpers.domain.about import About
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Cadence, Period
from helpers.domain.structure import COLUMNS, CONF_STATUS, OBS_STATUS
from helpers.domain.tidy import Row, from_csv
from helpers.release.pages import Subject
from helpers.release.published_csv import published_csv
from helpers.settings import Settings

QUALITY = "data/quality.csv"
QUALITY_COLUMNS = ("report", "cadence", "period", "indicator", "value", "unit")

_PERIOD, _OBS, _CONF, _STATISTIC = (
    COLUMNS.index(name) for name in ("period", "obs_status", "conf_status", "statistic")
)


@dataclass(frozen=True)
class Indicator:
    """One number about the latest edition of a series.

    Attributes
    ----------
    unit
        ``percent``, ``days`` or ``count``.
    """

    report: str
    cadence: Cadence
    period: Period
    name: str
    value: Decimal
    unit: str = "count"

    @property
    def key(self) -> str:
        """By which a page says which indicator a cell shows."""
        return f"{self.report}/{self.cadence}/{self.name}"


def indicators(
    subjects: Sequence[Subject], rows: Mapping[str, Sequence[Row]], about: About,
    settings: Settings,
) -> list[Indicator]:  # fmt: skip
    """Return the indicators of each report and cadence of a release.

    Parameters
    ----------
    subjects
        Its editions, newest first in each cadence.
    rows
        Those of every published CSV, by its path.
    """
    found: list[Indicator] = []
    for report, cadence in dict.fromkeys((s.report, s.cadence) for s in subjects):
        of_series = [s for s in subjects if (s.report, s.cadence) == (report, cadence)]
        latest = max((s.period for s in of_series), key=lambda period: period.last_day)
        newest = [s for s in of_series if s.period == latest]
        values = [
            ("editions_periods", len({s.period for s in of_series}), "count"),
            ("areas", len({s.area for s in newest}), "count"),
            *_of_rows({r for s in newest for r in rows[s.csv] if r[_PERIOD] == str(latest)}),
            ("register_rows", sum(about.rows.values()), "count"),
            ("warnings", sum(about.warnings.values()), "count"),
            *_of_time(report, latest, settings),
        ]
        found += [
            Indicator(report, cadence, latest, name, Decimal(value), unit)
            for name, value, unit in values
        ]
    return found


def _of_rows(rows: Collection[Row]) -> Iterator[tuple[str, int | Decimal, str]]:
    """Yield what the numbers of a period say of themselves, each counted once."""
    yield "statistics", len({row[_STATISTIC] for row in rows}), "count"
    yield "figures", len(rows), "count"
    yield "hidden", sum(row[_CONF] == CONF_STATUS["confidential"] for row in rows), "count"
    yield "revised", sum(row[_OBS] == OBS_STATUS["revised"] for row in rows), "count"
    for name, column, code in (
        ("hidden_share", _CONF, CONF_STATUS["confidential"]),
        ("unavailable_share", _OBS, OBS_STATUS["not_available"]),
        ("provisional_share", _OBS, OBS_STATUS["provisional"]),
    ):
        share = 100 * sum(row[column] == code for row in rows) / Decimal(max(len(rows), 1))
        yield name, round_half_up(share, 1), "percent"


def _of_time(report: str, period: Period, settings: Settings) -> Iterator[tuple[str, int, str]]:
    """Yield how long after its period an edition is published, and how late, if that is known."""
    row = settings.calendar.of(report, period)
    if row:
        yield "days_planned", (row.planned_on - period.last_day).days, "days"
        if row.days_late is not None:
            yield "days_real", row.days_after_period, "days"
            yield "days_off", row.days_late, "days"


def quality_csv(found: Iterable[Indicator]) -> str:
    """Return the indicators as CSV."""
    rows = (
        (i.report, i.cadence, str(i.period), i.name, str(i.value), i.unit) for i in found
    )  # fmt: skip
    return published_csv(rows, QUALITY_COLUMNS, QUALITY)


def published_indicators(text: str) -> dict[str, Decimal]:
    """Return the values of the CSV by the keys that pages show them under.

    Raises
    ------
    ValueError
        If it has other columns.
    """
    return {
        f"{report}/{cadence}/{name}": Decimal(value)
        for report, cadence, _, name, value, _ in from_csv(text, QUALITY_COLUMNS)
    }
