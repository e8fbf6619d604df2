"""The delivery that is brought in for measuring, and those that bring it in."""

import json
import subprocess

import pandas as pd
import pyarrow.parquet as pq
import pytest

from benchmarks import analyst
from benchmarks.deliveries import FORMS, Contents, WrongRegisterError, write_delivery
from benchmarks.ingests import Analyst, Ingests, IngestSession, OurIngest
from benchmarks.measure import Cost, Memory
from benchmarks.project import new_project
from benchmarks.results import Results, Runs
from benchmarks.tables import to_markdown
from helpers.delivery.cleaning.identity import is_national_id
from helpers.delivery.ingest import ingest
from helpers.register.schema import TABLES
from helpers.settings import load_settings

PAYMENTS = 1190  # not a whole number of files


@pytest.fixture
def project(root, tmp_path):
    return new_project(root, tmp_path / "bench")


@pytest.fixture
def deliver(project, tmp_path):
    counties = [county.code for county in load_settings(project.root).areas.counties]

    def write(form="csv", payments=PAYMENTS):
        folder = tmp_path / form
        write_delivery(folder, payments, counties, form)
        return folder

    return write


@pytest.fixture
def analyse(project, tmp_path):
    areas = project.root / "data" / "reference" / "areas.csv"

    def bring_in(delivery):
        analyst.main(delivery, areas, tmp_path / "made")
        return tmp_path / "made"

    return bring_in


def _read(delivery, name):
    return pd.read_csv(delivery / f"{name}.csv", dtype=str, keep_default_na=False)


def test_a_delivery_is_the_same_in_every_form(deliver):
    in_text, typed = (deliver(form) for form in FORMS)
    for name in TABLES:
        table = pq.read_table(typed / f"{name}.parquet").to_pandas().astype(object)
        table = table.where(table.notna(), "").map(str)
        pd.testing.assert_frame_equal(_read(in_text, name), table, check_dtype=False)


@pytest.mark.parametrize("payments", [1, 60, 61, PAYMENTS])
def test_a_delivery_holds_what_is_counted_on(deliver, payments):
    delivery = deliver(payments=payments)
    rows = {name: len(_read(delivery, name)) for name in TABLES}
    rials = sum(map(int, _read(delivery, "pension_payments").amount_rials))
    persons = _read(delivery, "case_files").national_id.nunique()
    assert Contents.of_delivery(payments) == Contents(rows, rials, persons)
    assert payments <= rows["pension_payments"] < payments + 60


def test_its_national_ids_are_such(deliver):
    delivery = deliver()
    for name in ("case_files", "students"):
        assert _read(delivery, name).national_id.map(is_national_id).all()


@pytest.mark.parametrize("form", FORMS)
def test_ours_accepts_it_without_a_doubt_and_stores_all_of_it(deliver, project, form):
    settings = load_settings(project.root)
    receipt = ingest([deliver(form)], settings.register, settings)
    assert receipt.warnings == {}
    assert Contents.of_register(settings.register) == Contents.of_delivery(PAYMENTS)


@pytest.mark.parametrize("form", FORMS)
def test_the_analyst_accepts_it_and_stores_all_of_it(deliver, analyse, form):
    register = analyse(deliver(form))
    assert Contents.of_register(register) == Contents.of_delivery(PAYMENTS)
    for name, schema in TABLES.items():
        assert set(pq.read_schema(register / f"{name}.parquet").names) == set(schema.stored_names)


@pytest.mark.parametrize(
    ("name", "column", "text", "said"),
    [("case_files", "county", "nowhere", "county is wrong"),
     ("case_files", "national_id", "0499370890", "national_id is wrong"),
     ("case_files", "closed_on", "2001-01-01", "closed before"),
     ("pension_payments", "month", "1402-13", "month is wrong"),
     ("pension_payments", "amount_rials", "?", "amount_rials is empty"),
     ("pension_payments", "case_id", "x", "unknown file"),
     ("pension_payments", "payment_id", "00000000001", "stands twice"),
     ("pension_payments", "household_size", "21", "household_size is wrong"),
     ("students", "stage", "doctorate", "other level"),
     ("students", "support_start", "2999-01-01", "support_start is wrong")],
)  # fmt: skip
def test_the_analyst_checks_what_ours_checks(deliver, analyse, name, column, text, said):
    delivery = deliver()
    table = _read(delivery, name)
    table.loc[0, column] = text
    table.to_csv(delivery / f"{name}.csv", index=False)
    with pytest.raises(SystemExit, match=said):
        analyse(delivery)


def test_the_analyst_finds_spells_that_overlap(deliver, analyse):
    delivery = deliver()
    table = _read(delivery, "case_files")
    again = table.iloc[:1].assign(opened_on="2023-01-01")
    pd.concat([table, again]).to_csv(delivery / "case_files.csv", index=False)
    with pytest.raises(SystemExit, match="spells overlap"):
        analyse(delivery)


def test_the_command_of_the_analyst_is_the_script(project, deliver, tmp_path, root):
    command = Analyst().command(project, deliver(), tmp_path / "made")
    subprocess.run(command, env=project.environment, cwd=root, check=True)
    assert Contents.of_register(tmp_path / "made") == Contents.of_delivery(PAYMENTS)


def test_ours_is_the_command_line(project, tmp_path):
    command = OurIngest().command(project, tmp_path / "sent", tmp_path / "made")
    assert command[1:] == [
        "ingest", str(tmp_path / "sent"), "--register", str(tmp_path / "made"),
    ]  # fmt: skip


def test_a_register_that_is_not_the_delivery_counts_for_nothing(project, tmp_path):
    class Idle:
        name = "idle"

        def command(self, *_):
            return ["true"]

    told = []
    with pytest.raises(WrongRegisterError, match="no register"):
        IngestSession(project, 60, told.append, [Idle()]).measure(1)
    assert told == []
    assert not (project.scratch / "delivery").exists()


@pytest.mark.heavy
def test_both_ways_are_measured_with_every_form(project):
    told = []
    measured = IngestSession(project, 600, told.append).measure(1)
    assert [(found.name, found.form) for found in measured] == [
        (way.name, form) for form in FORMS for way in (OurIngest(), Analyst())
    ]
    assert all(found.costs[0].wall > 0 and found.memory > 0 for found in measured)
    assert len(told) == len(measured)


def test_the_tables_and_the_json_hold_the_ratios():
    def runs(name):
        return Runs(name, 1, [Cost(1.0, 1.0)])

    ingests = [
        Ingests(name, form, 1000, [Cost(wall, wall)], 100.0)
        for form, walls in (("csv", (2.0, 7.0)), ("parquet", (1.0, 6.0)))
        for name, wall in zip(("ours", "pandas"), walls, strict=True)
    ]
    results = Results(
        machine={}, workers=2, ours=runs("ours"), peers=[runs("a"), runs("b"), runs("c")],
        counting=runs("counting"), floor=runs("floor"), unchanged=runs("unchanged"),
        help=runs("help"), memory=Memory(), ingests=ingests,
    )  # fmt: skip
    text = to_markdown(results)
    assert "| pandas | csv | 1,000 | 7.0 | 7.0 | 143 | 100 | **3.50 ×** |" in text
    assert "**6.00 ×**" in text
    faster = json.loads(results.to_json())["times_faster"]
    assert faster["pandas, csv"] == pytest.approx(3.5)
