"""Running one page's notebook through papermill; a failure is named with its cell."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from helpers.configuration import Limits
from helpers.errors import KarnamehError
from helpers.release.notebooks import Notebook
from helpers.release.pages import Page

ENGINE = "karnameh"
START_SECONDS = 60
LINES_SHOWN = 3
ADDED_BY_PAPERMILL = {"injected-parameters", "papermill-error-cell-tag"}
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


def prepare_process(environment: Mapping[str, str], scratch: Path) -> None:
    """Set what notebooks inherit: nothing is written to the home folder, one thread each.

    Parameters
    ----------
    environment
        Variables the notebooks need.
    scratch
        A folder for what kernels write.
    """
    os.environ.update(
        environment,
        JUPYTER_RUNTIME_DIR=str(scratch),
        JUPYTER_CONFIG_DIR=str(scratch),
        JUPYTER_DATA_DIR=str(scratch),
        IPYTHONDIR=str(scratch),
    )


def run_notebook(page: Page, notebook: Notebook, limits: Limits, scratch: Path) -> Run:
    """Run the notebook of a page in a process and an empty folder of its own."""
    import papermill
    from traitlets.config import Config

    folder = Path(tempfile.mkdtemp(dir=scratch))
    ended: list[NotebookNode] = []
    found = ""
    try:
        papermill.execute_notebook(
            str(notebook.path),
            None,
            parameters=page.parameters,
            engine_name=ENGINE,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            log_output=False,
            cwd=str(folder),
            limits=limits,
            on_end=ended.append,
            # For the stock engine, where there are no forks.
            start_timeout=START_SECONDS,
            extra_arguments=["--log-level=CRITICAL"],
            config=Config(KernelManager={"transport": _TRANSPORT}),
        )
    except papermill.PapermillExecutionError as error:
        found = f"{error.ename}: {error.evalue}".removesuffix(": ")
        if error.ename == MemoryError.__name__:
            found += f" (the limit of one notebook is {limits.notebook_memory_mb} MB)"
    except Exception as error:  # the kernel did not start, …
        found = f"{type(error).__name__}: {error}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    executed = ended[0] if ended else None
    found = found or _left(executed)
    return Run(page, executed, _failure(page, notebook, executed, found) if found else None)


def _left(executed: NotebookNode | None) -> str:
    """Return how a notebook left before its end; papermill takes ``sys.exit(0)`` for success."""
    for cell in executed.cells if executed else ():
        for output in cell.get("outputs", []):
            if output.output_type == "error" and output.ename == SystemExit.__name__:
                return f"the cell left the notebook: sys.exit({output.evalue})"
    return ""


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
        if ADDED_BY_PAPERMILL & set(cell.metadata.get("tags", [])):
            continue
        number += 1
        if cell.cell_type == "code" and cell.metadata.get("papermill", {}).get("start_time"):
            place = f"cell {number}", cell.source
    return place
