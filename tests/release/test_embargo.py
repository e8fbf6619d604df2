"""Nothing is published before the hour that was announced for it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from trial_report import contents

from helpers.cli import main
from helpers.domain.release_calendar import COLUMNS
from helpers.release.embargo import EmbargoError
from helpers.settings import ROOT_VARIABLE

TEHRAN = ZoneInfo("Asia/Tehran")
HOUR = dt.datetime(2024, 11, 10, 10, tzinfo=TEHRAN)
BEFORE = HOUR - dt.timedelta(seconds=1)


@pytest.fixture
def announce(project):
    """Return a function that writes the calendar anew."""

    def write(*rows):
        text = "\n".join([",".join(COLUMNS), *rows, ""])
        (project.reference / "release_calendar.csv").write_text(text, "utf-8")
        project.__dict__.pop("calendar", None)

    write("1403-06,all,2024-10-12,,,", "1403-07,all,2024-11-10,,,")
    return write


def test_an_edition_is_published_from_its_hour_on_and_not_a_second_before(
    publish, project, announce
):
    with pytest.raises(EmbargoError):
        publish(now=BEFORE)
    assert not project.reports.exists()
    assert publish(now=HOUR).failures == ()
    assert (project.reports / "fa/monthly/1403-07/abhar/trial.html").is_file()


def test_the_hour_is_that_of_the_office_wherever_the_build_runs(publish, announce):
    kiritimati, utc = ZoneInfo("Pacific/Kiritimati"), dt.UTC
    with pytest.raises(EmbargoError):
        publish(now=dt.datetime(2024, 11, 10, 20, 29, 59, tzinfo=kiritimati))
    publish(now=dt.datetime(2024, 11, 10, 6, 30, tzinfo=utc))


def test_the_refusal_says_which_edition_when_in_both_calendars_and_what_to_do(publish, announce):
    with pytest.raises(EmbargoError) as refused:
        publish(now=BEFORE)
    said = str(refused.value)
    assert "1403-07 (trial)" in said
    assert "20 Aban 1403 (10 November 2024)" in said
    assert "۲۰ آبان ۱۴۰۳" in said
    assert "10:00 Asia/Tehran" in said
    assert "now 2024-11-10 09:59" in said
    assert "--prepare" in said


def test_a_refused_edition_leaves_the_release_before_it_as_it_was(publish, project, announce):
    publish(periods=["1403-06"], now=BEFORE)
    before = contents(project.reports)
    with pytest.raises(EmbargoError):
        publish(periods=["1403-06", "1403-07"], now=BEFORE)
    assert contents(project.reports) == before
    assert not list(project.root.glob(".reports*"))


def test_a_report_with_a_later_day_holds_back_the_release_it_belongs_to(publish, announce):
    announce("1403-07,all,2024-11-10,,,", "1403-07,trial,2024-11-20,,,")
    with pytest.raises(EmbargoError, match="2024-11-20"):
        publish(now=HOUR)


def test_an_edition_that_nobody_announced_is_not_held_back_and_says_so(publish, project, announce):
    announce()
    publish(now=BEFORE)
    page = (project.reports / "en/monthly/1403-07/abhar/trial.html").read_text("utf-8")
    assert "The day of release had not been announced" in page
    calendar = (project.reports / "en/calendar.html").read_text("utf-8")
    assert "<li>Mehr 1403</li>" in calendar


def test_no_later_release_takes_along_an_edition_whose_day_was_put_off(publish, project, announce):
    publish(now=HOUR)
    before = contents(project.reports)
    announce("1403-07,all,2024-12-01,,,")
    with pytest.raises(EmbargoError, match="1403-07"):
        publish(periods=["1403-06"], now=HOUR)
    assert contents(project.reports) == before


def test_what_was_really_published_earlier_is_not_held_back(publish, announce):
    announce("1403-07,all,2024-11-10,2024-11-09,زودتر,Earlier")
    assert publish(now=dt.datetime(2024, 11, 9, 12, tzinfo=TEHRAN)).failures == ()


def test_what_is_prepared_is_what_will_be_published_and_its_owner_alone_can_read_it(
    publish, project, announce
):
    publish(now=BEFORE, prepare=True)
    assert not project.reports.exists()
    prepared = project.root / "reports-prepared"
    publish(now=HOUR)
    assert contents(prepared) == contents(project.reports)
    assert prepared.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in prepared.rglob("*")} == {0}
    assert project.reports.stat().st_mode & 0o777 == 0o755


def test_an_internal_edition_is_no_publication(publish, announce):
    assert publish(edition="internal", now=BEFORE).failures == ()


def test_the_command_refuses_with_status_1_and_prepares_on_demand(
    project, runs, announce, monkeypatch
):
    announce("1403-07,all,2090-01-01,,,")
    monkeypatch.setenv(ROOT_VARIABLE, str(project.root))
    asked = ["build", "--period", "1403-07", "--area", "abhar"]
    for publishing in ([], ["--publish"]):
        done = CliRunner().invoke(main, [*asked, *publishing])
        assert (done.exit_code, done.stdout) == (1, "")
        assert "the hour of publication has not come" in done.stderr
        assert not project.reports.exists()
    done = CliRunner().invoke(main, [*asked, "--prepare"])
    assert done.stdout == f"{project.root / 'reports-prepared' / 'index.html'}\n"


def test_a_wrong_calendar_stops_a_build_and_is_found_before_one(project, publish, announce):
    from helpers.errors import RequestError
    from helpers.release.status import faults_before_a_build

    announce("1403-07,all,1403-08-20,,,", "1403-08,all,,,,")
    with pytest.raises(RequestError, match=r"line 2.*line 3"):
        publish()
    said = "\n".join(map(str, faults_before_a_build(project)))
    assert "line 2" in said
    assert "line 3" in said


@pytest.mark.parametrize("row", ["1403-07,trail,2024-11-10,,,", "1403,monthly-only,2025-06-10,,,"])
def test_a_report_that_has_no_notebook_is_found_before_a_build(project, announce, row):
    from helpers.release.status import faults_before_a_build

    announce(row)
    (fault,) = [f for f in faults_before_a_build(project) if "calendar" in f.what]
    assert row.split(",")[1] in fault.found
