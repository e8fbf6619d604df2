"""Lists of all editions of one report, and of one area: every period, the newest first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from helpers.domain.about import Edition
from helpers.domain.periods import CADENCES, Year
from helpers.domain.persian import LANGUAGES, Lang
from helpers.release.catalogue import Entry, titles_of
from helpers.release.navigation import CATALOGUES, Link, feed_path, relative
from helpers.release.pages import Page, Subject, marked
from helpers.release.render import Renderer
from helpers.settings import Settings

_Names = Mapping[str, str]


def report_path(report: str, lang: Lang, edition: Edition) -> str:
    """Return where the list of a report's editions stands."""
    return marked(f"{lang}/series/{report}/index.html", edition)


def area_path(area: str, lang: Lang, edition: Edition) -> str:
    """Return where the list of an area's editions stands."""
    return marked(f"{lang}/areas/{area}/index.html", edition)


def browse_paths(subjects: Iterable[Subject], edition: Edition) -> set[str]:
    """Return where the lists of a release stand, were every page there in every language."""
    subjects = list(subjects)
    reports, areas = {s.report for s in subjects}, {s.area for s in subjects}
    return {
        path
        for lang in LANGUAGES
        for path in (
            *(report_path(report, lang, edition) for report in reports),
            *(area_path(area, lang, edition) for area in areas),
        )
    }


def reports_in(entries: Sequence[Entry], lang: Lang) -> dict[str, str]:
    """Return the titles of the reports with a page in a language, in order."""
    held = [entry for entry in entries if lang in entry.summary]
    by_cadence = titles_of(held).values()
    return {report: title[lang] for titles in by_cadence for report, title in titles.items()}


def areas_in(entries: Sequence[Entry], lang: Lang, settings: Settings) -> dict[str, str]:
    """Return the names of the areas with a page in a language, in order."""
    held = {entry.subject.area for entry in entries if lang in entry.summary}
    return {area.code: area.name(lang) for area in settings.areas if area.code in held}


def browse_pages(
    entries: Sequence[Entry], renderer: Renderer, settings: Settings
) -> dict[str, str]:
    """Return the lists: HTML by path.

    Parameters
    ----------
    entries
        Every edition, in order.
    """
    edition, pages = renderer.edition, {}
    for lang in LANGUAGES:
        held = [entry for entry in entries if lang in entry.summary]
        reports, areas = reports_in(held, lang), areas_in(held, lang, settings)
        for report, title in reports.items():
            of_report = [entry for entry in held if entry.subject.report == report]
            here = {other: report_path(report, other, edition) for other in LANGUAGES
                    if any(other in entry.summary for entry in of_report)}  # fmt: skip
            pages[here[lang]] = _page(
                title, of_report, areas, lambda subject: subject.area, here, lang, renderer
            )
        for area, name in areas.items():
            of_area = [entry for entry in held if entry.subject.area == area]
            here = {other: area_path(area, other, edition) for other in LANGUAGES
                    if any(other in entry.summary for entry in of_area)}  # fmt: skip
            pages[here[lang]] = _page(
                name, of_area, reports, lambda subject: subject.report, here, lang, renderer
            )
    return pages


def _page(
    title: str, entries: Sequence[Entry], columns: _Names, column: Callable[[Subject], str],
    here: Mapping[Lang, str], lang: Lang, renderer: Renderer,
) -> str:  # fmt: skip
    path, word = here[lang], renderer.settings.terms.text
    by_cadence = {c: [e for e in entries if e.subject.cadence == c] for c in CADENCES}
    return renderer.plain(
        "browse.html.j2",
        path,
        lang,
        synthetic=any(entry.synthetic for entry in entries),
        title=title,
        cadences=[
            {
                "code": cadence,
                "name": word("cadence", cadence, lang),
                "years": _tables(held, columns, column, path, lang),
            }
            for cadence, held in by_cadence.items()
            if held
        ],
        languages=[
            Link(word("page", "language", other), relative(target, path), other)
            for other, target in here.items()
            if other != lang
        ],
        catalogue_href=relative(marked(CATALOGUES[lang], renderer.edition), path),
        feed_href=relative(feed_path(lang, renderer.edition), path),
    )


def _tables(
    entries: Sequence[Entry], columns: _Names, column: Callable[[Subject], str], start: str,
    lang: Lang,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return a table a year, of months, or one of all years: a row a period."""
    subjects = [entry.subject for entry in entries]
    held = {column(subject) for subject in subjects}
    shown = {code: name for code, name in columns.items() if code in held}

    def year(subject: Subject) -> str:
        return Year(subject.period.year).name(lang) if subject.cadence == "monthly" else ""

    def rows(of_year: Iterable[Subject]) -> list[dict[str, Any]]:
        found = []
        for period, of_period in groupby(of_year, key=lambda subject: subject.period):
            links = {column(s): relative(Page(s, lang).path, start) for s in of_period}
            found.append({"name": period.name(lang), "cells": [links.get(code) for code in shown]})
        return found

    return [
        {"name": name, "columns": list(shown.values()), "rows": rows(of_year)}
        for name, of_year in groupby(subjects, key=year)
    ]
