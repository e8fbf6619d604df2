"""Supported students: how many at a month's end, in a year, in a school year; what begins, ends."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pandas as pd
from ibis import _

from helpers.domain.about import About
from helpers.domain.codelists import LEVELS, UNKNOWN
from helpers.domain.periods import MEHR, MONTHS_IN_YEAR, Month, Span, Year
from helpers.domain.school_years import school_year
from helpers.statistics.calendar import LATEST, look_up
from helpers.statistics.events import (
    add_up_years,
    count_changes,
    count_rows,
    cumulate,
    flow_cells,
    stock_cells,
    sum_by_file,
    sum_cells,
)  # fmt: skip
from helpers.statistics.gaps import Gap

SCHOOL_YEAR = (
    "school_year_started", "school_year_ended", "school_year_mehr", "school_year_khordad",
)  # fmt: skip
KHORDAD = 3


def prepare_students(students: ir.Table, days: ir.Table) -> ir.Table:
    """Return one row per period of support: ``begins``, ``ends`` as month indices, categories."""
    dated = look_up(students, "support_start", days, month="started")
    dated = look_up(dated, "support_end", days, month="ended")
    next_started = dated.started.lead().over(
        ibis.window(group_by="student_id", order_by="support_start")
    )
    return dated.select(
        "student_id", "case_id", "level", "stage", "sex", "started", "ended",
        area="county",
        end_reason=dated.end_reason.fill_null(UNKNOWN),
        amount=dated.support_rials,
        begins=dated.started,
        ends=dated.ended.fill_null(LATEST),
        next_started=next_started.fill_null(LATEST),
    )  # fmt: skip


def student_queries(
    supports: ir.Table, spells: ir.Table, about: About, province: str
) -> dict[str, ir.Table]:
    """Return what the engine counts, by name; see :func:`student_cells`.

    Parameters
    ----------
    supports
        From :func:`prepare_students`.
    """
    first, last = about.first_month.index, about.last_month.index
    started = supports.filter(_.started.between(first, last)).mutate(period=_.started)
    ended = supports.filter(_.ended.between(first, last)).mutate(period=_.ended)
    paid = started.filter(_.amount.notnull())
    amounts = ibis.union(paid, paid.mutate(period=paid.period // MONTHS_IN_YEAR), distinct=False)
    queries = {
        "students_supported": count_changes(supports, first, last, ["level", "stage", "sex"]),
        "students_by_residence": count_changes(
            _with_residence(supports, spells), first, last, ["residence"]
        ),
        "students_in_year": count_changes(
            _years_of(supports), about.first_month.year, about.last_month.year, ["level", "sex"]
        ),
        "students_started": count_rows(started, ["level", "stage"]),
        "students_ended": count_rows(ended, ["end_reason", "level", "stage"]),
        "support_amount": sum_by_file(amounts, province, ["level"]),
    }
    for level in LEVELS:
        of_level = supports.filter(supports.level == level)
        queries[f"{level}_students"] = count_changes(of_level, first, last, ["stage", "sex"])
    return queries


def student_cells(counted: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    """Return the counts by county, and the sums by county and province."""
    first_year, last_year = about.first_month.year, about.last_month.year
    changes = counted["students_supported"]
    monthly = cumulate(changes, about.first_month.index, about.last_month.index)
    residence = stock_cells("students_supported", counted["students_by_residence"], about)
    started = flow_cells("students_started", counted["students_started"])
    ended = flow_cells("students_ended", counted["students_ended"])
    return pd.concat(
        [
            stock_cells("students_supported", changes, about),
            residence[residence["breakdown"] != "all"],
            *(stock_cells(f"{s}_students", counted[f"{s}_students"], about) for s in LEVELS),
            cumulate(counted["students_in_year"], first_year, last_year).assign(
                statistic="students_in_year"
            ),
            started[started["breakdown"] != "stage"],
            ended[ended["breakdown"] != "stage"],
            sum_cells("support_amount", counted["support_amount"]),
            _school_years(counted["students_started"], "school_year_started"),
            _school_years(counted["students_ended"], "school_year_ended"),
            _month_of_school_year(monthly, "school_year_mehr", MEHR),
            _month_of_school_year(monthly, "school_year_khordad", KHORDAD),
        ],
        ignore_index=True,
    )


def student_gaps(about: About) -> list[Gap]:
    """Return the school years that began before the register."""
    return [
        Gap(statistic, str(year), "register_begins")
        for year in about.years
        if school_year(year.year - 1).first < about.first_month
        for statistic in SCHOOL_YEAR
    ]


def school_year_part(statistic: str, year: Year) -> Month | Span:
    """Return the months that a statistic of the school-year view covers, under its year."""
    span = school_year(year.year - 1)
    if statistic == "school_year_mehr":
        return span.first
    return Month(year.year, KHORDAD) if statistic == "school_year_khordad" else span


def _with_residence(supports: ir.Table, spells: ir.Table) -> ir.Table:
    """Cut each support where its case file's residence may change."""
    joined = supports.inner_join(
        spells.select("case_id", "residence", "holds_from", "holds_until"),
        [
            supports.case_id == spells.case_id,
            supports.begins < spells.holds_until,
            spells.holds_from < supports.ends,
        ],
    )
    return joined.select(
        "area", "residence",
        begins=ibis.greatest(joined.begins, joined.holds_from),
        ends=ibis.least(joined.ends, joined.holds_until),
    )  # fmt: skip


def _years_of(supports: ir.Table) -> ir.Table:
    """Return the years in which each support is its student's last one."""
    after = supports.ends // MONTHS_IN_YEAR + 1
    return supports.mutate(
        begins=supports.begins // MONTHS_IN_YEAR,
        ends=ibis.least(after, supports.next_started // MONTHS_IN_YEAR),
    )


def _school_years(flows: pd.DataFrame, statistic: str) -> pd.DataFrame:
    """Add up the months from Mehr to Shahrivar, under the year in which they end."""
    shown = flows[flows["breakdown"].isin(["all", "level", "stage"])]
    from_farvardin = shown.assign(period=shown["period"] + MONTHS_IN_YEAR + 1 - MEHR)
    return add_up_years(from_farvardin).assign(statistic=statistic)


def _month_of_school_year(monthly: pd.DataFrame, statistic: str, month: int) -> pd.DataFrame:
    """Take one month's stock, under the year in which its school year ends."""
    chosen = monthly[
        monthly["breakdown"].isin(["all", "level", "stage"])
        & (monthly["period"] % MONTHS_IN_YEAR == month - 1)
    ]
    ends_in = chosen["period"] // MONTHS_IN_YEAR + int(month >= MEHR)
    return chosen.assign(statistic=statistic, period=ends_in)
