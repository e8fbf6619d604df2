"""Payments and recipients, prepared for counting."""

import ibis.expr.types as ir
from ibis import _

from helpers.domain.about import About
from helpers.domain.codelists import AGE_GROUPS
from helpers.domain.periods import MONTHS_IN_YEAR
from helpers.statistics.calendar import month_index
from helpers.statistics.events import group_of, household_size_group
from helpers.statistics.spells import describe


def prepare_payments(payments: ir.Table, spells: ir.Table, about: About) -> ir.Table:
    """Return the payments for the months covered, each with its file as described then.

    Returns
    -------
    ir.Table
        ``case_id``, ``month`` (index), ``kind``, ``amount``, ``household_size`` (the payment's own
        category), and of the spell: ``area``, ``residence``, ``head_sex``, ``headship_cause``,
        ``head_age_group``.
    """
    first, last = about.first_month.index, about.last_month.index
    dated = payments.select(
        "case_id", "kind",
        month=month_index(payments.month),
        amount=payments.amount_rials,
        payment_size=household_size_group(payments.household_size),
    ).filter(_.month.between(first, last))  # fmt: skip
    described = describe(dated, "month", spells)
    return described.select(
        "case_id", "month", "kind", "amount", "area", "residence", "head_sex", "headship_cause",
        household_size="payment_size",
        head_age_group=group_of(described.month - described.born, AGE_GROUPS),
    )  # fmt: skip


def recipients_of_months(paid: ir.Table) -> ir.Table:
    """Return one row per recipient and month.

    Returns
    -------
    ir.Table
        Columns of :func:`prepare_payments`, with ``period`` and ``last_month``, both the month.
    """
    regular = paid.filter(_.kind == "regular", _.amount > 0, _.head_sex == "female")
    return regular.mutate(period=_.month, last_month=_.month)


def recipients_of_years(monthly: ir.Table) -> ir.Table:
    """Return one row per recipient and year, described as in the last month in which it was one.

    Returns
    -------
    ir.Table
        Columns of :func:`recipients_of_months`: ``period`` is the year, ``last_month`` its Esfand.
    """
    by_year = monthly.group_by("case_id", period=_.month // MONTHS_IN_YEAR)
    latest = by_year.aggregate(month=_.month.max())
    described = monthly.drop("period", "last_month").inner_join(latest, ["case_id", "month"])
    esfand = described.period * MONTHS_IN_YEAR + MONTHS_IN_YEAR - 1
    return described.mutate(last_month=esfand).select(*monthly.columns)


def first_payments(payments: ir.Table) -> ir.Table:
    """Return ``case_id`` and ``first_month``, the index of its first regular payment ever."""
    regular = payments.filter(_.kind == "regular", _.amount_rials > 0)
    # Months as they are written stand in the order of time.
    return regular.group_by("case_id").aggregate(first_month=month_index(_.month.min()))
