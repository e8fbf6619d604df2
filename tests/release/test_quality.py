"""Indicators of quality: counted in the published files, shown as they are published."""

import csv
import io
import re

import pytest
from trial_report import executed, row

from helpers.domain.persian import latin_digits
from helpers.domain.release_calendar import COLUMNS
from helpers.release.execute import Run
from helpers.release.reading import PublishedRelease
from helpers.release.sources.check import unsourced_numbers


def rows_of(page):
    """Return four figures of a county, and one that stands on the pages of all areas."""
    subject = page.subject
    by_sex = [
        row(subject, breakdown="head_sex", category="male", value="10", note="rounded"),
        row(subject, breakdown="head_sex", category="female", value="", conf_status="C",
            note="confidential"),
        row(subject, statistic="files_total", unit="files", value="6000", obs_status="R"),
    ]  # fmt: skip
    shared = row(
        subject, area="zanjan", statistic="files_closed", unit="files", value="", obs_status="L"
    )
    earlier = row(subject, period="1403-06", period_start="2024-08-22", period_end="2024-09-21")
    return [row(subject, value="20"), *by_sex, shared, earlier]


@pytest.fixture
def published(publish, project, runs):
    runs["of"] = lambda page: Run(page, executed(page, rows=rows_of(page)))
    text = "1403-07,all,2024-11-10,2024-11-13,دیرکرد,Late"
    path = project.reference / "release_calendar.csv"
    path.write_text("\n".join([",".join(COLUMNS), text, ""]), "utf-8")
    project.__dict__.pop("calendar", None)
    assert publish(areas=["abhar", "tarom"]).failures == ()
    return project


def values(project):
    text = (project.reports / "data/quality.csv").read_text("utf-8")
    return {r["indicator"]: r["value"] for r in csv.DictReader(io.StringIO(text))}


def test_every_indicator_is_counted_in_the_figures_of_the_period_each_once(published):
    assert values(published) == {
        "editions_periods": "1", "areas": "2", "statistics": "3",
        "figures": "9", "hidden": "2", "revised": "2", "hidden_share": "22.2",
        "unavailable_share": "11.1", "provisional_share": "66.7",
        "register_rows": "9", "warnings": "0",
        "days_planned": "20", "days_real": "23", "days_off": "3",
    }  # fmt: skip


def test_without_an_announced_day_nothing_is_said_of_timeliness(publish, project):
    (project.reference / "release_calendar.csv").unlink()
    project.__dict__.pop("calendar", None)
    publish()
    assert not any(name.startswith("days") for name in values(project))


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_page_shows_the_published_indicators(published, lang):
    html = (published.reports / f"{lang}/quality/trial.html").read_text("utf-8")
    shown = dict(re.findall(r'data-indicator="trial/monthly/(\w+)">([^<]*)<', html))
    plain = {name: latin_digits(text).replace("٫", ".") for name, text in shown.items()}
    assert plain == values(published)


def test_an_indicator_that_was_not_published_has_no_source(published):
    path = published.reports / "en/quality/trial.html"
    html = path.read_text("utf-8")
    assert ">22.2<" in html
    release = PublishedRelease(published.reports)
    assert list(unsourced_numbers(release, published)) == []
    path.unlink()
    path.write_text(html.replace(">22.2<", ">23.2<"), "utf-8")
    (fault,) = unsourced_numbers(release, published)
    assert fault.found.startswith("23.2")
