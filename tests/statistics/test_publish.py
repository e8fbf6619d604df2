import dataclasses
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from protected import NothingMore, memory_of
from scenario import Scenario

from helpers.domain.about import About, Known
from helpers.domain.deliveries import FEW, Deliveries
from helpers.domain.periods import Month
from helpers.domain.published import read_published
from helpers.domain.structure import COLUMNS, CONF_STATUS, KEY, NOTES, OBS_STATUS, STATISTICS
from helpers.errors import DataError
from helpers.register.schema import TABLES
from helpers.register.store import open_register, write_register
from helpers.settings import Settings
from helpers.statistics.memory import Memory
from helpers.statistics.publish import publish_statistics, told_of
from helpers.statistics.tabulate import Counts


def publish(
    scenario: Scenario, settings: Settings, edition, path: Path, memory: Memory | None = None,
    counts: Counts | None = None,
) -> tuple:  # fmt: skip
    """Publish a scenario; or what was counted of it before, for to count takes the longest."""
    register = scenario.register()
    with pytest.MonkeyPatch.context() as patch:
        if counts:
            patch.setattr("helpers.statistics.publish.tabulate", lambda *_: counts)
        try:
            made = publish_statistics(register, settings, edition, path, memory)
        finally:
            register.close()
    table, about = read_published(path)
    assert about == made
    return table, about


@pytest.fixture(
    scope="module", params=["what is small", pytest.param("in full", marks=pytest.mark.heavy)]
)
def remembering(request) -> Callable[[Path], Memory]:
    """Return a function that gives a folder a memory of what was hidden."""
    if request.param != "in full":
        return NothingMore
    known = request.getfixturevalue("protected_before")
    return lambda folder: memory_of(known, folder)


@pytest.fixture(scope="module")
def public(
    scenario, small_settings, remembering, counts, tmp_path_factory
) -> tuple[pd.DataFrame, About]:
    path = tmp_path_factory.mktemp("public") / "public.parquet"
    memory = remembering(path.parent)
    return publish(scenario, small_settings, "public", path, memory, counts)


@pytest.fixture(scope="module")
def internal(scenario, small_settings, counts, tmp_path_factory) -> tuple[pd.DataFrame, About]:
    path = tmp_path_factory.mktemp("internal") / "internal.parquet"
    return publish(scenario, small_settings, "internal", path, counts=counts)


KNOWN = Known(
    False, Month(1402, 1), Month(1403, 7), {"students": 1457}, {"W203": 17, "W209": 1, "W201": 0},
    "0f", Deliveries("2024-05-01", {"students": 2913}, {"tomans": 9, "spelling": 12}),
)  # fmt: skip


def test_the_table_tells_no_true_count_of_what_was_delivered(settings) -> None:
    about = told_of(KNOWN, settings.configuration.disclosure, "public")
    assert about.warnings == {"W203": 15, "W209": FEW}
    assert about.deliveries.rows == {"students": 2915}
    assert about.deliveries.cleaned == {"tomans": FEW, "spelling": 10}
    assert (about.deliveries.fewest, about.deliveries.first_on) == (10, "2024-05-01")
    assert about.rows == KNOWN.rows


@pytest.mark.parametrize(
    ("policy", "fewest"),
    [({"hide_below": 20}, 20), ({"small_group": 15}, 15), ({"round_to": 25}, 25)],
)
def test_no_limit_of_the_policy_is_undercut(settings, policy, fewest) -> None:
    policy = settings.configuration.disclosure.model_copy(update=policy)
    assert told_of(KNOWN, policy, "public").deliveries.fewest == fewest


def test_the_internal_table_tells_true_counts_of_what_was_delivered(settings) -> None:
    about = told_of(KNOWN, settings.configuration.disclosure, "internal")
    assert about.warnings == {"W203": 17, "W209": 1}
    assert about.deliveries.cleaned == KNOWN.deliveries.cleaned


def cell(table: pd.DataFrame, *key: str) -> pd.Series:
    return table.set_index(list(KEY)).loc[key]


def test_the_table_has_the_columns_and_codes_of_the_structure(public) -> None:
    table, _ = public
    assert tuple(table.columns) == COLUMNS
    assert set(table["obs_status"]) <= set(OBS_STATUS.values())
    assert set(table["conf_status"]) <= set(CONF_STATUS.values())
    assert {code for note in table["note"].unique() for code in note.split()} <= set(NOTES)


def test_every_key_stands_once(public) -> None:
    assert not public[0].duplicated(list(KEY)).any()


def test_every_statistic_is_published(public) -> None:
    assert list(public[0]["statistic"].unique()) == list(STATISTICS)


def test_a_value_is_empty_exactly_where_it_is_hidden_or_missing(public) -> None:
    table, _ = public
    empty = (table["conf_status"] == "C") | table["obs_status"].isin(["L", "M"])
    assert (table["value"].isna() == empty).all()
    assert (table.loc[empty, "note"] != "").all()


def test_what_is_missing_is_not_called_confidential(public) -> None:
    table, _ = public
    assert (table.loc[table["obs_status"].isin(["L", "M"]), "conf_status"] == "F").all()


def test_months_of_an_unfinished_year_are_provisional(public, small_settings) -> None:
    place = (small_settings.areas.province.code, "all", "all")
    status = {
        period: cell(public[0], "files_opened", period, *place)["obs_status"]
        for period in ("1401-12", "1401", "1402-01", "1402-01..1402-02")
    }
    assert status == {"1401-12": "A", "1401": "A", "1402-01": "P", "1402-01..1402-02": "P"}


