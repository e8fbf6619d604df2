"""The sample register: exact where figures are published, and as difficult as a real one."""

import pandas as pd
import pyarrow as pa
import pytest

from helpers.domain.periods import Month
from helpers.errors import RequestError
from helpers.register.sample import make_sample, write_sample
from helpers.register.sample_payments import read_scale
from helpers.register.sample_targets import read_targets
from helpers.register.schema import TABLES
from helpers.register.store import open_register

ANCHOR = Month(1403, 7)


@pytest.fixture(scope="module")
def targets(settings):
    return read_targets(settings)


@pytest.fixture(scope="module")
def arrow(targets, settings) -> dict[str, pa.Table]:
    return make_sample(targets, settings, seed=1403, until=ANCHOR)


@pytest.fixture(scope="module")
def tables(arrow) -> dict[str, pd.DataFrame]:
    return {name: table.to_pandas() for name, table in arrow.items()}


@pytest.mark.parametrize(
    "seed", [1403, *(pytest.param(seed, marks=pytest.mark.heavy) for seed in (1, 2, 3))]
)
def test_the_published_totals_are_met_exactly_with_any_seed(targets, settings, seed):
    sample = make_sample(targets, settings, seed=seed, until=ANCHOR)
    files, payments, students = (sample[name].to_pandas() for name in TABLES)
    end = ANCHOR.last_day
    active = files[files["closed_on"].isna() | (files["closed_on"] > end)]
    women = set(files.loc[files["head_sex"] == "female", "case_id"])
    paid = payments[(payments["kind"] == "regular") & (payments["month"] == str(ANCHOR))]
    running = students[students["support_end"].isna() | (students["support_end"] > end)]
    levels = running.groupby("level")["student_id"].nunique()
    found = (
        files["case_id"].nunique(), active["case_id"].nunique(),
        paid.loc[paid["case_id"].isin(women), "case_id"].nunique(),
        levels["school"], levels["university"],
    )  # fmt: skip
    assert found == (10455, 5793, 3035, 1347, 109)


def test_the_targets_are_the_figures_of_the_settings_province(targets):
    assert targets.month == ANCHOR
    assert (targets.files_total, targets.recipients) == (10455, 3035)
    assert sum(targets.county_weights.values()) == pytest.approx(1)
    assert sum(targets.cause_shares.values()) == pytest.approx(1)
    assert targets.cause_shares["divorce"] == pytest.approx(0.255)


def test_the_same_seed_gives_the_same_register_and_another_another(settings, tmp_path, arrow):
    prints = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_sample(tmp_path / name, settings, seed=seed, since=Month(1403, 1))
        register = open_register(tmp_path / name)
        prints.append(register.about.fingerprint)
        register.close()
    assert prints[0] == prints[1] != prints[2]


def test_the_tables_have_the_declared_columns_and_types(arrow):
    for name, table in arrow.items():
        assert table.schema.equals(TABLES[name].arrow), name


def test_the_spells_of_a_file_do_not_overlap_and_its_keys_are_unique(tables):
    files = tables["case_files"].sort_values(["case_id", "opened_on"])
    before = files.groupby("case_id")["closed_on"].shift()
    second = files["case_id"].duplicated()
    assert (files.loc[second, "opened_on"] > before[second]).all()
    assert not files.duplicated(["case_id", "opened_on"]).any()
    assert (files["closed_on"].notna() == files["closure_reason"].notna()).all()
    assert (files["closed_on"].dropna() >= files.loc[files["closed_on"].notna(), "opened_on"]).all()


def test_nobody_has_two_periods_of_support_at_once(tables):
    students = tables["students"].sort_values(["student_id", "support_start"])
    before = students.groupby("student_id")["support_end"].shift()
    later = students["student_id"].duplicated()
    assert (students.loc[later, "support_start"] > before[later]).all()
    assert (students["support_end"].notna() == students["end_reason"].notna()).all()


def test_there_is_at_most_one_regular_payment_a_file_and_month(tables):
    payments = tables["pension_payments"]
    regular = payments[payments["kind"] == "regular"]
    assert not regular.duplicated(["case_id", "month"]).any()
    assert payments["payment_id"].is_unique
    assert set(payments["case_id"]) <= set(tables["case_files"]["case_id"])


