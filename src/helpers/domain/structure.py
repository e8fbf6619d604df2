"""The data structure of the published table: statistics, dimensions, attributes (SDMX terms).

Both wings stand on it: the counting wing fills the table, the reading wing shows it.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from helpers.domain.codelists import BREAKDOWNS, LEVELS, STAGES_BY_LEVEL, TOTAL
from helpers.domain.periods import CADENCES, Cadence

COLUMNS = (
    "statistic", "period", "period_start", "period_end", "area", "breakdown", "category",
    "value", "unit", "obs_status", "conf_status", "note",
)  # fmt: skip
KEY = ("statistic", "period", "area", "breakdown", "category")

OBS_STATUS = {
    "normal": "A", "provisional": "P", "revised": "R", "not_applicable": "M",
    "not_available": "L", "estimated": "E",
}  # fmt: skip
CONF_STATUS = {"free": "F", "confidential": "C", "internal": "N"}

# Codes of the ``note`` column; more than one is joined by a space.
NOTES = (
    "exact", "rounded", "rounded_amount", "confidential", "few_contributors",
    "dominant_contributors", "from_confidential", "rough_mean", "not_broken_down", "no_scale",
    "no_earlier_period", "register_begins", "too_early", "no_base",
    "population_reference_year", "provisional",
)  # fmt: skip

# Those that true values may carry: the others tell of protection.
NOTES_OF_TRUE_VALUES = (
    "exact", "no_scale", "no_earlier_period", "register_begins", "too_early", "no_base",
    "population_reference_year", "provisional",
)  # fmt: skip

# Of counts that are left out together, so that no small one can be worked out.
LEFT_OUT = "not_broken_down"

# A revised number of a year that is not complete: its status says that it was revised.
STILL_PROVISIONAL = "provisional"

Family = Literal["caseload", "pensions", "students"]
FAMILIES: tuple[Family, ...] = ("caseload", "pensions", "students")
Kind = Literal["count", "sum", "median", "derived"]
DECIMALS = {
    "files": 0, "persons": 0, "rials": 0, "percent": 1, "per_1000": 1, "per_100": 1, "months": 0,
}  # fmt: skip
# Units that the names of their statistics say already: "active files per 1,000 inhabitants".
IN_NAMES = frozenset({"per_1000", "per_100"})


@dataclass(frozen=True)
class Statistic:
    """One statistic: what it counts, how it may be broken down, how it is protected.

    Attributes
    ----------
    code
        The ``statistic`` column of the published table.
    kind
        ``count``, ``sum`` and ``median`` are counted on the register and protected;
        ``derived`` is computed from protected values.
    breakdowns
        Breakdowns besides ``all``; the first-named matters most to a reader.
    additive
        Whether months add up to a year to date: flows do, stocks do not.
    """

    code: str
    family: Family
    unit: str
    kind: Kind = "count"
    breakdowns: tuple[str, ...] = ()
    cadences: tuple[Cadence, ...] = CADENCES
    additive: bool = False
    province_only: bool = False

    @property
    def decimals(self) -> int:
        """Decimals of a published value."""
        return DECIMALS[self.unit]

    def categories(self, breakdown: str) -> tuple[str, ...]:
        """Return the categories of one of its breakdowns, in order; ``("all",)`` for the total."""
        if breakdown == TOTAL:
            return (TOTAL,)
        if breakdown not in self.breakdowns:
            raise KeyError(f"{self.code} has no breakdown {breakdown!r}; it has {self.breakdowns}")
        if breakdown == "stage" and self.code in _LEVEL_OF:
            return STAGES_BY_LEVEL[_LEVEL_OF[self.code]]
        return BREAKDOWNS[breakdown]


_LEVEL_OF = {f"{level}_students": level for level in LEVELS}
_ANNUAL: tuple[Cadence, ...] = ("annual",)

_CASELOAD = (
    Statistic("files_total", "caseload", "files", breakdowns=("residence",)),
    Statistic(
        "files_active", "caseload", "files",
        breakdowns=(
            "headship_cause", "household_size", "head_age_group", "open_duration", "residence",
            "head_sex",
        ),
    ),
    Statistic("files_inactive", "caseload", "files"),
    Statistic(
        "files_opened", "caseload", "files",
        breakdowns=("headship_cause", "residence"), additive=True,
    ),
    Statistic("files_reopened", "caseload", "files", additive=True),
    Statistic("files_closed", "caseload", "files", breakdowns=("closure_reason",), additive=True),
    Statistic("active_share", "caseload", "percent", "derived"),
    Statistic("active_per_1000", "caseload", "per_1000", "derived"),
    Statistic("median_months_open", "caseload", "months", "median"),
    Statistic("files_active_average", "caseload", "files", "derived", cadences=_ANNUAL),
    Statistic(
        "files_closed_within", "caseload", "files", breakdowns=("within_months",),
        cadences=_ANNUAL,
    ),
    Statistic(
        "closed_within", "caseload", "percent", "derived", breakdowns=("within_months",),
        cadences=_ANNUAL,
    ),
)  # fmt: skip
_PENSIONS = (
    Statistic(
        "pension_recipients", "pensions", "persons",
        breakdowns=("headship_cause", "household_size", "head_age_group", "residence"),
    ),
    Statistic("pension_recipients_average", "pensions", "persons", "derived", cadences=_ANNUAL),
    Statistic("pension_recipients_last_month", "pensions", "persons", "derived", cadences=_ANNUAL),
    Statistic("pension_share_of_active", "pensions", "percent", "derived"),
    Statistic(
        "pension_awards", "pensions", "persons", breakdowns=("headship_cause",), additive=True
    ),
    Statistic("pension_terminations", "pensions", "persons"),
    Statistic(
        "pension_amount", "pensions", "rials", "sum", breakdowns=("kind", "household_size"),
        additive=True,
    ),
    Statistic(
        "pension_regular_amount", "pensions", "rials", "sum", breakdowns=("household_size",),
        additive=True,
    ),
    Statistic(
        "pension_mean", "pensions", "rials", "derived", breakdowns=("household_size",)
    ),
    Statistic("pension_below_scale", "pensions", "persons", breakdowns=("household_size",)),
    Statistic("pension_above_scale", "pensions", "persons", breakdowns=("household_size",)),
    Statistic("pension_shortfall", "pensions", "rials", "sum", additive=True),
    Statistic(
        "pension_per_1000_fhh", "pensions", "per_1000", "derived", province_only=True
    ),
)  # fmt: skip
_STUDENTS = (
    Statistic(
        "students_supported", "students", "persons",
        breakdowns=("level", "stage", "sex", "residence"),
    ),
    Statistic("school_students", "students", "persons", breakdowns=("stage", "sex")),
    Statistic("university_students", "students", "persons", breakdowns=("stage", "sex")),
    Statistic(
        "students_in_year", "students", "persons", breakdowns=("level", "sex"), cadences=_ANNUAL
    ),
    Statistic("students_started", "students", "persons", breakdowns=("level",), additive=True),
    Statistic(
        "students_ended", "students", "persons", breakdowns=("end_reason", "level"), additive=True
    ),
    Statistic("students_per_100_active", "students", "per_100", "derived", breakdowns=("level",)),
    Statistic(
        "support_amount", "students", "rials", "sum", breakdowns=("level",), additive=True
    ),
    Statistic(
        "school_year_started", "students", "persons", breakdowns=("level", "stage"),
        cadences=_ANNUAL,
    ),
    Statistic(
        "school_year_ended", "students", "persons", breakdowns=("level", "stage"),
        cadences=_ANNUAL,
    ),
    Statistic(
        "school_year_mehr", "students", "persons", breakdowns=("level", "stage"),
        cadences=_ANNUAL,
    ),
    Statistic(
        "school_year_khordad", "students", "persons", breakdowns=("level", "stage"),
        cadences=_ANNUAL,
    ),
)  # fmt: skip

STATISTICS: dict[str, Statistic] = {
    statistic.code: statistic for statistic in (*_CASELOAD, *_PENSIONS, *_STUDENTS)
}


# Their categories are not parts of a whole.
NO_TOTAL = ("files_closed_within", "closed_within")

# Means: of what each gets, and of the months of a year.
MEANS = frozenset({"pension_mean", "files_active_average", "pension_recipients_average"})


def statistic_named(code: str) -> Statistic:
    """Return the statistic with this code.

    Raises
    ------
    KeyError
        With the nearest known codes, if there is none.
    """
    if code not in STATISTICS:
        near = get_close_matches(code, STATISTICS, n=3) or sorted(STATISTICS)
        raise KeyError(f"no statistic {code!r}; did you mean {', '.join(near)}?")
    return STATISTICS[code]


def statistics_of(family: Family, cadence: Cadence) -> list[Statistic]:
    """Return the statistics that a report of this family and cadence may show."""
    return [s for s in STATISTICS.values() if s.family == family and cadence in s.cadences]
