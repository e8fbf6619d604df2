"""What the counts of a year say of its months, and of the years after it."""

from collections.abc import Collection, Iterator

from helpers.audit.relation import ALL, By, Key, Relation, cells_of
from helpers.domain.codelists import CLOSED_WITHIN_MONTHS, OPEN_DURATIONS
from helpers.domain.periods import MEHR, Month, Year
from helpers.domain.school_years import school_year

STOCKS = (
    "files_total", "files_active", "files_inactive", "students_supported", "school_students",
    "university_students",
)  # fmt: skip
# Awards are counted with the attributes at the end of each period, which may change meanwhile.
_FLOWS = (
    "files_opened", "files_reopened", "files_closed", "students_started", "students_ended",
    "support_amount",
)  # fmt: skip
_SUMS = ("support_amount",)  # may be less than zero in a month
_COMPARED = ("pension_below_scale", "pension_above_scale")


def of_months(year: Year, area: str, there: Collection[tuple[str, str]]) -> Iterator[Relation]:
    """Yield that a year's stocks are its last month's, and its flows the sums of its months.

    Parameters
    ----------
    there
        Statistics and periods that occur; of a year of which months are missing, a flow is at
        least the sum of the others.
    """
    last = str(year.months[-1])
    for code in STOCKS:
        for by in cells_of(code):
            same = (code, str(year), area, *by), (code, last, area, *by)
            yield Relation(f"{code} of a year is that of its last month", same[:1], same[1:])
    for code in _FLOWS:
        yield from _sums(code, code, str(year), list(year.months), area, there)
    taught = list(school_year(year.year - 1))
    for flow in ("started", "ended"):
        name = f"school_year_{flow}"
        yield from _sums(name, f"students_{flow}", str(year), taught, area, there)
    mehr, khordad = Month(year.year - 1, MEHR), Month(year.year, 3)
    for name, month in (("mehr", mehr), ("khordad", khordad)):
        yield from _sums(
            f"school_year_{name}", "students_supported", str(year), [month], area, there
        )


def _sums(
    code: str, monthly: str, year: str, months: list[Month], area: str,
    there: Collection[tuple[str, str]],
) -> Iterator[Relation]:  # fmt: skip
    known = [str(month) for month in months if (monthly, str(month)) in there]
    is_whole = len(known) == len(months)
    if not known or (code, year) not in there or (not is_whole and code in _SUMS):
        return
    shared = set(cells_of(monthly))
    name = f"{code} of a year is the sum of its months" + ("" if is_whole else " at least")
    for by in cells_of(code):
        if by in shared:
            added = tuple((monthly, month, area, *by) for month in known)
            yield Relation(name, added, ((code, year, area, *by),), at_most=not is_whole)


def school_years(year: str, area: str) -> Iterator[Relation]:
    """Yield that from Mehr to Khordad students only start and end."""
    names = ("mehr", "khordad", "started", "ended")
    for by in cells_of("school_year_mehr"):
        mehr, khordad, started, ended = ((f"school_year_{n}", year, area, *by) for n in names)
        name = "a school year's students were there in Mehr, or started"
        yield Relation(name, (khordad,), (mehr, started), at_most=True)
        name = "a school year's students are there in Khordad, or ended"
        yield Relation(name, (mehr,), (khordad, ended), at_most=True)


def cohort(year: Year, area: str) -> Iterator[Relation]:
    """Yield that files opened in a year were closed in the years after it, or are still open."""
    opened = ("files_opened", str(year), area, *ALL)
    before: tuple[Key, ...] = ()
    groups = list(OPEN_DURATIONS)
    for number, within in enumerate(CLOSED_WITHIN_MONTHS):
        of_cohort = ("files_closed_within", str(year), area, "within_months", within)
        years = (str(year + number), str(year + number + 1))
        closed = tuple(("files_closed", period, area, *ALL) for period in years)
        name = "files closed within a time were closed in one of two years"
        yield Relation(name, (of_cohort,), (*before, *closed), at_most=True)
        open_ = ("files_active", years[0], area, "open_duration", groups[number])
        name = "files opened in a year were closed within a time, or are open"
        yield Relation(name, (opened,), (of_cohort, open_), at_most=True)
        before = (of_cohort,)


def people(year: Year, area: str, province: str) -> Iterator[Relation]:
    """Yield what those who were there in a year say of those at its ends, and in its months."""
    this, last = str(year), str(year.months[-1])
    for by in cells_of("students_in_year"):
        ever = ("students_in_year", this, area, *by)
        of = by if by[0] == "level" else ALL
        for stock, flow in ((this, "students_ended"), (str(year - 1), "students_started")):
            bound = (("students_supported", stock, area, *by), (flow, this, area, *of))
            name = "who is a student in a year is so at an end of it, or comes or goes"
            yield Relation(name, (ever,), bound, at_most=True)
    # Who is paid in Esfand is described by Esfand in the year, too.
    for code in ("pension_recipients", "pension_awards", *_COMPARED):
        for by in cells_of(code):
            ends = (code, last, area, *by), (code, this, area, *by)
            yield Relation(
                f"{code} of the last month are among the year's", ends[:1], ends[1:], at_most=True
            )
    for by in cells_of(_COMPARED[0]):
        yield _not_compared(this, last, area, by)
    if area == province:
        for month in map(str, year.months):
            for code, in_year in (("students_supported", "students_in_year"),
                                  ("pension_recipients", "pension_recipients")):  # fmt: skip
                name = f"{code} of a month are among the year's"
                pair = (code, month, area, *ALL), (in_year, this, area, *ALL)
                yield Relation(name, pair[:1], pair[1:], at_most=True)


def _not_compared(year: str, last: str, area: str, by: By) -> Relation:
    """Return that those at the scale in the last month are among those of the year."""
    compared, at_end = (
        tuple((code, period, area, *by) for code in _COMPARED) for period in (year, last)
    )
    recipients, of_year = (("pension_recipients", period, area, *by) for period in (last, year))
    name = "recipients at the scale in the last month are among the year's"
    return Relation(name, (*compared, recipients), (of_year, *at_end), at_most=True)
