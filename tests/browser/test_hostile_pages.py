"""Hostile text in a real browser: nothing runs, nothing is asked for, nothing is pushed aside."""

import shutil

import pytest
from browser.in_page import as_before, listening, open_page, unfold
from hostile import HOSTILE, LONG_WORD, plant, shown
from trial_report import ROOT

from helpers.domain.periods import Month
from helpers.release.catalogue import Entry, in_order
from helpers.release.catalogue_pages import catalogue_pages
from helpers.release.completed import read_completed
from helpers.release.navigation import CATALOGUES, Site
from helpers.release.pages import Page, Subject
from helpers.release.render import Renderer
from helpers.settings import load_settings

pytestmark = pytest.mark.browser

COUNTY = "abhar"


@pytest.fixture(params=[HOSTILE, LONG_WORD], ids=["hostile", "long"])
def pages(request, tmp_path):
    """The files of a report's page and of the catalogue, in both languages, that say a text."""
    text = request.param
    shutil.copy(ROOT / "karnameh.toml", tmp_path)
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "data" / "reference")
    plant(tmp_path, text, county=COUNTY)
    settings = load_settings(tmp_path)
    renderer, titles = Renderer(settings, "public"), dict.fromkeys(("fa", "en"), text)
    areas = COUNTY, settings.areas.province.code
    subjects = [Subject("trial", Month(1403, 7), area) for area in areas]
    every = [Page(subject, lang) for subject in subjects for lang in ("fa", "en")]
    site = Site(every, {"monthly": {"trial": titles}}, settings)
    made = {}
    for lang in ("fa", "en"):
        page = Page(subjects[0], lang)
        notebook = shown(page, text)
        made[page.path] = renderer.page(
            page, notebook, read_completed(notebook), titles=titles, links=site.links(page),
            checksum="c0ffee",
        )  # fmt: skip
    entries = [Entry(subject, 1, titles, "A", True, titles) for subject in subjects]
    made |= catalogue_pages(in_order(entries, settings), renderer, settings)
    wanted = [path for path in made if "trial" in path or path in CATALOGUES.values()]
    for path in wanted:
        file = tmp_path / "reports" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made[path], "utf-8")
    return text, [tmp_path / "reports" / path for path in wanted]


@pytest.mark.parametrize("guarded", [True, False], ids=["policy", "no-policy"])
def test_hostile_text_shows_and_does_nothing(windows, pages, guarded):
    """Also where a page's own policy does not hold, so that escaping stands by itself."""
    text, files = pages
    assert len(files) == 4
    options = {} if guarded else {"bypass_csp": True}
    with as_before(windows(**options)) as page, listening(page) as heard:
        for file in files:
            page.goto(file.as_uri())
            page.wait_for_load_state("networkidle")
            assert text in page.evaluate("document.body.textContent")
            assert page.query_selector("main img, [onerror], [onload], main b") is None
    own = {f"request: {file.as_uri()[:80]}" for file in files}
    assert [said for said in heard if said not in own and "request: data:" not in said] == []


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.heavy), 320])
def test_no_text_makes_a_page_wider_than_the_window(page, pages, width):
    _, files = pages
    page.set_viewport_size({"width": width, "height": 800})
    for file in files:
        open_page(page, file)
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, file.name