def test_a_period_has_its_gregorian_days(public, small_settings) -> None:
    place = (small_settings.areas.province.code, "all", "all")
    days = {
        key: tuple(cell(public[0], *key, *place)[["period_start", "period_end"]])
        for key in [
            ("files_active", "1401-07"),
            ("files_active", "1401"),
            ("files_opened", "1401-01..1401-07"),
            ("school_year_started", "1401"),
            ("school_year_mehr", "1401"),
            ("school_year_khordad", "1401"),
        ]
    }
    assert days == {
        ("files_active", "1401-07"): ("2022-09-23", "2022-10-22"),
        ("files_active", "1401"): ("2022-03-21", "2023-03-20"),
        ("files_opened", "1401-01..1401-07"): ("2022-03-21", "2022-10-22"),
        ("school_year_started", "1401"): ("2021-09-23", "2022-09-22"),
        ("school_year_mehr", "1401"): ("2021-09-23", "2021-10-22"),
        ("school_year_khordad", "1401"): ("2022-05-22", "2022-06-21"),
    }


def test_what_the_register_cannot_tell_is_not_available(public, small_settings) -> None:
    place = (small_settings.areas.province.code, "all", "all")
    within = (small_settings.areas.province.code, "within_months")
    notes = {
        key: tuple(cell(public[0], *key)[["obs_status", "note"]])
        for key in [
            ("pension_awards", "1400-07", *place),
            ("pension_terminations", "1400-07", *place),
            ("pension_terminations", "1401", *place),
            ("pension_below_scale", "1400-12", *place),
            ("pension_below_scale", "1401", *place),
            ("files_closed_within", "1401", *within, "12"),
            ("closed_within", "1401", *within, "36"),
            ("files_opened", "1400-01..1400-12", *place),
        ]
    }
    assert set(notes.values()) == {
        ("L", note) for note in ("register_begins", "no_earlier_period", "no_scale", "too_early")
    }
    assert notes["pension_below_scale", "1401", *place] == ("L", "no_scale")
    assert notes["closed_within", "1401", *within, "36"] == ("L", "too_early")


def test_the_two_editions_agree_where_the_public_one_is_exact(public, internal) -> None:
    both = public[0].merge(internal[0], on=list(KEY), suffixes=("", "_true"), validate="1:1")
    exact = both[(both["note"] == "exact") & both["value"].notna()]
    assert len(exact) > 100
    assert (exact["value"] == exact["value_true"]).all()
    assert len(both) == len(public[0]) == len(internal[0])


def test_the_internal_edition_hides_nothing(internal) -> None:
    assert set(internal[0]["conf_status"]) == {"N"}


def test_the_order_of_rows_in_the_register_does_not_matter(
    public, scenario, small_settings, published_path, remembering
) -> None:
    shuffled = dataclasses.replace(
        scenario,
        **{
            name: getattr(scenario, name).sample(frac=1, random_state=1)
            for name in ("case_files", "pension_payments", "students")
        },
    )
    memory = remembering(published_path.parent)
    table, _ = publish(shuffled, small_settings, "public", published_path, memory)
    pd.testing.assert_frame_equal(table, public[0])


@pytest.mark.heavy
def test_a_register_without_payments_and_students_is_published(
    scenario, small_settings, published_path
) -> None:
    poor = dataclasses.replace(
        scenario,
        pension_payments=scenario.pension_payments.iloc[:0],
        students=scenario.students.iloc[:0],
    )
    table, _ = publish(poor, small_settings, "public", published_path)
    recipients = table[(table["statistic"] == "pension_recipients")]
    assert np.all(recipients["value"] == 0)


@pytest.mark.parametrize(
    ("strange", "message"),
    [
        (("county", "nowhere"), "counties that are not in the table of areas"),
        (("closure_reason", "boredom"), "values that are in no code list"),
    ],
)
def test_what_the_reference_tables_do_not_know_is_refused(
    scenario, small_settings, published_path, strange, message
) -> None:
    files = scenario.case_files.copy()
    column, value = strange
    files.loc[files["closed_on"].notna(), column] = value
    with pytest.raises(DataError, match=message):
        publish(
            dataclasses.replace(scenario, case_files=files),
            small_settings,
            "public",
            published_path,
        )
    assert not published_path.exists()


def test_a_register_changed_by_hand_is_published_as_it_is_now(
    scenario, small_settings, tmp_path: Path
) -> None:
    folder = tmp_path / "register"
    with closing(scenario.register()) as source:
        tables = {name: getattr(source, name) for name in TABLES}
        written = write_register(tables, source.about, folder)
    payments = folder / "pension_payments.parquet"
    pd.read_parquet(payments).query("month < '1402-02'").to_parquet(payments)
    with closing(open_register(folder)) as changed:
        publish_statistics(changed, small_settings, "internal", tmp_path / "internal.parquet")
    table, about = read_published(tmp_path / "internal.parquet")
    assert about.rows["pension_payments"] == len(pd.read_parquet(payments))
    assert about.rows["pension_payments"] < written.rows["pension_payments"]
    assert about.fingerprint != written.fingerprint
    place = ("1402-02", small_settings.areas.province.code, "all", "all")
    assert cell(table, "pension_recipients", *place)["value"] == 0
