"""What reaches a page, what never does, and how text that came from elsewhere is written."""

import json
import os
import pickle
import re
import subprocess
import sys

import pytest
from trial_report import ROOT, TITLES, executed, page_of

from helpers.domain.periods import Month
from helpers.domain.persian import LANGUAGES
from helpers.release.checks import check_page
from helpers.release.completed import read_completed
from helpers.release.fonts import ALPHABETS
from helpers.release.navigation import Site
from helpers.release.render import SOFTWARE, Renderer
from helpers.release.scripts import script

HOSTILE = "</script><script>alert(1)</script>\"'&<b>"


def render(settings, lang="fa", *, edition="public", titles=TITLES, **made) -> str:
    page = page_of(settings, lang=lang)
    notebook = executed(page, **made)
    site = Site([page], {"monthly": {"trial": titles}}, settings)
    return Renderer(settings, edition).page(
        page, notebook, read_completed(notebook), titles=titles, links=site.links(page),
        checksum="c0ffee",
    )  # fmt: skip


def normalised(html: str) -> str:
    """Return the body of a page: without fonts, style and script, and of no certain version."""
    body = html[html.index("<body>") :].replace(SOFTWARE, "SOFTWARE")
    for name in ("contents.js", "page.js"):
        body = body.replace(script(name).source, "SCRIPT")
    return body


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_page_is_built_as_it_was(settings, lang, snapshot):
    assert normalised(render(settings, lang)) == snapshot


def test_language_and_direction_are_the_documents(settings):
    assert '<html lang="fa" dir="rtl">' in render(settings)
    assert '<html lang="en" dir="ltr">' in render(settings, "en")


def test_a_page_shows_the_text_of_its_own_language_only(settings):
    assert "بخش نخست" in render(settings)
    assert "First part" not in render(settings)
    assert "بخش نخست" not in render(settings, "en")


def test_code_plain_text_and_warnings_never_reach_a_page(settings):
    assert "SECRET" not in render(settings)


def test_a_page_has_no_clock_and_is_the_same_every_time(settings):
    assert render(settings) == render(settings)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_hostile_text_is_shown_and_not_obeyed(settings, lang):
    titles = dict.fromkeys(("fa", "en"), HOSTILE)
    html = render(settings, lang, titles=titles, summary=HOSTILE)
    assert "<script>alert" not in html
    assert "<b>" not in html
    assert html.count("<script>") == 3  # it appears with its font, its contents, and its tools
    assert html.count("</script>") == 4
    described = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(described[1])["description"] == HOSTILE


def test_the_numbers_are_described_for_machines(settings):
    html = render(settings, "en")
    content = json.loads(re.search(r"ld\+json\">(.*?)</script>", html, re.DOTALL)[1])
    assert content["@type"] == "Dataset"
    assert content["temporalCoverage"] == "2024-09-22/2024-10-21"
    assert content["distribution"][0]["sha256"] == "c0ffee"


def test_made_up_people_and_internal_numbers_are_announced(settings):
    assert 'class="banner synthetic"' in render(settings)
    assert 'class="banner internal"' not in render(settings)
    assert 'class="banner internal"' in render(settings, edition="internal")


def test_links_are_renewed_and_nothing_else_changes(settings):
    page, other = page_of(settings), page_of(settings, period="1403-06")
    html = render(settings)
    site = Site([page, other], {"monthly": {"trial": TITLES}}, settings)
    renderer = Renderer(settings, "public")
    renewed = renderer.with_links(html, page, site.links(page))
    assert 'rel="prev"' in renewed
    alone = Site([page], {"monthly": {"trial": TITLES}}, settings)
    assert renderer.with_links(renewed, page, alone.links(page)) == html


def test_the_font_is_embedded_and_nothing_is_fetched(settings):
    html = render(settings)
    assert html.count("data:font/woff2;base64,") == 2
    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_every_link_is_in_the_font(settings, lang):
    words = [term.text(lang) for term in settings.terms if term.kind in {"page", "report"}]
    words += [area.name(lang) for area in settings.areas]
    words += [Month(1400, month).name(lang) for month in range(1, 13)]
    words += [settings.terms.text("page", "language", other) for other in LANGUAGES]
    assert set("".join(words)) - set(ALPHABETS[lang]) - set("{}") == set()


PAGE = '<html lang="fa" dir="rtl"><body>{}<h1>x</h1></body></html>'


def faults_of(body, *paths, **conditions):
    return [str(f) for f in check_page("page.html", PAGE.format(body), {*paths}, **conditions)]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="gone.html">x</a>', "a link is dead"),
        ('<a href="#gone">x</a>', "a link is dead"),
        ('<a href="../outside.html">x</a>', "a link is dead"),
        ('<a href="javascript:alert(1)">x</a>', "a link is dead"),
        ('<img alt="" src="//host/x.png">', "fetches"),
        ('<link rel="stylesheet" href="x.css">', "fetches"),
        ("<style>p{background:url(http://host/x)}</style>", "how it was made"),
        ("<pre>Traceback (most recent call last)</pre>", "how it was made"),
        ("<p>/home/someone/project</p>", "names a folder"),
        ("<h1>again</h1>", "one main heading"),
        ("<h1>y</h1><h3>z</h3>", "skipped"),
        ('<p id="a"></p><p id="a"></p>', "stands twice"),
        ("x" * 250_001, "too heavy"),
    ],
)
def test_each_fault_of_a_page_is_found(body, fault):
    assert any(fault in found for found in faults_of(body, private=["/home/someone"]))


def test_a_good_page_has_no_fault():
    good = (
        '<a href="page.html">x</a><a href="mailto:a@example.org">y</a><svg><use href="#a"/></svg>'
    )
    assert faults_of(good, "page.html") == []


def test_a_page_on_made_up_people_must_say_so():
    (fault,) = faults_of("", synthetic=True)
    assert "made-up people" in fault


FIRST_PAGE = """
import os, sys
from trial_report import ROOT, TITLES, executed, page_of
from helpers.release.checks import check_page
from helpers.release.completed import read_completed
from helpers.release.downloads import csv_text
from helpers.release.navigation import Site
from helpers.release.render import Renderer
from helpers.release.workbook.book import workbook
from helpers.settings import load_settings

renderer = Renderer(load_settings(), "public")
page = page_of(renderer.settings)
notebook = executed(page)
links = Site([page], {}, renderer.settings).links(page)
renderer.warm()
loaded = set(sys.modules)
made = read_completed(notebook)
html = renderer.page(page, notebook, made, titles=TITLES, links=links, checksum="")
workbook(page.subject, TITLES, made, "", renderer.settings)
list(check_page(page.path, html, ()))
print(*sorted(set(sys.modules) - loaded))
print(len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1)
"""


def test_a_warm_process_loads_nothing_for_its_first_page_and_runs_no_thread():
    paths = os.pathsep.join([str(ROOT / "tests"), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE], cwd=ROOT, env={**os.environ, "PYTHONPATH": paths},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["", "1"]


def test_a_renderer_may_be_sent_to_another_process(settings):
    renderer = Renderer(settings, "public")
    renderer.warm()
    other = pickle.loads(pickle.dumps(renderer))
    empty = "base.html.j2", "index.html", "fa"
    assert other.plain(*empty, synthetic=True) == renderer.plain(*empty, synthetic=True)
