"""The engine's work: it compiles for every engine, and does not grow with the periods."""

import json
from pathlib import Path

import ibis
import pytest
from ibis.util import gen_name
from scenario import Scenario

from helpers.domain.about import About
from helpers.domain.periods import Month
from helpers.register.scale import read_scale
from helpers.register.schema import TABLES
from helpers.statistics.calendar import calendar, calendar_of
from helpers.statistics.caseload import caseload_queries
from helpers.statistics.payments import (
    first_payments,
    prepare_payments,
    recipients_of_months,
    recipients_of_years,
)  # fmt: skip
from helpers.statistics.pensions import pension_queries
from helpers.statistics.spells import prepare_spells
from helpers.statistics.students import prepare_students, student_queries


def all_queries(tables: dict, days: ibis.Table, settings, about: About, hold=None) -> dict:
    hold = hold or (lambda table: table)
    scale = read_scale(settings.reference / "pension_scale.csv")
    spells = hold(prepare_spells(tables["case_files"], days))
    paid = hold(prepare_payments(tables["pension_payments"], spells, about))
    monthly = recipients_of_months(paid)
    yearly = hold(recipients_of_years(monthly))
    firsts = first_payments(tables["pension_payments"])
    supports = hold(prepare_students(tables["students"], days))
    return {
        **caseload_queries(spells, about),
        **pension_queries(paid, monthly, yearly, firsts, spells, scale, "a-province"),
        **student_queries(supports, spells, about, "a-province"),
    }


# By DuckDB, everything is counted every day.
@pytest.mark.parametrize("dialect", ["postgres", pytest.param("pyspark", marks=pytest.mark.heavy)])
def test_every_query_compiles_for_every_engine(dialect: str, settings) -> None:
    tables = {
        name: ibis.table(ibis.Schema.from_pyarrow(schema.arrow), name=name)
        for name, schema in TABLES.items()
    }
    about = About(True, Month(1400, 1), Month(1401, 6), edition="public")
    days = calendar(about.first_month.first_day, about.last_month.last_day)
    queries = all_queries(tables, days, settings, about)
    assert all("SELECT" in ibis.to_sql(query, dialect=dialect) for query in queries.values())


def rows_handled(scenario: Scenario, settings, first: Month, path: Path) -> dict[str, int]:
    """Return how many rows pass from operator to operator, by query."""
    register = scenario.register()
    tables = {name: getattr(register, name) for name in TABLES}
    files, students = register.case_files, register.students
    days = calendar_of(files.head_birth_date, files.opened_on, students.support_start)
    about = About(True, first, scenario.last, edition="public")

    def hold(table: ibis.Table) -> ibis.Table:
        return register.engine.create_table(gen_name("held"), table, temp=True)

    queries = all_queries(tables, days, settings, about, hold)
    register.engine.raw_sql("PRAGMA enable_profiling='json'")
    register.engine.raw_sql(f"PRAGMA profiling_output='{path}'")
    handled = {}
    for name, query in queries.items():
        query.to_pyarrow()
        handled[name] = sum(map(_rows, json.loads(path.read_text())["operator"]))
    register.close()
    return handled


def _rows(operator: dict) -> int:
    return operator["intermediate_rows"] + sum(map(_rows, operator.get("children", [])))


def test_the_cost_does_not_grow_with_the_number_of_periods(
    scenario: Scenario, small_settings, tmp_path: Path
) -> None:
    """Were each month counted anew, five times the months would be five times the work."""
    profile = tmp_path / "profile.json"
    few = rows_handled(scenario, small_settings, Month(1399, 11), profile)
    many = rows_handled(scenario, small_settings, Month(1390, 12), profile)
    assert all(few.values())
    assert {name: rows for name, rows in many.items() if rows > 2.5 * few[name]} == {}
