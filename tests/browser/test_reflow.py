"""Narrow windows, large letters, wide spacing, stillness: nothing lost, nothing that moves."""

import pytest
from browser.in_page import measured, open_page, script_text
from browser.kinds import ALL, EVERY_DAY, ONE_OF_EACH, looked_at

pytestmark = pytest.mark.browser

# A desktop of 1280 pixels enlarged to 200 and 400 percent, a phone, and none of these.
WIDTHS = {"desktop": 1280, "twice": 640, "phone": 375, "four-times": 320}
VIEWS = [
    pytest.param(
        kind, width, id=f"{kind}-{name}",
        marks=[] if kind in EVERY_DAY and width in {375, 320} else pytest.mark.heavy,
    )
    for kind in ALL for name, width in WIDTHS.items()
]  # fmt: skip
# Persian letters are joined: no distance between them can be asked for (1.4.12).
SPACED = (
    "*{line-height:1.5!important;word-spacing:.16em!important}p{margin-block-end:2em!important}"
)
SPACED_LETTERS = "*{letter-spacing:.12em!important}"
FOLDED = "document.querySelectorAll('details:not(.menu)').forEach(d => d.open = true)"


def wide(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


def open_at(page, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, path)
    page.evaluate(FOLDED)


@pytest.mark.parametrize(("kind", "width"), VIEWS)
def test_a_page_scrolls_one_way_and_cuts_nothing(page, place, kind, width):
    open_at(page, place(kind), width)
    assert wide(page) <= width
    assert measured(page, "cut") == []


@pytest.mark.parametrize("kind", looked_at(ONE_OF_EACH))
def test_letters_twice_as_large_are_not_cut(page, place, kind):
    open_at(page, place(kind), 1280)
    page.add_style_tag(content="html{font-size:200%}")
    assert measured(page, "cut") == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("kind", looked_at(ONE_OF_EACH))
def test_wider_spacing_of_text_loses_nothing(page, place, kind, width):
    open_at(page, place(kind), width)
    english = page.evaluate("document.documentElement.lang") == "en"
    page.add_style_tag(content=SPACED + (SPACED_LETTERS if english else ""))
    assert wide(page) <= width
    assert measured(page, "cut") == []


@pytest.mark.parametrize("kind", looked_at(ONE_OF_EACH))
def test_nothing_moves_for_readers_who_ask_for_stillness(page, place, kind):
    page.emulate_media(reduced_motion="reduce")
    open_page(page, place(kind))
    assert measured(page, "motion") == []
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("kind", looked_at(ONE_OF_EACH))
def test_nothing_shifts_while_a_page_appears(new_page, place, kind, width):
    new_page.add_init_script(script_text("shift"))
    new_page.set_viewport_size({"width": width, "height": 800})
    open_page(new_page, place(kind))
    new_page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    new_page.evaluate("new Promise(done => setTimeout(done, 200))")
    assert new_page.evaluate("moved") == 0


BAD = """<!doctype html><html lang="en"><title>x</title><body style="margin:0">
<style>html{{scroll-behavior:smooth}} b{{transition:color 1s}}</style>
<p style="height:9px;overflow:hidden">one<br>two<br>three</p>
<p style="position:absolute;top:60px">beneath</p><p style="position:absolute;top:62px">above</p>"""


def test_what_is_cut_lies_upon_another_or_moves_is_found(page, tmp_path):
    path = tmp_path / "bad.html"
    path.write_text(BAD.format())
    open_page(page, path)
    assert sorted(found.partition(" ")[0] for found in measured(page, "cut")) == ["cut", "upon"]
    assert measured(page, "motion") == ["html."]


def test_what_shifts_is_noticed(new_page, tmp_path):
    path = tmp_path / "bad.html"
    path.write_text("<!doctype html><title>x</title><p>first</p><h1>second</h1>")
    new_page.add_init_script(script_text("shift"))
    open_page(new_page, path)
    new_page.evaluate(
        "new Promise(done => setTimeout(() => {"
        " document.querySelector('p').style.height = '300px'; setTimeout(done, 200) }, 200))"
    )
    assert new_page.evaluate("moved") > 0
