"""Identities that true values must satisfy, checked at every build before protection."""

from collections.abc import Iterator

import ibis.expr.types as ir
import pandas as pd

from helpers.domain.about import About
from helpers.domain.codelists import LEVELS, TOTAL
from helpers.domain.periods import Month
from helpers.domain.structure import STATISTICS
from helpers.errors import DataError, some
from helpers.register.store import Register
from helpers.statistics.tabulate import NO_TOTAL, Counts

# Headship causes are those of female heads, so they add up to less than all files.
_CAUSES_OF_WOMEN_ONLY = ("files_active", "files_opened")
_NEVER_MORE = (
    ("pension_awards", "pension_recipients"),
    ("pension_below_scale", "pension_recipients"),
    ("pension_above_scale", "pension_recipients"),
    ("files_active", "files_total"),
    ("students_supported", "students_in_year"),
)


def check_identities(counts: Counts, register: Register, province: str, about: About) -> None:
    """Check that the counts agree with each other, and with the register counted plainly.

    Raises
    ------
    DataError
        Listing every identity that fails, with examples of where.
    """
    failures = [*find_failures(counts.frame, province, about)]
    failures += _recount(counts.frame, register, province, about.last_month)
    if failures:
        raise DataError(
            "the counts contradict each other; nothing is published",
            found="; ".join(failures),
            expected="every identity of the method holds on true values",
            do="look for overlapping or double rows in the register",
        )


def find_failures(frame: pd.DataFrame, province: str, about: About) -> Iterator[str]:
    """Yield a sentence for each identity that fails, with at most five places."""
    cells = frame.pivot(
        index=["period", "area"], columns=["statistic", "breakdown", "category"], values="value"
    ).sort_index(axis="columns")
    totals = frame[frame["breakdown"] == TOTAL].pivot(
        index=["period", "area"], columns="statistic", values="value"
    )
    checks = [
        *_parts_of_wholes(cells, totals),
        *_counties_of_province(cells, province),
        *_flows(totals, about),
        *_never_more(totals),
        (
            "files_inactive = files_total - files_active",
            totals["files_inactive"] == totals["files_total"] - totals["files_active"],
        ),
        ("no count is below zero", ~(cells.drop(columns=_sums(), level=0) < 0).any(axis=1)),
    ]
    for name, holds in checks:
        if not holds.all():
            places = [" ".join(place) for place in holds.index[~holds]]
            yield f"{name} fails in {some(places)}"


Checks = Iterator[tuple[str, pd.Series]]
"""Name of an identity, and whether it holds, by period and area."""


def _same(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether both are equal, where both are available."""
    return (one == other) | one.isna() | other.isna()


def _sums() -> list[str]:
    return [code for code, s in STATISTICS.items() if s.kind == "sum"]


def _parts_of_wholes(cells: pd.DataFrame, totals: pd.DataFrame) -> Checks:
    for statistic in STATISTICS.values():
        if statistic.kind == "derived" or statistic.code in NO_TOTAL:
            continue
        if statistic.code not in totals:  # of years, and none is complete
            continue
        for breakdown in statistic.breakdowns:
            columns = [(statistic.code, breakdown, c) for c in statistic.categories(breakdown)]
            parts = cells[columns].sum(axis=1, skipna=False)
            whole = totals[statistic.code]
            name = f"{statistic.code} by {breakdown} adds up to its total"
            if breakdown != "headship_cause" or statistic.code not in _CAUSES_OF_WOMEN_ONLY:
                yield name, _same(parts, whole)
            elif "head_sex" in statistic.breakdowns:
                women = cells[statistic.code, "head_sex", "female"]
                yield f"{name} of female heads", _same(parts, women)
            else:
                yield f"{name} of female heads at most", ~(parts > whole)
    by_level = totals[[f"{level}_students" for level in LEVELS]].sum(axis=1, skipna=False)
    yield "levels add up to students_supported", _same(by_level, totals["students_supported"])


def _counties_of_province(cells: pd.DataFrame, province: str) -> Checks:
    additive = [c for c, s in STATISTICS.items() if s.kind in ("count", "sum")]
    shown = cells[[column for column in cells.columns if column[0] in additive]]
    is_province = shown.index.get_level_values("area") == province
    whole = shown[is_province].droplevel("area")
    added = shown[~is_province].groupby(level="period").sum(min_count=1)
    holds = ((added == whole) | whole.isna()).all(axis=1)
    yield "counties add up to the province", pd.concat({province: holds}).swaplevel()


def _flows(totals: pd.DataFrame, about: About) -> Checks:
    for periods in (about.months, about.years):
        shown = totals.loc[[str(period) for period in periods]]
        change = shown["files_active"].groupby(level="area").diff()  # none for the first period
        flows = shown["files_opened"] + shown["files_reopened"] - shown["files_closed"]
        yield "active = before + opened + reopened - closed", (change == flows) | change.isna()


def _never_more(totals: pd.DataFrame) -> Checks:
    for part, whole in _NEVER_MORE:
        if not {part, whole} <= set(totals):  # of years, and none is complete
            continue
        yield f"{part} is at most {whole}", ~(totals[part] > totals[whole])


def _recount(frame: pd.DataFrame, register: Register, province: str, month: Month) -> Iterator[str]:
    """Compare the last month's stocks with distinct files and students, counted from the dates.

    The stocks are sums of events; overlapping or double rows would show here.
    """
    files, students = register.case_files, register.students
    day = month.last_day
    opened = files.filter(files.opened_on <= day)
    active = opened.filter(opened.closed_on.isnull() | (opened.closed_on > day))
    started = students.filter(students.support_start <= day)
    running = started.filter(started.support_end.isnull() | (started.support_end > day))
    plain: dict[str, ir.IntegerScalar] = {
        "files_total": opened.case_id.nunique(),
        "files_active": active.case_id.nunique(),
        "students_supported": running.student_id.nunique(),
    }
    now = frame[(frame["period"] == str(month)) & (frame["area"] == province)]
    totals = now[now["breakdown"] == TOTAL].set_index("statistic")["value"]
    for statistic, expression in plain.items():
        distinct = int(expression.to_pyarrow().as_py())
        if totals[statistic] != distinct:
            yield (
                f"{statistic} {month}: {totals[statistic]:.0f} by events,"
                f" {distinct} distinct in the register"
            )
