"""Case files: how many there are, how many are open, what opens and what closes."""

from collections.abc import Mapping
from decimal import Decimal

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd
from ibis import _

from helpers.domain.about import About
from helpers.domain.codelists import AGE_GROUPS, CLOSED_WITHIN_MONTHS, OPEN_DURATIONS
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import MONTHS_IN_YEAR
from helpers.statistics.calendar import LATEST
from helpers.statistics.events import (
    CELL,
    count_changes,
    count_rows,
    flow_cells,
    stock_cells,
    within_groups,
)  # fmt: skip
from helpers.statistics.gaps import Gap

DAYS_IN_MONTH = Decimal("30.436875")  # 365.2425 / 12


def caseload_queries(spells: ir.Table, about: About) -> dict[str, ir.Table]:
    """Return what the engine counts, by name; see :func:`caseload_cells`."""
    first, last = about.first_month.index, about.last_month.index
    open_spells = spells.mutate(begins=_.opened, ends=_.closed.fill_null(LATEST))
    latest_spells = spells.mutate(begins=_.opened, ends=_.holds_until)
    by_age = within_groups(open_spells, "born", "head_age_group", AGE_GROUPS)
    by_duration = within_groups(open_spells, "opened", "open_duration", OPEN_DURATIONS)
    opened = spells.filter(_.opened.between(first, last)).mutate(period=_.opened)
    closed = spells.filter(_.closed.between(first, last)).mutate(period=_.closed)
    firsts = opened.filter(_.is_first)
    return {
        "files_total": count_changes(latest_spells, first, last, ["residence"]),
        "files_active": count_changes(
            open_spells, first, last,
            ["headship_cause", "household_size", "residence", "head_sex"],
        ),
        "files_active_by_age": count_changes(by_age, first, last, ["head_age_group"]),
        "files_active_by_duration": count_changes(by_duration, first, last, ["open_duration"]),
        "files_opened": count_rows(firsts, ["headship_cause", "residence"]),
        "files_reopened": count_rows(opened.filter(~_.is_first)),
        "files_closed": count_rows(closed, ["closure_reason"]),
        "files_closed_within": _closed_within(firsts),
        "opening_days": _opening_days(open_spells, first, last),
    }  # fmt: skip


def caseload_cells(counted: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    """Return the caseload's counts: statistic, period (integer), area, breakdown, category, value.

    Counts are by county; medians, which do not add up, are made here with :func:`median_cells`.
    """
    stocks = [
        stock_cells(name.partition("_by_")[0], counted[name], about)
        for name in ("files_total", "files_active")
    ]
    extra = [
        stock_cells("files_active", counted[name], about).query("breakdown != 'all'")
        for name in ("files_active_by_age", "files_active_by_duration")
    ]
    flows = [
        flow_cells(name, counted[name])
        for name in ("files_opened", "files_reopened", "files_closed")
    ]
    within = counted["files_closed_within"].assign(statistic="files_closed_within")
    return pd.concat([*stocks, _inactive(*stocks), *extra, *flows, within], ignore_index=True)


def caseload_gaps(about: About) -> list[Gap]:
    """Return what cannot be known yet: whether the files of a late year were closed in time."""
    return [
        Gap("files_closed_within", str(year), "too_early", months)
        for year in about.years
        for months in CLOSED_WITHIN_MONTHS
        if year.months[-1].index + int(months) > about.last_month.index
    ]


def median_cells(opening_days: pd.DataFrame, province: str, about: About) -> pd.DataFrame:
    """Return the median whole months since the open spells began, at each period's end.

    The spells are held as a histogram of their opening days, which is as long as the calendar
    however many the spells; the median of an even number is the mean of the middle two.
    """
    months = about.months
    ends = np.array([month.last_day.toordinal() for month in months])
    areas = {province: opening_days, **dict(list(opening_days.groupby("area")))}
    cells = []
    for area, changes in areas.items():
        if changes.empty:  # no file was ever open at the end of a month
            continue
        wide = changes.pivot_table(
            index="opened_ordinal", columns="period", values="value", aggfunc="sum", fill_value=0
        ).reindex(columns=[month.index for month in months], fill_value=0)
        up_to_day = wide.cumsum(axis="columns").cumsum().to_numpy()
        size = up_to_day[-1]
        middle = [
            wide.index.to_numpy()[(up_to_day <= position).sum(axis=0).clip(max=len(wide) - 1)]
            for position in ((size - 1) // 2, size // 2)
        ]
        twice_days = 2 * ends - middle[0] - middle[1]
        for month, days, files in zip(months, twice_days, size, strict=True):
            value = round_half_up(Decimal(int(days)) / 2 / DAYS_IN_MONTH) if files else None
            cells.append((month.index, area, value, files))
    frame = pd.DataFrame(cells, columns=["period", "area", "value", "contributors"])
    frame = frame.assign(
        statistic="median_months_open", breakdown="all", category="all",
        value=frame["value"].astype(float),
    )  # fmt: skip
    esfand = frame["period"] % MONTHS_IN_YEAR == MONTHS_IN_YEAR - 1
    return pd.concat([frame, frame[esfand].assign(period=frame["period"] // MONTHS_IN_YEAR)])


def _closed_within(firsts: ir.Table) -> ir.Table:
    """Count first spells by year and time to closing, in whole Solar Hijri months.

    A file is closed within 12 months if it is closed by the same day of the month a year later;
    where that month is shorter, by its last day.
    """
    parts = []
    for months in CLOSED_WITHIN_MONTHS:
        limit = firsts.opened + int(months)
        in_time = (firsts.closed < limit) | (
            (firsts.closed == limit) & (firsts.closed_day <= firsts.opened_day)
        )
        parts.append(
            firsts.filter(in_time).select(
                "area",
                period=firsts.opened // MONTHS_IN_YEAR,
                breakdown=ibis.literal("within_months"),
                category=ibis.literal(months),
            )
        )
    together = ibis.union(*parts, distinct=False)
    return together.group_by("period", *CELL).aggregate(value=_.count())


def _opening_days(open_spells: ir.Table, first: int, last: int) -> ir.Table:
    """Count the changes of the open spells by month, county and day of opening."""
    lasting = open_spells.filter(_.begins < _.ends, _.ends > first, _.begins <= last)
    begun = lasting.select(
        "area", "opened_ordinal", period=ibis.greatest(lasting.begins, first),
        step=ibis.literal(1),
    )  # fmt: skip
    ended = lasting.filter(_.ends <= last).select(
        "area", "opened_ordinal", period="ends", step=ibis.literal(-1)
    )
    steps = ibis.union(begun, ended, distinct=False)
    return steps.group_by("period", "area", "opened_ordinal").aggregate(value=_.step.sum())


def _inactive(total: pd.DataFrame, active: pd.DataFrame) -> pd.DataFrame:
    """Return total less active; an area without an active file has only inactive ones."""
    key = ["period", *CELL]
    totals = total[total["breakdown"] == "all"]
    both = totals.merge(active, on=key, how="left", suffixes=("", "_active"), validate="1:1")
    left = both["value"] - both["value_active"].fillna(0)
    return both[key].assign(statistic="files_inactive", value=left)
