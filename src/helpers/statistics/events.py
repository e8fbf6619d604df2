"""Counting many periods in one pass: a stock is the running sum of what began and what ended.

The engine reads each row once, whatever the number of periods: a row that counts from month ``a``
until month ``b`` becomes +1 at ``a`` and -1 at ``b``. The grouped result is small, and is cumulated
here. Tables that are counted hold their county as ``area`` and one text column a breakdown, named
as the breakdown; a row without a value there does not belong to that breakdown.
"""

from collections.abc import Iterator, Sequence

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
from ibis import _

from helpers.domain.about import About
from helpers.domain.codelists import LARGEST_HOUSEHOLD_SIZE_SHOWN, TOTAL, UNKNOWN
from helpers.domain.periods import MONTHS_IN_YEAR
from helpers.statistics.calendar import LATEST

CELL = ("area", "breakdown", "category")


def broken_down(table: ir.Table, breakdowns: Sequence[str], *kept: str) -> ir.Table:
    """Return a row per row and breakdown, the total first: ``kept``, breakdown, category."""
    parts = [table.select(*kept, breakdown=ibis.literal(TOTAL), category=ibis.literal(TOTAL))]
    parts += [
        table.filter(table[name].notnull()).select(
            *kept, breakdown=ibis.literal(name), category=name
        )
        for name in breakdowns
    ]
    return ibis.union(*parts, distinct=False) if breakdowns else parts[0]


def count_rows(table: ir.Table, breakdowns: Sequence[str] = ()) -> ir.Table:
    """Return the number of rows by ``period`` and cell."""
    long = broken_down(table, breakdowns, "period", "area")
    return long.group_by("period", *CELL).aggregate(value=_.count())


def count_changes(
    intervals: ir.Table, first: int, last: int, breakdowns: Sequence[str] = ()
) -> ir.Table:
    """Return the net change of a stock by ``period`` and cell.

    Parameters
    ----------
    intervals
        Each row counts in the periods ``begins`` ≤ period < ``ends``.
    first, last
        The periods wanted; what began earlier is a change in the first.
    """
    lasting = intervals.filter(_.begins < _.ends, _.ends > first, _.begins <= last)
    long = broken_down(lasting, breakdowns, "begins", "ends", "area")
    begun = long.select(*CELL, period=ibis.greatest(long.begins, first), step=ibis.literal(1))
    ended = long.filter(_.ends <= last).select(*CELL, period="ends", step=ibis.literal(-1))
    steps = ibis.union(begun, ended, distinct=False)
    return steps.group_by("period", *CELL).aggregate(value=_.step.sum())


def sum_by_file(amounts: ir.Table, province: str, breakdowns: Sequence[str] = ()) -> ir.Table:
    """Return sums by ``period`` and cell, with what protection must know of the contributors.

    Parameters
    ----------
    amounts
        ``case_id``, ``period``, ``area`` (a county), ``amount``. The province is added here, for a
        file that moved counts once in it.

    Returns
    -------
    ir.Table
        ``value``, ``contributors`` (files), and of the absolute amounts by file: ``gross``, their
        sum, and ``largest_two``, that of the two largest.
    """
    sizes = ibis.union(*_sizes(amounts, province, breakdowns), distinct=False)
    # Many files have one size, so the largest two are found among sizes, which are few.
    larger_first = ibis.window(
        group_by=("period", *CELL), order_by=ibis.desc("size"), preceding=(None, 1)
    )
    larger = sizes.files.sum().over(larger_first).fill_null(0)
    counted = sizes.mutate(among_two=ibis.least(sizes.files, ibis.greatest(2 - larger, 0)))
    return counted.group_by("period", *CELL).aggregate(
        value=_.amount.sum(),
        contributors=_.files.sum(),
        gross=(_["size"] * _.files).sum(),
        largest_two=(_["size"] * _.among_two).sum(),
    )


