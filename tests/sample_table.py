"""A small published table, made from the data structure alone: plausible, deterministic, quick.

Every statistic, category, area and period of the real one, with hidden and missing cells. The
totals of the province in the last month are the published ones.
"""

from collections.abc import Iterator
from functools import cache

import pandas as pd

from helpers.domain.about import About
from helpers.domain.codelists import TOTAL, UNKNOWN
from helpers.domain.periods import Month, Period, Span, Year, year_to_date
from helpers.domain.structure import COLUMNS, STATISTICS, Statistic
from helpers.settings import Settings

FIRST, LAST = Month(1398, 1), Month(1403, 7)
ABOUT = About(synthetic=True, first_month=FIRST, last_month=LAST, edition="public")

# Of the province, in the last month; everything else is cut from them.
LEVELS = {
    "files_total": 10455, "files_active": 5793, "files_inactive": 4662, "files_opened": 84,
    "files_reopened": 11, "files_closed": 62, "active_share": 55.4, "active_per_1000": 5.2,
    "median_months_open": 38, "pension_recipients": 3035, "pension_share_of_active": 52.4,
    "pension_awards": 41, "pension_terminations": 29, "pension_amount": 61_234_567_000,
    "pension_regular_amount": 58_000_500_000, "pension_mean": 19_110_544,
    "pension_per_1000_fhh": 87.3, "students_supported": 1456, "school_students": 1347,
    "university_students": 109, "students_per_100_active": 25.1,
}  # fmt: skip
RATES = {"percent", "per_1000", "per_100", "months"}


def sample_table(settings: Settings) -> pd.DataFrame:
    """Return the table; the shares of the areas are those of the population."""
    areas = settings.areas
    year = settings.configuration.province.population_year
    shares = [
        (area.code, area.population[year] / areas.province.population[year]) for area in areas
    ]
    rows = [
        _row(statistic, period, area, share, breakdown, place, category)
        for statistic in STATISTICS.values()
        for area, share in (shares[:1] if statistic.province_only else shares)
        for period in _periods(statistic)
        for breakdown in (TOTAL, *statistic.breakdowns)
        if breakdown == TOTAL or not isinstance(period, Span)
        for place, category in enumerate(statistic.categories(breakdown))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _periods(statistic: Statistic) -> Iterator[Period | Span]:
    if "monthly" in statistic.cadences:
        yield from ABOUT.months
        yield from (year_to_date(month) for month in ABOUT.months if statistic.additive)
    yield from ABOUT.years


def _row(statistic, period, area, share, breakdown, place, category):
    end = _end(period)
    value = _value(statistic, end, share, breakdown, place)
    obs, conf, note = (
        "P" if end.year == LAST.year and not isinstance(period, Year) else "A",
        "F",
        "",
    )
    if statistic.code == "pension_shortfall" and end.year < FIRST.year + 2:
        value, obs, note = None, "L", "no_scale"
    elif statistic.kind == "count":
        note = "exact"
        if category == UNKNOWN:
            value = 0.0
        elif share < 1 or breakdown != TOTAL:
            value, note = 5.0 * round(value / 5), "rounded"
            if not value:
                value, conf, note = None, "C", "confidential"
    return (
        statistic.code, *_dates(period), area, breakdown, category,
        value, statistic.unit, obs, conf, note,
    )  # fmt: skip


def _value(statistic: Statistic, end: Month, share: float, breakdown: str, place: int) -> float:
    level, age = float(LEVELS.get(statistic.code, 240)), LAST.index - end.index
    if statistic.unit in RATES:
        return round(level * (1.1 - 0.1 * share - 0.01 * place) - 0.01 * age, statistic.decimals)
    part = 1.0 if breakdown == TOTAL else 0.5 ** (place + 1)
    return float(round(level * share * part * (1 - 0.004 * age)))


@cache
def _dates(period: Period | Span) -> tuple[str, str, str]:
    return str(period), period.first_day.isoformat(), period.last_day.isoformat()


def _end(period: Period | Span) -> Month:
    if isinstance(period, Month):
        return period
    return period.last if isinstance(period, Span) else period.months[-1]
