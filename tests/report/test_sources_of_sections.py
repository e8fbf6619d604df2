"""Every number of a section over time, or against the scale, has a source."""

import re

import pytest
from sample_table import LAST

from helpers.domain.periods import Year
from helpers.release.pages import Page, Subject
from helpers.release.sources.check import SourceCheck
from helpers.report import Report

LANGUAGES = ("fa", "en")
SECTIONS = {
    "seasons": lambda report: report.seasons("students_supported"),
    "seasons of months": lambda report: report.seasons("median_months_open"),
    "heat": lambda report: report.heat("active_per_1000"),
    "heat of shares": lambda report: report.heat("pension_share_of_active"),
    "scale": lambda report: report.scale("pension_mean", by="household_size"),
    "composition": lambda report: report.composition("students_supported", by="level"),
    "counties": lambda report: report.counties("files_active", rate="active_per_1000"),
}
ANNUAL = {
    "survival": lambda report: report.survival("closed_within", by="within_months"),
    "heat": lambda report: report.heat("students_per_100_active"),
    "composition": lambda report: report.composition("files_total", by="residence"),
}


@pytest.fixture(scope="module")
def check(settings):
    return SourceCheck(settings)


@pytest.fixture
def faults(opened, check):
    """Return a function that shows one thing and returns its numbers without a source."""

    def find(show, lang, area="zanjan", period=LAST, change=lambda html: html):
        report = opened(str(period), area, lang)
        html = f'<html lang="{lang}"><body><main>{show(report).html}</main></body></html>'
        rows = report.context.table.used_rows()
        page = Page(Subject("caseload", period, area), lang)
        return [str(fault) for fault in check.faults(page, change(html), rows)]

    return find


@pytest.mark.parametrize("area", ["zanjan", "abhar", "soltanieh"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_of_months_bears_no_number_without_a_source(faults, name, lang, area):
    assert faults(SECTIONS[name], lang, area) == []


@pytest.mark.parametrize("area", ["zanjan", "soltanieh"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ANNUAL)
def test_a_section_of_years_bears_no_number_without_a_source(faults, name, lang, area):
    assert faults(ANNUAL[name], lang, area, Year(1402)) == []


def planted(old, new):
    """Return a change of a page in which one text has been replaced, wherever it stands first."""

    def change(html):
        changed = re.sub(old, new, html, count=1, flags=re.DOTALL)
        assert changed != html
        return changed

    return change


YEAR = [*(f"1402-{month:02}" for month in range(8, 13)), *(f"1403-{m:02}" for m in range(1, 8))]


@pytest.fixture
def faults_of(with_values, check):
    """Return a function that shows things with some values and returns numbers without source."""

    def find(values, *shown):
        report = Report(with_values("en", values))
        html = "".join(str(show(report).html) for show in shown)
        page = Page(Subject("caseload", LAST, "zanjan"), "en")
        return html, list(check.faults(page, html, report.context.table.used_rows()))

    return find


def test_months_that_tie_are_counted_in_the_last_year_alone(faults_of):
    both = [*(f"{int(month[:4]) - 1}{month[4:]}" for month in YEAR), *YEAR]
    values = {("students_supported", month): 40 + (month in both[::2]) for month in both}
    html, found = faults_of(values, SECTIONS["seasons"])
    assert "lowest: 40 (6 periods)" in html
    assert found == []


def test_cells_that_tie_are_counted_in_the_periods_shown_alone(faults_of):
    earlier = {("active_per_1000", f"1402-{month:02}"): 0.1 for month in range(1, 7)}
    html, found = faults_of(
        earlier | {("active_per_1000", month): 0.1 for month in YEAR[::2]},
        lambda report: report.trend("active_per_1000"),
        SECTIONS["heat"],
    )
    assert "lowest: 0.1 per 1,000 (Zanjan Province: 6 periods)" in html
    assert found == []


# Section, what stands there, and what is put in its place. The scale of Mehr 1403 grants 9,937,200
# rials to one person; that of 1402 granted 7,644,000.
PLANTED = {
    "an amount in the table": ("scale", r">9,937,200<", ">7,644,000<"),
    "an amount of another size": ("scale", r">9,937,200<", ">14,196,000<"),
    "an amount in the drawing": ("scale", r">9\.94<", ">9.95<"),
    "an amount in the description": (
        "scale", r"(description.*?legislated scale )9\.94", r"\g<1>9.95",
    ),
    "a difference": (
        "scale", r"(description.*?)[\d.]+( (?:above|below) leg)", r"\g<1>0.71\2",
    ),
    "a change in a year": ("seasons", r"(an increase of )[\d,]+", r"\g<1>3"),
    "how many months": ("seasons", r"(higher in )\d+", r"\g<1>5"),
    "the highest month": ("seasons", r"(highest: )[\d,]+", r"\g<1>3"),
    "the ends of a county": ("heat", r"(went from )[\d.]+", r"\g<1>9.7"),
    "a bound of the shades": ("heat", r'(class="tick">)[\d.]+', r"\g<1>4.7"),
    "how many cells": ("heat", r"\d+( cells)", r"97\1"),
    "a part": ("composition", r"(School: from )[\d,]+", r"\g<1>3"),
}  # fmt: skip
# One wrong bound makes an axis uneven: each of its numbers is named.
SEVERAL = {"a bound of the shades"}


@pytest.mark.parametrize("place", PLANTED)
def test_a_wrong_number_of_a_section_is_found(faults, place):
    section, *texts = PLANTED[place]
    found = faults(SECTIONS[section], "en", change=planted(*texts))
    assert found
    assert place in SEVERAL or len(found) == 1


def test_a_share_of_a_cohort_that_was_not_published_is_found(faults):
    change = planted(r"(description.*?: )[\d.]+( percent within 12)", r"\g<1>3.3\2")
    assert len(faults(ANNUAL["survival"], "en", period=Year(1402), change=change)) == 1
    times = planted(r"(percent within )12( months)", r"\g<1>13\2")
    assert len(faults(ANNUAL["survival"], "en", period=Year(1402), change=times)) == 1
