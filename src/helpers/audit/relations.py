"""How the numbers hang together: every linear relation that follows from their definitions.

The counting wing checks them on true values; the attacker solves them for what is hidden. So what
the attacker takes for granted is known to be true.
"""

from collections.abc import Iterable, Iterator, Sequence

from helpers.audit.over_time import ageing, since
from helpers.audit.over_years import cohort, of_months, people, school_years
from helpers.audit.relation import ALL, Key, Relation, cells_of
from helpers.audit.uncounted import lasting
from helpers.domain.codelists import LEVELS, SEX, STAGES_BY_LEVEL, TOTAL
from helpers.domain.periods import Year, parse_period
from helpers.domain.structure import NO_TOTAL, STATISTICS, Statistic

_NEVER_MORE = (
    ("pension_awards", "pension_recipients", ("headship_cause",)),
    ("files_active", "files_total", ("residence",)),
    ("students_supported", "students_in_year", ("level", "sex")),
)


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
            before = str(parsed.previous())
            yield from since(before, period, area, areas[0])
            yield from lasting(before, period, area)
            yield from ageing(before, period, area, 12 if isinstance(parsed, Year) else 1)
            if isinstance(parsed, Year):
                yield from of_months(parsed, area, there)
                yield from school_years(period, area)
                yield from cohort(parsed, area)
                yield from people(parsed, area, areas[0])


def _counties(statistic: Statistic, period: str, areas: Sequence[str]) -> Iterator[Relation]:
    province, *counties = areas
    for cell in cells_of(statistic.code):
        added = tuple((statistic.code, period, county, *cell) for county in counties)
        whole = (statistic.code, period, province, *cell)
        yield Relation("counties add up to the province", added, (whole,))


def _parts(statistic: Statistic, period: str, area: str) -> Iterator[Relation]:
    code = statistic.code
    whole = (code, period, area, *ALL)
    for breakdown in statistic.breakdowns:
        parts = tuple((code, period, area, breakdown, c) for c in statistic.categories(breakdown))
        if code in NO_TOTAL:
            opened = ("files_opened", period, area, *ALL)
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
    for by in (ALL, *(("household_size", size) for size in _sizes())):
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
