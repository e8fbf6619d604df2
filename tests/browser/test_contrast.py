"""Contrast from computed styles: every text, and every mark of a chart, in each way of viewing."""

import pytest
from browser.in_page import measured, open_page, unfold
from browser.kinds import EVERY_DAY, ONE_OF_EACH

pytestmark = pytest.mark.browser

WAYS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more": {"color_scheme": "light", "contrast": "more"},
    "more-in-dark": {"color_scheme": "dark", "contrast": "more"},
    "print": {"color_scheme": "light", "media": "print"},
    "print-in-dark": {"color_scheme": "dark", "media": "print"},
    "forced": {"forced_colors": "active"},
}
WANTED = {"text": 4.5, "large": 3, "mark": 3}
VIEWS = [
    pytest.param(
        kind, WAYS[way], id=f"{kind}-{way}",
        marks=[] if kind in EVERY_DAY and way in {"light", "dark"} else pytest.mark.heavy,
    )
    for kind in ONE_OF_EACH for way in WAYS
]  # fmt: skip
BAD = """<!doctype html><html lang="en"><style>
:root{{--series-1:#eee;background:#fff}} p{{background:linear-gradient(#666,#fff)}}</style>
<p style="color:{text}">words</p>
<svg viewBox="0 0 99 99"><rect width="99" height="50" fill="#123"/><text y="30">on dark</text>
<path d="M0 90h99" stroke="#eee"/></svg>"""


@pytest.mark.parametrize(("kind", "how"), VIEWS)
def test_every_text_and_mark_stands_out(page, place, kind, how):
    page.emulate_media(**how)
    open_page(page, place(kind))
    unfold(page)
    told = measured(page, "contrast", WANTED)
    assert told["counted"] > 10
    assert told["found"] == []


@pytest.mark.parametrize(("text", "faults"), [("#000", 3), ("#fff", 3)])
def test_faint_texts_and_marks_are_found(page, tmp_path, text, faults):
    path = tmp_path / "bad.html"
    path.write_text(BAD.format(text=text))
    open_page(page, path)
    found = measured(page, "contrast", WANTED)["found"]
    assert len(found) == faults, found
