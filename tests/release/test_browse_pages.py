"""The lists of one report and of one area."""

import posixpath

import pytest
from editions import REPORTS, entries_of

from helpers.domain.periods import Month, Year
from helpers.release.browse_pages import area_path, browse_pages, browse_paths, report_path
from helpers.release.checks import check_page
from helpers.release.outline import Outline
from helpers.release.own_files import own_paths
from helpers.release.pages import Page
from helpers.release.render import Renderer
from helpers.release.sources.check import SourceCheck, years_around

PERIODS = [*(Month(1403, 7) - n for n in range(30)), Year(1402), Year(1401)]


@pytest.fixture(scope="module")
def entries(settings):
    return entries_of(settings, PERIODS, reports=REPORTS)


@pytest.fixture(scope="module")
def pages(settings, entries):
    return browse_pages(entries, Renderer(settings, "public"), settings)


def linked(path, html):
    links = Outline.of(html).links
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) for link in links}


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_list_of_a_report_leads_to_all_its_editions(pages, entries, lang):
    path = report_path("pensions", lang, "public")
    wanted = {Page(e.subject, lang).path for e in entries if e.subject.report == "pensions"}
    found = linked(path, pages[path])
    assert wanted <= found
    assert not any("caseload" in link for link in found)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_list_of_an_area_leads_to_all_its_editions(pages, entries, settings, lang):
    area = settings.areas.counties[1].code
    path = area_path(area, lang, "public")
    wanted = {Page(e.subject, lang).path for e in entries if e.subject.area == area}
    found = linked(path, pages[path])
    assert wanted <= found
    assert {link for link in found if "/monthly/" in link or "/annual/" in link} == wanted


def test_the_lists_are_fit_to_be_read_and_hold_no_numbers(pages, entries, settings):
    subjects = [entry.subject for entry in entries]
    paths = {path for entry in entries for path in entry.paths} | own_paths("public", subjects)
    check, years = SourceCheck(settings), years_around(subjects, settings)
    for path, html in pages.items():
        assert list(check_page(path, html, paths, synthetic=True)) == []
        assert list(check.faults_without_rows(path, html, years)) == []


def test_a_release_knows_beforehand_where_its_lists_stand(pages, entries):
    assert browse_paths((entry.subject for entry in entries), "public") == pages.keys()


def test_a_report_in_one_language_has_a_list_in_that_one_only(settings):
    entries = entries_of(settings, PERIODS[:2], languages=("fa",))
    pages = browse_pages(entries, Renderer(settings, "public"), settings)
    assert {path[:2] for path in pages} == {"fa"}
    assert all('hreflang="en"' not in html for html in pages.values())


def test_months_are_folded_by_year_but_for_the_newest(pages):
    html = pages[report_path("caseload", "en", "public")]
    assert [year in html for year in ("<summary>year 1402", "<summary>year 1401")] == [True, True]
    assert "<summary>year 1403" not in html
