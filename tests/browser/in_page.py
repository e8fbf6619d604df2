"""What tests do in an open page: scripts that measure, and everything folded opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Dialog, Page

DESKTOP = {"width": 1280, "height": 900}
_NOTHING_ASKED = dict.fromkeys(
    ("media", "color_scheme", "reduced_motion", "forced_colors", "contrast"), "null"
)
_SCRIPTS = Path(__file__).parent / "scripts"
_UNFOLD = """document.querySelectorAll("details").forEach(folded => {
    folded.removeAttribute("name");  // of those with one name, only one is open at a time
    folded.open = true;
})"""


@cache
def script_text(name: str) -> str:
    """Return a script of ``scripts/``."""
    return (_SCRIPTS / f"{name}.js").read_text("utf-8")


@contextmanager
def as_before(page: Page) -> Iterator[Page]:
    """Give a window that others have used and will use: empty, and with nothing asked of it."""
    yield page
    page.goto("about:blank")
    page.emulate_media(**_NOTHING_ASKED)
    page.set_viewport_size(DESKTOP)


@contextmanager
def listening(page: Page, *, to_requests: bool = True) -> Iterator[list[str]]:
    """Give a list of what a page says to the console and in dialogs, and what it asks for."""
    heard: list[str] = []

    def dialog(opened: Dialog) -> None:
        heard.append(f"dialog: {opened.message}")
        opened.dismiss()

    listeners = {
        "console": lambda message: heard.append(f"console: {message.text}"),
        "pageerror": lambda error: heard.append(f"error: {error}"),
        "dialog": dialog,
    }
    if to_requests:
        listeners["request"] = lambda asked: heard.append(f"request: {asked.url[:80]}")
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        yield heard
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)


def open_page(page: Page, path: Path) -> None:
    """Open a file and wait until it is seen: a page appears together with its font."""
    page.goto(path.as_uri())
    page.wait_for_function("!document.documentElement.classList.contains('appearing')")


def measured(page: Page, name: str, *wanted: object) -> Any:
    """Return what a script of ``scripts/`` finds in the page."""
    script = script_text(name)
    if "globalThis.colours" in script:
        page.evaluate(script_text("colours"))
    return page.evaluate(script, *wanted)


def unfold(page: Page) -> None:
    """Open everything that is folded, menus too."""
    page.evaluate(_UNFOLD)
