"""Where a reader can go from a page."""

import posixpath
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial_report import TITLES, page_of

from helpers.release.navigation import Site, relative

PATHS = st.lists(st.sampled_from(["fa", "en", "data", "1403-07", "x.html"]), min_size=1, max_size=5)
PERIODS = [f"{year}-{month:02d}" for year, month in product((1401, 1403), range(1, 13))]


def site_of(settings, *pages):
    titles = {"trial": TITLES, "second": TITLES}
    return Site(pages, {"monthly": titles, "annual": titles}, settings)


def address(link, page):
    """Return the path that a link of a page leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), link.href))


@given(PATHS, PATHS)
def test_a_relative_link_leads_from_the_one_page_to_the_other(target, start):
    target, start = "/".join(target), "/".join(start)
    expected = posixpath.relpath(target, posixpath.dirname(start) or ".")
    # Only files are linked: none is the folder in which another stands.
    if not expected.endswith("."):
        assert relative(target, start) == expected


def test_a_page_links_to_every_page_that_differs_in_one_thing_and_to_no_other(settings):
    codes = settings.areas.codes
    here = page_of(settings)
    near = [
        page_of(settings, lang="en"), page_of(report="second", area=codes[0]),
        page_of(area=codes[1]), page_of(settings, period="1402"),
        page_of(settings, period="1403-05"), page_of(settings, period="1403-08"),
    ]  # fmt: skip
    far = [page_of(area=codes[2], lang="en"), page_of(settings, period="1403-01")]
    links = site_of(settings, here, *near, *far).links(here)
    shown = [*links.languages, *links.areas, *links.reports, *links.cadences]
    shown += [links.previous, links.next]
    assert {address(link, here) for link in shown if link.href} == {page.path for page in near}
    assert [link.lang for link in links.languages] == ["fa", "en"]


def test_the_steps_go_through_all_periods_in_order(settings):
    pages = [page_of(settings, period=period) for period in PERIODS]
    site = site_of(settings, *reversed(pages))
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        links = site.links(page)
        for step, expected in ((links.previous, before), (links.next, after)):
            assert (address(step, page) if step else None) == (expected.path if expected else None)


@pytest.mark.parametrize(
    ("period", "others", "nearest"),
    [
        ("1403-07", ["1401", "1402", "1403", "1404"], "1403"),  # 216 days after 1402, 150 before
        ("1403-05", ["1401", "1402", "1403", "1404"], "1402"),  # 155 days after 1402, 211 before
        ("1403-05", ["1404"], "1404"),
        ("1403-05", ["1401"], "1401"),
        ("1402", ["1402-11", "1403-01"], "1402-11"),  # 29 days before, 31 after
        ("1402", ["1402-11", "1402-12", "1403-01"], "1402-12"),
    ],
)
def test_the_other_cadence_is_that_of_the_nearest_period(settings, period, others, nearest):
    here = page_of(settings, period=period)
    links = site_of(settings, here, *(page_of(settings, period=other) for other in others))
    (link,) = (link for link in links.links(here).cadences if link.href)
    assert address(link, here) == page_of(settings, period=nearest).path


def test_the_digest_tells_other_links_from_the_same(settings):
    here, there = page_of(settings), page_of(settings, period="1403-08")
    alone, beside = site_of(settings, here), site_of(settings, here, there)
    elsewhere = page_of(area=settings.areas.codes[1], lang="en")
    assert alone.digest(here) != beside.digest(here)
    assert beside.digest(here) == site_of(settings, there, here, elsewhere).digest(here)