def _sizes(amounts: ir.Table, province: str, breakdowns: Sequence[str]) -> Iterator[ir.Table]:
    """Yield, by area and breakdown, how many files have a sum of each absolute size."""
    for breakdown in (TOTAL, *breakdowns):
        category = ibis.literal(TOTAL) if breakdown == TOTAL else amounts[breakdown]
        within = amounts.select("period", "area", "case_id", "amount", category=category)
        within = within.filter(within.category.notnull())
        county = within.group_by("period", "area", "category", "case_id").aggregate(
            amount=_.amount.sum()
        )
        whole = county.group_by("period", "category", "case_id").aggregate(amount=_.amount.sum())
        for by_file in (county, whole.mutate(area=ibis.literal(province))):
            keys = {"breakdown": ibis.literal(breakdown), "size": by_file.amount.abs()}
            yield by_file.group_by("period", "area", "category", **keys).aggregate(
                amount=_.amount.sum(), files=_.count()
            )


def within_groups(
    intervals: ir.Table, origin: str, breakdown: str, lower_years: dict[str, int]
) -> ir.Table:
    """Return the intervals cut at the ages, in years since ``origin``, at which the group changes.

    Rows without an origin are kept whole, in the group unknown.
    """
    changes = [MONTHS_IN_YEAR * years for years in list(lower_years.values())[1:]]
    groups = ibis.memtable(
        pa.table(
            {
                breakdown: list(lower_years),
                # The first group is open below and the last above: no month falls outside.
                "after": [-LATEST, *changes],
                "before": [*changes, LATEST],
            }
        )
    )
    crossed = intervals.filter(_[origin].notnull()).cross_join(groups)
    cut = crossed.select(
        "area",
        breakdown,
        begins=ibis.greatest(crossed.begins, crossed[origin] + crossed.after),
        ends=ibis.least(crossed.ends, crossed[origin] + crossed.before),
    )
    whole = intervals.filter(_[origin].isnull()).select(
        "area", begins="begins", ends="ends", **{breakdown: ibis.literal(UNKNOWN)}
    )
    columns = ("area", breakdown, "begins", "ends")
    return ibis.union(cut.select(*columns), whole.select(*columns), distinct=False)


def group_of(months: ir.IntegerColumn, lower_years: dict[str, int]) -> ir.StringColumn:
    """Return the group of a number of months; unknown where there is none."""
    falling = sorted(lower_years.items(), key=lambda group: -group[1])
    branches = [(months >= MONTHS_IN_YEAR * years, name) for name, years in falling[:-1]]
    return ibis.cases((months.isnull(), UNKNOWN), *branches, else_=falling[-1][0])


def household_size_group(size: ir.IntegerColumn) -> ir.StringColumn:
    """Return the category of a household size."""
    top = LARGEST_HOUSEHOLD_SIZE_SHOWN
    return ibis.cases((size >= top, f"{top}+"), else_=size.cast("string"))


def stock_cells(statistic: str, changes: pd.DataFrame, about: About) -> pd.DataFrame:
    """Return month-end stocks, and for each complete year the stock of its last month."""
    first, last = about.first_month.index, about.last_month.index
    monthly = cumulate(changes, first, last)
    esfand = monthly["period"] % MONTHS_IN_YEAR == MONTHS_IN_YEAR - 1
    annual = monthly[esfand].assign(period=lambda cells: cells["period"] // MONTHS_IN_YEAR)
    return pd.concat([monthly, annual]).assign(statistic=statistic)


def flow_cells(statistic: str, flows: pd.DataFrame) -> pd.DataFrame:
    """Return monthly flows, and for each year the sum of its months."""
    return pd.concat([flows, add_up_years(flows)]).assign(statistic=statistic)


def sum_cells(statistic: str, sums: pd.DataFrame) -> pd.DataFrame:
    """Return sums with ``top_two``, the share of the two largest files; 0 if all amounts are."""
    share = (sums["largest_two"] / sums["gross"].where(sums["gross"] != 0)).fillna(0.0)
    cells = sums.drop(columns=["gross", "largest_two"])
    return cells.assign(statistic=statistic, top_two=share)


def add_up_years(flows: pd.DataFrame) -> pd.DataFrame:
    """Return annual flows from monthly ones."""
    by_year = flows.assign(period=flows["period"] // MONTHS_IN_YEAR)
    return by_year.groupby(["period", *CELL])["value"].sum().reset_index()


def cumulate(changes: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Return the stock in every period from ``first`` to ``last``, from its changes."""
    wide = changes.pivot(index=list(CELL), columns="period", values="value").fillna(0)
    running = wide.reindex(columns=range(first, last + 1), fill_value=0).cumsum(axis="columns")
    return pd.DataFrame({"value": running.stack()}).reset_index()
