"""The catalogue for readers: its first page, and one for each period that has no room on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from helpers.domain.periods import CADENCES, Cadence, Period, Year
from helpers.domain.persian import COMMA, LANGUAGES, Lang, persian_digits
from helpers.release.browse_pages import area_path, areas_in, report_path, reports_in
from helpers.release.catalogue import Entry, corrections_of, titles_of
from helpers.release.catalogue_opening import opening
from helpers.release.datapackage import DATA_PACKAGE
from helpers.release.dcat import CATALOGUE_DCAT
from helpers.release.issues import Issue, issues_of
from helpers.release.layout import CATALOGUE
from helpers.release.navigation import CATALOGUES, DESCRIPTIONS, Link, feed_path, relative
from helpers.release.pages import Page, marked
from helpers.release.render import Renderer
from helpers.release.revised import NONE_REVISED, Revisions
from helpers.release.scripts import script
from helpers.release.search_index import index_json, search_index
from helpers.release.standing import standing_path
from helpers.release.styles import stylesheet
from helpers.settings import Settings

# So many editions of a cadence are shown on the catalogue itself, those of the newest periods; an
# edition weighs about 600 bytes. The newest period is shown whatever it weighs.
SHOWN = 40


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


_Groups = Mapping[tuple[Cadence, Lang], Sequence[_Group]]


def catalogue_pages(
    entries: Sequence[Entry], renderer: Renderer, settings: Settings,
    revisions: Revisions = NONE_REVISED,
) -> dict[str, str]:  # fmt: skip
    """Return the pages: HTML by path.

    Parameters
    ----------
    entries
        Every edition, in order.
    revisions
        Which of them show revised numbers.
    """
    groups = {(c, lang): list(_groups(entries, c, lang)) for c in CADENCES for lang in LANGUAGES}
    further = {group.path: group for held in groups.values() for group in held[_shown(held) :]}
    issues = issues_of(entries, settings)
    starts = {lang: marked(path, renderer.edition) for lang, path in CATALOGUES.items()}
    return {
        starts[lang]: _first_page(entries, issues, revisions, groups, lang, starts, renderer)
        for lang in LANGUAGES
    } | {path: _period_page(group, further, starts, renderer) for path, group in further.items()}


def _first_page(
    entries: Sequence[Entry], issues: Sequence[Issue], revisions: Revisions, groups: _Groups,
    lang: Lang, starts: Mapping[Lang, str], renderer: Renderer,
) -> str:  # fmt: skip
    settings, edition, path = renderer.settings, renderer.edition, starts[lang]
    in_language = [issue for issue in issues if issue.in_language(lang)]
    held = {cadence: of for cadence in CADENCES if (of := groups[cadence, lang])}
    areas, reports = areas_in(entries, lang, settings), reports_in(entries, lang)
    return renderer.plain(
        "catalogue.html.j2",
        path,
        lang,
        synthetic=any(entry.synthetic for entry in entries),
        scripts=[script("catalogue.js")],
        stylesheet=stylesheet(catalogue=True),
        opening=opening(in_language, revisions, path, lang, settings),
        index=index_json(search_index(entries, lang, edition, settings)),
        reports=_choices(reports, {r: report_path(r, lang, edition) for r in reports}, path),
        areas=_choices(areas, {a: area_path(a, lang, edition) for a in areas}, path),
        cadence_choices=[(c, settings.terms.text("cadence", c, lang)) for c in held],
        years=_years(in_language, lang),
        cadences=[
            {
                "code": cadence,
                "name": settings.terms.text("cadence", cadence, lang),
                "groups": [_table(group, path, settings) for group in of[: _shown(of)]],
                "further": _by_year(of[_shown(of) :], path),
            }
            for cadence, of in held.items()
        ],
        languages=_languages(starts, lang, settings),
        json_href=relative(marked(CATALOGUE, edition), path),
        dcat_href=relative(marked(CATALOGUE_DCAT, edition), path),
        data_package_href=relative(marked(DATA_PACKAGE, edition), path),
        feed_href=relative(feed_path(lang, edition), path),
        calendar_href=relative(standing_path("release_calendar", lang, edition), path),
        description_href=relative(marked(DESCRIPTIONS[lang], edition), path),
    )


def _period_page(
    group: _Group, further: Mapping[str, _Group], starts: Mapping[Lang, str], renderer: Renderer
) -> str:
    settings, lang = renderer.settings, group.lang
    alike = {other: replace(group, lang=other).path for other in LANGUAGES}
    there = {other: path for other, path in alike.items() if path in further}
    return renderer.plain(
        "period.html.j2",
        group.path,
        lang,
        synthetic=any(entry.synthetic for entry in group.entries),
        cadence=settings.terms.text("cadence", group.cadence, lang),
        group=_table(group, group.path, settings),
        languages=_languages(there, lang, settings),
        catalogue_href=relative(starts[lang], group.path),
        feed_href=relative(feed_path(lang, renderer.edition), group.path),
    )


def _choices(names: Mapping[str, str], paths: Mapping[str, str], start: str) -> list[Any]:
    """Return what can be chosen: code, name, and the link to its list."""
    return [(code, name, relative(paths[code], start)) for code, name in names.items()]


def _years(issues: Sequence[Issue], lang: Lang) -> list[tuple[str, str]]:
    """Return the years that can be chosen, the newest first: code and name."""
    years = sorted({str(issue.period.year) for issue in issues}, reverse=True)
    return [(year, persian_digits(year) if lang == "fa" else year) for year in years]


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
