"""Which editions were made from the same count, and so must not differ."""

import json
import shutil
from pathlib import Path

import pytest
from trial_report import executed, row

from helpers.release import build as build_module
from helpers.release.execute import Run
from helpers.settings import Settings

BEFORE, NOW = "monthly/1403-06/abhar/trial", "monthly/1403-07/abhar/trial"


def manifest_of(project: Settings) -> dict:
    return json.loads((project.reports / "manifest.json").read_text("utf-8"))


def counts_of(project: Settings) -> dict[str, str]:
    return {name: said["count"] for name, said in manifest_of(project)["editions"].items()}


@pytest.fixture
def another_count(monkeypatch: pytest.MonkeyPatch):
    """Return what makes every later build find the register counted anew."""
    return lambda: monkeypatch.setattr(build_module.Counter, "digest", "two")


def saying_of_mehr(value: str):
    """Return what runs a notebook that also shows the figure of Mehr."""

    def run(page):
        mehr = row(page.subject) | {
            "period": "1403-07", "period_start": "2024-09-22", "period_end": "2024-10-21",
            "value": value,
        }  # fmt: skip
        own = [] if str(page.subject.period) == "1403-07" else [row(page.subject)]
        return Run(page, executed(page, rows=[*own, mehr]))

    return run


def test_an_edition_that_stays_keeps_the_count_it_was_made_from(publish, project, another_count):
    publish(periods=["1403-06"])
    another_count()
    publish(periods=["1403-07"])
    assert counts_of(project) == {BEFORE: "one", NOW: "two"}
    assert set(manifest_of(project)["counts"]) == {"one", "two"}
    assert manifest_of(project)["counts"]["one"]["policy"]["round_to"] == 5


def test_the_count_is_known_when_the_records_are_lost(publish, project, another_count):
    publish(periods=["1403-06"])
    shutil.rmtree(project.root / "build" / "records")
    another_count()
    publish(periods=["1403-07"])
    assert counts_of(project) == {BEFORE: "one", NOW: "two"}


def test_a_build_whose_editions_contradict_each_other_publishes_nothing(publish, project, runs):
    runs["of"] = saying_of_mehr("5793")
    publish(periods=["1403-07"])
    before = manifest_of(project)
    runs["of"] = saying_of_mehr("5794")
    outcome = publish(periods=["1403-06"])
    # The record of what is published does not agree with one of the two either.
    assert "two files state the same fact differently" in {
        failure.what for failure in outcome.failures
    }
    assert manifest_of(project) == before
    assert not Path(project.reports / f"data/{BEFORE}.csv").exists()


def test_an_edition_of_a_later_count_may_show_what_was_revised(
    publish, project, runs, another_count
):
    runs["of"] = saying_of_mehr("5793")
    publish(periods=["1403-07"])
    another_count()
    runs["of"] = saying_of_mehr("5794")
    assert publish(periods=["1403-06"]).failures == ()
    assert counts_of(project) == {BEFORE: "two", NOW: "one"}
