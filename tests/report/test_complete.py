"""The mark of a finished notebook holds every row that was shown, and no other."""

import json
from dataclasses import replace

import pytest
from handed_over import absent_of, rows_of
from sample_table import ABOUT

from helpers.domain.published import write_published
from helpers.domain.structure import COLUMNS, KEY
from helpers.report.complete import MIME_TYPE
from helpers.settings import STATISTICS_VARIABLE


def shown(report):
    report.headline("files_active", "active_share")
    report.section("files_active", by="residence")
    report.counties("files_active", rate="active_per_1000")
    report.comparison("files_opened")
    return report.complete()


def test_the_rows_are_the_same_in_both_languages(opened):
    fa, en = (shown(opened("1403-07", "abhar", lang)).bundle for lang in ("fa", "en"))
    assert fa["rows"] == en["rows"]
    assert fa["summary"] != en["summary"]


def test_rows_stand_in_the_order_of_the_table_without_repetition(opened, table):
    rows = rows_of(shown(opened("1403-07", "abhar", "fa")).bundle)
    position = {key: n for n, key in enumerate(table[list(KEY)].itertuples(index=False, name=None))}
    places = [position[tuple(row[column] for column in KEY)] for row in rows]
    assert places == sorted(set(places))
    assert all(tuple(row) == COLUMNS for row in rows)


def test_values_are_text_with_the_decimals_of_the_unit_and_empty_where_hidden(opened):
    rows = rows_of(shown(opened("1403-07", "abhar", "fa")).bundle)
    shares = {row["value"] for row in rows if row["statistic"] == "active_share"}
    assert all(len(value.partition(".")[2]) == 1 for value in shares)
    assert all(row["value"].isdigit() for row in rows if row["statistic"] == "files_active")
    assert all((row["value"] == "") == (row["conf_status"] == "C") for row in rows)


def test_a_report_that_showed_nothing_has_no_rows(opened):
    assert rows_of(opened("1403-07", "abhar", "fa").complete().bundle) == []


@pytest.mark.parametrize(("period", "status"), [("1403-07", "P"), ("1402", "A"), ("1402-07", "A")])
def test_the_status_is_that_of_the_period(opened, period, status):
    assert shown(opened(period, "abhar", "fa")).bundle["status"] == status


def test_the_bundle_is_plain_data_with_a_word_for_the_analyst(opened):
    output = shown(opened("1403-07", "abhar", "fa"))._repr_mimebundle_()
    assert set(output) == {MIME_TYPE, "text/plain"}
    assert json.loads(json.dumps(output[MIME_TYPE]))["area"] == "abhar"


def test_data_taken_out_for_an_own_chart_counts_as_shown(opened):
    report = opened("1403-07", "abhar", "fa")
    frame = report.data("files_active", by="residence")
    assert set(frame["area"]) == {"abhar"} and set(frame["breakdown"]) == {"residence"}
    assert "1402" not in set(frame["period"]), "a monthly report holds months"
    assert frame["value"].dtype == "float64" and tuple(frame) == COLUMNS
    assert len(rows_of(report.complete().bundle)) == len(frame)


@pytest.mark.parametrize(("period", "first"), [("1402-02", "1398-01"), ("1401", "1398")])
def test_data_for_an_own_chart_ends_with_the_period_of_the_report(opened, period, first):
    periods = list(opened(period, "abhar", "fa").data("files_active")["period"])
    assert (periods[0], periods[-1]) == (first, period)


def test_what_was_looked_up_and_is_not_there_is_told(opened):
    report = opened("1398-01", "abhar", "fa")
    assert absent_of(report.complete().bundle) == []
    report.sentence("files_opened")
    absent = ["files_opened", "1397-01", "abhar", "all", "all"]
    assert absent_of(report.complete().bundle) == [
        absent, ["files_opened", "1397-12", "abhar", "all", "all"],
    ]  # fmt: skip


def test_data_that_is_not_there_is_told_too(opened):
    report = opened("1402", "abhar", "fa")
    frame = report.data("pension_per_1000_fhh")
    assert frame.empty and frame["value"].dtype == "float64"
    assert absent_of(report.complete().bundle) == [
        ["pension_per_1000_fhh", str(year), "abhar", "all", "all"] for year in range(1398, 1403)
    ]


def test_the_internal_edition_says_so_in_its_notes(table, tmp_path, opened, monkeypatch):
    path = tmp_path / "internal.parquet"
    write_published(table, replace(ABOUT, edition="internal"), path)
    monkeypatch.setenv(STATISTICS_VARIABLE, str(path))
    report = opened("1403-07", "abhar", "en")
    assert "must not be published" in report.notes().text
    assert report.complete().bundle["edition"] == "internal"
    assert "about" not in report.sentence("active_share").text
