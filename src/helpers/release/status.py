"""What should exist and does not, and what is wrong before anything is built."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers.domain.about import EDITIONS, Edition
from helpers.domain.codelists import TOTAL
from helpers.domain.corrections import FILE as CORRECTIONS
from helpers.domain.reasons import read_reasons
from helpers.domain.release_calendar import ALL_REPORTS
from helpers.errors import DataError, KarnamehError, RequestError, some
from helpers.register.contents import contents_of
from helpers.release.catalogue import read_catalogue
from helpers.release.description import described_codes
from helpers.release.exporter import TEMPLATE
from helpers.release.ingredients import CALENDAR
from helpers.release.notebooks import Notebook, anatomy_faults, discover_notebooks
from helpers.release.pages import Subject
from helpers.release.plan import plan_pages, read_request
from helpers.release.policies import policy_faults
from helpers.release.sources.constants import read_constants
from helpers.release.sources.prose import numbers_by_hand
from helpers.settings import Settings


def template_words() -> set[str]:
    """Return the codes of the words that the templates use."""
    return {
        code
        for template in TEMPLATE.glob("*.j2")
        for code in re.findall(r'(?:word|menu)\("(\w+)"', template.read_text("utf-8"))
    }


def expected_editions(
    settings: Settings, register: str, folder: Path, edition: Edition
) -> dict[Subject, bool]:
    """Return the editions of the latest periods, and whether all their pages are published."""
    notebooks = discover_notebooks(settings.notebooks)
    request = read_request(settings, notebooks, edition=edition)
    planned = plan_pages(request, notebooks, contents_of(register).about)
    published = {
        page
        for entry in read_catalogue(folder)
        for page in entry.pages
        if (folder / page.path).is_file()
    }
    expected: dict[Subject, bool] = {}
    for page in planned:
        expected[page.subject] = expected.get(page.subject, True) and page in published
    return expected


def faults_before_a_build(settings: Settings) -> Iterator[KarnamehError]:
    """Yield what is wrong with reference tables and notebooks; the settings are read already."""
    try:
        codes = {(area.code, area.parent) for area in settings.areas}
        terms = settings.terms
        read_reasons(settings.reference)
        _ = settings.calendar, settings.corrections
    except RequestError as error:
        yield error
        return
    except (OSError, ValueError, KeyError) as error:
        yield DataError("a reference table cannot be read", found=str(error), do="correct it")
        return
    if len(codes) < len(settings.areas):
        yield DataError("an area stands twice", where="areas.csv")
    needed = [
        pair
        for edition in EDITIONS
        for pairs in described_codes(edition).values()
        for pair in pairs
    ]
    for kind, code in [*needed, *(("page", code) for code in sorted(template_words()))]:
        if (kind, code) not in terms.by_key:
            yield DataError("a word is missing", where="terms.csv", expected=f"{kind} {code}")
    yield from policy_faults(settings)
    try:
        notebooks = discover_notebooks(settings.notebooks)
    except KarnamehError as error:
        yield error
        return
    try:
        read_constants(settings.reference)
    except DataError as error:
        yield error
        return
    yield from _unknown_reports(settings, notebooks)
    for notebook in notebooks:
        yield from numbers_by_hand(notebook, settings)
        for fault in anatomy_faults(notebook):
            yield DataError(
                "a notebook is not built as it should be",
                where=f"{notebook.cadence}/{notebook.path.name}",
                found=fault,
            )


def _unknown_reports(settings: Settings, notebooks: Sequence[Notebook]) -> Iterator[DataError]:
    """Yield the rows of calendar and corrections that name a report without a notebook."""
    reports = {(notebook.report, notebook.cadence) for notebook in notebooks}
    for row in settings.calendar:
        if row.report != ALL_REPORTS and (row.report, row.period.cadence) not in reports:
            yield DataError(
                "the release calendar announces a report that has no notebook",
                where=f"data/reference/{CALENDAR}",
                found=f"{row.period} {row.report}",
                expected=some(sorted(name for name, c in reports if c == row.period.cadence)),
            )
    for notice in settings.corrections:
        if notice.report not in {TOTAL, *(report for report, _ in reports)}:
            yield DataError(
                "the table of corrections names a report that has no notebook",
                where=f"data/reference/{CORRECTIONS}",
                found=f"{notice.period} {notice.report}",
            )
