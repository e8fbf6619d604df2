"""What a derived statistic is computed from: its formula by name, and its operands."""

from dataclasses import dataclass

from helpers.domain.codelists import TOTAL
from helpers.domain.periods import Span, Year, parse_month, parse_period
from helpers.domain.structure import STATISTICS
from helpers.statistics.derive import AVERAGES, LAST_MONTHS, RATIOS, Key

PER_INHABITANT = {"active_per_1000": "files_active", "pension_per_1000_fhh": "pension_recipients"}


@dataclass(frozen=True)
class Formula:
    """How a derived value comes about.

    Attributes
    ----------
    name
        ``ratio``, ``mean_of_months``, ``last_month``, ``per_inhabitants``, ``per_households`` or
        ``sum_of_months``.
    operands
        Keys of the published values it is computed from.
    factor
        What a ratio is multiplied by.
    """

    name: str
    operands: tuple[Key, ...]
    factor: int = 1


def formula_of(key: Key) -> Formula | None:
    """Return how a value is derived from published ones; None where it is counted."""
    statistic, period, area, breakdown, category = key
    place = (period, area, breakdown, category)
    if ".." in period:
        first, _, last = period.partition("..")
        months = Span(parse_month(first), parse_month(last))
        return Formula("sum_of_months", tuple((statistic, str(m), *place[1:]) for m in months))
    if STATISTICS[statistic].kind != "derived":
        return None
    for ratio in RATIOS:
        if ratio.code == statistic:
            whole = place if ratio.like_for_like else (period, area, TOTAL, TOTAL)
            operands = ((ratio.numerator, *place), (ratio.denominator, *whole))
            return Formula("ratio", operands, ratio.factor)
    if statistic in PER_INHABITANT:
        name = "per_inhabitants" if statistic == "active_per_1000" else "per_households"
        return Formula(name, ((PER_INHABITANT[statistic], *place),), 1000)
    year = parse_period(period)
    assert isinstance(year, Year)
    if statistic in AVERAGES:
        base = AVERAGES[statistic]
        return Formula("mean_of_months", tuple((base, str(m), *place[1:]) for m in year.months))
    return Formula("last_month", ((LAST_MONTHS[statistic], str(year.months[-1]), *place[1:]),))
