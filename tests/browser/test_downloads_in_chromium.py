"""What a page offers beside its files: charts as SVG and PNG by a click, the citation to copy."""

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.in_page import listening
from PIL import Image, ImageChops
from playwright.sync_api import Page
from trial_report import TITLES, executed, page_of

from helpers.release.completed import read_completed
from helpers.release.navigation import Site
from helpers.release.render import Renderer
from helpers.settings import Settings

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = {"fa": "پرونده‌های فعال", "en": "Active case files"}
WORD = {"fa": "\u2067شهری\u2069", "en": "Urban"}
BRAND, INK = (18, 67, 109), (23, 32, 44)
FIGURE = """<figure class="chart"><figcaption>{caption}</figcaption>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100" role="img" aria-label="x"
 style="direction:ltr;font:13px Vazirmatn;fill:currentColor">
<text x="200" y="40" class="tick">{word}</text>
<path d="M 0 60 L 200 60 L 200 90 L 0 90 z" style="fill:var(--series-1)"/></svg>
<p class="description">{caption}.</p></figure>"""


@pytest.fixture(scope="module")
def paths(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The trial page in each language, with two charts."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for lang in ("fa", "en"):
        page = page_of(settings, lang=lang)
        notebook = executed(page, html=FIGURE.format(caption=CAPTION[lang], word=WORD[lang]) * 2)
        links = Site([page], {"monthly": {"trial": TITLES}}, settings).links(page)
        html = Renderer(settings, "public").page(
            page, notebook, read_completed(notebook), titles=TITLES, links=links, checksum="ab" * 32
        )
        found[lang] = folder / f"{lang}.html"
        found[lang].write_text(html, "utf-8")
    return found


@pytest.fixture
def page(reader: Page) -> Iterator[Page]:
    """A window with the page's own policy in force, in which no message may appear."""
    reader.emulate_media(color_scheme="dark")
    with listening(reader, to_requests=False) as heard:
        yield reader
    assert heard == []


def download(page: Page, kind: str, figure: int = 0) -> tuple[str, bytes]:
    """Return the name and the content of a chart as a reader gets it."""
    button = page.locator("figure.chart").nth(figure).get_by_text(kind, exact=True)
    with page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def lines_of(content: bytes) -> str:
    """Return what is written around the drawing, as one text."""
    lines = ET.fromstring(content).findall(f"{SVG}text")
    return " ".join(line.text.strip("\u2068\u2069") for line in lines)


def opaque(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_an_svg_stands_on_its_own(page, paths, lang):
    page.goto(paths[lang].as_uri())
    name, content = download(page, "SVG", figure=1)
    assert name == "monthly-1403-07-zanjan-trial-figure-2.svg"
    root = ET.fromstring(content)
    assert root.find(f"{SVG}title").text == CAPTION[lang]
    described = page.evaluate("JSON.parse(document.querySelector('[type$=json]').text)")
    for text in (CAPTION[lang], described["creator"]["name"], described["name"]):
        assert text in lines_of(content)
    assert lines_of(content).endswith(described["identifier"])
    assert "font/woff2;base64," in root.find(f"{SVG}style").text
    assert b"var(" not in content and b"class=" not in content
    assert float(root.get("width")) == 432 and float(root.get("height")) > 180


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_chart_that_leaves_the_page_says_that_people_are_made_up(page, paths, lang):
    page.goto(paths[lang].as_uri())
    mark = page.locator(".banner.synthetic strong").inner_text()
    assert mark in lines_of(download(page, "SVG")[1])


def test_a_reader_of_the_dark_theme_gets_the_colours_of_the_light_one(page, paths):
    page.goto(paths["fa"].as_uri())
    colour = "figure => getComputedStyle(figure.querySelector('path')).fill + figure.style.cssText"
    before = page.locator("figure.chart").first.evaluate(colour)
    _, content = download(page, "SVG")
    assert b"rgb(%d, %d, %d)" % BRAND in content and b"rgb(%d, %d, %d)" % INK in content
    assert page.locator("figure.chart").first.evaluate(colour) == before
    assert before.encode() not in content


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_png_is_three_times_as_large_and_shows_the_chart_on_white(page, paths, lang):
    page.goto(paths[lang].as_uri())
    svg = ET.fromstring(download(page, "SVG")[1])
    name, content = download(page, "PNG")
    picture = opaque(content)
    assert name == "monthly-1403-07-zanjan-trial-figure-1.png"
    assert picture.size == tuple(3 * int(svg.get(side)) for side in ("width", "height"))
    colours = dict((colour, n) for n, colour in picture.getcolors(1 << 20))
    assert max(colours, key=colours.get) == (255, 255, 255)
    assert colours[BRAND] == pytest.approx(600 * 90, rel=0.05)


def test_a_png_has_the_letters_of_the_embedded_font(page, paths, browser):
    page.goto(paths["fa"].as_uri())
    text, drawn = download(page, "SVG")[1].decode(), opaque(download(page, "PNG")[1])
    other = browser.new_context(viewport={"width": 432, "height": 400}, device_scale_factor=3)
    shots = []
    for source in (text, re.sub("@font-face [^}]*}", "", text).replace("Vazirmatn", "None")):
        window = other.new_page()
        window.set_content(f"<style>*{{margin:0}}svg{{display:block}}</style>{source}")
        window.evaluate("document.fonts.ready")
        shots.append(opaque(window.locator("svg").first.screenshot()))
    other.close()
    with_font, without = (
        sum(ImageChops.difference(drawn, shot).convert("L").histogram()[64:]) for shot in shots
    )
    assert without > 2000
    assert with_font < without / 10


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_buttons_are_large_enough_named_and_reached_by_keyboard(page, paths, lang):
    page.goto(paths[lang].as_uri())
    buttons = page.locator(".toolbar button")
    assert buttons.count() == 5
    for button in buttons.all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    first = buttons.first
    assert first.get_attribute("aria-label").endswith(f"SVG: {CAPTION[lang]}")
    first.focus()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".svg")


def test_the_citation_is_copied_as_plain_text(page, paths):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(paths["fa"].as_uri())
    citation = page.locator(".citation").text_content()
    page.locator(".citation-tools button").click()
    said = page.locator(".citation-tools [role=status]")
    said.get_by_text(page.locator(".citation").get_attribute("data-copied")).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == citation


@pytest.mark.parametrize("there", ["undefined", "{writeText: () => Promise.reject()}"])
def test_where_nothing_may_be_copied_the_citation_is_selected(page, paths, there):
    page.goto(paths["en"].as_uri())
    page.evaluate(
        f"Object.defineProperty(navigator, 'clipboard', {{value: {there}}});"
        "document.execCommand = () => false"
    )
    page.locator(".citation-tools button").click()
    page.get_by_text(page.locator(".citation").get_attribute("data-selected")).wait_for()
    assert page.evaluate("String(getSelection())") == page.locator(".citation").inner_text()


def test_without_scripts_there_is_nothing_dead(without_scripts, paths):
    without_scripts.goto(paths["fa"].as_uri())
    assert without_scripts.locator("button").count() == 0
    assert without_scripts.locator(".citation").is_visible()


def test_no_button_is_printed(page, paths):
    page.goto(paths["fa"].as_uri())
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
