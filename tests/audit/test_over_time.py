"""What counts of one time say of those of another: each relation, by what it lets one conclude."""

import numpy as np
import pytest

from helpers.audit.attack import Attack
from helpers.audit.bounds import Bounds
from helpers.audit.relation import ALL, Key
from helpers.audit.system import System
from helpers.domain.structure import STATISTICS

AREAS = ["province", "north"]
MOST = 100


def cell(text: str) -> Key:
    """Return the key of a text such as ``files_closed 1402 open_duration=1_2 @province``."""
    statistic, period, *rest = text.split()
    by, area = ALL, "north"
    for part in rest:
        if part.startswith("@"):
            area = part[1:]
        else:
            breakdown, category = part.split("=")
            by = (breakdown, category)
    return statistic, period, area, *by


def concluded(known: dict[str, int], hidden: str) -> tuple[int, int]:
    """Return between what values the only hidden one of some counts lies."""
    system = System.of([cell(hidden), *map(cell, known)], AREAS)
    assert system.names, "no relation"
    number = len(system.keys)  # with the parts of flows, which nobody counts
    low, high, apart = np.zeros(number), np.full(number, MOST, float), np.zeros(number)
    low[1 : 1 + len(known)] = high[1 : 1 + len(known)] = [*known.values()]
    apart[0] = MOST + 1  # so that whatever is known of it is returned
    limits = np.zeros(number), np.full(number, np.inf)
    (leak,) = Attack(system, Bounds(low, high, apart, *limits)).leaks()
    return leak.low, leak.high


FLOW = {"files_active 1401": 100, "files_active 1402": 103, "files_opened 1402": 5,
        "files_reopened 1402": 0}  # fmt: skip
GROWTH = {"files_total 1402-03": 40, "files_total 1402-04": 43, "files_reopened 1402-04": 1}
URBAN = {"files_total 1402-03 residence=urban": 40, "files_total 1402-04 residence=urban": 43,
         "files_reopened 1402-04": 1, "files_reopened 1402-04 @province": 2}  # fmt: skip
STUDENTS = "students_supported"
# Categories that change by so much, of what is 10 before.
CHANGES = {"1": 2, "2": -1, "3": 3, "4": -2, "5+": 0}
SIZES = {"files_reopened 1402-04": 0} | {
    f"files_active 1402-{month} household_size={size}": 10 + (month == "04") * change
    for size, change in CHANGES.items() for month in ("03", "04")
}  # fmt: skip
CAUSES = {f"files_opened 1402-04 headship_cause={cause}": int(cause == "death")
          for cause in STATISTICS["files_opened"].categories("headship_cause")} | {
    f"files_active 1402-{month} {by}": 10 + (month == "04") * change
    for by, change in {"headship_cause=death": 3, "headship_cause=divorce": -1, "head_sex=male": 2
                       }.items() for month in ("03", "04")
}  # fmt: skip
STAGES = {
    f"students_supported 1402-{month} stage={stage}": 10 + (month == "07") * change
    for stage, change in {"associate": 2, "bachelor": -2, "master": 3, "doctorate": 0}.items()
    for month in ("06", "07")
}  # fmt: skip


