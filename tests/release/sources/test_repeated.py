"""What the catalogue repeats of its editions is what their pages say."""

import re
from collections.abc import Callable

import pytest
from editions import REPORTS, entries_of

from helpers.domain.periods import Month, Year
from helpers.release.catalogue_pages import catalogue_pages
from helpers.release.navigation import CATALOGUES
from helpers.release.render import Renderer
from helpers.release.revised import Revised, Revisions
from helpers.release.sources.check import SourceCheck, years_around
from helpers.release.sources.repeated import repeated_of

PERIODS = [Month(1403, 7), Month(1403, 6), Year(1402)]
REVISIONS = Revisions({"monthly/1403-06/pensions": Revised("1403-07", 125)}, "1403-07")


@pytest.fixture(scope="module")
def faults(settings) -> Callable[..., list[str]]:
    """Return a function that says what has no source in the catalogue when it is changed."""
    entries = entries_of(settings, PERIODS, reports=REPORTS)
    pages = catalogue_pages(entries, Renderer(settings, "public"), settings, REVISIONS)
    check = SourceCheck(settings)
    years = years_around([entry.subject for entry in entries], settings)
    repeated = repeated_of(entries, REVISIONS, "public", settings)

    def found(lang: str, *change: str) -> list[str]:
        path = CATALOGUES[lang]
        html = pages[path]
        if change:
            html, times = re.subn(*change, html, count=1, flags=re.DOTALL)
            assert times, change
        return [
            fault.found for fault in check.faults_without_rows(path, html, years, repeated=repeated)
        ]

    return found


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_catalogue_as_it_was_made_has_a_source_for_every_number(faults, lang):
    assert faults(lang) == []


@pytest.mark.parametrize(
    ("lang", "old", "new", "number"),
    [
        ("en", r"5,793 files\.", "5,794 files.", "5,794"),
        ("fa", "۵٬۷۹۳ بود", "۵٬۷۹۴ بود", "5,794"),
        ("en", r"5,793 files\.", "5,793 files", "5,793"),
        ("en", r"There were 5,793 files\.", "5,793 files.", "5,793"),
        ("en", r"5,793 files\.", "5,793 files. That is 27 more.", "27"),
        ("en", r' data-said="[^"]*"', "", "5,793"),
        ("en", r'data-said="[^"]*"', 'data-said="en/other.html"', "5,793"),
    ],
)
def test_a_summary_that_its_page_does_not_begin_with_is_found(faults, lang, old, new, number):
    assert any(found.startswith(number) for found in faults(lang, old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("125 numbers", "126 numbers"),
        ('data-revised="monthly/1403-06/pensions"', 'data-revised="monthly/1403-07/pensions"'),
        (' data-revised="[^"]*"', ""),
    ],
)
def test_a_count_of_revised_numbers_that_is_not_the_release_s_is_found(faults, old, new):
    (found,) = faults("en", old, new)
    assert found.startswith(("125", "126"))


def test_the_whole_summary_may_be_repeated_too(faults):
    assert faults("en", r"5,793 files\.", "5,793 files. That is 26 more.") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r'\["1403-07",2,', '["1403-07",3,'),
        (r'"corrected":\[\]', '"corrected":["5793"]'),
        (r'"corrected":\[\]', '"corrected":[],"true":5793'),
        (r'("id"|id)="editions">\{', 'id="editions">5793 {'),
    ],
)
def test_an_index_of_other_editions_is_found(faults, old, new):
    assert faults("fa", old, new)


def test_an_index_may_name_editions_that_were_corrected_since(faults):
    name = "monthly/1403-07/abhar/caseload"
    assert faults("fa", r'"corrected":\[\]', f'"corrected":["{name}"]') == []


def test_a_script_that_is_not_the_template_s_is_found(faults):
    assert faults("fa", "const SHOWN = 30;", "const SHOWN = 5793;")
