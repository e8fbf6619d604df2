"""A real Chromium, and pages of a release built for the tests."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.in_page import DESKTOP, as_before
from browser.kinds import FURTHER, LANGUAGES
from built import Release
from playwright.sync_api import Browser, Page, sync_playwright
from trial_report import TITLES

from helpers.domain.periods import Month
from helpers.release.catalogue import Entry, in_order
from helpers.release.catalogue_pages import SHOWN, catalogue_pages
from helpers.release.pages import Subject
from helpers.release.render import Renderer
from helpers.settings import Settings

BINARIES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser(nothing_left_out: bool) -> Iterator[Browser]:
    """Chromium of the system; the tests say so when there is none."""
    binary = next(filter(None, map(shutil.which, BINARIES)), None)
    if binary is None:
        message = "left out: no Chromium on this machine (apt-get install chromium)"
        pytest.fail(message) if nothing_left_out else pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that gives a window of a desktop, the same one for the same options.

    To open one takes longer than to load a page and measure it. A test leaves it as it was, by
    ``as_before``.
    """
    opened: dict[str, Page] = {}

    def window(**options: bool) -> Page:
        kind = repr(options)
        if kind not in opened:
            opened[kind] = browser.new_context(viewport=DESKTOP, **options).new_page()
        return opened[kind]

    yield window
    for page in opened.values():
        page.context.close()


@pytest.fixture
def page(windows: Callable[..., Page]) -> Iterator[Page]:
    """A page of a desktop, in which tests may run scripts of their own."""
    with as_before(windows(bypass_csp=True)) as window:
        yield window


@pytest.fixture
def reader(windows: Callable[..., Page]) -> Iterator[Page]:
    """A page of a desktop as readers have it: with its own policy."""
    with as_before(windows()) as window:
        yield window


@pytest.fixture
def without_scripts(windows: Callable[..., Page]) -> Iterator[Page]:
    """A page of a desktop that runs no scripts."""
    with as_before(windows(java_script_enabled=False)) as window:
        yield window


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Page]:
    """A page of its own, for a test of where the focus goes, or of what runs before each file."""
    with browser.new_context(viewport=DESKTOP, bypass_csp=True) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def further(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The oldest period of a long catalogue, which has a page of its own, by its kind."""
    months = [Month(1403, 12) - number for number in range(SHOWN)]
    summary = dict.fromkeys(LANGUAGES, "خلاصه")
    entries = [
        Entry(Subject("trial", month, area.code), 1, TITLES, "A", True, summary)
        for month in (months[0], *months[-20:])
        for area in settings.areas
    ]
    pages = catalogue_pages(in_order(entries, settings), Renderer(settings, "public"), settings)
    folder = tmp_path_factory.mktemp("further")
    found = {}
    for kind, lang in zip(FURTHER, LANGUAGES, strict=True):
        found[kind] = folder / f"{lang}.html"
        found[kind].write_text(pages[f"{lang}/monthly/{months[-1]}/index.html"], "utf-8")
    return found


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """Return a function from a kind of page to its file."""

    def of(kind: str) -> Path:
        if kind in FURTHER:
            return request.getfixturevalue("further")[kind]
        release: Release = request.getfixturevalue("release")
        return release.path(kind)

    return of