@pytest.mark.parametrize(
    ("known", "hidden", "between"),
    [
        (FLOW, "files_closed 1402", (2, 2)),
        ({f"{STUDENTS} 1401": 9, f"{STUDENTS} 1402": 6, "students_started 1402": 1},
         "students_ended 1402", (4, 4)),
        ({"files_total 1402-03 @province": 40, "files_total 1402-04 @province": 43},
         "files_opened 1402-04 @province", (3, 3)),
        (GROWTH, "files_opened 1402-04", (2, MOST)),
        (GROWTH | {"files_reopened 1402-04 @province": 2}, "files_opened 1402-04", (2, 4)),
        (URBAN, "files_opened 1402-04 residence=urban", (2, 5)),
        ({"files_active 1401 head_sex=female": 50, "files_active 1402 head_sex=female": 53,
          "files_reopened 1402": 1}, "files_opened 1402", (2, MOST)),
        ({"files_active 1401 residence=rural": 50, "files_active 1402 residence=rural": 48,
          "files_opened 1402 residence=rural": 1}, "files_closed 1402", (3, MOST)),
        ({"files_active 1402-03 residence=rural": 50, "files_active 1402-04 residence=rural": 48,
          "files_opened 1402-04 residence=rural": 1}, "files_closed 1402-04", (3, MOST)),
        ({f"{STUDENTS} 1402-06 stage=master": 5, f"{STUDENTS} 1402-07 stage=master": 7},
         "students_started 1402-07 level=university", (2, MOST)),
        ({f"{STUDENTS} 1401 stage=master": 5, f"{STUDENTS} 1402 stage=master": 2},
         "students_ended 1402 level=university", (3, MOST)),
        ({f"{STUDENTS} 1401 sex=male": 5, f"{STUDENTS} 1402 sex=male": 7},
         "students_started 1402", (2, MOST)),
        (SIZES, "files_opened 1402-04", (5, MOST)),
        (SIZES, "files_closed 1402-04", (3, MOST)),
        (CAUSES | {"files_opened 1402-04": 1}, "files_reopened 1402-04", (4, MOST)),
        (CAUSES | {"files_opened 1402-04": 9}, "files_reopened 1402-04", (2, MOST)),
        (STAGES, "students_started 1402-07 level=university", (5, MOST)),
        (STAGES, "students_ended 1402-07 level=university", (2, MOST)),
        ({"files_active 1401 open_duration=10_plus": 7, "files_active 1402 open_duration=10_plus":
          5}, "files_closed 1402", (2, MOST)),
        ({"files_active 1402-03 open_duration=2_5": 7, "files_active 1402-04 open_duration=2_5": 3,
          "files_active 1402-04 open_duration=5_10": 1, "files_active 1402-03 open_duration=5_10":
          0, "files_active 1402-03 open_duration=10_plus": 0,
          "files_active 1402-04 open_duration=10_plus": 0}, "files_closed 1402-04", (3, MOST)),
        ({"files_active 1401": 30} | {f"files_active 1402 open_duration={group}": number for
          group, number in {"1_2": 6, "2_5": 5, "5_10": 15, "10_plus": 0}.items()},
         "files_closed 1402", (4, MOST)),
        ({f"files_active 1402 open_duration={group}": number for
          group, number in {"1_2": 6, "2_5": 5, "5_10": 15, "10_plus": 0}.items()},
         "files_active 1401", (26, MOST)),
        ({"files_closed 1401": 2, "files_closed 1402": 1},
         "files_closed_within 1401 within_months=12", (0, 3)),
        ({"files_closed_within 1401 within_months=12": 3, "files_closed 1402": 1,
          "files_closed 1403": 2}, "files_closed_within 1401 within_months=24", (3, 6)),
        ({"files_opened 1401": 20, "files_closed_within 1401 within_months=12": 3},
         "files_active 1401 open_duration=under_1", (17, MOST)),
        ({"files_closed 1402-01": 3, "files_closed 1402-02": 4}, "files_closed 1402", (7, MOST)),
        ({f"{STUDENTS} 1402": 20, "students_ended 1402": 2}, "students_in_year 1402", (20, 22)),
        ({f"{STUDENTS} 1401 sex=male": 20, "students_started 1402": 1},
         "students_in_year 1402 sex=male", (0, 21)),
        ({f"{STUDENTS} 1402-05 @province": 30}, "students_in_year 1402 @province", (30, MOST)),
        ({"pension_recipients 1402-05 @province": 30}, "pension_recipients 1402 @province",
         (30, MOST)),
        ({"pension_below_scale 1402-12 household_size=2": 6},
         "pension_below_scale 1402 household_size=2", (6, MOST)),
        ({"pension_recipients 1402-12": 30, "pension_below_scale 1402-12": 4,
          "pension_above_scale 1402-12": 6, "pension_below_scale 1402": 5,
          "pension_above_scale 1402": 7}, "pension_recipients 1402", (32, MOST)),
        ({"school_year_mehr 1402 stage=primary": 10, "school_year_khordad 1402 stage=primary": 12},
         "school_year_started 1402 stage=primary", (2, MOST)),
        ({"school_year_mehr 1402 stage=primary": 10, "school_year_khordad 1402 stage=primary": 7},
         "school_year_ended 1402 stage=primary", (3, MOST)),
    ],
)  # fmt: skip
def test_a_count_is_known_as_far_as_those_of_another_time_tell(known, hidden, between) -> None:
    assert concluded(known, hidden) == between


def test_a_year_whose_months_are_all_there_is_their_sum() -> None:
    months = {f"files_reopened 1402-{month:02}": 1 for month in range(1, 13)}
    assert concluded(months, "files_reopened 1402") == (12, 12)
