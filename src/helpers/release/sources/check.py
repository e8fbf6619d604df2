"""The check of a page's numbers: each is published, computed from published ones, or declared."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from helpers.domain.deliveries import Fact
from helpers.domain.persian import LANGUAGES, Lang
from helpers.domain.tidy import Row
from helpers.errors import DataError
from helpers.release.checks import UnfitPageError
from helpers.release.layout import CATALOGUE
from helpers.release.pages import Page, Subject, marked
from helpers.release.quality import QUALITY, published_indicators
from helpers.release.reading import PublishedRelease
from helpers.release.sources.constants import FILE, Constants
from helpers.release.sources.granted import granted_in
from helpers.release.sources.numbers import Numbers
from helpers.release.sources.page import PageNumbers
from helpers.release.sources.printed import Number
from helpers.release.sources.published import figures_beside
from helpers.release.sources.repeated import NOTHING, Repeated, repeated_in
from helpers.settings import Settings

_DO = f"show it through the report, or declare its phrase and source in data/reference/{FILE}"
_IN_ENGLISH = re.compile(r'<html lang="en"')
_PLACES = {
    "td": "a table", "th": "a heading of a table", "caption": "a caption", "p": "a paragraph",
    "li": "a list", "text": "a drawing", "figcaption": "the title of a chart", "script": "JSON-LD",
}  # fmt: skip


class UnsourcedNumberError(UnfitPageError):
    """A page shows a number that is neither published, nor computed from such, nor declared."""


class SourceCheck:
    """Checks pages made with one project's words, settings and reference tables."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._constants: dict[Lang, Constants] = {
            lang: Constants(settings, lang) for lang in LANGUAGES
        }

    def numbers(
        self, page: Page, html: str, rows: Sequence[Row], past: Sequence[Row] = (),
        delivered: Sequence[Fact] = (),
    ) -> Iterator[Number]:  # fmt: skip
        """Yield the numbers of a report's page that are no constants.

        Parameters
        ----------
        rows, past, delivered
            Of its published CSV, and of those of its revisions and of the deliveries behind it.
        """
        subject = page.subject
        numbers = Numbers(subject, rows, self._settings.areas.province.code, past, delivered)
        elsewhere = figures_beside(subject, self._settings)
        granted = granted_in(subject, self._settings)
        yield from PageNumbers(
            html, self._constants[page.lang], numbers, elsewhere, granted=granted
        )

    def faults(
        self, page: Page, html: str, rows: Sequence[Row], past: Sequence[Row] = (),
        delivered: Sequence[Fact] = (),
    ) -> Iterator[UnsourcedNumberError]:  # fmt: skip
        """Yield the numbers of a report's page that have no source."""
        return (
            _fault(page.path, number)
            for number in self.numbers(page, html, rows, past, delivered)
            if number.source is None
        )

    def faults_without_rows(
        self,
        path: str,
        html: str,
        years: Collection[int],
        indicators: Mapping[str, Decimal] | None = None,
        repeated: Repeated = NOTHING,
    ) -> Iterator[UnsourcedNumberError]:
        """Yield the numbers of a page that shows no statistics: all but constants.

        Parameters
        ----------
        years
            Of the release's periods.
        indicators
            Of the release's quality, by the keys of the cells that show them.
        repeated
            What the lists of the release repeat of its editions.
        """
        lang: Lang = "en" if _IN_ENGLISH.search(html) else "fa"
        for number in PageNumbers(
            html,
            self._constants[lang],
            years=years,
            indicators=indicators or {},
            repeated=repeated,
        ):
            if number.source is None:
                yield _fault(path, number)


def years_around(subjects: Collection[Subject], settings: Settings) -> frozenset[int]:
    """Return the years of periods, of those in the release calendar, and those beside them."""
    years = {subject.period.year for subject in subjects}
    years |= {row.period.year for row in settings.calendar}
    return frozenset(year + beside for year in years for beside in (-1, 0, 1))


def unsourced_numbers(release: PublishedRelease, settings: Settings) -> Iterator[DataError]:
    """Yield the numbers of a release's pages that have no source, by its files alone."""
    try:
        subjects, rows = release.subjects, release.rows
    except DataError as error:
        yield error
        return
    except (KeyError, TypeError, ValueError) as error:
        yield DataError("the catalogue cannot be read", where=CATALOGUE, found=repr(error))
        return
    check = SourceCheck(settings)
    pages = {Page(subject, lang).path: Page(subject, lang) for subject in subjects
             for lang in LANGUAGES}  # fmt: skip
    years = years_around(subjects, settings)
    indicators, repeated = _indicators(release), repeated_in(release, settings)
    for path in release.manifest["files"]:
        file = Path(release.folder / path)
        if not path.endswith(".html") or not file.is_file():
            continue
        html = file.read_text("utf-8", "replace")
        if page := pages.get(path):
            subject = page.subject
            past, delivered = release.past[subject], release.delivered.get(subject, ())
            yield from check.faults(page, html, rows[subject.csv], past, delivered)
        else:
            yield from check.faults_without_rows(path, html, years, indicators, repeated)


def _indicators(release: PublishedRelease) -> dict[str, Decimal]:
    """Return the published indicators of quality; none where they cannot be read."""
    path = release.folder / marked(QUALITY, release.manifest["edition"])
    try:
        return published_indicators(path.read_text("utf-8"))
    except (OSError, ValueError, ArithmeticError):
        return {}


def _fault(path: str, number: Number) -> UnsourcedNumberError:
    place = _PLACES.get(number.place, number.place)
    section = f", under “{number.section}”" if number.section else ""
    return UnsourcedNumberError(
        "a number has no source",
        where=f"{path}: {place}{section}",
        found=f"{number.text} in “{number.around}”",
        expected=number.expected or "a number of the page's CSV, or computed from it",
        do=_DO,
    )
