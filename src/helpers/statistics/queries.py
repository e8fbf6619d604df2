"""The queries of the counting wing as SQL to be read: no register is opened, nothing is counted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from helpers.domain.about import About
from helpers.domain.structure import STATISTICS
from helpers.register.scale import read_scale
from helpers.register.schema import TABLES
from helpers.settings import Settings
from helpers.statistics.calendar import calendar
from helpers.statistics.tabulate import Tables, queries_of

DIALECT = "duckdb"

# Queries that are not named like the statistic whose breakdown they count.
_BY_BREAKDOWN = {
    ("files_active", "head_age_group"): "files_active_by_age",
    ("files_active", "open_duration"): "files_active_by_duration",
    ("students_supported", "residence"): "students_by_residence",
}
# Statistics that are made of another's query, not of their own.
_MADE_OF = {
    "files_inactive": ("files_total", "files_active"),
    "median_months_open": ("opening_days",),
    "school_year_started": ("students_started",),
    "school_year_ended": ("students_ended",),
    "school_year_mehr": ("students_supported",),
    "school_year_khordad": ("students_supported",),
}
# Queries whose rows are changes: what stands at a period's end is their running total.
_CHANGES = re.compile(r"files_total|files_active.*|students_supported|students_by_residence"
                      r"|students_in_year|(?:school|university)_students|opening_days")  # fmt: skip
_MEMORY_TABLE = re.compile(r'"?(ibis_\w*memtable_\w+)"?')


@dataclass(frozen=True)
class Queries:
    """What counts one statistic.

    Attributes
    ----------
    queries
        SQL by name, in the order in which they are read.
    tables
        SQL of the prepared tables that they read, by name.
    are_changes
        Whether the value is the running total of their rows, up to the period.
    """

    queries: dict[str, str]
    tables: dict[str, str]
    are_changes: bool


def queries_behind(
    statistic: str, cell: Mapping[str, str], settings: Settings, about: About
) -> Queries:
    """Return the SQL that counts a statistic of the register.

    Parameters
    ----------
    cell
        The values of ``area``, ``breakdown`` and ``category`` to filter by. Counts have no rows of
        the province: it is the sum of its counties; sums have.

    Raises
    ------
    KeyError
        If the statistic is not counted but derived.
    """
    if STATISTICS[statistic].kind == "derived":
        raise KeyError(f"{statistic} is derived, not counted")
    prepared: dict[str, ir.Table] = {}

    def hold(name: str, table: ir.Table) -> ir.Table:
        prepared[name] = table
        return ibis.table(table.schema(), name=name)

    days = calendar(about.first_month.first_day, about.first_month.last_day).schema()
    files, payments, students = (_unbound(name) for name in TABLES)
    tables = Tables(files, payments, students, ibis.table(days, name="calendar"))
    scale = read_scale(settings.reference / "pension_scale.csv")
    province = settings.areas.province.code
    every = queries_of(tables, scale, province, about, hold)
    one = _BY_BREAKDOWN.get((statistic, cell.get("breakdown", "")), statistic)
    names = _MADE_OF.get(statistic, (one,))
    wanted = {name: _sql(_filtered(every[name], cell)) for name in names}
    needed: dict[str, str] = {}
    waiting = list(wanted.values())
    while waiting:
        text = waiting.pop()
        for name, table in prepared.items():
            if name not in needed and re.search(rf'"{name}"', text):
                needed[name] = _sql(table)
                waiting.append(needed[name])
    tables_read = {name: needed[name] for name in prepared if name in needed}
    return Queries(wanted, tables_read, all(_CHANGES.fullmatch(name) for name in wanted))


def _filtered(query: ir.Table, cell: Mapping[str, str]) -> ir.Table:
    tests = [query[name] == value for name, value in cell.items() if name in query.columns]
    return query.filter(*tests) if tests else query


def _unbound(name: str) -> ir.Table:
    """Return a table of the register that no engine holds."""
    columns = TABLES[name].columns
    schema = pa.schema([(column.stored_name, column.arrow_type) for column in columns])
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


def _sql(table: ir.Table) -> str:
    """Return the SQL of a table; small tables of the code are named one after the other."""
    text = str(ibis.to_sql(table, dialect=DIALECT))
    names = dict.fromkeys(_MEMORY_TABLE.findall(text))
    for number, name in enumerate(names, 1):
        text = text.replace(name, f"groups_{number}")
    return text
