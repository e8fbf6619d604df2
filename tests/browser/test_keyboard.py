"""The keyboard: every stop in the order of the page, seen, never trapped, and of some effect."""

import pytest
from browser.in_page import measured, open_page, unfold
from browser.kinds import ONE_OF_EACH, looked_at

pytestmark = pytest.mark.browser

RING, CONTRAST = 2, 3
FOLDS = "[...document.querySelectorAll('summary')].filter(e => e.checkVisibility()).length"
SIDEWAYS = """[...document.querySelectorAll("[role=region][tabindex='0']")]
    .filter(region => region.checkVisibility() && region.scrollWidth > region.clientWidth + 1)"""


def walk(page, stops: int) -> list[dict]:
    """Press Tab until the focus leaves the page; give up long after it should have."""
    met = []
    for _ in range(stops + 5):
        page.keyboard.press("Tab")
        if (focused := measured(page, "focused")) is None:
            return met
        met.append(focused)
    return met


@pytest.fixture
def still(new_page):
    """A page that jumps to what has the focus, without gliding there; the keyboard is new to it."""
    new_page.emulate_media(reduced_motion="reduce")
    return new_page


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("kind", looked_at(ONE_OF_EACH))
def test_tab_meets_everything_in_order_and_the_focus_is_seen(still, place, kind, width, theme):
    still.emulate_media(color_scheme=theme)
    still.set_viewport_size({"width": width, "height": 800})
    open_page(still, place(kind))
    stops = measured(still, "stops")
    assert stops > 5
    met = walk(still, stops)
    assert [focused["stop"] for focused in met] == [str(number) for number in range(stops)]
    assert [f["what"] for f in met if not f["visible"] or f["ring"] < RING] == []
    assert [f["what"] for f in met if f["contrast"] < CONTRAST] == []
    assert [f["what"] for f in met if not f["seen"]] == []


@pytest.mark.parametrize("kind", looked_at(ONE_OF_EACH))
def test_the_first_stop_leads_past_the_navigation(still, place, kind):
    open_page(still, place(kind))
    still.keyboard.press("Tab")
    assert still.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert still.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    still.keyboard.press("Enter")
    assert still.evaluate("document.activeElement.id") == "main"
    still.keyboard.press("Tab")
    assert still.evaluate("document.activeElement.closest('header') === null")


@pytest.mark.parametrize("kind", looked_at(ONE_OF_EACH))
def test_what_is_folded_opens_by_enter_and_closes_by_space(still, place, kind):
    still.set_viewport_size({"width": 375, "height": 800})
    open_page(still, place(kind))
    for number in range(still.evaluate(FOLDS)):
        still.evaluate(
            "number => { const all = [...document.querySelectorAll('summary')];"
            " const one = all.filter(e => e.checkVisibility())[number];"
            " one.parentElement.open = false; one.focus() }",
            number,
        )
        is_open = "document.activeElement.parentElement.open"
        still.keyboard.press("Enter")
        assert still.evaluate(is_open)
        still.keyboard.press("Space")
        assert not still.evaluate(is_open)


@pytest.mark.parametrize("kind", looked_at(ONE_OF_EACH))
def test_a_table_wider_than_the_window_scrolls_by_arrows(still, place, kind):
    still.set_viewport_size({"width": 320, "height": 800})
    open_page(still, place(kind))
    unfold(still)
    onwards = "ArrowLeft" if still.evaluate("document.dir") == "rtl" else "ArrowRight"
    for number in range(still.evaluate(f"{SIDEWAYS}.length")):
        still.evaluate(f"({SIDEWAYS})[{number}].focus({{preventScroll: true}})")
        assert still.evaluate("document.activeElement.scrollLeft") == 0
        still.keyboard.press(onwards)
        still.wait_for_function("document.activeElement.scrollLeft !== 0", timeout=3000)


BAD = """<!doctype html><html lang="en"><title>x</title>
<style>:focus{outline:0 solid #fff}
.over{position:fixed;inset:0 0 auto;block-size:90px;background:#fff}</style>
<a href="#b" style="margin-top:20px;display:inline-block">beneath</a>
<button onkeydown="event.preventDefault()">trap</button><button tabindex="1">first</button>
<p class="over">above</p>"""


def test_a_wrong_order_a_trap_and_an_unseen_focus_are_found(still, tmp_path):
    path = tmp_path / "bad.html"
    path.write_text(BAD)
    open_page(still, path)
    stops = measured(still, "stops")
    met = walk(still, stops)
    assert [focused["stop"] for focused in met[:3]] == ["2", "0", "1"]
    assert len(met) > stops
    assert (met[1]["ring"], met[1]["contrast"]) == (0, 1)
    assert not met[1]["seen"]
