"""One page, from its notebook to its files: the job of a build's worker."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from helpers.domain.about import About
from helpers.domain.deliveries import Fact
from helpers.domain.structure import COLUMNS
from helpers.domain.tidy import Row, from_csv
from helpers.domain.vintages import PAST_COLUMNS
from helpers.errors import DataError, KarnamehError
from helpers.files import write_durably
from helpers.release.cells import acting_cells
from helpers.release.checks import check_page
from helpers.release.completed import read_completed
from helpers.release.delivered import facts_behind, facts_csv
from helpers.release.downloads import csv_text, past_csv, past_shown
from helpers.release.execute import Run, prepare_process, run_notebook
from helpers.release.navigation import Site
from helpers.release.notebooks import Notebook
from helpers.release.numbers import remembered
from helpers.release.pages import Page, Subject
from helpers.release.pdf import PdfError, pdf_of
from helpers.release.records import Stamp, stamp_of
from helpers.release.render import Renderer
from helpers.release.sources.check import SourceCheck
from helpers.release.sources.origin import named_cells
from helpers.release.workbook.book import workbook


@dataclass(frozen=True)
class Made:
    """What became of a page.

    Attributes
    ----------
    failures
        Why it must not be published; empty if it may.
    files
        What was written.
    status, synthetic, summary
        As the notebook handed them over.
    rows
        Checksum of the numbers it shows, the same in every language.
    numbers
        What to remember of the numbers it has looked at.
    """

    failures: tuple[KarnamehError, ...] = ()
    files: Mapping[str, Stamp] = field(default_factory=dict)
    status: str = ""
    synthetic: bool = False
    summary: str = ""
    rows: str = ""
    numbers: bytes = b""


@dataclass(frozen=True)
class PageMaker:
    """Makes pages: runs the notebook, renders it, writes and checks the files.

    Attributes
    ----------
    notebooks
        The notebook of each page to be made.
    with_downloads
        The pages that write the downloads too: one for each file of numbers.
    site
        All pages of the release to be.
    paths
        All files of the release to be.
    about
        The register behind the numbers.
    stage
        Where files are written.
    live
        Where published pages stand whose links are to be renewed.
    failed
        Where notebooks are kept that did not run to their end.
    private
        Texts that must not stand in a page.
    sources
        Finds the numbers of a page that have no source.
    printed
        The editions whose pages are printed to PDF.
    browser
        Path of what prints them; empty where none are.
    """

    notebooks: Mapping[Page, Notebook]
    with_downloads: frozenset[Page]
    site: Site
    paths: frozenset[str]
    about: About
    renderer: Renderer
    environment: Mapping[str, str]
    scratch: Path
    stage: Path
    live: Path
    failed: Path
    private: tuple[str, ...]
    sources: SourceCheck
    printed: frozenset[Subject] = frozenset()
    browser: str = ""

    def __call__(self, page: Page) -> Made:
        """Make a page; one without a notebook gets new links and is otherwise left as it is."""
        if page not in self.notebooks:
            return self._with_new_links(page)
        prepare_process(self.environment, self.scratch)
        settings = self.renderer.settings
        limits = settings.configuration.limits
        run = run_notebook(page, self.notebooks[page], limits, self.scratch)
        try:
            return self._finished(run)
        except PdfError as failure:
            failure.what = f"{page}: {failure.what}"
            return Made((failure,))
        except KarnamehError as failure:
            if run.notebook is not None:
                path = (self.failed / page.path).with_suffix(".ipynb")
                path.parent.mkdir(parents=True, exist_ok=True)
                nbformat.write(run.notebook, path)
                failure.do = f"open {path}"
            return Made((failure,))

    def _finished(self, run: Run) -> Made:
        page, notebook, settings = run.page, self.notebooks[run.page], self.renderer.settings
        if run.failure:
            raise run.failure
        assert run.notebook is not None
        try:
            completed = read_completed(run.notebook)
        except DataError as error:
            error.where = f"{notebook.cadence}/{notebook.path.name} for {page}: {error.where}"
            raise
        csv = csv_text(completed.rows)
        checksum = hashlib.sha256(csv.encode()).hexdigest()
        past = past_shown(completed.past, completed.main_series, page.subject)
        delivered = facts_behind(self.about, page.subject, settings)
        files: dict[str, Stamp] = {}
        if page in self.with_downloads:
            book = workbook(page.subject, notebook.title, completed, checksum, settings)
            files |= self._write(page.subject.csv, csv) | self._write(page.subject.xlsx, book)
            files |= self._write(page.subject.revisions, past_csv(past))
            if not completed.synthetic:
                files |= self._write(page.subject.deliveries, facts_csv(delivered))
        html = self.renderer.page(
            page,
            run.notebook,
            completed,
            titles=notebook.title,
            links=self.site.links(page),
            checksum=checksum,
            printed=page.subject in self.printed,
        )
        if page.subject in self.printed:
            files |= self._write(page.pdf, pdf_of(html, self.browser))
        unsourced = named_cells(
            self.sources.faults(page, html, completed.rows, past, delivered),
            run.notebook,
            notebook,
        )
        return Made(
            (
                *acting_cells(run.notebook, notebook, page),
                *self._faults(page, html, synthetic=completed.synthetic),
                *unsourced,
            ),
            files | self._write(page.path, html),
            completed.status,
            completed.synthetic,
            completed.summary,
            checksum,
            remembered(completed.rows, completed.past, completed.absent),
        )

    def _with_new_links(self, page: Page) -> Made:
        """Write the links of a published page to others anew."""
        before = (self.live / page.path).read_text("utf-8")
        html = self.renderer.with_links(before, page, self.site.links(page))
        subject = page.subject
        rows = from_csv((self.live / subject.csv).read_text("utf-8"), COLUMNS)
        past = self._live_rows(subject.revisions, PAST_COLUMNS)
        delivered = [*map(Fact._make, self._live_rows(subject.deliveries, Fact._fields))]
        unsourced = self.sources.faults(page, html, rows, past, delivered)
        faults = [*self._faults(page, html), *unsourced]
        return Made(tuple(faults), self._write(page.path, html))

    def _live_rows(self, path: str, columns: Sequence[str]) -> list[Row]:
        """Return the rows of a published file; none of one that earlier editions did not have."""
        file = self.live / path
        return from_csv(file.read_text("utf-8"), columns) if file.is_file() else []

    def _write(self, path: str, content: str | bytes) -> dict[str, Stamp]:
        data = content.encode("utf-8") if isinstance(content, str) else content
        write_durably(self.stage / path, data)
        return {path: stamp_of(self.stage / path, hashlib.sha256(data).hexdigest())}

    def _faults(self, page: Page, html: str, *, synthetic: bool = False) -> Iterator[KarnamehError]:
        yield from check_page(
            page.path, html, self.paths, private=self.private, synthetic=synthetic
        )
