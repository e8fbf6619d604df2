"""What a release brings, and the day it came out."""

import datetime as dt
from dataclasses import replace

import pytest
from editions import REPORTS, entries_of

from helpers.domain.periods import Month, Year
from helpers.domain.release_calendar import Planned, ReleaseCalendar
from helpers.release.issues import (
    issues_of,
    latest_release,
    newest_by_report,
    release_of,
    to_come,
)
from helpers.settings import Settings

PERIODS = [Month(1403, 7), Month(1403, 6), Year(1402)]


def announced(settings: Settings, *rows: tuple[object, str, str]) -> Settings:
    """Return the settings of an office that has announced these periods, reports and days."""
    planned = [Planned(p, report, dt.date.fromisoformat(day)) for p, report, day in rows]
    changed = replace(settings)
    changed.__dict__["calendar"] = ReleaseCalendar({(r.period, r.report): r for r in planned})
    return changed


@pytest.fixture
def plain(settings):
    return announced(
        settings, (Year(1402), "all", "2024-06-09"), (Month(1403, 6), "all", "2024-10-12"),
        (Month(1403, 7), "all", "2024-11-10"), (Month(1403, 8), "all", "2024-12-10"),
    )  # fmt: skip


def issues(settings, periods=PERIODS):
    return issues_of(entries_of(settings, periods, reports=REPORTS), settings)


def test_an_issue_holds_the_editions_of_all_areas_the_province_first(plain):
    first, *_ = issues(plain)
    assert first.name == "monthly/1403-07/caseload"
    assert [entry.subject.area for entry in first.entries] == plain.areas.codes
    assert first.lead.subject.area == plain.areas.province.code


def test_the_latest_release_is_all_that_came_out_on_the_last_day(plain):
    names = [issue.name for issue in latest_release(issues(plain))]
    assert names == ["monthly/1403-07/caseload", "monthly/1403-07/pensions"]


def test_a_year_and_a_month_that_come_out_together_are_one_release(settings):
    together = announced(
        settings, (Year(1402), "all", "2024-06-09"), (Month(1403, 2), "all", "2024-06-09")
    )
    found = latest_release(issues(together, [Month(1403, 2), Month(1403, 1), Year(1402)]))
    assert {str(issue.period) for issue in found} == {"1403-02", "1402"}


def test_what_nobody_has_announced_is_as_old_as_the_end_of_its_period(settings):
    first, *_ = issues(announced(settings))
    assert first.announced is None
    assert first.due_on == Month(1403, 7).last_day + dt.timedelta(days=1)


def test_each_report_has_its_newest_month_and_its_newest_year(plain):
    newest = newest_by_report(issues(plain))
    assert {report: [str(i.period) for i in held] for report, held in newest.items()} == {
        "caseload": ["1403-07", "1402"], "pensions": ["1403-07", "1402"],
    }  # fmt: skip


def test_what_is_to_come_is_due_after_all_that_is_there(plain):
    assert [str(row.period) for row in to_come(issues(plain), plain)] == ["1403-08"]


def test_the_release_that_revised_came_out_with_the_last_month_of_its_register(plain):
    assert release_of("1403-06", "caseload", plain) == dt.date(2024, 10, 12)
    after = Month(1399, 1).last_day + dt.timedelta(days=1)
    assert release_of("1399-01", "caseload", plain) == after
