"""The Solar Hijri calendar as a table, so that an engine can turn dates into months by a join.

A period is one integer: a month is its index (:attr:`helpers.domain.periods.Month.index`), a year
its number. The two ranges never meet, so both fit one column.
"""

import datetime as dt

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from helpers.domain.about import About
from helpers.domain.periods import MONTHS_IN_YEAR, Month

EARLIEST, LATEST = 0, 1_000_000  # month indices before and after every month


def calendar(first: dt.date, last: dt.date) -> ir.Table:
    """Return one row per day of the months from ``first`` to ``last``.

    Returns
    -------
    ir.Table
        ``day`` date; ``month`` month index; ``day_of_month`` from 1; ``ordinal`` days since 1-1-1.
    """
    start, stop = Month.containing(first), Month.containing(last) + 1
    months = [Month.from_index(index) for index in range(start.index, stop.index)]
    lengths = [month.days for month in months]
    ordinals = start.first_day.toordinal() + np.arange(sum(lengths))
    epoch = dt.date(1970, 1, 1).toordinal()
    return ibis.memtable(
        pa.table(
            {
                "day": pa.array((ordinals - epoch).astype(np.int32)).cast(pa.date32()),
                "month": np.repeat([month.index for month in months], lengths),
                "day_of_month": np.concatenate([np.arange(1, days + 1) for days in lengths]),
                "ordinal": ordinals,
            }
        )
    )


def calendar_of(*dates: ir.DateColumn) -> ir.Table:
    """Return the calendar from the earliest to the latest day in the columns; today if empty."""
    days: list[dt.date] = []
    for column in dates:
        bounds = column.as_table().aggregate(first=column.min(), last=column.max()).to_pyarrow()
        days += [day.as_py() for day in (*bounds["first"], *bounds["last"]) if day.is_valid]
    return calendar(min(days, default=dt.date.today()), max(days, default=dt.date.today()))


def look_up(table: ir.Table, date: str, days: ir.Table, **columns: str) -> ir.Table:
    """Return the table with columns of the calendar for one of its date columns.

    Parameters
    ----------
    columns
        New column by calendar column: ``month="opened"`` adds the month index as ``opened``.
    """
    wanted = days.select(the_day="day", **{new: old for old, new in columns.items()})
    return table.left_join(wanted, table[date] == wanted.the_day).drop("the_day")


def month_index(month: ir.StringColumn) -> ir.IntegerColumn:
    """Return the index of a month written ``1403-07``."""
    year, number = month.substr(0, 4).cast("int64"), month.substr(5, 2).cast("int64")
    return year * MONTHS_IN_YEAR + number - 1


def period_names(about: About) -> dict[int, str]:
    """Return the text of every month and complete year covered, by its integer."""
    months = {month.index: str(month) for month in about.months}
    return months | {year.year: str(year) for year in about.years}
