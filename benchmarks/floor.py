"""The floor: processor time of the notebooks' own cells, run warm in one process.

``python floor.py JOBS.json RESULT.json``. No kernel, no papermill, no page: each cell is compiled
and run, and what it displays is formatted, which is what every contestant must do at the least.
Each notebook is run once in each language before, uncounted, so that modules, fonts and the table
are at hand.
"""

import ast
import json
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from nbformat import NotebookNode
from traitlets.config import Config


def run_cells(notebook: NotebookNode, parameters: dict[str, str]) -> None:
    """Run the code cells one after the other, and format what they display."""
    shell: Any = InteractiveShell.instance()
    namespace: dict[str, Any] = {"display": display}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        module = ast.parse(cell.source)
        last = module.body.pop() if isinstance(module.body[-1], ast.Expr) else None
        exec(compile(module, "cell", "exec"), namespace)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), namespace)
            if value is not None:
                shell.display_formatter.format(value)
        if "parameters" in cell.metadata.get("tags", []):
            namespace.update(parameters)
    shell.display_pub.outputs.clear()


def measure(jobs: list[dict[str, Any]]) -> float:
    """Return the processor time, in seconds, of the cells of all pages together."""
    InteractiveShell.instance(
        config=Config(HistoryManager={"enabled": False}),
        display_pub_class=CapturingDisplayPublisher,
    )
    notebooks = {
        path: nbformat.read(path, as_version=4) for path in {job["notebook"] for job in jobs}
    }
    warm_up = {(job["notebook"], job["parameters"]["lang"]): job for job in jobs}
    for job in warm_up.values():
        run_cells(notebooks[job["notebook"]], job["parameters"])
    begun = time.process_time()
    for job in jobs:
        run_cells(notebooks[job["notebook"]], job["parameters"])
    return time.process_time() - begun


if __name__ == "__main__":
    wanted = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    Path(sys.argv[2]).write_text(json.dumps({"cpu": measure(wanted)}), "utf-8")
