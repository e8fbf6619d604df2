"""Derived statistics: shares, rates, means and years to date, from protected values only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

import pandas as pd

from helpers.domain.about import About
from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import year_to_date
from helpers.domain.structure import (
    CONF_STATUS,
    NOTES,
    OBS_STATUS,
    STATISTICS,
)  # fmt: skip
from helpers.errors import DataError
from helpers.settings import Settings
from helpers.statistics.disclosure import COLUMNS
from helpers.statistics.tabulate import cells_of, places_of

NORMAL, NOT_APPLICABLE = OBS_STATUS["normal"], OBS_STATUS["not_applicable"]
FREE, CONFIDENTIAL = CONF_STATUS["free"], CONF_STATUS["confidential"]


class Cell(NamedTuple):
    """A value and its attributes; the value is NaN unless normal and free."""

    value: float
    obs_status: str = NORMAL
    conf_status: str = FREE
    note: str = ""


Key: TypeAlias = tuple[str, str, str, str, str]
NO_BASE = Cell(float("nan"), NOT_APPLICABLE, FREE, "no_base")


@dataclass(frozen=True)
class Ratio:
    """A statistic that is one statistic divided by another, times a factor.

    Attributes
    ----------
    like_for_like
        Whether each category is divided by the same category; otherwise by the total.
    is_mean
        Whether the denominator counts contributors, of whom there must be enough.
    """

    code: str
    numerator: str
    denominator: str
    factor: int = 100
    like_for_like: bool = False
    is_mean: bool = False


RATIOS = (
    Ratio("active_share", "files_active", "files_total"),
    Ratio("closed_within", "files_closed_within", "files_opened"),
    Ratio("pension_share_of_active", "pension_recipients", "files_active"),
    Ratio(
        "pension_mean", "pension_regular_amount", "pension_recipients", 1,
        like_for_like=True, is_mean=True,
    ),
    Ratio("students_per_100_active", "students_supported", "files_active"),
)  # fmt: skip
AVERAGES = {
    "files_active_average": "files_active",
    "pension_recipients_average": "pension_recipients",
}
LAST_MONTHS = {"pension_recipients_last_month": "pension_recipients"}


def derive(protected: pd.DataFrame, settings: Settings, about: About, minimum: int) -> pd.DataFrame:
    """Return the derived statistics and the years to date.

    Parameters
    ----------
    protected
        From :func:`helpers.statistics.disclosure.protect`.
    minimum
        Contributors a mean must have, by their protected number.

    Returns
    -------
    DataFrame
        The columns of ``protected``. What rests on a hidden value is hidden
        (``from_confidential``), what rests on one that is not available is not available, and a
        ratio to nothing is not applicable (``no_base``).
    """
    needed = protected[_is_needed(protected)]
    rows = zip(*(needed[column].tolist() for column in COLUMNS), strict=True)
    cells = {(row[0], row[1], row[2], row[3], row[4]): Cell(*row[5:]) for row in rows}
    derived = {
        **dict(_ratios(cells, settings, about, minimum)),
        **dict(_rates(cells, settings, about)),
        **dict(_of_twelve_months(cells, settings, about)),
        **dict(_years_to_date(cells, settings, about)),
    }
    return pd.DataFrame([(*key, *cell) for key, cell in derived.items()], columns=list(COLUMNS))


def _is_needed(protected: pd.DataFrame) -> "pd.Series[bool]":
    """Tell the cells that something may be derived from; the others are most of the table."""
    ratios = [ratio for ratio in RATIOS if STATISTICS[ratio.code].breakdowns]
    statistics = {code for ratio in ratios for code in (ratio.numerator, ratio.denominator)}
    breakdowns = {name for ratio in ratios for name in STATISTICS[ratio.code].breakdowns}
    in_ratio = protected["statistic"].isin(statistics) & protected["breakdown"].isin(breakdowns)
    return in_ratio | (protected["breakdown"] == TOTAL)


def combine(cells: Sequence[Cell], formula: Callable[..., Decimal | None], note: str = "") -> Cell:
    """Return a value computed from others, or why there is none.

    Parameters
    ----------
    formula
        Called with the values as decimals; None means that it does not apply.
    """
    for cell in cells:
        if cell.obs_status != NORMAL:
            return cell
    if any(cell.conf_status == CONFIDENTIAL for cell in cells):
        return Cell(float("nan"), NORMAL, CONFIDENTIAL, "from_confidential")
    result = formula(*(Decimal(repr(cell.value)) for cell in cells))
    return NO_BASE if result is None else Cell(float(result), note=note)


def _ratios(
    cells: Mapping[Key, Cell], settings: Settings, about: About, minimum: int
) -> Iterator[tuple[Key, Cell]]:
    for ratio in RATIOS:
        statistic = STATISTICS[ratio.code]

        def divide(
            part: Decimal, whole: Decimal, ratio: Ratio = ratio, decimals: int = statistic.decimals
        ) -> Decimal | None:
            return round_half_up(part * ratio.factor / whole, decimals) if whole else None

        for period, area in places_of(statistic, settings.areas, about):
            for breakdown, category in cells_of(statistic):
                place = (period, area, breakdown, category)
                total = (period, area, TOTAL, TOTAL)
                part = cells[ratio.numerator, *place]
                whole = cells[ratio.denominator, *(place if ratio.like_for_like else total)]
                cell = combine((part, whole), divide)
                if ratio.is_mean and cell.conf_status == FREE and 0 < whole.value < minimum:
                    cell = Cell(float("nan"), NORMAL, CONFIDENTIAL, "rough_mean")
                yield (ratio.code, *place), cell


def _rates(
    cells: Mapping[Key, Cell], settings: Settings, about: About
) -> Iterator[tuple[Key, Cell]]:
    """Divide by inhabitants and by households, of the reference years in the settings."""
    province = settings.configuration.province
    inhabitants = {
        area.code: Decimal(_known(area.population, province.population_year, "population"))
        for area in settings.areas
    }
    households = _known(settings.areas.province.households, province.households_year, "households")
    share = Decimal(repr(province.female_headed_share)) / 100
    headed_by_women = {settings.areas.province.code: households * share}
    rates = (
        ("active_per_1000", "files_active", inhabitants),
        ("pension_per_1000_fhh", "pension_recipients", headed_by_women),
    )
    for code, numerator, base in rates:
        statistic = STATISTICS[code]
        for period, area in places_of(statistic, settings.areas, about):
            place = (period, area, TOTAL, TOTAL)
            per_thousand = Decimal(1000) / base[area]
            yield (
                (code, *place),
                combine(
                    [cells[numerator, *place]],
                    lambda files, per=per_thousand, to=statistic.decimals: round_half_up(
                        files * per, to
                    ),
                    note="population_reference_year",
                ),
            )


def _of_twelve_months(
    cells: Mapping[Key, Cell], settings: Settings, about: About
) -> Iterator[tuple[Key, Cell]]:
    def mean(*values: Decimal) -> Decimal:
        return round_half_up(sum(values, Decimal(0)) / len(values))

    for year in about.years:
        for area in settings.areas.codes:
            place = (area, TOTAL, TOTAL)
            for code, base in AVERAGES.items():
                months = [cells[base, str(month), *place] for month in year.months]
                yield (code, str(year), *place), combine(months, mean)
            for code, base in LAST_MONTHS.items():
                yield (code, str(year), *place), cells[base, str(year.months[-1]), *place]


def _years_to_date(
    cells: Mapping[Key, Cell], settings: Settings, about: About
) -> Iterator[tuple[Key, Cell]]:
    """Add up the protected months of flows; not available if the register begins in the year."""
    before = Cell(float("nan"), OBS_STATUS["not_available"], FREE, "register_begins")

    def add(*values: Decimal) -> Decimal:
        return sum(values, Decimal(0))

    for statistic in STATISTICS.values():
        if not statistic.additive:
            continue
        for month in about.months:
            span = year_to_date(month)
            period, periods = str(span), [str(m) for m in span]
            for area in settings.areas.codes:
                place = (area, TOTAL, TOTAL)
                months = [cells.get((statistic.code, m, *place), before) for m in periods]
                notes = {cell.note for cell in months}
                note = " ".join(code for code in NOTES if code in notes)
                yield (statistic.code, period, *place), combine(months, add, note)


def _known(by_year: Mapping[int, int], year: int, what: str) -> int:
    if year not in by_year:
        raise DataError(
            f"the reference year of the {what} is not in the table of areas",
            where=f"areas.csv, column {what}_{year}",
            found=", ".join(map(str, sorted(by_year))) or "no year",
            do="correct the year in the settings, or add the figures",
        )
    return by_year[year]
