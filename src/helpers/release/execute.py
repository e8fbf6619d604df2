"""Running notebooks: one process each, side by side, every failure named with its cell."""

import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.errors import KarnamehError
from helpers.release.notebooks import Notebook
from helpers.release.pages import Page

CELL_SECONDS = 120
START_SECONDS = 60
LINES_SHOWN = 3
_ADDED_BY_PAPERMILL = {"injected-parameters", "papermill-error-cell-tag"}
# Files of the run's own folder instead of ports, which other runs and users could meet.
_TRANSPORT = "ipc" if sys.platform == "linux" else "tcp"


class NotebookFailedError(KarnamehError):
    """A notebook did not run to its end."""


@dataclass(frozen=True)
class Run:
    """One notebook's run: the executed notebook, or why there is none.

    Attributes
    ----------
    notebook
        As far as it was executed; None if nothing was.
    """

    page: Page
    notebook: NotebookNode | None
    failure: NotebookFailedError | None = None


def execute(
    pages: Mapping[Page, Notebook],
    environment: Mapping[str, str],
    *,
    jobs: int,
    cell_seconds: int = CELL_SECONDS,
) -> Iterator[Run]:
    """Run the notebook of every page, each in its own process and empty folder; yield as they end.

    Parameters
    ----------
    pages
        The notebook to run for each page.
    environment
        Variables the notebooks need, besides those of this process.
    jobs
        How many run at once.
    cell_seconds
        How long one cell may take.
    """
    with tempfile.TemporaryDirectory(prefix="karnameh-") as scratch:
        pool = ProcessPoolExecutor(
            max_workers=min(jobs, len(pages)),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_prepare_worker,
            initargs=(scratch, dict(environment)),
        )
        with pool:
            runs = {
                pool.submit(_run, page, notebook, scratch, cell_seconds): page
                for page, notebook in pages.items()
            }
            try:
                for run in as_completed(runs):
                    page = runs[run]
                    if error := run.exception():  # its process was ended, as for want of memory
                        yield Run(page, None, _failure(page, pages[page], None, str(error)))
                    else:
                        yield run.result()
            finally:
                pool.shutdown(cancel_futures=True)


def _prepare_worker(scratch: str, environment: dict[str, str]) -> None:
    """Set what kernels inherit: nothing is written to the home folder, one thread each."""
    os.environ.update(
        environment,
        JUPYTER_RUNTIME_DIR=scratch,
        JUPYTER_CONFIG_DIR=scratch,
        JUPYTER_DATA_DIR=scratch,
        IPYTHONDIR=scratch,
        OMP_NUM_THREADS="1",
        PYDEVD_DISABLE_FILE_VALIDATION="1",
    )


def _run(page: Page, notebook: Notebook, scratch: str, cell_seconds: int) -> Run:
    # Imported here: the parent process only plans and renders.
    import papermill
    from traitlets.config import Config

    folder = Path(tempfile.mkdtemp(dir=scratch))
    target = folder / "executed.ipynb"
    found = ""
    try:
        papermill.execute_notebook(
            str(notebook.path),
            str(target),
            parameters=page.parameters,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            log_output=False,
            cwd=str(folder),
            start_timeout=START_SECONDS,
            execution_timeout=cell_seconds,
            extra_arguments=["--log-level=CRITICAL"],
            config=Config(KernelManager={"transport": _TRANSPORT}),
        )
    except papermill.PapermillExecutionError as error:
        found = f"{error.ename}: {error.evalue}"
    except Exception as error:  # a cell took too long, the kernel died or did not start, …
        found = f"{type(error).__name__}: {error}"
    executed = nbformat.read(target, as_version=4) if target.exists() else None
    shutil.rmtree(folder)
    return Run(page, executed, _failure(page, notebook, executed, found) if found else None)


def _failure(
    page: Page, notebook: Notebook, executed: NotebookNode | None, found: str
) -> NotebookFailedError:
    parameters = ", ".join(f"{name}={value}" for name, value in page.parameters.items())
    cell, source = _last_cell(executed)
    lines = source.strip().splitlines()
    shown = " ⏎ ".join(lines[:LINES_SHOWN]) + (" …" if len(lines) > LINES_SHOWN else "")
    return NotebookFailedError(
        f"{notebook.cadence}/{notebook.path.name} failed with {parameters}",
        where=f"{cell}: {shown}" if shown else cell,
        found=found.strip(),
    )


def _last_cell(executed: NotebookNode | None) -> tuple[str, str]:
    """Return the number, as in the notebook's own file, and the source of the last cell begun."""
    place = "starting the kernel", ""
    number = 0
    for cell in executed.cells if executed else ():
        if _ADDED_BY_PAPERMILL & set(cell.metadata.get("tags", [])):
            continue
        number += 1
        if cell.cell_type == "code" and cell.metadata.get("papermill", {}).get("start_time"):
            place = f"cell {number}", cell.source
    return place
