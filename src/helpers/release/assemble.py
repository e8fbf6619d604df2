"""The files of a release, written to its stage."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from helpers.domain.about import About
from helpers.domain.persian import Lang
from helpers.errors import KarnamehError
from helpers.release import catalogue, manifest
from helpers.release.catalogue import Entry
from helpers.release.checks import check_pages
from helpers.release.completed import Completed
from helpers.release.description import description_pages
from helpers.release.downloads import csv_text, workbook
from helpers.release.navigation import CATALOGUES, DESCRIPTIONS, Site
from helpers.release.notebooks import Notebook
from helpers.release.pages import Page, Subject
from helpers.release.render import Renderer
from helpers.release.stage import Stage
from helpers.settings import Settings


@dataclass(frozen=True)
class Finished:
    """A notebook that ran to its end for one page."""

    page: Page
    report: Notebook
    executed: NotebookNode
    completed: Completed


def assemble(
    stage: Stage,
    finished: Sequence[Finished],
    notebooks: Sequence[Notebook],
    about: About,
    settings: Settings,
) -> Iterator[KarnamehError]:
    """Write every file of a release; yield what must not be published.

    Parameters
    ----------
    finished
        The runs, both languages of a subject among them; their numbers agree.
    notebooks
        All notebooks of the project, for the manifest.
    """
    renderer = Renderer(settings, about.edition)
    fresh = _entries(finished)
    earlier = [e for e in catalogue.read_catalogue(stage.folder) if e.subject not in fresh]
    entries = catalogue.in_order([*earlier, *fresh.values()], settings)
    pages = [page for entry in entries for page in entry.pages]
    site = Site(pages, catalogue.titles_of(entries), settings)

    _write_new_pages(stage, finished, fresh, renderer, site, settings)
    _renew_links(stage, [p for e in earlier for p in e.pages], renderer, site)
    for path, html in {
        **catalogue.catalogue_pages(entries, renderer, settings),
        **description_pages(renderer, settings),
    }.items():
        stage.write(path, html)
    stage.write(catalogue.FILE_NAME, catalogue.catalogue_json(entries, about.edition, stage.folder))
    paths = [path for entry in entries for path in entry.paths]
    paths += [*CATALOGUES.values(), *DESCRIPTIONS.values(), catalogue.FILE_NAME]
    stage.write(
        manifest.FILE_NAME,
        manifest.manifest_json(stage.folder, paths, about, notebooks, settings=settings),
    )
    written = {path for path in stage.written if path.endswith(".html")}
    planned = {run.page.path for run in finished}
    private = (str(settings.root), str(Path.home()), tempfile.gettempdir())
    yield from check_pages(
        stage.folder, sorted(planned), private=private, synthetic=about.synthetic
    )
    yield from check_pages(stage.folder, sorted(written - planned), private=private)


def _entries(finished: Sequence[Finished]) -> dict[Subject, Entry]:
    summaries: dict[Subject, dict[Lang, str]] = {}
    entries: dict[Subject, Entry] = {}
    for run in finished:
        subject, completed = run.page.subject, run.completed
        summary = summaries.setdefault(subject, {})
        summary[run.page.lang] = completed.summary
        entries[subject] = Entry(
            subject, run.report.order, run.report.title, completed.status, completed.synthetic,
            summary,
        )  # fmt: skip
    return entries


def _write_new_pages(
    stage: Stage, finished: Sequence[Finished], entries: Mapping[Subject, Entry],
    renderer: Renderer, site: Site, settings: Settings,
) -> None:  # fmt: skip
    rows = {run.page.subject: run.completed.rows for run in finished}
    for subject, entry in entries.items():
        stage.write(subject.csv, csv_text(rows[subject]))
        stage.write(subject.xlsx, workbook(subject, entry.title, rows[subject], settings))
    for run in finished:
        checksum = catalogue.checksum(stage.folder / run.page.subject.csv)
        html = renderer.page(
            run.page,
            run.executed,
            run.completed,
            titles=run.report.title,
            links=site.links(run.page),
            checksum=checksum,
        )
        stage.write(run.page.path, html)


def _renew_links(stage: Stage, pages: Sequence[Page], renderer: Renderer, site: Site) -> None:
    """Write the links of earlier pages to others anew where they changed."""
    for page in pages:
        before = stage.read(page.path)
        after = renderer.with_links(before, page, site.links(page))
        if after != before:
            stage.write(page.path, after)
