"""Counting the register: every base statistic, true, in one table. Nothing here is published."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import ibis.expr.types as ir
import pandas as pd
from ibis.util import gen_name

from helpers.domain.about import About
from helpers.domain.areas import Areas
from helpers.domain.codelists import TOTAL
from helpers.domain.periods import Cadence
from helpers.domain.structure import KEY, NO_TOTAL, STATISTICS, Statistic
from helpers.errors import DataError, some
from helpers.register.scale import read_scale
from helpers.register.store import Register
from helpers.settings import Settings
from helpers.statistics.calendar import calendar_of, period_names
from helpers.statistics.caseload import (
    caseload_cells,
    caseload_gaps,
    caseload_queries,
    median_cells,
)  # fmt: skip
from helpers.statistics.gaps import Gap
from helpers.statistics.payments import (
    first_payments,
    prepare_payments,
    recipients_of_months,
    recipients_of_years,
)  # fmt: skip
from helpers.statistics.pensions import pension_cells, pension_gaps, pension_queries
from helpers.statistics.spells import prepare_spells
from helpers.statistics.students import (
    prepare_students,
    student_cells,
    student_gaps,
    student_queries,
)  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """True values of every base statistic.

    Attributes
    ----------
    frame
        One row for each of ``KEY``, zeros included, in the order of the structure: ``value`` in
        the statistic's unit, NaN where there is none; ``contributors`` and ``top_two`` (the share
        of the two largest case files in a sum, 0 to 1), of sums and medians; ``gap``: the note
        that says why the value is not available, else empty.
    """

    frame: pd.DataFrame


class Tables(NamedTuple):
    """What the queries read: the register's tables, and the calendar as one."""

    case_files: ir.Table
    payments: ir.Table
    students: ir.Table
    days: ir.Table


def tabulate(register: Register, settings: Settings, about: About) -> Counts:
    """Count every base statistic for every month and complete year, province and counties.

    Raises
    ------
    DataError
        If the register holds a county or a category that the reference tables do not.
    """
    areas, province = settings.areas, settings.areas.province.code
    _check_counties(register, areas)
    scale = read_scale(settings.reference / "pension_scale.csv")
    files, students = register.case_files, register.students
    days = calendar_of(
        files.head_birth_date, files.opened_on, files.closed_on, students.support_start,
        students.support_end,
    )  # fmt: skip
    counted = _run(
        queries_of(
            Tables(files, register.pension_payments, students, days), scale, province, about,
            hold=lambda name, table: _hold(register, name, table),
        )
    )  # fmt: skip
    cells = pd.concat(
        [
            caseload_cells(counted, about),
            median_cells(counted["opening_days"], province, about),
            pension_cells(counted),
            student_cells(counted, about),
        ],
        ignore_index=True,
    )
    gaps = [*caseload_gaps(about), *pension_gaps(scale, about), *student_gaps(about)]
    return complete(cells, gaps, areas, about)


def queries_of(
    tables: Tables, scale: pd.DataFrame, province: str, about: About,
    hold: Callable[[str, ir.Table], ir.Table],
) -> dict[str, ir.Table]:  # fmt: skip
    """Return everything that is counted on the engine, by name; nothing is run.

    Parameters
    ----------
    scale
        From :func:`helpers.register.scale.read_scale`.
    hold
        Keeps a table that many of them read, under a name.
    """
    spells = hold("spells", prepare_spells(tables.case_files, tables.days))
    paid = hold("paid", prepare_payments(tables.payments, spells, about))
    monthly = recipients_of_months(paid)
    yearly = hold("yearly", recipients_of_years(monthly))
    firsts = first_payments(tables.payments)
    supports = hold("supports", prepare_students(tables.students, tables.days))
    return {
        **caseload_queries(spells, about),
        **pension_queries(paid, monthly, yearly, firsts, spells, scale, province),
        **student_queries(supports, spells, about, province),
    }