def test_the_difficult_cases_are_there(tables):
    files, payments, students = tables.values()
    spells = files.groupby("case_id")
    men = set(files.loc[files["head_sex"] == "male", "case_id"])
    last_closed = spells["closed_on"].agg(lambda days: days.iloc[-1])
    regular = payments[payments["kind"] == "regular"]
    arrears = payments[payments["kind"] == "arrears"]
    closing = arrears["case_id"].map(last_closed)
    levels = students.groupby("student_id")["level"].nunique()
    cases = {
        "reopened files": (spells.size() > 1).sum(),
        "files reopened twice": (spells.size() > 2).sum(),
        "files that moved": (spells["county"].nunique() > 1).sum(),
        "heads without birth date": files["head_birth_date"].isna().sum(),
        "women without cause": (
            (files["head_sex"] == "female") & files["headship_cause"].isna()
        ).sum(),
        "regular payments to men": regular["case_id"].isin(men).sum(),
        "arrears": len(arrears),
        "arrears after closing": (arrears["paid_on"] > closing)[closing.notna()].sum(),
        "negative corrections": (payments["amount_rials"] < 0).sum(),
        "students who stopped and started": students["student_id"].duplicated().sum(),
        "from school to university": (levels > 1).sum(),
        "support without amount": students["support_rials"].isna().sum(),
        "files opened and closed within a month": (
            [
                Month.containing(opened) == Month.containing(closed)
                for opened, closed in zip(files["opened_on"], files["closed_on"], strict=True)
                if pd.notna(closed)
            ].count(True)
        ),
    }
    assert {name: count for name, count in cases.items() if count < 3} == {}


def test_underpayments_and_overpayments_exist_beside_exact_ones(tables, settings):
    payments = tables["pension_payments"]
    paid = payments[(payments["kind"] == "regular") & (payments["month"] == str(ANCHOR))]
    scale = read_scale(settings, ANCHOR).loc[ANCHOR.index]
    due = paid["household_size"].clip(upper=5).map(scale)
    exact = (paid["amount_rials"] == due).mean()
    assert 0.9 < exact < 1
    assert (paid["amount_rials"] < due).any()
    assert (paid["amount_rials"] > due).any()


def test_before_the_published_scale_its_first_step_is_taken_back(settings):
    scale = read_scale(settings, ANCHOR)
    assert scale.loc[Month(1400, 1).index, 1] == 3_500_000
    assert scale.loc[Month(1399, 5).index, 1] == pytest.approx(3_500_000 / 1.2, abs=1000)
    assert scale.loc[Month(1398, 12).index, 1] == pytest.approx(3_500_000 / 1.44, abs=1000)
    assert scale.loc[ANCHOR.index, 5] == 31_231_200


def test_support_never_ends_on_the_last_day_of_a_month(tables):
    ends = tables["students"]["support_end"].dropna()
    assert not any(day == Month.containing(day).last_day for day in ends)


@pytest.mark.parametrize("until", [Month(1401, 5), Month(1404, 2)])
def test_a_register_ends_with_the_month_asked_for(targets, settings, until):
    sample = make_sample(targets, settings, seed=1403, until=until)
    files, payments, students = (sample[name].to_pandas() for name in TABLES)
    assert payments["month"].max() == str(until)
    days = pd.concat(
        [
            files["opened_on"], files["closed_on"], payments["paid_on"],
            students["support_start"], students["support_end"],
        ]
    ).dropna()  # fmt: skip
    assert days.max() <= until.last_day


def test_a_register_that_begins_later_is_the_same_but_for_earlier_payments(
    settings, tmp_path, tables
):
    since = Month(1402, 1)
    write_sample(tmp_path / "r", settings, since=since)
    for name in TABLES:
        table = pd.read_parquet(tmp_path / "r" / f"{name}.parquet")
        before = tables[name]
        if name == "pension_payments":
            before, table = (each.drop(columns="payment_id") for each in (before, table))
            before = before[before["month"] >= str(since)]
        assert len(table) == len(before)
        assert table.equals(before.reset_index(drop=True))
    register = open_register(tmp_path / "r")
    assert register.about.first_month == since
    register.close()


def test_a_scaled_register_holds_as_many_copies_with_ids_of_their_own(settings, tmp_path, tables):
    write_sample(tmp_path / "r", settings, scale=3)
    for name in TABLES:
        copies = pd.read_parquet(tmp_path / "r" / f"{name}.parquet")
        key = list(TABLES[name].key)
        assert len(copies) == 3 * len(tables[name])
        assert not copies.duplicated(key).any()


def test_the_summary_says_which_totals_are_real_and_that_the_people_are_not(settings, tmp_path):
    text = write_sample(tmp_path / "r", settings)
    assert "every person is made up" in text
    assert "5,793 active" in text
    register = open_register(tmp_path / "r")
    assert register.about.synthetic
    register.close()


@pytest.mark.parametrize(
    "wish",
    [{"scale": 0}, {"seed": -1}, {"until": Month(1397, 12)}, {"until": Month(1420, 1)},
     {"since": Month(1397, 12)}, {"since": Month(1403, 1), "until": Month(1402, 12)}],
)  # fmt: skip
def test_a_senseless_wish_is_refused_and_nothing_is_written(settings, tmp_path, wish):
    with pytest.raises(RequestError, match="no such sample"):
        write_sample(tmp_path / "r", settings, **wish)
    assert list(tmp_path.iterdir()) == []


def test_no_sample_takes_the_place_of_real_people(delivery):
    delivery.ingest()
    before = (delivery.settings.register / "about.json").read_bytes()
    with pytest.raises(RequestError, match="real people"):
        write_sample(delivery.settings.register, delivery.settings, since=ANCHOR)
    assert (delivery.settings.register / "about.json").read_bytes() == before
