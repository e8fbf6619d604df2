"""What a reader of the catalogue sees first."""

import datetime as dt
from dataclasses import replace

import pytest
from editions import REPORTS, entries_of

from helpers.domain.corrections import Correction
from helpers.domain.periods import Month, Year
from helpers.domain.release_calendar import Planned, ReleaseCalendar
from helpers.release.catalogue_opening import first_sentence, opening
from helpers.release.issues import issues_of
from helpers.release.revised import NONE_REVISED, Revised, Revisions

PERIODS = [Month(1403, 7), Month(1403, 6), Year(1402)]


def opened(settings, lang="en", revisions=NONE_REVISED, **more):
    entries = entries_of(settings, PERIODS, reports=REPORTS, **more)
    start = {"fa": "index.html", "en": "en/index.html"}[lang]
    return opening(issues_of(entries, settings), revisions, start, lang, settings)


def test_each_report_shows_its_newest_month_and_year_with_the_first_sentence(settings):
    report = opened(settings)["newest"][0]
    assert report["title"] == "Caseload"
    month, year = report["issues"]
    assert (month["period"], month["new"]) == ("Mehr 1403", True)
    assert (year["period"], year["new"]) == ("year 1402", False)
    assert month["sentence"] == "There were 5,793 files."
    code = settings.areas.province.code
    assert month["href"] == f"monthly/1403-07/{code}/caseload.html"
    assert month["path"] == f"en/monthly/1403-07/{code}/caseload.html"


def test_new_is_what_came_out_last(settings):
    found = opened(settings)
    assert [link["text"] for link in found["new"]] == [
        "Caseload, Mehr 1403", "Pensions of women, Mehr 1403",
    ]  # fmt: skip
    assert found["released"]["iso"] == "2024-11-10"


@pytest.mark.parametrize(
    ("lang", "cells", "text"),
    [
        ("en", 12, "12 numbers revised"), ("en", 1, "1 number revised"),
        ("fa", 1200, "بازنگری ۱٬۲۰۰ رقم"),
    ],
)  # fmt: skip
def test_what_is_revised_is_counted(settings, lang, cells, text):
    revisions = Revisions({"monthly/1403-06/pensions": Revised("1403-07", cells)}, "1403-07")
    (row,) = opened(settings, lang, revisions)["revised"]
    assert (row["issue"], row["text"]) == ("monthly/1403-06/pensions", text)
    assert "1403-06" in row["link"]["href"]


def test_what_an_earlier_release_revised_is_not_shown(settings):
    revisions = Revisions({"monthly/1403-06/pensions": Revised("1403-06", 12)}, "1403-07")
    assert opened(settings, revisions=revisions)["revised"] == []


def test_corrected_issues_are_shown_by_the_day_of_their_notice(settings):
    corrected = replace(settings)
    corrected.__dict__["corrections"] = [
        Correction(dt.date(2024, 12, 1), "caseload", "1402", "all", "اصلاح", "mended"),
        Correction(dt.date(2025, 1, 1), "all", "1403-06", "all", "اصلاح", "mended"),
    ]
    found = opened(corrected)["corrected"]
    assert [row["link"]["text"] for row in found] == [
        "Caseload, Shahrivar 1403", "Pensions of women, Shahrivar 1403", "Caseload, year 1402",
    ]  # fmt: skip
    assert found[-1]["day"] == "11 Azar 1403 (1 December 2024)"


def test_the_next_releases_come_from_the_calendar(settings):
    coming = opened(settings)["coming"]
    assert [row["name"] for row in coming] == [
        "Aban 1403", "Azar 1403", "Dey 1403", "Bahman 1403",
    ]  # fmt: skip
    assert coming[0]["day"].iso == "2024-12-10"


def test_a_row_of_the_calendar_for_one_report_names_it(settings):
    row = Planned(Month(1403, 8), "pensions", dt.date(2024, 12, 12))
    announced = replace(settings)
    announced.__dict__["calendar"] = ReleaseCalendar({(row.period, row.report): row})
    assert opened(announced)["coming"][0]["name"] == "Pensions of women, Aban 1403"


def test_without_a_calendar_no_day_is_named(settings):
    unannounced = replace(settings)
    unannounced.__dict__["calendar"] = ReleaseCalendar()
    found = opened(unannounced)
    assert found["released"] is None
    assert found["coming"] == []
    assert [link["text"][-9:] for link in found["new"]] == ["Mehr 1403"] * 2


@pytest.mark.parametrize(
    ("summary", "first"),
    [
        ("Up by 4.5 percent. More.", "Up by 4.5 percent."),
        ("۴٫۵ درصد بیشتر شد. و بیشتر.", "۴٫۵ درصد بیشتر شد."),
        ("One\n sentence", "One sentence"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_a_sentence_does(summary, first):
    assert first_sentence(summary) == first
