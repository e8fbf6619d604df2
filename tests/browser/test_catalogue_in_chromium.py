"""The catalogue as a reader opens it: from a file, offline, with and without script."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path

import pytest
from browser.in_page import as_before, listening
from editions import REPORTS, entries_of
from playwright.sync_api import Page, expect

from helpers.domain.periods import Month, Year
from helpers.domain.persian import Lang
from helpers.release.browse_pages import browse_pages
from helpers.release.catalogue_pages import catalogue_pages
from helpers.release.navigation import CATALOGUES
from helpers.release.render import Renderer

pytestmark = pytest.mark.browser

# Twenty years of months, and of years: 4,680 editions in each language.
PERIODS = [*(Month(1403, 7) - n for n in range(240)), *(Year(1402 - n) for n in range(20))]
MONTHS, YEARS, AREAS = 240, 20, 9


@pytest.fixture(scope="module")
def folder(settings, tmp_path_factory) -> Path:
    """A published folder with the catalogue alone; no script needs more."""
    entries = entries_of(settings, PERIODS, reports=REPORTS)
    renderer = Renderer(settings, "public")
    pages = catalogue_pages(entries, renderer, settings)
    pages |= browse_pages(entries, renderer, settings)
    root = tmp_path_factory.mktemp("catalogue")
    for path, html in pages.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(html, encoding="utf-8")
    return root


@pytest.fixture
def opened(windows: Callable[..., Page], folder: Path) -> Iterator[Callable[..., Page]]:
    """Return a function that opens the catalogue of a language."""
    with ExitStack() as used:

        def open_page(lang: Lang = "fa", hash: str = "", **options: bool) -> Page:
            page = used.enter_context(as_before(windows(**options)))
            page.goto((folder / CATALOGUES[lang]).as_uri() + hash)
            return page

        yield open_page


def results(page: Page) -> list[str]:
    return page.locator("#results > li > a").all_inner_texts()


def found(page: Page) -> str:
    return page.locator("#found").inner_text()


def test_it_works_from_a_file_without_a_request_or_a_word_to_the_console(opened, reader, folder):
    with listening(reader) as heard:
        opened()
        reader.fill("#find-words", "ابهر")
        reader.select_option("#find-report", "caseload")
        assert found(reader) == "۲۶۰ گزارش پیدا شد."
        reader.wait_for_load_state("networkidle")
    own = f"request: {(folder / CATALOGUES['fa']).as_uri()[:80]}"
    assert own in heard
    assert [line for line in heard if line != own and not line.startswith("request: data:")] == []


def test_without_script_there_is_no_form_and_every_list_is_there(opened):
    page = opened(java_script_enabled=False)
    assert not page.locator("#finder").is_visible()
    for name in ("latest", "changes", "browse", "monthly", "annual", "machines"):
        assert page.locator(f"h2#{name}").is_visible()
    hrefs = page.locator("a[href]").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    assert "fa/monthly/1403-07/zanjan/caseload.html" in hrefs
    assert "fa/monthly/1383-08/index.html" in hrefs


@pytest.mark.parametrize(
    ("lang", "words", "chosen", "count"),
    [
        ("fa", "", {"area": "abhar"}, 2 * (MONTHS + YEARS)),
        ("en", "", {"report": "pensions"}, AREAS * (MONTHS + YEARS)),
        ("fa", "", {"cadence": "annual"}, 2 * AREAS * YEARS),
        ("en", "", {"year": "1402"}, 2 * AREAS * 13),
        ("fa", "", {"year": "1402", "report": "caseload", "area": "abhar"}, 13),
        ("fa", "مهر ۱۴۰۳", {}, 2 * AREAS),
        ("en", "MEHR 1403", {}, 2 * AREAS),
        ("en", "annual caseload abhar", {"year": "1400"}, 1),
        ("fa", "سال ۱۴۰۱", {"area": "abhar", "cadence": "annual"}, 2),
        ("en", "1402-03", {"area": "abhar"}, 2),
        ("fa", "هیچ", {}, 0),
    ],
)
def test_editions_are_found_by_words_report_area_cadence_and_year(
    opened, lang, words, chosen, count
):
    page = opened(lang)
    page.fill("#find-words", words)
    for name, value in chosen.items():
        page.select_option(f"#find-{name}", value)
    digits = "۰۱۲۳۴۵۶۷۸۹" if lang == "fa" else "0123456789"
    number = f"{count:,}".translate(
        str.maketrans("0123456789,", f"{digits}{'٬' if lang == 'fa' else ','}")
    )
    one, none = {
        "fa": ("یک گزارش پیدا شد.", "گزارشی با این شرط‌ها پیدا نشد."),
        "en": ("One report found.", "No report meets these conditions."),
    }[lang]
    many = {"fa": f"{number} گزارش پیدا شد.", "en": f"{number} reports found."}[lang]
    assert found(page) == {0: none, 1: one}.get(count, many)
    assert len(results(page)) == min(count, 30)


@pytest.mark.parametrize(
    "words",
    [
        "پرونده‌های مددکاری ابهر ۱۴۰۲", "پروندههاي مددكاري ابهر 1402", "پرونده های ابهر ١٤٠٢",
        "پَرونده‌های مَددکاری، ابهر ۱۴۰۲",
    ],
)  # fmt: skip
def test_habits_of_spelling_do_not_matter(opened, words):
    page = opened()
    page.fill("#find-words", words)
    page.select_option("#find-cadence", "annual")
    assert results(page) == ["پرونده‌های مددکاری، ابهر، سال ۱۴۰۲"]


def test_the_newest_come_first_and_a_year_after_its_last_month(opened):
    page = opened("en")
    page.fill("#find-words", "caseload abhar")
    page.select_option("#find-year", "1402")
    assert results(page)[:3] == [
        f"Caseload, Abhar, {period}" for period in ("Esfand 1402", "year 1402", "Bahman 1402")
    ]


def test_a_result_leads_to_its_page_and_its_files(opened):
    page = opened("en")
    page.fill("#find-words", "caseload abhar 1403-07")
    links = page.locator("#results a")
    hrefs = links.evaluate_all("links => links.map(a => a.getAttribute('href'))")
    name = "monthly/1403-07/abhar/caseload"
    assert hrefs == [f"{name}.html", f"../data/{name}.csv", f"../data/{name}.xlsx"]
    assert links.nth(1).get_attribute("aria-label") == "Caseload, Abhar, Mehr 1403, CSV"


def test_every_edition_that_is_found_stands_in_the_lists_too(opened):
    page = opened()
    page.select_option("#find-area", "abhar")
    page.select_option("#find-year", "1403")
    hrefs = page.locator("#results > li > a").evaluate_all(
        "links => links.map(a => new URL(a.href).pathname)"
    )
    page.locator(".areas a", has_text="ابهر").click()
    listed = page.locator("td a").evaluate_all("links => links.map(a => new URL(a.href).pathname)")
    assert hrefs and set(hrefs) <= set(listed)


def test_what_is_asked_for_stands_in_the_address_and_back_goes_back(opened):
    page = opened("en")
    page.select_option("#find-area", "abhar")
    page.select_option("#find-report", "caseload")
    assert page.url.endswith("#report=caseload&area=abhar")
    page.go_back()
    assert page.url.endswith("#area=abhar")
    assert page.locator("#find-report").input_value() == ""
    assert found(page) == "520 reports found."
    page.go_back()
    assert found(page) == "" and results(page) == []
    page.go_forward()
    assert page.locator("#find-area").input_value() == "abhar"


def test_an_address_that_is_passed_on_shows_the_same(opened):
    page = opened("fa", "#words=%D9%85%D9%87%D8%B1&area=abhar&year=1403")
    assert page.locator("#find-words").input_value() == "مهر"
    assert found(page) == "۲ گزارش پیدا شد."
    assert results(page)[0] == "پرونده‌های مددکاری، ابهر، مهر ۱۴۰۳"


def test_an_address_that_asks_for_what_there_is_not_asks_for_nothing(opened):
    page = opened("en", "#area=<b>nowhere</b>&year=9999")
    assert page.locator("#find-area").input_value() == ""
    assert found(page) == ""


def test_a_link_within_the_page_leaves_what_was_asked_for(opened):
    page = opened("en", "#area=abhar")
    page.evaluate("location.hash = 'main'")
    assert page.locator("#find-area").input_value() == "abhar"
    assert len(results(page)) == 30


def test_the_keyboard_is_enough(opened):
    page = opened("en")
    page.focus("#find-words")
    page.keyboard.type("abhar")
    page.keyboard.press("Enter")
    assert found(page) == "520 reports found."
    page.focus("#more")
    page.keyboard.press("Enter")
    assert len(results(page)) == 60
    first = page.evaluate("document.activeElement.textContent")
    assert first == results(page)[30]
    page.focus("button[type=reset]")
    page.keyboard.press("Space")
    expect(page.locator("#found")).to_be_empty()
    assert results(page) == [] and page.url.endswith("#")


def test_results_are_announced(opened):
    page = opened()
    assert page.locator("#found").get_attribute("role") == "status"
    assert not page.locator("#more").is_visible()
    page.select_option("#find-cadence", "annual")
    assert page.locator("#more").inner_text() == "نمایش ۳۰ گزارش دیگر"


@pytest.mark.parametrize(
    ("lang", "width"),
    [
        ("fa", 375), ("en", 1280),
        *(pytest.param(*case, marks=pytest.mark.heavy)
          for case in (("en", 375), ("en", 320), ("fa", 1280), ("fa", 320))),
    ],
)  # fmt: skip
def test_it_fits_and_axe_finds_nothing(opened, lang, width):
    page = opened(lang, "#area=abhar", bypass_csp=True)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    broken = page.evaluate(
        "axe.run().then(found => found.violations.map(v => [v.id, v.nodes[0].html]))"
    )
    assert broken == []
