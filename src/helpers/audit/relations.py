"""How the numbers hang together: every linear relation that follows from their definitions.

The counting wing checks them on true values; the attacker solves them for what is hidden. So what
the attacker takes for granted is known to be true.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from helpers.domain.codelists import LEVELS, SEX, STAGES_BY_LEVEL, TOTAL
from helpers.domain.periods import MEHR, Month, Year, parse_period, school_year
from helpers.domain.structure import NO_TOTAL, STATISTICS, Statistic

Key: TypeAlias = tuple[str, str, str, str, str]
"""Statistic, period, area, breakdown, category."""

_ALL = (TOTAL, TOTAL)
STOCKS = (
    "files_total", "files_active", "files_inactive", "students_supported", "school_students",
    "university_students",
)  # fmt: skip
# Awards are counted with the attributes at the end of each period, which may change meanwhile.
_FLOWS = (
    "files_opened", "files_reopened", "files_closed", "students_started", "students_ended",
    "support_amount",
)  # fmt: skip
_NEVER_MORE = (
    ("pension_awards", "pension_recipients", ("headship_cause",)),
    ("files_active", "files_total", ("residence",)),
    ("students_supported", "students_in_year", ("level", "sex")),
)


class Relation(NamedTuple):
    """The values of ``plus`` less those of ``minus`` are zero, or at most zero."""

    name: str
    plus: tuple[Key, ...]
    minus: tuple[Key, ...]
    at_most: bool = False


def relations(keys: Iterable[Key], areas: Sequence[str]) -> Iterator[Relation]:
    """Yield the relations among statistics, periods and areas that occur together.

    Parameters
    ----------
    keys
        Of the cells there are; months, years, but no spans.
    areas
        Codes, the province first.
    """
    there = dict.fromkeys((key[0], key[1]) for key in keys)
    for code, period in there:
        statistic = STATISTICS[code]
        if statistic.kind not in ("count", "sum"):
            continue
        yield from _counties(statistic, period, areas)
        for area in areas:
            yield from _parts(statistic, period, area)
    periods = dict.fromkeys(period for _, period in there)
    for period in periods:
        parsed = parse_period(period)
        for area in areas:
            yield from _of_one_period(period, area)
            if isinstance(parsed, Month):
                yield from _since_last_month(parsed, area)
            elif isinstance(parsed, Year):
                yield from _year_of_months(parsed, area)


def _cells(statistic: Statistic) -> Iterator[tuple[str, str]]:
    for breakdown in (TOTAL, *statistic.breakdowns):
        for category in statistic.categories(breakdown):
            yield breakdown, category


def _counties(statistic: Statistic, period: str, areas: Sequence[str]) -> Iterator[Relation]:
    province, *counties = areas
    for cell in _cells(statistic):
        added = tuple((statistic.code, period, county, *cell) for county in counties)
        whole = (statistic.code, period, province, *cell)
        yield Relation("counties add up to the province", added, (whole,))


def _parts(statistic: Statistic, period: str, area: str) -> Iterator[Relation]:
    code = statistic.code
    whole = (code, period, area, *_ALL)
    for breakdown in statistic.breakdowns:
        parts = tuple((code, period, area, breakdown, c) for c in statistic.categories(breakdown))
        if code in NO_TOTAL:
            opened = ("files_opened", period, area, *_ALL)
            for shorter, longer in zip(parts, (*parts[1:], opened), strict=True):
                name = f"{code} never falls with time, and is at most files_opened"
                yield Relation(name, (shorter,), (longer,), at_most=True)
        elif breakdown == "headship_cause" and "head_sex" in statistic.breakdowns:
            women = (code, period, area, "head_sex", "female")
            yield Relation(f"{code} by {breakdown} adds up to its women", parts, (women,))
        else:
            # Headship causes are those of women, so they add up to less than all files opened.
            at_most = breakdown == "headship_cause" and code == "files_opened"
            bound = " at most" if at_most else ""
            yield Relation(
                f"{code} by {breakdown} adds up to its total{bound}", parts, (whole,), at_most
            )


def _of_one_period(period: str, area: str) -> Iterator[Relation]:
    def cell(code: str, breakdown: str = TOTAL, category: str = TOTAL) -> Key:
        return code, period, area, breakdown, category

    yield Relation(
        "files_total = files_active + files_inactive",
        (cell("files_active"), cell("files_inactive")), (cell("files_total"),),
    )  # fmt: skip
    by_level = {level: f"{level}_students" for level in LEVELS}
    for level, code in by_level.items():
        whole = cell("students_supported", "level", level)
        yield Relation(f"{code} are students_supported of that level", (cell(code),), (whole,))
        for stage in STAGES_BY_LEVEL[level]:
            same = cell("students_supported", "stage", stage), cell(code, "stage", stage)
            yield Relation(f"{code} by stage are students_supported by stage", same[:1], same[1:])
    for sex in SEX:
        parts = tuple(cell(code, "sex", sex) for code in by_level.values())
        whole = cell("students_supported", "sex", sex)
        yield Relation("levels add up to students_supported by sex", parts, (whole,))
    scale = ("pension_below_scale", "pension_above_scale")
    for by in (_ALL, *(("household_size", size) for size in _sizes())):
        parts = tuple(cell(code, *by) for code in scale)
        name = "pensions below and above the scale are at most the recipients"
        yield Relation(name, parts, (cell("pension_recipients", *by),), at_most=True)
    for part, whole_code, breakdowns in _NEVER_MORE:
        name = f"{part} is at most {whole_code}"
        for breakdown in (TOTAL, *breakdowns):
            for category in STATISTICS[part].categories(breakdown):
                by = breakdown, category
                yield Relation(name, (cell(part, *by),), (cell(whole_code, *by),), at_most=True)


def _sizes() -> tuple[str, ...]:
    return STATISTICS["pension_recipients"].categories("household_size")


def _since_last_month(month: Month, area: str) -> Iterator[Relation]:
    now, before = str(month), str(Month.from_index(month.index - 1))

    def flow(
        name: str, stock: str, more: tuple[str, ...], less: str, by: tuple[str, str] = _ALL
    ) -> Relation:
        gained = tuple((code, now, area, *by) for code in more)
        return Relation(
            name,
            (*gained, (stock, before, area, *_ALL)),
            ((less, now, area, *by), (stock, now, area, *_ALL)),
        )

    opened = ("files_opened", "files_reopened")
    yield flow(
        "active = before + opened + reopened - closed", "files_active", opened, "files_closed"
    )
    name = "supported = before + started - ended"
    yield flow(name, "students_supported", ("students_started",), "students_ended")
    for level in LEVELS:
        stock = f"{level}_students"
        by = "level", level
        yield flow(f"{name}, {level}", stock, ("students_started",), "students_ended", by)


def _year_of_months(year: Year, area: str) -> Iterator[Relation]:
    last = str(year.months[-1])
    for code in STOCKS:
        for cell in _cells(STATISTICS[code]):
            same = (code, str(year), area, *cell), (code, last, area, *cell)
            yield Relation(f"{code} of a year is that of its last month", same[:1], same[1:])
    for code in _FLOWS:
        yield from _sums_of_months(code, code, str(year), list(year.months), area)
    taught = school_year(year.year - 1)
    for flow in ("started", "ended"):
        name, months = f"school_year_{flow}", list(taught)
        yield from _sums_of_months(name, f"students_{flow}", str(year), months, area)
    for name, month in (("mehr", Month(year.year - 1, MEHR)), ("khordad", Month(year.year, 3))):
        yield from _sums_of_months(
            f"school_year_{name}", "students_supported", str(year), [month], area
        )


def _sums_of_months(
    code: str, monthly: str, year: str, months: list[Month], area: str
) -> Iterator[Relation]:
    shared = set(_cells(STATISTICS[monthly]))
    for cell in _cells(STATISTICS[code]):
        if cell in shared:
            added = tuple((monthly, str(month), area, *cell) for month in months)
            name = f"{code} of a year is the sum of its months"
            yield Relation(name, added, ((code, year, area, *cell),))
