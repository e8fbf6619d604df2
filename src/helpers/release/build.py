"""The main job: from a register to a published folder, whole or not at all."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.errors import DataError, KarnamehError
from helpers.register.store import open_register
from helpers.release.assemble import Finished, assemble
from helpers.release.catalogue import read_catalogue
from helpers.release.completed import read_completed
from helpers.release.execute import Run, execute
from helpers.release.navigation import CATALOGUES
from helpers.release.notebooks import Notebook
from helpers.release.pages import Page, Subject
from helpers.release.plan import Request, plan_pages
from helpers.release.stage import check_target, staged
from helpers.settings import ROOT_VARIABLE, STATISTICS_VARIABLE, Settings
from helpers.statistics.publish import publish_statistics

Plan = dict[Page, Notebook]
Watch = Callable[[Iterator[Run], int], Iterable[Run]]


@dataclass(frozen=True)
class Outcome:
    """What a build came to.

    Attributes
    ----------
    index
        The catalogue of the published folder.
    pages
        The pages that were made; none were published if there are failures.
    """

    index: Path
    pages: tuple[Page, ...]
    failures: tuple[KarnamehError, ...] = ()


def plan_build(request: Request, notebooks: Sequence[Notebook], register: str, out: Path) -> Plan:
    """Return the pages that a build will make, each with its notebook.

    The other language of a page that is published already is made with it: both stand on one
    file of numbers.

    Raises
    ------
    RequestError
        If there is no register, it does not hold a period, or the folder holds something else.
    """
    check_target(out, request.edition)
    with closing(open_register(register)) as opened:
        asked = plan_pages(request, notebooks, opened.about)
    published = {page for entry in read_catalogue(out) for page in entry.pages}
    plan: Plan = {}
    for page, notebook in asked.items():
        for lang in notebook.languages:
            other = replace(page, lang=lang)
            if other in asked or other in published:
                plan[other] = notebook
    return plan


def build(
    plan: Plan,
    notebooks: Sequence[Notebook],
    settings: Settings,
    *,
    register: str,
    out: Path,
    jobs: int | None = None,
    watch: Watch = lambda runs, _: runs,
) -> Outcome:
    """Make the planned pages and publish them with all that is published already.

    Parameters
    ----------
    plan
        From :func:`plan_build`.
    out
        The folder to publish.
    jobs
        Notebooks run at once; as many as there are processors if not said.
    watch
        Told of every run as it ends: passes the runs on, and may show progress.

    Returns
    -------
    Outcome
        With failures, nothing was published, and the last good release stands as it was.
    """
    edition = next(iter(plan)).subject.edition
    table = settings.statistics / f"{edition}.parquet"
    staged_table = table.with_name(f".{edition}-{os.getpid()}.parquet")
    environment = {
        ROOT_VARIABLE: str(settings.root), STATISTICS_VARIABLE: str(staged_table),
    }  # fmt: skip
    try:
        with closing(open_register(register)) as opened:
            about = publish_statistics(opened, settings, edition, staged_table)
        runs = execute(plan, environment, jobs=jobs or os.cpu_count() or 1)
        finished, failures = _gather(plan, watch(runs, len(plan)), _failed_folder(settings))
        if not failures:
            with staged(out) as stage:
                failures = list(assemble(stage, finished, notebooks, about, settings))
                if not failures:
                    os.replace(staged_table, table)
                    stage.publish()
    finally:
        staged_table.unlink(missing_ok=True)
    return Outcome(out / CATALOGUES["fa"], tuple(plan), tuple(failures))


def _failed_folder(settings: Settings) -> Path:
    """Return the folder, emptied, in which what ran of failed notebooks is kept to look at."""
    folder = settings.root / "build" / "failed"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _gather(
    plan: Plan, runs: Iterable[Run], failed: Path
) -> tuple[list[Finished], list[KarnamehError]]:
    """Return the finished runs in the order of the plan, and the failures."""
    finished: dict[Page, Finished] = {}
    failures: list[KarnamehError] = []
    for run in runs:
        try:
            finished[run.page] = _finished(run, plan[run.page])
        except KarnamehError as failure:
            if run.notebook is not None:
                failure.do = f"open {_keep(run.notebook, failed / run.page.path)}"
            failures.append(failure)
    in_order = [finished[page] for page in plan if page in finished]
    return in_order, [*failures, *_differences(in_order)]


def _finished(run: Run, report: Notebook) -> Finished:
    if run.failure:
        raise run.failure
    assert run.notebook is not None
    try:
        return Finished(run.page, report, run.notebook, read_completed(run.notebook))
    except DataError as error:
        error.where = f"{report.cadence}/{report.path.name} for {run.page}: {error.where}"
        raise


def _keep(notebook: NotebookNode, path: Path) -> Path:
    target = path.with_suffix(".ipynb")
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)
    return target


def _differences(finished: Sequence[Finished]) -> Iterator[DataError]:
    """Yield the reports whose languages do not show the same numbers."""
    first: dict[Subject, Finished] = {}
    for run in finished:
        other = first.setdefault(run.page.subject, run)
        if replace(run.completed, summary="") != replace(other.completed, summary=""):
            yield DataError(
                "the languages of a report do not show the same numbers",
                where=f"{other.page}, {run.page}",
                do="make the sentences, charts and tables of both from the same cells",
            )
