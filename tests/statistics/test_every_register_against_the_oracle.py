"""Whatever register Hypothesis makes, every published cell is the one counted naively."""

from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from oracle import Oracle, Scale
from oracle_table import ExpectedTable
from registers import scenarios
from scenario import Scenario, random_scenario

from helpers.domain.about import Edition
from helpers.domain.periods import Month, Span, parse_month
from helpers.domain.published import read_columns
from helpers.domain.structure import KEY
from helpers.register.about import read_about
from helpers.register.sample import write_sample
from helpers.register.schema import TABLES
from helpers.settings import Settings, load_settings
from helpers.statistics.publish import publish_statistics

COUNTIES = [area.code for area in load_settings(Path(__file__).parents[2]).areas.counties]
FEW, MANY = 2, 150


def table_of(
    scenario: Scenario, settings: Settings, path: Path, edition: Edition
) -> dict[tuple[str, ...], Decimal | None]:
    with closing(scenario.register()) as register:
        publish_statistics(register, settings, edition, path)
    columns, _ = read_columns(path)
    keys = zip(*(columns[name] for name in KEY), strict=True)
    numbers = (None if v is None else Decimal(repr(v)) for v in columns["value"])
    return dict(zip(keys, numbers, strict=True))


def check(scenario: Scenario, settings: Settings, scale: Scale, path: Path) -> None:
    """Compare the table of true values, cell by cell, with what the definitions give."""
    counted = table_of(scenario, settings, path, "internal")
    oracle = Oracle(scenario, scale, settings.areas.province.code)
    expected = dict(ExpectedTable(oracle, scale, settings).all())
    assert counted.keys() == expected.keys()
    differing = {
        " ".join(key): (number, expected[key])
        for key, number in counted.items()
        if number != expected[key]
    }
    assert differing == {}, "counted, and expected by the definitions"


def check_made(scenario: Scenario, *others) -> None:
    """Check a register that Hypothesis has made, and show it if it fails."""
    for name in TABLES:
        note(getattr(scenario, name).drop(columns="person_key", errors="ignore").to_string())
    check(scenario, *others)


def examples(number: int):
    """Return the settings of a property test that counts a register for each example."""
    return hypothesis_settings(
        max_examples=number,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture,
                               HealthCheck.data_too_large, HealthCheck.large_base_example],
    )  # fmt: skip


@given(scenario=scenarios(COUNTIES))
@examples(FEW)
def test_every_cell_of_a_register_is_the_one_counted_naively(
    scenario, small_settings, scale, tmp_path
):
    check_made(scenario, small_settings, scale, tmp_path / "t.parquet")


@pytest.mark.heavy(minutes=10)
@given(scenario=scenarios(COUNTIES))
@examples(MANY)
def test_every_cell_of_very_many_registers_is_the_one_counted_naively(
    scenario, small_settings, scale, tmp_path
):
    check_made(scenario, small_settings, scale, tmp_path / "t.parquet")


def test_a_register_without_a_complete_year_is_counted(small_settings, scale, tmp_path):
    scenario = random_scenario(5, COUNTIES, Month(1399, 11), Month(1400, 2), files=12)
    check(scenario, small_settings, scale, tmp_path / "t.parquet")


def test_a_register_in_which_no_file_is_open_any_more_is_counted(small_settings, scale, tmp_path):
    made = random_scenario(5, COUNTIES, Month(1399, 11), Month(1400, 2), files=12)
    closed = made.case_files.assign(
        closed_on=made.case_files["opened_on"], closure_reason="moved"
    ).drop_duplicates("case_id")
    scenario = replace(made, case_files=closed)
    check(scenario, small_settings, scale, tmp_path / "t.parquet")


@pytest.mark.heavy
def test_every_cell_of_the_sample_is_the_one_counted_naively(settings, tmp_path):
    write_sample(tmp_path / "register", settings)
    about = read_about(tmp_path / "register")
    frames = {name: pd.read_parquet(tmp_path / "register" / f"{name}.parquet") for name in TABLES}
    scenario = Scenario(**frames, first=about.first_month, last=about.last_month)
    check(scenario, settings, published_scale(settings), tmp_path / "t.parquet")


def published_scale(settings: Settings) -> Scale:
    """Return the amounts of the reference table by month and household size."""
    table = pd.read_csv(settings.reference / "pension_scale.csv", dtype=str)
    return {
        (str(month), row.household_size): int(row.amount_rials)
        for row in table.itertuples()
        for month in Span(parse_month(row.from_month), parse_month(row.to_month))
    }
