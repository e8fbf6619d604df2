"""Every kind of page, in both languages, and which of them are looked at every day."""

import pytest

LANGUAGES = ("fa", "en")
REPORTS = [
    f"{lang}/{cadence}/{{{cadence}}}/{{{area}}}/{report}.html"
    for lang in LANGUAGES
    for cadence in ("monthly", "annual")
    for area in ("province", "smallest")
    for report in ("caseload", "pensions", "students")
]
CATALOGUES = ["index.html", "en/index.html"]
DESCRIPTIONS = ["data/index.html", "data/en.html"]
STANDING = [
    f"{lang}/{name}.html"
    for lang in LANGUAGES
    for name in (
        "calendar", "quality/pensions", "policies/release-practice", "policies/revisions",
        "policies/confidentiality", "policies/quality", "policies/commitments",
        "policies/accessibility",
    )
]  # fmt: skip
# Made of invented editions, as a release of a month and a year has none: see ``conftest.py``.
FURTHER = [f"further/{lang}" for lang in LANGUAGES]
ALL = [*REPORTS, *CATALOGUES, *DESCRIPTIONS, *STANDING, *FURTHER]

# A page of each template, and of each report in either language.
ONE_OF_EACH = [
    REPORTS[0], REPORTS[13], REPORTS[22], REPORTS[23], REPORTS[9], CATALOGUES[0], CATALOGUES[1],
    DESCRIPTIONS[0], DESCRIPTIONS[1], STANDING[0], STANDING[1], STANDING[6], STANDING[10],
    STANDING[12], *FURTHER,
]  # fmt: skip
EVERY_DAY = {REPORTS[0]}


def looked_at(kinds: list[str], *, daily: set[str] | None = None) -> list:
    """Return the kinds as parameters; all but those of every day are heavy."""
    every_day = EVERY_DAY if daily is None else daily
    return [
        pytest.param(kind, marks=[] if kind in every_day else pytest.mark.heavy) for kind in kinds
    ]
