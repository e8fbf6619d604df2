"""Spells of case files, prepared for counting: months for dates, categories for values."""

import ibis
import ibis.expr.types as ir
from ibis import _

from helpers.domain.codelists import UNKNOWN
from helpers.statistics.calendar import EARLIEST, LATEST, look_up
from helpers.statistics.events import household_size_group


def prepare_spells(case_files: ir.Table, days: ir.Table) -> ir.Table:
    """Return one row per spell, ready to be counted.

    Returns
    -------
    ir.Table
        ``area``, the breakdowns ``residence``, ``head_sex``, ``headship_cause`` (of female heads
        only), ``household_size`` and ``closure_reason`` as categories; ``born``, ``opened`` and
        ``closed`` as month indices, empty where the date is; ``opened_ordinal``, ``opened_day``,
        ``closed_day``; ``is_first``; and the months of which this is the spell that describes the
        file: ``holds_from`` ≤ month < ``holds_until``. The last spell of a file also describes the
        time after it, the first one the time before it.
    """
    dated = look_up(case_files, "head_birth_date", days, month="born")
    dated = look_up(
        dated, "opened_on", days, month="opened", ordinal="opened_ordinal",
        day_of_month="opened_day",
    )  # fmt: skip
    dated = look_up(dated, "closed_on", days, month="closed", day_of_month="closed_day")
    by_file = ibis.window(group_by="case_id", order_by="opened_on")
    ranked = dated.mutate(
        is_first=ibis.row_number().over(by_file) == 0,
        next_opened=dated.opened.lead().over(by_file),
    )
    return ranked.select(
        "case_id", "born", "opened", "closed", "opened_ordinal", "opened_day", "closed_day",
        "head_sex", "closure_reason", "is_first",
        area="county",
        residence=_.residence.fill_null(UNKNOWN),
        headship_cause=ibis.cases((_.head_sex == "female", _.headship_cause.fill_null(UNKNOWN))),
        household_size=household_size_group(_.household_size),
        holds_from=ibis.cases((_.is_first, EARLIEST), else_=_.opened),
        holds_until=_.next_opened.fill_null(LATEST),
    )  # fmt: skip


def describe(table: ir.Table, month: str, spells: ir.Table) -> ir.Table:
    """Return the table joined to the spell that describes each row's file in its month."""
    return table.inner_join(
        spells,
        [
            table.case_id == spells.case_id,
            spells.holds_from <= table[month],
            table[month] < spells.holds_until,
        ],
    ).drop("case_id_right")
