"""Published pages as a reader opens them: from a file, with the network off."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KINDS = [
    f"{lang}/{cadence}/{{{cadence}}}/{{{area}}}/{report}.html"
    for lang in ("fa", "en")
    for cadence in ("monthly", "annual")
    for area in ("province", "smallest")
    for report in ("caseload", "pensions", "students")
]
CATALOGUES = ["index.html", "en/index.html"]
STANDING = [
    f"{lang}/{name}.html"
    for lang in ("fa", "en")
    for name in (
        "calendar", "quality/pensions", "policies/release-practice", "policies/revisions",
        "policies/confidentiality", "policies/quality", "policies/commitments",
    )
]  # fmt: skip
# Every day one page of each report and language, in one theme; the others are heavy.
EVERY_DAY = {*KINDS[:3], *KINDS[21:], CATALOGUES[0], STANDING[0], STANDING[1]}
PAGES = [pytest.param(kind, marks=[] if kind in EVERY_DAY else pytest.mark.heavy) for kind in KINDS]
ALL = PAGES + [
    pytest.param(kind, marks=[] if kind in EVERY_DAY else pytest.mark.heavy)
    for kind in CATALOGUES + STANDING
]
LOOKED_INTO = {KINDS[0], KINDS[22], KINDS[23], CATALOGUES[0]}  # each report once, both languages
THEMES = [
    pytest.param(
        kind, theme, marks=[] if (kind in LOOKED_INTO and theme == "light") else pytest.mark.heavy
    )
    for kind in KINDS + CATALOGUES + STANDING
    for theme in ("light", "dark")
]
WIDTHS = {"desktop": 1280, "phone": 375, "narrow": 320}
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def open_quietly(page: Page, path: Path) -> list[str]:
    """Open a published file; return every request beyond itself and every console message."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda asked: heard.append(f"request: {asked.url[:80]}"))
    page.goto(path.as_uri())
    page.wait_for_load_state("networkidle")
    own = f"request: {path.as_uri()[:80]}"
    return [line for line in heard if line != own and not line.startswith("request: data:")]


@pytest.mark.parametrize("kind", ALL)
def test_a_page_makes_no_request_and_says_nothing_to_the_console(page, release, kind):
    assert open_quietly(page, release.path(kind)) == []


@pytest.mark.parametrize(("kind", "theme"), THEMES)
def test_axe_finds_nothing_serious(page, release, axe, kind, theme):
    page.emulate_media(color_scheme=theme)
    page.goto(release.path(kind).as_uri())
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in SERIOUS] == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("kind", [*KINDS[::8], CATALOGUES[0], *STANDING[:2]])
def test_nothing_is_wider_than_the_window(page, release, kind, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(release.path(kind).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_light_enough_for_a_phone(release, kind):
    assert release.path(kind).stat().st_size <= 250_000


@pytest.mark.parametrize("kind", PAGES[:12])
def test_persian_pages_run_from_right_to_left_in_the_bundled_font(page, release, kind):
    page.goto(release.path(kind).as_uri())
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "fa",
        "rtl",
    ]
    loaded = page.evaluate(
        "document.fonts.ready.then("
        "fonts => [...fonts].filter(f => f.status == 'loaded').map(f => f.family))"
    )
    assert any("Vazirmatn" in family for family in loaded)


@pytest.mark.parametrize("kind", [*KINDS[::18], pytest.param(KINDS[9], marks=pytest.mark.heavy)])
def test_every_chart_carries_our_alternative_text_and_a_visible_description(page, release, kind):
    page.goto(release.path(kind).as_uri())
    charts = page.query_selector_all("figure.chart")
    assert charts
    for chart in charts:
        assert len(chart.query_selector("svg[role=img]").get_attribute("aria-label")) > 10
        assert chart.query_selector("figcaption").is_visible()
        assert len(chart.query_selector(".description").inner_text()) > 20


@pytest.mark.parametrize("kind", [*KINDS[::9], *CATALOGUES, STANDING[0]])
def test_the_keyboard_reaches_the_contents_first_and_the_focus_is_seen(page, release, kind):
    page.goto(release.path(kind).as_uri())
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert page.query_selector(target)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
