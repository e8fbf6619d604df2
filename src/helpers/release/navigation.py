"""Links from one page to the others that stand in the release: none of them is dead."""

import hashlib
import json
import posixpath
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple, TypeAlias

from helpers.domain.about import Edition
from helpers.domain.periods import CADENCES, Period
from helpers.domain.persian import LANGUAGES, Lang
from helpers.release.pages import Page, marked
from helpers.settings import Settings

CATALOGUES: dict[Lang, str] = {"fa": "index.html", "en": "en/index.html"}
DESCRIPTIONS: dict[Lang, str] = {"fa": "data/index.html", "en": "data/en.html"}

FEEDS: dict[Lang, str] = {lang: f"{lang}/feed.xml" for lang in LANGUAGES}

Titles: TypeAlias = Mapping[str, Mapping[str, Mapping[Lang, str]]]


class Link(NamedTuple):
    """A link; without ``href`` it is the place where the reader is."""

    text: str
    href: str = ""
    lang: Lang | None = None


class Navigation(NamedTuple):
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
    here, there = start.split("/")[:-1], target.split("/")
    shared = len(posixpath.commonprefix([here, there[:-1]]))
    return "../" * (len(here) - shared) + "/".join(there[shared:])


def feed_path(lang: Lang, edition: Edition) -> str:
    """Return where the feed of new releases stands, in a language."""
    return marked(FEEDS[lang], edition)


class Site:
    """The pages of a release, and the links between them.

    Parameters
    ----------
    pages
        Every page of the release, all of one edition.
    titles
        Titles of the reports by cadence, in the order in which they are shown.
    """

    def __init__(self, pages: Iterable[Page], titles: Titles, settings: Settings) -> None:
        self._titles, self._settings = titles, settings
        # By period and language, then by report and area; and the reverse, in time.
        self._peers: dict[tuple[Period, Lang], dict[tuple[str, str], Page]] = {}
        self._in_time: dict[tuple[str, str, Lang], dict[str, list[Page]]] = {}
        self._shared: dict[tuple[Period, Lang, str], str] = {}
        for page in sorted(set(pages), key=_last_day):
            subject, lang = page.subject, page.lang
            place = subject.report, subject.area
            self._peers.setdefault((subject.period, lang), {})[place] = page
            series = self._in_time.setdefault((*place, lang), {})
            series.setdefault(subject.cadence, []).append(page)

    def links(self, page: Page) -> Navigation:
        """Return the links of a page to the others."""
        names = self._areas(page)
        peers = self._peers[page.subject.period, page.lang]
        areas = [
            _link(page, peers[page.subject.report, code], name) for code, name in names.items()
        ]
        return self._links_but_areas(page)._replace(areas=areas)

    def digest(self, page: Page) -> str:
        """Return what tells the links of a page from those it had in another release."""
        # What the pages of all areas share is not worked out again for each of them.
        subject = page.subject
        key = subject.period, page.lang, subject.report
        if key not in self._shared:
            self._shared[key] = json.dumps(self._areas(page), ensure_ascii=False)
        links = json.dumps(self._links_but_areas(page), ensure_ascii=False)
        return hashlib.sha256(f"{links}{self._shared[key]}".encode()).hexdigest()[:16]

    def _areas(self, page: Page) -> dict[str, str]:
        """Return the names, by code, of the areas with a page of this report and period."""
        peers = self._peers[page.subject.period, page.lang]
        report, lang = page.subject.report, page.lang
        return {a.code: a.name(lang) for a in self._settings.areas if (report, a.code) in peers}

    def _links_but_areas(self, page: Page) -> Navigation:
        lang, word = page.lang, self._settings.terms.text
        report, area, period = page.subject.report, page.subject.area, page.subject.period
        peers = self._peers[period, lang]
        languages = {
            other: found[report, area]
            for other in LANGUAGES
            if (report, area) in (found := self._peers.get((period, other), {}))
        }
        titles = self._titles.get(page.subject.cadence, {})
        earlier, later = self._neighbours(page)
        start = marked(CATALOGUES[lang], page.subject.edition)
        return Navigation(
            catalogue=Link(word("page", "catalogue", lang), relative(start, page.path)),
            languages=[
                _link(page, target, word("page", "language", other))._replace(lang=other)
                for other, target in languages.items()
            ],
            areas=[],
            reports=[
                _link(page, target, title[lang])
                for other, title in titles.items()
                if (target := peers.get((other, area)))
            ],
            cadences=[
                _link(page, target, word("cadence", target.subject.cadence, lang))
                for target in self._nearest_by_cadence(page)
            ],
            previous=_step(page, earlier),
            next=_step(page, later),
        )

    def _neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """Return the pages of the nearest earlier and later period of the same cadence."""
        pages = self._series(page)[page.subject.cadence]
        place = bisect_left(pages, _last_day(page), key=_last_day)
        later = pages[place + 1] if place + 1 < len(pages) else None
        return (pages[place - 1] if place else None), later

    def _nearest_by_cadence(self, page: Page) -> list[Page]:
        """Return the page and, in each other cadence, that of the nearest period."""
        series = self._series(page) | {page.subject.cadence: [page]}
        return [_nearest(series[cadence], page) for cadence in CADENCES if cadence in series]

    def _series(self, page: Page) -> dict[str, list[Page]]:
        """Return the pages of the same report, area and language by cadence, in time."""
        return self._in_time[page.subject.report, page.subject.area, page.lang]


def _link(page: Page, target: Page, text: str) -> Link:
    return Link(text, "" if target == page else relative(target.path, page.path))


def _step(page: Page, target: Page | None) -> Link | None:
    if target is None:
        return None
    return _link(page, target, target.subject.period.name(page.lang))


def _nearest(pages: list[Page], page: Page) -> Page:
    """Return the page whose period ends nearest to that of another page."""
    day = _last_day(page)
    place = bisect_left(pages, day, key=_last_day)
    around = pages[max(place - 1, 0) : place + 1]
    return min(around, key=lambda near: abs(_last_day(near) - day))


def _last_day(page: Page) -> int:
    return _ordinal(page.subject.period)


@cache
def _ordinal(period: Period) -> int:
    """Return the last day of a period as a number; the calendar takes a while to find it."""
    return period.last_day.toordinal()
