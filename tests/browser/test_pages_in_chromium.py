"""Published pages as a reader opens them: from a file, with the network off."""

from pathlib import Path

import pytest
from browser.in_page import listening, open_page
from browser.kinds import ALL, CATALOGUES, EVERY_DAY, REPORTS, STANDING, looked_at
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# Every day one page of each report and language; the others are heavy.
OPENED = {*REPORTS[:3], *REPORTS[21:], CATALOGUES[0], STANDING[0], STANDING[1]}


def open_quietly(page: Page, path: Path) -> list[str]:
    """Open a published file; return every request beyond itself and every console message."""
    with listening(page) as heard:
        page.goto(path.as_uri())
        page.wait_for_load_state("networkidle")
    own = f"request: {path.as_uri()[:80]}"
    return [line for line in heard if line != own and not line.startswith("request: data:")]


@pytest.mark.parametrize("kind", looked_at(ALL, daily=OPENED))
def test_a_page_makes_no_request_and_says_nothing_to_the_console(reader, place, kind):
    assert open_quietly(reader, place(kind)) == []
    reader.wait_for_function("!document.documentElement.classList.contains('appearing')")
    assert reader.query_selector("h1").is_visible()


@pytest.mark.parametrize("kind", looked_at([*REPORTS[::8], *CATALOGUES], daily=EVERY_DAY))
def test_a_page_is_whole_without_scripts(without_scripts, place, kind):
    assert open_quietly(without_scripts, place(kind)) == []
    assert without_scripts.query_selector("h1").is_visible()


@pytest.mark.parametrize("kind", REPORTS)
def test_a_page_is_light_enough_for_a_phone(release, kind):
    assert release.path(kind).stat().st_size <= 250_000


@pytest.mark.parametrize("kind", looked_at(REPORTS[:12], daily=OPENED))
def test_persian_pages_run_from_right_to_left_in_the_bundled_font(page, place, kind):
    open_page(page, place(kind))
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "fa",
        "rtl",
    ]
    loaded = page.evaluate(
        "document.fonts.ready.then("
        "fonts => [...fonts].filter(f => f.status == 'loaded').map(f => f.family))"
    )
    assert any("Vazirmatn" in family for family in loaded)


@pytest.mark.parametrize("kind", looked_at([REPORTS[0], REPORTS[18], REPORTS[9]], daily=EVERY_DAY))
def test_every_chart_carries_our_alternative_text_and_a_visible_description(page, place, kind):
    open_page(page, place(kind))
    charts = page.query_selector_all("figure.chart")
    assert charts
    for chart in charts:
        assert len(chart.query_selector("svg[role=img]").get_attribute("aria-label")) > 10
        assert chart.query_selector("figcaption").is_visible()
        assert len(chart.query_selector(".description").inner_text()) > 20
