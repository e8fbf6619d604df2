"""Links from one page to the others that stand in the release: none of them is dead."""

import hashlib
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from helpers.domain.periods import CADENCES
from helpers.domain.persian import LANGUAGES, Lang
from helpers.release.pages import Page, Subject
from helpers.settings import Settings

CATALOGUES: dict[Lang, str] = {"fa": "index.html", "en": "en/index.html"}
DESCRIPTIONS: dict[Lang, str] = {"fa": "data/index.html", "en": "data/en.html"}

_Series: TypeAlias = tuple[str, str, Lang]
Titles: TypeAlias = Mapping[str, Mapping[str, Mapping[Lang, str]]]


@dataclass(frozen=True)
class Link:
    """A link; without ``href`` it is the place where the reader is."""

    text: str
    href: str = ""
    lang: Lang | None = None


@dataclass(frozen=True)
class Navigation:
    """Where a reader can go from a page.

    Attributes
    ----------
    languages, areas, reports, cadences
        All that exist, the current one among them.
    previous, next
        The nearest earlier and later period of the same report and area.
    """

    catalogue: Link
    languages: list[Link]
    areas: list[Link]
    reports: list[Link]
    cadences: list[Link]
    previous: Link | None
    next: Link | None


def relative(target: str, start: str) -> str:
    """Return the link from the page ``start`` to ``target``, both relative to the release."""
    return posixpath.relpath(target, posixpath.dirname(start) or ".")


class Site:
    """The pages of a release, and the links between them.

    Parameters
    ----------
    pages
        Every page of the release.
    titles
        Titles of the reports by cadence, in the order in which they are shown.
    """

    def __init__(self, pages: Iterable[Page], titles: Titles, settings: Settings) -> None:
        self._pages, self._titles, self._settings = frozenset(pages), titles, settings
        self._in_time: dict[_Series, list[Subject]] = {}
        for page in sorted(self._pages, key=lambda page: page.subject.period.last_day):
            self._in_time.setdefault(_series(page), []).append(page.subject)

    def links(self, page: Page) -> Navigation:
        """Return the links of a page to the others."""
        lang, terms = page.lang, self._settings.terms
        earlier, later = self._neighbours(page)
        catalogue = terms.text("page", "catalogue", lang)
        return Navigation(
            catalogue=Link(catalogue, relative(CATALOGUES[lang], page.path)),
            languages=[
                replace(link, lang=other)
                for other in LANGUAGES
                for link in self._link(
                    page, Page(page.subject, other), terms.text("page", "language", other)
                )
            ],
            areas=[
                link
                for area in self._settings.areas
                for link in self._link(page, _changed(page, area=area.code), area.name(lang))
            ],
            reports=[
                link
                for report, title in self._titles.get(page.subject.cadence, {}).items()
                for link in self._link(page, _changed(page, report=report), title[lang])
            ],
            cadences=[
                link
                for near in self._nearest_by_cadence(page)
                for link in self._link(
                    page, Page(near, lang), terms.text("cadence", near.cadence, lang)
                )
            ],
            previous=self._step(page, earlier),
            next=self._step(page, later),
        )

    def digest(self, page: Page) -> str:
        """Return what tells the links of a page from those it had in another release."""
        return hashlib.sha256(repr(self.links(page)).encode()).hexdigest()[:16]

    def _link(self, page: Page, target: Page, text: str) -> list[Link]:
        """Return the link in a list; an empty one where there is no such page."""
        if target not in self._pages:
            return []
        return [Link(text, "" if target == page else relative(target.path, page.path))]

    def _step(self, page: Page, subject: Subject | None) -> Link | None:
        if subject is None:
            return None
        target = Page(subject, page.lang)
        return Link(subject.period.name(page.lang), relative(target.path, page.path))

    def _neighbours(self, page: Page) -> tuple[Subject | None, Subject | None]:
        """Return the nearest earlier and later subject of the same cadence."""
        subjects = [s for s in self._in_time[_series(page)] if s.cadence == page.subject.cadence]
        place = subjects.index(page.subject)
        later = subjects[place + 1] if place + 1 < len(subjects) else None
        return (subjects[place - 1] if place else None), later

    def _nearest_by_cadence(self, page: Page) -> list[Subject]:
        """Return the page's subject and, in each other cadence, that of the nearest period."""
        nearest: dict[str, Subject] = {}
        for subject in self._in_time[_series(page)]:
            best = nearest.get(subject.cadence)
            if best is None or _distance(page.subject, subject) <= _distance(page.subject, best):
                nearest[subject.cadence] = subject
        nearest[page.subject.cadence] = page.subject
        return [nearest[cadence] for cadence in CADENCES if cadence in nearest]


def _series(page: Page) -> _Series:
    """Return what the pages of one report and area share in all periods."""
    return page.subject.report, page.subject.area, page.lang


def _changed(page: Page, *, report: str = "", area: str = "") -> Page:
    """Return the page of another report or area, the rest unchanged."""
    subject = page.subject
    changed = replace(subject, report=report or subject.report, area=area or subject.area)
    return replace(page, subject=changed)


def _distance(one: Subject, other: Subject) -> int:
    """Return how many days lie between the ends of two periods."""
    return abs((one.period.last_day - other.period.last_day).days)
