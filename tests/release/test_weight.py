"""Pages are light: they are read on phones, and a release has thousands of them."""

from pathlib import Path
from statistics import median

from helpers.release.checks import MOST_BYTES

MOST_OF_HALF = 150_000
# Pages of reports alone, which is what a large release consists of.
MOST_OF_HALF_OF_REPORTS = 160_000


def weights(pages: list[Path]) -> dict[str, int]:
    return {str(page): page.stat().st_size for page in pages}


def test_a_page_is_light_enough(release):
    found = weights(sorted(release.folder.rglob("*.html")))
    assert len(found) > 40
    assert {page: size for page, size in found.items() if size > MOST_BYTES} == {}


def test_half_of_all_pages_are_lighter_still(release):
    assert median(weights(list(release.folder.rglob("*.html"))).values()) <= MOST_OF_HALF


def test_half_of_the_pages_of_reports_are_nearly_so(release):
    pages = [
        page
        for cadence in ("monthly", "annual")
        for page in release.folder.glob(f"*/{cadence}/**/*.html")
    ]
    assert len(pages) == 24
    assert median(weights(pages).values()) <= MOST_OF_HALF_OF_REPORTS
