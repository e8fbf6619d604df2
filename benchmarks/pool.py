"""Make pages as a user with a script would: a process pool, a runner's API, a warm exporter.

``python pool.py papermill|ploomber WORKERS JOBS.json``. Everything that all pages need is imported
once, before the pool is made, so that the workers share it where the platform can fork.
"""

import json
import multiprocessing
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter

exporter = HTMLExporter()  # type: ignore[no-untyped-call]
# Loads the template, which all pages share.
exporter.from_notebook_node(nbformat.v4.new_notebook())

if sys.argv[1] == "papermill":
    from papermill import execute_notebook
else:
    # What the notebooks import, since they run in the workers themselves.
    import matplotlib.pyplot as _pyplot  # noqa: F401
    import pandas as _pandas  # noqa: F401
    from ploomber_engine import execute_notebook  # type: ignore[import-not-found]

    import helpers.report as _report  # noqa: F401


def make(job: dict[str, Any]) -> None:
    """Run one notebook and write its page."""
    executed = execute_notebook(
        job["notebook"], None, parameters=job["parameters"], progress_bar=False
    )
    html, _ = exporter.from_notebook_node(executed)
    path = Path(job["html"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8")


if __name__ == "__main__":
    wanted = json.loads(Path(sys.argv[3]).read_text("utf-8"))
    way = "fork" if sys.platform == "linux" else None
    with multiprocessing.get_context(way).Pool(int(sys.argv[2])) as pool:
        for _ in pool.imap_unordered(make, wanted):
            pass
        pool.close()
        pool.join()  # so that the processor time of the workers is known to whoever measures
