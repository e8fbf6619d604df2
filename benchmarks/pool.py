"""Make pages as a user with a script would: a process pool, a runner's API, a warm exporter.

Everything that all pages need is loaded once, before there are workers, so that they share it where
the platform can fork.
"""

import json
import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter


def main() -> None:
    """Run ``… papermill|ploomber WORKERS JOBS.json``.

    To be called by an importer: ploomber-engine's shell puts a module of its own in the place of
    the main one, and with it the function that the pool looks for would be gone.
    """
    runner, workers, jobs = sys.argv[1:]
    executor_of(runner), exporter()
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    with ProcessPoolExecutor(int(workers), context) as pool:
        wanted = json.loads(Path(jobs).read_text("utf-8"))
        for _ in pool.map(partial(make, runner), wanted):
            pass


def make(runner: str, job: dict[str, Any]) -> None:
    """Run one notebook and write its page."""
    executed = executor_of(runner)(
        job["notebook"], None, parameters=job["parameters"], progress_bar=False
    )
    html, _ = exporter().from_notebook_node(executed)
    path = Path(job["html"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8")


@cache
def executor_of(runner: str) -> Callable[..., Any]:
    """Return what runs a notebook."""
    if runner == "papermill":
        from papermill import execute_notebook

        return execute_notebook
    # What the notebooks import, since they run in the workers themselves.
    import matplotlib.pyplot  # noqa: F401
    import pandas  # noqa: F401
    from ploomber_engine import execute_notebook  # type: ignore[import-not-found]

    import helpers.report  # noqa: F401

    return execute_notebook


@cache
def exporter() -> HTMLExporter:
    """Return nbconvert's exporter, its template loaded."""
    made = HTMLExporter()  # type: ignore[no-untyped-call]
    made.from_notebook_node(nbformat.v4.new_notebook())
    return made
