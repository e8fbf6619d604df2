"""The catalogue: every edition of a release, in order and as data."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from helpers.domain.about import Edition
from helpers.domain.corrections import Correction
from helpers.domain.periods import CADENCES
from helpers.domain.persian import LANGUAGES, Lang
from helpers.release.layout import editions_of
from helpers.release.navigation import Titles
from helpers.release.pages import Page, Subject, subject_of
from helpers.settings import Settings

# SHA-256 and size in bytes of files, by path.
Files: TypeAlias = Mapping[str, tuple[str, int]]

_DESCRIBED = (
    "report", "cadence", "period", "period_start", "period_end", "area", "order", "title",
    "status", "corrected", "synthetic", "summary", "parameters", "files",
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
        """Paths of all files; made-up people were not delivered by anyone."""
        subject = self.subject
        pages = (page.path for page in self.pages)
        delivered = [] if self.synthetic else [subject.deliveries]
        return [*pages, subject.csv, subject.xlsx, subject.revisions, *delivered]

    def paths_in(self, files: Container[str]) -> list[str]:
        """Return the paths of its files, those printed too that are among ``files``."""
        return [*self.paths, *(page.pdf for page in self.pages if page.pdf in files)]


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


def corrections_of(subject: Subject, settings: Settings) -> list[Correction]:
    """Return the notices that correct the pages of a subject, the newest first."""
    period = str(subject.period)
    return [
        notice
        for notice in settings.corrections
        if notice.covers(subject.report, period, subject.area)
    ]


def summary_in_words(entry: Entry, lang: Lang, settings: Settings) -> str:
    """Return the summary as it stands where no banner does: made-up people are named as such."""
    text = " ".join(entry.summary[lang].split())
    return f"{settings.terms.text('page', 'synthetic', lang)}. {text}" if entry.synthetic else text


def catalogue_json(
    entries: Sequence[Entry], edition: Edition, files: Files, settings: Settings
) -> str:
    """Return the catalogue for machines, with a checksum of every file.

    Parameters
    ----------
    files
        Checksum and size of the editions' files, by path.
    """
    content = {
        "edition": edition,
        "editions": [described(entry, files, settings) for entry in entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def described(entry: Entry, files: Files, settings: Settings) -> dict[str, Any]:
    """Return an edition as the catalogue describes it."""
    period = entry.subject.period
    said = content_of(entry) | {
        "period_start": str(period.first_day),
        "period_end": str(period.last_day),
        "parameters": [page.parameters for page in entry.pages],
        "corrected": [str(notice.dated) for notice in corrections_of(entry.subject, settings)],
        "files": [
            {"path": path, "sha256": files[path][0], "bytes": files[path][1]}
            for path in entry.paths_in(files)
        ],
    }
    return {name: said[name] for name in _DESCRIBED}
