"""A workbook of a few invented rows."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from trial_report import TITLES, page_of, row

from helpers.domain.tidy import Row
from helpers.release.completed import Completed
from helpers.release.workbook.book import workbook

CHECKSUM = "ab" * 32
HIDDEN = {"value": "", "conf_status": "C", "note": "confidential"}
BEFORE, YEAR_BEFORE, TO_DATE = "1403-06", "1402-07", "1403-01..1403-07"


def active(**changes: str) -> dict[str, str]:
    return {"statistic": "files_active", "unit": "files", **changes}


CHANGES = [
    active(period="1403-05", value="5750"),
    active(period=BEFORE, value="5767"),
    active(period=YEAR_BEFORE, value="5541"),
    active(value="5793"),
    active(breakdown="residence", category="urban", value="4000"),
    active(breakdown="residence", category="rural", **HIDDEN),
    active(breakdown="residence", category="urban", period=BEFORE, value="3990"),
    active(area="abhar", value="640"),
    {"statistic": "files_opened", "unit": "files", "period": TO_DATE, "value": "301"},
    {"statistic": "files_opened", "unit": "files", "value": "44"},
    {"statistic": "active_share", "unit": "percent", "value": "-52.4"},
    {"value": "", "obs_status": "L", "note": "no_base"},
]


@pytest.fixture(scope="session")
def rows(settings) -> list[Row]:
    subject = page_of(settings).subject
    return [tuple(row(subject, **change).values()) for change in CHANGES]


@pytest.fixture(scope="session")
def made(settings) -> Callable[..., bytes]:
    """Return a function that makes a workbook of rows."""

    def make(rows, *, period="1403-07", synthetic=False) -> bytes:
        done = Completed("P", synthetic, "", tuple(rows))
        subject = page_of(settings, period=period).subject
        return workbook(subject, TITLES, done, CHECKSUM, settings)

    return make


@pytest.fixture(scope="session")
def book(made, rows) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made(rows, synthetic=True)))
