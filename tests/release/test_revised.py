"""Which issues show revised numbers."""

import re

import pytest
from editions import entries_of
from trial_report import executed, row

from helpers.domain.periods import Month
from helpers.domain.tidy import as_csv
from helpers.release import build as build_module
from helpers.release.execute import Run
from helpers.release.issues import issues_of
from helpers.release.reading import PublishedRelease
from helpers.release.revised import Revised, revisions_in, revisions_shown
from helpers.release.revisions import PUBLICATION_COLUMNS, REVISION_COLUMNS
from helpers.release.sources.check import unsourced_numbers

PERIODS = [Month(1403, 7), Month(1403, 6)]


def listed(*revisions):
    """Return the list: period, area, the month of the register, and the new value of each."""
    rows = [
        ("median_months_open", period, area, "all", "all", "2", until, "5000", value, "late")
        for period, area, until, value in revisions
    ]
    return as_csv(rows, REVISION_COLUMNS)


def publications(until="1403-07"):
    return as_csv([("2", "public", until, "one", "0f", "3", "1")], PUBLICATION_COLUMNS)


@pytest.fixture
def shown(settings):
    """Return a function that says what is shown as revised; every page shows 5793."""
    entries = entries_of(settings, PERIODS)
    rows = {entry.subject.csv: [tuple(row(entry.subject).values())] for entry in entries}
    issues = issues_of(entries, settings)
    return lambda *revisions, **more: revisions_shown(
        issues, rows, listed(*revisions), publications(**more)
    )


def test_the_revised_cells_of_an_issue_are_counted_over_all_areas(shown, settings):
    areas = settings.areas.codes[:3]
    found = shown(*(("1403-06", area, "1403-07", "5793") for area in areas))
    assert found.by_issue == {"monthly/1403-06/trial": Revised("1403-07", 3)}
    assert found.latest() == {"monthly/1403-06/trial": 3}


def test_what_an_earlier_release_revised_is_no_news(shown, settings):
    found = shown(("1403-06", settings.areas.codes[0], "1403-06", "5793"))
    assert found.by_issue["monthly/1403-06/trial"].data_until == "1403-06"
    assert found.latest() == {}


def test_an_edition_that_still_shows_the_old_number_is_not_revised(shown, settings):
    assert shown(("1403-06", settings.areas.codes[0], "1403-07", "5800")).by_issue == {}


def test_a_span_counts_with_the_month_it_reaches_to(settings):
    entries = entries_of(settings, PERIODS)
    span, code = "1403-01..1403-06", settings.areas.codes[0]
    rows = {e.subject.csv: [tuple(row(e.subject, period=span).values())] for e in entries}
    of_area = {path: [(*r[:4], code, *r[5:]) for r in held] for path, held in rows.items()}
    found = revisions_shown(
        issues_of(entries, settings), of_area, listed((span, code, "1403-07", "5793")),
        publications(),
    )  # fmt: skip
    assert found.latest() == {"monthly/1403-06/trial": 1}


def test_a_release_without_a_record_has_revised_nothing(shown):
    assert shown().latest() == {}


def test_a_release_that_revises_says_so_in_its_catalogue(publish, project, runs, monkeypatch):
    publish(periods=(both := ["1403-06", "1403-07"]))
    html = (project.reports / "en/index.html").read_text("utf-8")
    assert "data-revised" not in html
    monkeypatch.setattr(build_module.Counter, "digest", "two")
    values = {"1403-06": "5800", "1403-07": "5793"}
    runs["of"] = lambda page: Run(
        page,
        executed(page, rows=[row(page.subject, value=values[str(page.subject.period)])]),
    )
    assert publish(periods=both, force=True).failures == ()
    html = (project.reports / "en/index.html").read_text("utf-8")
    (said,) = re.findall(r'<li data-revised="([^"]*)">.*?</a>: (.*?)</li>', html)
    assert said == ("monthly/1403-06/trial", "1 number revised")
    release = PublishedRelease(project.reports)
    assert revisions_in(release, project).latest() == {"monthly/1403-06/trial": 1}
    assert [*unsourced_numbers(release, project)] == []
