"""Take the pictures of ``docs/pictures/``: each kind of page, both languages, both themes, paper.

``make pictures`` runs it on the release in ``reports/``; it needs Chromium. A picture shows the
upper part of one page five times: on a wide screen and on a phone, light and dark, and on A4.
"""

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"

KINDS = {
    "monthly-province": "{lang}/monthly/{month}/{province}/pensions.html",
    "monthly-county": "{lang}/monthly/{month}/{county}/caseload.html",
    "annual-province": "{lang}/annual/{year}/{province}/students.html",
    "catalogue": "{home}index.html",
    "calendar": "{lang}/calendar.html",
    "quality": "{lang}/quality/caseload.html",
    "policy": "{lang}/policies/confidentiality.html",
}
HEIGHT = 800  # of every strip, in the finished picture
SCALE, GAP = 0.4, 10
PAPER, MARGIN = 673, 60  # what lies between the margins of A4, in CSS pixels
STRIPS = [
    (1280, "light", "screen"), (1280, "dark", "screen"),
    (375, "light", "screen"), (375, "dark", "screen"), (PAPER, "light", "print"),
]  # fmt: skip


def strips(browser: Browser, page: Path) -> Iterator[Image.Image]:
    """Yield the upper part of a page as each reader finds it."""
    for width, theme, medium in STRIPS:
        view = browser.new_page(viewport={"width": width, "height": 900})
        view.emulate_media(color_scheme=theme, media=medium)
        view.goto(page.as_uri())
        taken = view.screenshot(
            clip={"x": 0, "y": 0, "width": width, "height": HEIGHT / SCALE}, full_page=True
        )
        view.close()
        whole = Image.open(io.BytesIO(taken)).convert("RGB")
        if medium == "print":
            paper = Image.new("RGB", (width + 2 * MARGIN, whole.height), "white")
            paper.paste(whole, (MARGIN, MARGIN))
            whole = paper
        size = (round(whole.width * SCALE), round(whole.height * SCALE))
        yield whole.resize(size, Image.Resampling.LANCZOS)


def side_by_side(images: list[Image.Image]) -> Image.Image:
    """Return the pictures in one row, at the top of a quiet ground."""
    width = sum(image.width for image in images) + GAP * (len(images) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), "#8a94a0")
    left = GAP
    for image in images:
        sheet.paste(image, (left, GAP))
        left += image.width + GAP
    return sheet


def latest(folder: Path) -> str:
    """Return the name of the last period in a folder of the release."""
    return max(period.name for period in folder.iterdir())


def main(release: Path) -> None:
    """Take every picture anew."""
    binary = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if binary is None:
        sys.exit("pictures are taken with Chromium, and there is none (apt-get install chromium)")
    names = {
        "month": latest(release / "fa" / "monthly"), "year": latest(release / "fa" / "annual"),
        "province": "zanjan", "county": "abhar",
    }  # fmt: skip
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        for lang, home in (("fa", ""), ("en", "en/")):
            for kind, path in KINDS.items():
                page = release / path.format(lang=lang, home=home, **names)
                sheet = side_by_side(list(strips(browser, page)))
                sheet.save(PICTURES / f"{kind}-{lang}.webp", quality=60, method=6)
        browser.close()


if __name__ == "__main__":
    main(ROOT / "reports")
