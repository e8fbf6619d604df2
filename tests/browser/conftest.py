"""A real Chromium, and pages of a release built for the tests."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

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