def complete(cells: pd.DataFrame, gaps: list[Gap], areas: Areas, about: About) -> Counts:
    """Return the counts with the province added up, zeros in empty cells, and gaps marked.

    Parameters
    ----------
    cells
        ``statistic``, ``period`` (integer), ``area``, ``breakdown``, ``category``, ``value``,
        ``contributors``, ``top_two``; counts by county only, sums and medians with the province.
    """
    named = cells.assign(period=cells["period"].map(period_names(about)))
    named = named.dropna(subset="period")  # years that are not complete
    kinds = named["statistic"].map({code: s.kind for code, s in STATISTICS.items()})
    by_county = named[kinds == "count"]
    counts = pd.concat([named, by_county.assign(area=areas.province.code)])
    counts = counts.groupby(list(KEY), sort=False).agg(
        value=("value", "sum"), contributors=("contributors", "sum"), top_two=("top_two", "sum")
    )
    grid = pd.MultiIndex.from_tuples(_grid(areas, about), names=KEY)
    if strange := sorted({(s, b, c) for s, _, _, b, c in counts.index.difference(grid)}):
        raise DataError(
            "the register holds values that are in no code list",
            found=some([f"{s}: {b} {c}" for s, b, c in strange]),
            expected="the categories of the code lists",
            do="correct the register, or add the category to the code lists and the terms",
        )
    frame = counts.reindex(grid, fill_value=0).reset_index()
    by_key = {(gap.statistic, gap.period, gap.category): gap.note for gap in gaps}
    triples = zip(*(frame[c].tolist() for c in ("statistic", "period", "category")), strict=True)
    frame["gap"] = [by_key.get((s, p, "")) or by_key.get((s, p, c), "") for s, p, c in triples]
    nothing_to_order = (frame["statistic"] == "median_months_open") & (frame["contributors"] == 0)
    frame.loc[nothing_to_order, "gap"] = "no_base"
    frame["value"] = frame["value"].astype(float).mask(frame["gap"] != "")
    return Counts(frame)


def _grid(areas: Areas, about: About) -> Iterator[tuple[str, str, str, str, str]]:
    """Name every cell of the base statistics, in order."""
    for statistic in STATISTICS.values():
        if statistic.kind == "derived":
            continue
        cells = cells_of(statistic)
        for place in places_of(statistic, areas, about):
            for cell in cells:
                yield statistic.code, *place, *cell


def places_of(statistic: Statistic, areas: Areas, about: About) -> list[tuple[str, str]]:
    """Return the periods and areas for which a statistic exists, in order."""
    periods: dict[Cadence, list[str]] = {
        "monthly": [str(month) for month in about.months],
        "annual": [str(year) for year in about.years],
    }
    codes = areas.codes[:1] if statistic.province_only else areas.codes
    return [
        (period, area)
        for cadence in statistic.cadences
        for period in periods[cadence]
        for area in codes
    ]


def cells_of(statistic: Statistic) -> list[tuple[str, str]]:
    """Return the breakdowns and categories of a statistic, in order."""
    whole = () if statistic.code in NO_TOTAL else (TOTAL,)
    return [(b, c) for b in (*whole, *statistic.breakdowns) for c in statistic.categories(b)]


def _hold(register: Register, name: str, table: ir.Table) -> ir.Table:
    """Keep an intermediate table on the engine until the register is closed."""
    if register.engine.supports_temporary_tables:
        return register.engine.create_table(gen_name(name), table, temp=True)
    return table.cache()


def _run(queries: Mapping[str, ir.Table]) -> dict[str, pd.DataFrame]:
    return {name: query.to_pyarrow().to_pandas() for name, query in queries.items()}


def _check_counties(register: Register, areas: Areas) -> None:
    known = {area.code for area in areas.counties}
    for name, table in (("case_files", register.case_files), ("students", register.students)):
        found = set(table.select("county").distinct().to_pyarrow()["county"].to_pylist())
        if strange := sorted(map(str, found - known)):
            raise DataError(
                "the register holds counties that are not in the table of areas",
                where=f"{name}, column county",
                found=some(strange),
                expected=f"one of {', '.join(sorted(known))}",
                do="correct the register, or add the county to areas.csv",
            )
