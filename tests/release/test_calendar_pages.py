"""The calendar for readers, and the days that a page names."""

import datetime as dt
import re

import pytest
from trial_report import contents

from helpers.domain.release_calendar import COLUMNS
from helpers.release.checks import check_page
from helpers.release.outline import Outline

ROWS = (
    "1403-05,all,2024-09-10,2024-09-13,داده‌ها دیر رسید,The data came late",
    "1403-06,all,2024-10-12,2024-10-12,,",
    "1403-07,all,2024-11-10,,,",
    "1403-08,all,2024-12-10,,,",
    "1403,trial,2025-06-10,,,",
)


@pytest.fixture
def announce(project):
    def write(*rows):
        text = "\n".join([",".join(COLUMNS), *rows, ""])
        (project.reference / "release_calendar.csv").write_text(text, "utf-8")
        project.__dict__.pop("calendar", None)

    write(*ROWS)
    return write


def calendar_of(project, lang="en"):
    return (project.reports / f"{lang}/calendar.html").read_text("utf-8")


def rows_under(html, identity):
    """Return the texts of the cells of the table under a heading."""
    section = html[html.index(f'id="{identity}"') :].split("</table>")[0]
    body = section[section.index("<tbody>") :]
    return [
        [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd].*?(?=<t[hd]|$)", row)]
        for row in re.findall(r"<tr>(.*?)(?=<tr>|$)", body, re.DOTALL)
    ]


def test_it_shows_what_is_to_come_and_what_was_published_when(publish, project, announce):
    assert publish().failures == ()
    html = calendar_of(project)
    assert rows_under(html, "coming") == [
        ["Aban 1403", "All reports of the period", "20 Azar 1403 10 December 2024", ""],
        ["year 1403", "trial", "20 Khordad 1404 10 June 2025", ""],
    ]
    assert rows_under(html, "past") == [
        ["Mehr 1403", "All reports of the period", "20 Aban 1403 10 November 2024", "",
         "actual day not recorded", ""],
        ["Shahrivar 1403", "All reports of the period", "21 Mehr 1403 12 October 2024",
         "21 Mehr 1403 12 October 2024", "on the planned day", ""],
        ["Mordad 1403", "All reports of the period", "20 Shahrivar 1403 10 September 2024",
         "23 Shahrivar 1403 13 September 2024", "3 days after the planned day",
         "The data came late"],
    ]  # fmt: skip


def test_the_persian_calendar_is_the_same_in_persian(publish, project, announce):
    publish()
    html = calendar_of(project, "fa")
    assert rows_under(html, "coming")[0][:3] == [
        "آبان ۱۴۰۳", "همه گزارش‌های دوره", "۲۰ آذر ۱۴۰۳ ۱۰ دسامبر ۲۰۲۴",
    ]  # fmt: skip
    assert rows_under(html, "past")[2][4] == "۳ روز پس از روز مقرر"
    assert "ساعت ۱۰:۰۰" in html


def test_every_page_leads_to_it(publish, project, announce):
    publish()
    paths = contents(project.reports)
    for path, content in paths.items():
        if path.endswith(".html"):
            outline = Outline.of(content.decode())
            lang = outline.root["lang"]
            own = path == f"{lang}/calendar.html"
            assert own or any(link.endswith("calendar.html") for link in outline.links), path
            assert list(check_page(path, content.decode(), paths)) == []


def test_a_page_names_its_own_day_and_the_next(publish, project, announce):
    publish(periods=["1403-06", "1403-07"])
    page = (project.reports / "en/monthly/1403-07/abhar/trial.html").read_text("utf-8")
    assert 'Planned release: <time datetime="2024-11-10">20 Aban 1403</time>' in page
    assert 'Next release (Aban 1403): <time datetime="2024-12-10">20 Azar 1403</time>' in page
    page = (project.reports / "fa/monthly/1403-06/abhar/trial.html").read_text("utf-8")
    assert 'روز انتشار: <time datetime="2024-10-12">۲۱ مهر ۱۴۰۳</time>' in page


def made(outcome):
    return {str(page.subject.period) for page in outcome.made}


def test_a_changed_day_makes_anew_the_pages_that_show_it_and_the_calendar_alone(
    publish, project, announce
):
    asked = {"periods": ["1403-05", "1403-06", "1403-07", "1402"]}
    publish(**asked)
    announce(*ROWS[:3], "1403-08,all,2024-12-14,,,", *ROWS[4:])
    assert made(publish(**asked)) == {"1403-07"}
    announce(*ROWS[:3], "1403-08,all,2024-12-14,,,", "1404-01,all,2025-05-10,,,", *ROWS[4:])
    assert made(publish(**asked)) == set()
    assert "Farvardin 1404" in calendar_of(project)


def test_the_clock_has_no_say_in_any_page(publish, project, announce):
    first = dt.datetime(2024, 11, 10, 12, tzinfo=dt.UTC)
    publish(now=first)
    before = contents(project.reports)
    publish(now=first + dt.timedelta(days=9999), force=True)
    assert contents(project.reports) == before
