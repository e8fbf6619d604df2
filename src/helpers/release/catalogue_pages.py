"""The catalogue for readers: one page, and one for each period that has no room on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from helpers.domain.periods import CADENCES, Cadence, Period, Year
from helpers.domain.persian import LANGUAGES, Lang
from helpers.release.catalogue import Entry, corrections_of, titles_of
from helpers.release.dataset import COMMA
from helpers.release.layout import CATALOGUE
from helpers.release.navigation import CATALOGUES, DESCRIPTIONS, Link, relative
from helpers.release.pages import Page, marked
from helpers.release.render import Renderer
from helpers.release.standing import standing_path
from helpers.settings import Settings

# So many editions of a cadence are shown on the catalogue itself, those of the newest periods; an
# edition weighs about 600 bytes. The newest period is shown whatever it weighs.
SHOWN = 120


@dataclass(frozen=True)
class _Group:
    """The editions of a period in one language, and the titles of the reports of its cadence."""

    lang: Lang
    cadence: Cadence
    period: Period
    entries: Sequence[Entry]
    titles: Mapping[str, Mapping[Lang, str]]

    @property
    def path(self) -> str:
        """Path of the period's own page."""
        edition = self.entries[0].subject.edition
        return marked(f"{self.lang}/{self.cadence}/{self.period}/index.html", edition)


def catalogue_pages(
    entries: Sequence[Entry], renderer: Renderer, settings: Settings
) -> dict[str, str]:
    """Return the pages: HTML by path.

    Parameters
    ----------
    entries
        Every edition, in order.
    """
    groups = {(c, lang): list(_groups(entries, c, lang)) for c in CADENCES for lang in LANGUAGES}
    further = {group.path: group for held in groups.values() for group in held[_shown(held) :]}
    edition, pages = renderer.edition, {}
    starts = {lang: marked(path, edition) for lang, path in CATALOGUES.items()}
    for lang, path in starts.items():
        pages[path] = renderer.plain(
            "catalogue.html.j2",
            path,
            lang,
            synthetic=any(entry.synthetic for entry in entries),
            cadences=[
                {
                    "code": cadence,
                    "name": settings.terms.text("cadence", cadence, lang),
                    "groups": [_table(group, path, settings) for group in held[: _shown(held)]],
                    "further": _by_year(held[_shown(held) :], path),
                }
                for cadence in CADENCES
                if (held := groups[cadence, lang])
            ],
            languages=_languages(starts, lang, settings),
            json_href=relative(marked(CATALOGUE, edition), path),
            calendar_href=relative(standing_path("release_calendar", lang, edition), path),
            description_href=relative(marked(DESCRIPTIONS[lang], edition), path),
        )
    for path, group in further.items():
        alike = {lang: replace(group, lang=lang).path for lang in LANGUAGES}
        pages[path] = renderer.plain(
            "period.html.j2",
            path,
            group.lang,
            synthetic=any(entry.synthetic for entry in group.entries),
            cadence=settings.terms.text("cadence", group.cadence, group.lang),
            group=_table(group, path, settings),
            languages=_languages(
                {lang: other for lang, other in alike.items() if other in further},
                group.lang,
                settings,
            ),
            catalogue_href=relative(starts[group.lang], path),
        )
    return pages


def _groups(entries: Sequence[Entry], cadence: Cadence, lang: Lang) -> Iterator[_Group]:
    """Yield the editions by period, newest first."""
    held = [e for e in entries if e.subject.cadence == cadence and lang in e.summary]
    titles = titles_of(held).get(cadence, {})
    for period, of_period in groupby(held, key=lambda entry: entry.subject.period):
        yield _Group(lang, cadence, period, list(of_period), titles)


def _shown(groups: Sequence[_Group]) -> int:
    """Return how many of the newest periods are shown on the catalogue itself."""
    room = SHOWN
    for place, group in enumerate(groups):
        room -= len(group.entries)
        if place and room < 0:
            return place
    return len(groups)


def _table(group: _Group, start: str, settings: Settings) -> dict[str, Any]:
    """Return the table of a period: a row an area, a column a report."""
    cells = {
        (entry.subject.report, entry.subject.area): _cell(entry, group.lang, start, settings)
        for entry in group.entries
    }
    rows = [
        {
            "area": area.name(group.lang),
            "cells": [cells.get((report, area.code)) for report in group.titles],
        }
        for area in settings.areas
    ]
    return {
        "identity": f"{group.cadence}-{group.period}",
        "name": group.period.name(group.lang),
        "gregorian": group.period.gregorian(group.lang),
        "reports": [title[group.lang] for title in group.titles.values()],
        "rows": [row for row in rows if any(row["cells"])],
    }


def _cell(entry: Entry, lang: Lang, start: str, settings: Settings) -> dict[str, Any]:
    subject = entry.subject
    names = (
        entry.title[lang], settings.areas[subject.area].name(lang), subject.period.name(lang),
    )  # fmt: skip
    return {
        "href": relative(Page(subject, lang).path, start),
        "csv": relative(subject.csv, start),
        "xlsx": relative(subject.xlsx, start),
        "corrected": bool(corrections_of(subject, settings)),
        "label": COMMA[lang].join(names),
    }


def _by_year(groups: Sequence[_Group], start: str) -> list[tuple[str, list[Link]]]:
    """Return links to the periods' own pages: months under the name of their year."""

    def year(group: _Group) -> str:
        return Year(group.period.year).name(group.lang) if group.cadence == "monthly" else ""

    return [
        (name, [Link(g.period.name(g.lang), relative(g.path, start)) for g in of_year])
        for name, of_year in groupby(groups, key=year)
    ]


def _languages(paths: Mapping[Lang, str], lang: Lang, settings: Settings) -> list[Link]:
    """Return links from the page in one language to the same in the others."""
    return [
        Link(settings.terms.text("page", "language", other), relative(path, paths[lang]), other)
        for other, path in paths.items()
        if other != lang
    ]
