"""Links from one page to the others that stand in the release: none of them is dead."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from helpers.domain.periods import CADENCES, Period
from helpers.domain.persian import LANGUAGES, Lang
from helpers.release.pages import Page, Subject
from helpers.settings import Settings

CATALOGUES: dict[Lang, str] = {"fa": "index.html", "en": "en/index.html"}
DESCRIPTIONS: dict[Lang, str] = {"fa": "data/index.html", "en": "data/en.html"}


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


def navigation(
    page: Page,
    pages: set[Page],
    titles: Mapping[str, Mapping[Lang, str]],
    settings: Settings,
) -> Navigation:
    """Return the links of a page to others of the release.

    Parameters
    ----------
    pages
        Every page of the release.
    titles
        Titles of the reports of the page's cadence, in the order in which they are shown.
    """
    subject, lang, terms = page.subject, page.lang, settings.terms

    def link(target: Page, text: str, *, other: Lang | None = None) -> Link:
        return Link(text, "" if target == page else relative(target.path, page.path), other)

    def of(**changes: str | Period) -> Page:
        return Page(replace(subject, **changes), lang)  # type: ignore[arg-type]

    held = sorted(
        (p.subject.period for p in pages if p == of(period=p.subject.period)
         and p.subject.cadence == subject.cadence),
        key=str,
    )  # fmt: skip
    place = held.index(subject.period)
    earlier, later = held[:place][-1:], held[place + 1 :][:1]
    return Navigation(
        catalogue=Link(
            terms.text("page", "catalogue", lang), relative(CATALOGUES[lang], page.path)
        ),
        languages=[
            link(Page(subject, other), terms.text("page", "language", other), other=other)
            for other in LANGUAGES
            if Page(subject, other) in pages
        ],
        areas=[
            link(of(area=area.code), area.name(lang))
            for area in settings.areas
            if of(area=area.code) in pages
        ],
        reports=[
            link(of(report=report), title[lang])
            for report, title in titles.items()
            if of(report=report) in pages
        ],
        cadences=[
            link(Page(near, lang), terms.text("cadence", near.cadence, lang))
            for near in _nearest_by_cadence(subject, {p.subject for p in pages if p.lang == lang})
        ],
        previous=link(of(period=earlier[0]), earlier[0].name(lang)) if earlier else None,
        next=link(of(period=later[0]), later[0].name(lang)) if later else None,
    )


def _nearest_by_cadence(subject: Subject, subjects: Iterable[Subject]) -> list[Subject]:
    """Return the same report and area in each cadence: a month beside its year, or the nearest."""
    found = []
    for cadence in CADENCES:
        candidates = [
            other
            for other in subjects
            if other.cadence == cadence
            and (other.report, other.area) == (subject.report, subject.area)
        ]
        if cadence == subject.cadence:
            found.append(subject)
        elif candidates:
            found.append(min(candidates, key=lambda other: _distance(subject, other)))
    return found


def _distance(one: Subject, other: Subject) -> tuple[int, str]:
    """Return how far two periods lie apart; of two equally near ones the later comes first."""
    days = abs((one.period.last_day - other.period.last_day).days)
    return days, str(other.period)
