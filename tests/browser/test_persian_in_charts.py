"""Persian in charts as a browser draws it: joined, in order, on its own side, seen in pixels."""

import base64
import io
import re
from collections.abc import Callable

import numpy as np
import pytest
from chart_examples import EXAMPLES
from chart_reading import INVISIBLE
from persian_ink import Ink, drawn, likeness
from PIL import Image
from playwright.sync_api import Browser

from helpers.domain.persian import ZWNJ
from helpers.report.charts.theme import FONT_FILES, WIDTH

pytestmark = pytest.mark.browser

KINDS = (
    "trend of two", "bars with one marked", "pair", "composition", "bubble map", "seasons",
    "heat map", "against scale", "survival",
)  # fmt: skip
SCALE = 4
# Two renderers agree to three quarters or more: they smooth edges each in its way. Letters out of
# order or apart agree to much less.
ALIKE = 0.65
Box = tuple[float, float, float, float]
# What it says, whether it is bold, and where its ink is.
Label = tuple[str, bool, Ink]
Look = Callable[[str], list[Label]]
TEXTS = """[...document.querySelectorAll('text')].map(text => {
    const box = text.getBoundingClientRect(), bold = getComputedStyle(text).fontWeight == 700
    return [text.textContent, bold,
            [box.left - 3, box.top, box.right + 3, box.bottom].map(Math.round)]})"""
SHOW_ONLY = """numbers => document.querySelectorAll('text').forEach((text, at) =>
    text.style.visibility = numbers.includes(at) ? 'visible' : 'hidden')"""


@pytest.fixture(scope="module")
def look(browser: Browser) -> Look:
    """Return the texts of a drawing in a right-to-left page, each with its weight and its ink."""
    faces = "".join(
        f"@font-face{{font-family:Vazirmatn;font-weight:{700 if bold else 400};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(path.read_bytes()).decode()})}}"
        for bold, path in FONT_FILES.items()
    )
    page = browser.new_page(viewport={"width": int(WIDTH * SCALE) + 80, "height": 2200})

    def texts(svg: str) -> list[Label]:
        page.set_content(
            f"<!doctype html><html lang=fa dir=rtl><style>{faces}"
            f"body{{width:{WIDTH * SCALE}px}}svg{{max-width:none!important}}"
            f"path,text{{visibility:hidden}}</style><body>{svg}</body></html>"
        )
        page.evaluate("document.fonts.ready")
        found = [
            (INVISIBLE.sub("", text), bold, tuple(box)) for text, bold, box in page.evaluate(TEXTS)
        ]
        pictures = {}
        for together in apart([box for *_, box in found]):
            page.evaluate(SHOW_ONLY, together)
            shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
            pictures |= {text: np.asarray(shot.crop(found[text][2])) < 128 for text in together}
        return [(text, bold, pictures[at]) for at, (text, bold, _) in enumerate(found)]

    return texts


def apart(boxes: list[Box]) -> list[list[int]]:
    """Return which texts can be seen at once, for no line reaches into the room of another."""
    groups: list[list[int]] = []
    for at, (left, top, right, bottom) in enumerate(boxes):
        for group in groups:
            others = (boxes[other] for other in group)
            if all(r <= left or right <= x or b <= top or bottom <= y for x, y, r, b in others):
                group.append(at)
                break
        else:
            groups.append([at])
    return groups


def persian(text: str) -> bool:
    return bool(re.search("[\u0621-\u06cc]{2}", text)) and not re.search("[a-z]", text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_label_is_joined_and_in_order(look: Look, kind: str) -> None:
    found = [label for label in look(EXAMPLES[kind]("fa").svg) if persian(label[0])]
    assert found
    for text, bold, ink in found:
        assert likeness(drawn(text, SCALE, bold=bold), ink) > ALIKE, text


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_has_its_digits_in_order(look: Look, kind: str) -> None:
    found = [label for label in look(EXAMPLES[kind]("fa").svg) if re.match("[۰-۹]", label[0])]
    assert found
    for text, bold, ink in found:
        assert likeness(drawn(text, SCALE, bold=bold), ink) > ALIKE, text


@pytest.mark.parametrize(
    "spoil",
    [lambda text: text[::-1], lambda text: ZWNJ.join(text.replace(ZWNJ, ""))],
    ids=["reversed", "apart"],
)
def test_letters_that_are_reversed_or_apart_would_be_seen(
    look: Look, spoil: Callable[[str], str]
) -> None:
    for text, bold, ink in look(EXAMPLES["trend of two"]("fa").svg):
        if persian(text) and text != "آذر":  # none of whose letters join
            assert likeness(drawn(spoil(text), SCALE, bold=bold), ink) < ALIKE
