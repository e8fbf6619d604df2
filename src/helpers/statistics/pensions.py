"""Pensions of female-headed households: who receives one, how much, and against the scale."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
from ibis import _

from helpers.domain.about import About
from helpers.domain.periods import MONTHS_IN_YEAR
from helpers.statistics.events import count_rows, sum_by_file, sum_cells
from helpers.statistics.gaps import Gap
from helpers.statistics.spells import describe

COUNTS = (
    "pension_recipients", "pension_awards", "pension_terminations", "pension_below_scale",
    "pension_above_scale",
)  # fmt: skip
SUMS = ("pension_amount", "pension_regular_amount", "pension_shortfall")


def pension_queries(
    paid: ir.Table,
    monthly: ir.Table,
    yearly: ir.Table,
    firsts: ir.Table,
    spells: ir.Table,
    scale: pd.DataFrame,
    province: str,
) -> dict[str, ir.Table]:
    """Return what the engine counts, by statistic.

    Parameters
    ----------
    paid, firsts
        From :func:`helpers.statistics.payments.prepare_payments` and ``first_payments``.
    monthly, yearly
        The recipients of the months and of the years, from the same module.
    """
    scales = ibis.memtable(pa.Table.from_pandas(scale, preserve_index=False))
    recipients = ibis.union(monthly, yearly, distinct=False)
    compared = recipients.inner_join(scales, ["month", "household_size"])
    short = monthly.inner_join(scales, ["month", "household_size"]).filter(_.amount < _.scale)
    return {
        "pension_recipients": count_rows(
            recipients, ["headship_cause", "household_size", "head_age_group", "residence"]
        ),
        "pension_awards": count_rows(_awarded(recipients, firsts), ["headship_cause"]),
        "pension_terminations": count_rows(_terminated(recipients, paid, spells)),
        "pension_below_scale": count_rows(compared.filter(_.amount < _.scale), ["household_size"]),
        "pension_above_scale": count_rows(compared.filter(_.amount > _.scale), ["household_size"]),
        "pension_amount": sum_by_file(
            _by_period(paid.filter(_.head_sex == "female")), province, ["kind", "household_size"]
        ),
        "pension_regular_amount": sum_by_file(_by_period(monthly), province, ["household_size"]),
        "pension_shortfall": sum_by_file(
            _by_period(short.mutate(amount=short.scale - short.amount)), province
        ),
    }


def pension_cells(counted: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the counts by county, and the sums by county and province."""
    counts = [counted[name].assign(statistic=name) for name in COUNTS]
    sums = [sum_cells(name, counted[name]) for name in SUMS]
    return pd.concat([*counts, *sums], ignore_index=True)


def pension_gaps(scale: pd.DataFrame, about: About) -> list[Gap]:
    """Return what the register or the scale cannot tell.

    Awards of the first month and its year, before which payments are unknown; terminations of the
    first month and year; the comparison with the scale where there is none for the month, for a
    year if it misses in any month, and of the shortfall if it misses in all.
    """
    with_scale = set(scale["month"])
    first_month, first_year = about.first_month, about.first_month.year
    gaps = [
        Gap("pension_awards", str(first_month), "register_begins"),
        Gap("pension_awards", str(first_year), "register_begins"),
        Gap("pension_terminations", str(first_month), "no_earlier_period"),
    ]
    if about.years:
        gaps.append(Gap("pension_terminations", str(about.years[0]), "no_earlier_period"))
    compared = ("pension_below_scale", "pension_above_scale")
    for month in about.months:
        if month.index not in with_scale:
            gaps += [Gap(s, str(month), "no_scale") for s in (*compared, "pension_shortfall")]
    for year in about.years:
        known = with_scale.intersection(month.index for month in year.months)
        if len(known) < MONTHS_IN_YEAR:
            gaps += [Gap(statistic, str(year), "no_scale") for statistic in compared]
        if not known:
            gaps.append(Gap("pension_shortfall", str(year), "no_scale"))
    return gaps


def _by_period(payments: ir.Table) -> ir.Table:
    """Return the amounts by month and by year, added up within a file, county, kind and size."""
    keys = ("case_id", "area", "kind", "household_size")
    monthly = payments.select(*keys, "amount", period=payments.month)
    annual = payments.group_by(*keys, period=payments.month // MONTHS_IN_YEAR).aggregate(
        amount=_.amount.sum()
    )
    return ibis.union(monthly, annual.select(*monthly.columns), distinct=False)


def _awarded(recipients: ir.Table, firsts: ir.Table) -> ir.Table:
    """Return the recipients in the period of their first payment ever."""
    dated = recipients.inner_join(firsts, "case_id")
    first_year = dated.first_month // MONTHS_IN_YEAR
    is_month = dated.period == dated.month
    return dated.filter(dated.period == ibis.cases((is_month, dated.first_month), else_=first_year))


def _terminated(recipients: ir.Table, paid: ir.Table, spells: ir.Table) -> ir.Table:
    """Return the recipients of each period without a regular payment for the next.

    They are counted in that next period, where their file stands at its end.
    """
    is_month = recipients.period == recipients.month
    span = ibis.cases((is_month, 1), else_=MONTHS_IN_YEAR)
    expected = recipients.select(
        "case_id", period=recipients.period + 1, last_month=recipients.last_month + span
    )
    regular = paid.filter(_.kind == "regular", _.amount > 0)
    years = regular.select("case_id", period=regular.month // MONTHS_IN_YEAR).distinct()
    still_paid = ibis.union(regular.select("case_id", period="month"), years, distinct=False)
    gone = expected.anti_join(still_paid, ["case_id", "period"])
    return describe(gone, "last_month", spells)
