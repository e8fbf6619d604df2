"""What tests do in an open page: scripts that measure, and everything folded opened."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_SCRIPTS = Path(__file__).parent / "scripts"
_UNFOLD = """document.querySelectorAll("details").forEach(folded => {
    folded.removeAttribute("name");  // of those with one name, only one is open at a time
    folded.open = true;
})"""


@cache
def script_text(name: str) -> str:
    """Return a script of ``scripts/``."""
    return (_SCRIPTS / f"{name}.js").read_text("utf-8")


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
