"""The catalogue for readers, however many editions there are."""

import posixpath

import pytest
from editions import entries_of

from helpers.domain.periods import Month, Year
from helpers.release.catalogue import in_order
from helpers.release.catalogue_pages import SHOWN, catalogue_pages
from helpers.release.checks import MOST_BYTES, check_page
from helpers.release.navigation import CATALOGUES
from helpers.release.outline import Outline
from helpers.release.own_files import own_paths
from helpers.release.render import Renderer


def pages_of(settings, entries):
    return catalogue_pages(in_order(entries, settings), Renderer(settings, "public"), settings)


def linked(path, html):
    folder = posixpath.dirname(path)
    links = Outline.of(html).links
    return {posixpath.normpath(posixpath.join(folder, link)) for link in links if link[0] != "#"}


MANY = [*(Month(1403, 12) - number for number in range(60)), *map(Year, range(1370, 1403))]


def test_few_editions_are_all_shown_on_one_page_in_each_language(settings):
    months = [Month(1403, 12) - number for number in range(SHOWN // len(settings.areas))]
    assert set(pages_of(settings, entries_of(settings, months))) == set(CATALOGUES.values())


def test_every_edition_of_many_is_found_from_the_catalogue(settings):
    entries = entries_of(settings, MANY)
    pages = pages_of(settings, entries)
    for lang, start in CATALOGUES.items():
        beyond = linked(start, pages[start]) & pages.keys()
        found = set().union(*(linked(path, pages[path]) for path in {start, *beyond}))
        assert found >= {
            path
            for entry in entries
            for path in entry.paths
            if path.startswith(f"{lang}/") or path in {entry.subject.csv, entry.subject.xlsx}
        }


def test_the_catalogue_of_many_editions_is_as_light_as_a_page_and_sound(settings):
    entries = entries_of(settings, MANY)
    pages = pages_of(settings, entries)
    paths = {path for entry in entries for path in entry.paths}
    paths |= {*pages, *own_paths("public", [entry.subject for entry in entries])}
    for path, html in pages.items():
        assert list(check_page(path, html, paths, synthetic=True)) == []
        assert len(html.encode()) < MOST_BYTES


def test_the_newest_period_is_shown_and_the_oldest_is_linked(settings):
    pages = pages_of(settings, entries_of(settings, MANY))
    html = pages[CATALOGUES["en"]]
    code = settings.areas.province.code
    assert f"monthly/1403-12/{code}/trial.html" in html
    assert f"annual/1402/{code}/trial.html" in html
    assert f"monthly/1399-01/{code}/trial.html" not in html
    assert 'href="monthly/1399-01/index.html"' in html
    assert "<summary>year 1399</summary>" in html


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_period_in_one_language_has_a_page_in_that_one_only(settings, lang):
    entries = entries_of(settings, MANY, languages=(lang,))
    pages = pages_of(settings, entries)
    beyond = pages.keys() - {*CATALOGUES.values()}
    assert {path[:2] for path in beyond} == {lang}
    own = own_paths("public", [entry.subject for entry in entries])
    paths = {*pages, *own, *(path for entry in entries for path in entry.paths)}
    assert not [fault for path in beyond for fault in check_page(path, pages[path], paths)]
