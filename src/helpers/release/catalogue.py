"""The catalogue: every edition of a release, for machines and for readers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from helpers.domain.about import Edition
from helpers.domain.periods import CADENCES, Cadence
from helpers.domain.persian import LANGUAGES, Lang
from helpers.release.dataset import COMMA
from helpers.release.layout import CATALOGUE, editions_of
from helpers.release.navigation import CATALOGUES, DESCRIPTIONS, Link, Titles, relative
from helpers.release.pages import Page, Subject, subject_of
from helpers.release.render import Renderer
from helpers.settings import Settings

# SHA-256 and size in bytes of files, by path.
Files: TypeAlias = Mapping[str, tuple[str, int]]

_DESCRIBED = (
    "report", "cadence", "period", "period_start", "period_end", "area", "order", "title",
    "status", "synthetic", "summary", "parameters", "files",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One edition: the pages of a report, period and area, and their numbers.

    Attributes
    ----------
    order
        Place of the report among those of its cadence.
    status
        Observation status of the numbers, an SDMX letter.
    summary
        The headline as plain text, by language.
    """

    subject: Subject
    order: int
    title: Mapping[Lang, str]
    status: str
    synthetic: bool
    summary: Mapping[Lang, str]

    @property
    def pages(self) -> list[Page]:
        """The HTML pages."""
        return [Page(self.subject, lang) for lang in LANGUAGES if lang in self.summary]

    @property
    def paths(self) -> list[str]:
        """Paths of all files."""
        return [*(page.path for page in self.pages), self.subject.csv, self.subject.xlsx]


def entry_of(content: Mapping[str, Any]) -> Entry:
    """Return the edition that plain data describe."""
    return Entry(
        subject_of(content["report"], content["period"], content["area"], content["edition"]),
        *(content[name] for name in ("order", "title", "status", "synthetic", "summary")),
    )


def content_of(entry: Entry) -> dict[str, Any]:
    """Return an edition as plain data, from which :func:`entry_of` makes it again."""
    subject = entry.subject
    return {
        "edition": subject.edition,
        "report": subject.report,
        "cadence": subject.cadence,
        "period": str(subject.period),
        "area": subject.area,
        "order": entry.order,
        "title": dict(entry.title),
        "status": entry.status,
        "synthetic": entry.synthetic,
        "summary": dict(entry.summary),
    }


def read_catalogue(folder: Path) -> list[Entry]:
    """Return the editions of a published folder; none where it has no catalogue."""
    return [entry_of(edition) for edition in editions_of(folder)]


def in_order(entries: Iterable[Entry], settings: Settings) -> list[Entry]:
    """Return the editions newest first, then by report and area as they are shown everywhere."""
    codes = settings.areas.codes

    def place(entry: Entry) -> tuple[int, int, int, str, int]:
        subject = entry.subject
        area = codes.index(subject.area) if subject.area in codes else len(codes)
        newest = -subject.period.last_day.toordinal()
        return CADENCES.index(subject.cadence), newest, entry.order, subject.report, area

    return sorted(entries, key=place)


def titles_of(entries: Sequence[Entry]) -> Titles:
    """Return the reports' titles by cadence, as the newest edition has them."""
    titles: dict[str, dict[str, Mapping[Lang, str]]] = {}
    for entry in entries:
        titles.setdefault(entry.subject.cadence, {}).setdefault(entry.subject.report, entry.title)
    return titles


def catalogue_json(entries: Sequence[Entry], edition: Edition, files: Files) -> str:
    """Return the catalogue for machines, with a checksum of every file.

    Parameters
    ----------
    files
        Checksum and size of the editions' files, by path.
    """
    content = {
        "edition": edition,
        "editions": [_described(entry, files) for entry in entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def catalogue_pages(
    entries: Sequence[Entry], renderer: Renderer, settings: Settings
) -> dict[str, str]:
    """Return the catalogue for readers: HTML by path."""
    return {
        CATALOGUES[lang]: renderer.plain(
            "catalogue.html.j2",
            lang,
            synthetic=any(entry.synthetic for entry in entries),
            cadences=[
                {
                    "code": cadence,
                    "name": settings.terms.text("cadence", cadence, lang),
                    "groups": groups,
                }
                for cadence in CADENCES
                if (groups := _groups(entries, cadence, lang, settings))
            ],
            languages=[
                Link(
                    settings.terms.text("page", "language", other),
                    relative(CATALOGUES[other], CATALOGUES[lang]),
                    other,
                )
                for other in LANGUAGES
                if other != lang
            ],
            json_href=relative(CATALOGUE, CATALOGUES[lang]),
            description_href=relative(DESCRIPTIONS[lang], CATALOGUES[lang]),
        )
        for lang in LANGUAGES
    }


def _described(entry: Entry, files: Files) -> dict[str, Any]:
    period = entry.subject.period
    described = content_of(entry) | {
        "period_start": str(period.first_day),
        "period_end": str(period.last_day),
        "parameters": [page.parameters for page in entry.pages],
        "files": [
            {"path": path, "sha256": files[path][0], "bytes": files[path][1]}
            for path in entry.paths
        ],
    }
    return {name: described[name] for name in _DESCRIBED}


def _groups(
    entries: Sequence[Entry], cadence: Cadence, lang: Lang, settings: Settings
) -> list[dict[str, Any]]:
    """Return one table a period, newest first: a row an area, a column a report."""
    held = [
        entry for entry in entries if entry.subject.cadence == cadence and lang in entry.summary
    ]
    cells = {
        (entry.subject.report, entry.subject.period, entry.subject.area): _cell(
            entry, lang, settings
        )
        for entry in held
    }
    titles = titles_of(held).get(cadence, {})
    groups = []
    for period in dict.fromkeys(entry.subject.period for entry in held):
        rows = [
            {
                "area": area.name(lang),
                "cells": [cells.get((report, period, area.code)) for report in titles],
            }
            for area in settings.areas
        ]
        groups.append(
            {
                "identity": f"{cadence}-{period}",
                "name": period.name(lang),
                "gregorian": period.gregorian(lang),
                "reports": [title[lang] for title in titles.values()],
                "rows": [row for row in rows if any(row["cells"])],
            }
        )
    return groups


def _cell(entry: Entry, lang: Lang, settings: Settings) -> dict[str, str]:
    subject = entry.subject
    names = (
        entry.title[lang], settings.areas[subject.area].name(lang), subject.period.name(lang),
    )  # fmt: skip
    start = CATALOGUES[lang]
    return {
        "href": relative(Page(subject, lang).path, start),
        "csv": relative(subject.csv, start),
        "xlsx": relative(subject.xlsx, start),
        "label": COMMA[lang].join(names),
    }
