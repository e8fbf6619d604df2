"""A release put together: its pages made by workers, its records kept, its folder published."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from helpers.domain.tidy import as_csv
from helpers.domain.vintages import PAST_COLUMNS
from helpers.errors import DataError, KarnamehError
from helpers.release.catalogue import Entry, content_of, entry_of, in_order, titles_of
from helpers.release.delivered import facts_csv
from helpers.release.gate import faults_of_release
from helpers.release.ingredients import Ingredients
from helpers.release.layout import foreign_files, read_manifest, release_id
from helpers.release.ledger import Ledger
from helpers.release.make import Made, PageMaker
from helpers.release.minisign import SecretKey
from helpers.release.navigation import Site
from helpers.release.notebooks import Notebook
from helpers.release.origin import Origin, origin_of
from helpers.release.own_files import own_paths, write_own_files
from helpers.release.pages import Page, Subject
from helpers.release.past import Past
from helpers.release.pdf import find_browser
from helpers.release.reading import PublishedRelease
from helpers.release.records import Record, is_whole
from helpers.release.render import Renderer
from helpers.release.sources.check import SourceCheck
from helpers.release.stage import Stage
from helpers.release.survey import Survey, Watch
from helpers.release.warm import prepare_forks
from helpers.release.workers import WorkerError, in_workers
from helpers.settings import HISTORY_VARIABLE, ROOT_VARIABLE, STATISTICS_VARIABLE


class Assembly:
    """The making of one release.

    Parameters
    ----------
    survey
        What there is, and what is to be made.
    notebooks
        All notebooks of the project.
    dropped
        Names of published editions that do not belong to the release any more.
    past
        What was published before.
    """

    def __init__(
        self, survey: Survey, ledger: Ledger, stage: Stage, notebooks: Sequence[Notebook],
        dropped: set[str], past: Past,
    ) -> None:  # fmt: skip
        self._survey, self._ledger, self._stage = survey, ledger, stage
        self._notebooks, self._settings, self._past = notebooks, survey.settings, past
        self._renderer = Renderer(survey.settings, survey.table.about.edition)
        self._private = (str(self._settings.root), str(Path.home()), tempfile.gettempdir())
        resumed = {subject.identifier for subject in survey.resumed}
        unfinished = survey.unfinished.editions
        fresh = {page.subject.identifier for page in survey.to_make}
        # Every edition of the release to be; those that are being made are added as they are done.
        self._editions = {
            name: record
            for name, record in survey.published.editions.items()
            if name not in fresh | dropped
        } | {name: unfinished[name] for name in resumed}
        self._stage.begin(path for name in resumed for path in unfinished[name].files)
        self._records = ledger.begin(resumed)
        entries = in_order(self._expected(), self._settings)
        pages = [page for entry in entries for page in entry.pages]
        self._site = Site(pages, titles_of(entries), self._settings)
        self._own_paths = own_paths(self._renderer.edition, [entry.subject for entry in entries])
        printed = {page.pdf for page in survey.to_make if page.subject in survey.printed}
        printed.update(*(record.files for record in self._editions.values()))
        self._paths = frozenset(path for entry in entries for path in entry.paths_in(printed))

    def make(self, *, jobs: int, watch: Watch) -> list[KarnamehError]:
        """Make every page that must be made; return what must not be published.

        Parameters
        ----------
        jobs
            Pages made at once.
        watch
            Told of every page as it ends, and whether it is good.
        """
        if damaged := list(self._damaged()):
            return damaged
        failed = self._settings.root / "build" / "failed"
        shutil.rmtree(failed, ignore_errors=True)
        prepare_forks(self._survey.table.path, self._past.path)
        self._renderer.warm()
        tasks = [*self._survey.to_make, *self._with_other_links()]
        failures: list[KarnamehError] = []
        with tempfile.TemporaryDirectory(prefix="karnameh-") as scratch:
            maker = self._maker(Path(scratch), failed)
            with closing(in_workers(maker, tasks, jobs=jobs)) as results:
                for _ in watch(self._kept_in_mind(results, failures), len(tasks)):
                    pass
        return failures

    def finish(self, made_from: Ingredients, secret: SecretKey | None) -> list[KarnamehError]:
        """Write catalogue and manifest, and take over what stays; return what is wrong.

        Parameters
        ----------
        secret
            What the manifest is signed with.
        """
        missing = [s for s in self._survey.subjects if s.identifier not in self._editions]
        if missing:
            return [DataError("a planned page was not made", where=str(s)) for s in missing]
        self._complete_files()
        entries = in_order(map(entry_of, self._contents()), self._settings)
        files = {path: stamp for r in self._editions.values() for path, stamp in r.files.items()}
        self._stage.keep(files)
        own, failures = write_own_files(
            self._stage, entries, files, self._survey.table.about, self._notebooks,
            self._renderer, self._private, self._origin(), self._past, secret,
        )  # fmt: skip
        if failures:
            return failures
        foreign = foreign_files(self._stage.live)
        self._stage.keep(foreign)
        self._stage.limit_to([*files, *own, *foreign])
        done = {record.name for record in self._records.all()}
        with self._records.together():
            for name, record in self._editions.items():
                if name not in done or record != self._survey.unfinished.editions.get(name):
                    source = self._records if name in done else self._survey.published
                    self._records.add(record, source.numbers(name))
        self._records.agree(self._survey.agreeing, self._survey.table.digest)
        self._records.note("made_from", dict(made_from))
        self._records.note("files", own)
        return list(faults_of_release(PublishedRelease(self._stage.folder), self._settings))

    def publish(self) -> bool:
        """Put the release in the place of the published one.

        Returns
        -------
        bool
            Whether that was one step.
        """
        self._ledger.finish(release_id(self._stage.folder))
        at_once = self._stage.publish()
        self._ledger.tidy()
        return at_once

    def _origin(self) -> Origin:
        """Return from which count each edition was made, or agrees with as if it had been."""
        table, live = self._survey.table, self._stage.live
        counts = {name: record.table for name, record in self._editions.items()}
        counts |= {name: table.digest for name in self._survey.agreeing if name in counts}
        before = read_manifest(live) if release_id(live) else {}
        return origin_of(counts, table, before, self._settings)

    def _expected(self) -> Iterator[Entry]:
        """Yield the editions of the release to be, as far as they are known beforehand."""
        yield from map(entry_of, self._contents())
        for subject, pages in self._survey.subjects.items():
            if subject.identifier not in self._editions:
                notebook = self._survey.plan[pages[0]]
                summary = {page.lang: "" for page in pages}
                synthetic = self._survey.table.about.synthetic
                yield Entry(subject, notebook.order, notebook.title, "", synthetic, summary)

    def _damaged(self) -> Iterator[KarnamehError]:
        """Yield the published files that stay, but are not as they were left."""
        for name, record in self._survey.published.editions.items():
            if self._editions.get(name) is record:
                for path in record.files:
                    if not is_whole(self._stage.live / path, record.files[path]):
                        yield DataError(
                            "a published file that is not made anew was changed or lost",
                            where=path,
                            do=f"build its period too: --period {record.content['period']}",
                        )

    def _complete_files(self) -> None:
        """Give editions made before a kind of file was there such files, with nothing in them."""
        for name, record in self._editions.items():
            entry = entry_of(record.content)
            subject, files = entry.subject, dict(record.files)
            for path, empty in (
                (subject.revisions, as_csv([], PAST_COLUMNS)),
                (subject.deliveries, facts_csv(())),
            ):
                if path in entry.paths and path not in files:
                    files[path] = self._stage.write(path, empty.encode())
            if files != record.files:
                self._editions[name] = replace(record, files=files)

    def _contents(self) -> Iterator[Mapping[str, object]]:
        return (record.content for record in self._editions.values())

    def _with_other_links(self) -> Iterator[Page]:
        """Yield the pages that stay, but have other links than they had."""
        for record in self._editions.values():
            for page in entry_of(record.content).pages:
                if record.links.get(page.path) != self._site.digest(page):
                    yield page

    def _maker(self, scratch: Path, failed: Path) -> PageMaker:
        survey = self._survey
        firsts = {subject: pages[0] for subject, pages in survey.subjects.items()}
        environment = {
            ROOT_VARIABLE: str(self._settings.root), STATISTICS_VARIABLE: str(survey.table.path),
            HISTORY_VARIABLE: str(self._past.path),
        }  # fmt: skip
        return PageMaker(
            notebooks={page: survey.plan[page] for page in survey.to_make},
            with_downloads=frozenset(firsts.values()),
            site=self._site,
            paths=self._paths | self._own_paths,
            about=survey.table.about,
            renderer=self._renderer,
            environment=environment,
            scratch=scratch,
            stage=self._stage.folder,
            live=self._stage.live,
            failed=failed,
            private=self._private,
            sources=SourceCheck(self._settings),
            printed=frozenset(survey.printed),
            browser=find_browser() if survey.printed else "",
        )

    def _kept_in_mind(
        self, results: Iterable[tuple[Page, Made | WorkerError]], failures: list[KarnamehError]
    ) -> Iterator[tuple[Page, bool]]:
        """Record what became of each page, and yield whether it is good."""
        made: dict[Subject, dict[Page, Made]] = {}
        for page, result in results:
            found: list[KarnamehError] = []
            found += [result] if isinstance(result, WorkerError) else result.failures
            if isinstance(result, Made) and not found:
                if record := self._editions.get(page.subject.identifier):
                    self._editions[record.name] = replace(
                        record,
                        files={**record.files, **result.files},
                        links={**record.links, page.path: self._site.digest(page)},
                    )
                else:
                    languages = made.setdefault(page.subject, {})
                    languages[page] = result
                    if len(languages) == len(self._survey.subjects[page.subject]):
                        found += self._record(page.subject, languages)
            failures += found
            yield page, not found

    def _record(self, subject: Subject, made: Mapping[Page, Made]) -> Iterator[DataError]:
        """Keep how an edition was made; yield that its languages show different numbers."""
        one = next(iter(made.values()))
        if any((other.rows, other.status) != (one.rows, one.status) for other in made.values()):
            yield DataError(
                "the languages of a report do not show the same numbers",
                where=", ".join(page.path for page in made),
                do="make the sentences, charts and tables of both from the same cells",
            )
            return
        made = {page: made[page] for page in self._survey.subjects[subject]}  # in no other order
        notebook = self._survey.plan[next(iter(made))]
        summary = {page.lang: result.summary for page, result in made.items()}
        entry = Entry(
            subject, notebook.order, notebook.title, one.status, one.synthetic, summary
        )  # fmt: skip
        record = Record(
            name=subject.identifier,
            made_from=self._survey.made_from[subject],
            content=content_of(entry),
            files={path: stamp for each in made.values() for path, stamp in each.files.items()},
            links={page.path: self._site.digest(page) for page in made},
            table=self._survey.table.digest,
        )
        self._records.add(record, one.numbers)
        self._editions[record.name] = record
