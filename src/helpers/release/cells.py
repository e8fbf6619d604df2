"""Cells of a notebook that show what no page may show."""

from collections.abc import Iterator

from nbformat import NotebookNode

from helpers.errors import DataError
from helpers.release.acting import acting_parts
from helpers.release.execute import ADDED_BY_PAPERMILL
from helpers.release.exporter import cell_html
from helpers.release.notebooks import Notebook
from helpers.release.pages import Page


def acting_cells(executed: NotebookNode, notebook: Notebook, page: Page) -> Iterator[DataError]:
    """Yield the cells of a notebook whose prose or outputs would do something by themselves."""
    own = (c for c in executed.cells if not ADDED_BY_PAPERMILL & set(c.metadata.get("tags", [])))
    for place, cell in enumerate(own, 1):
        for found in acting_parts(cell_html(cell, page.lang)):
            yield DataError(
                "a notebook shows markup that does something by itself",
                where=f"{notebook.cadence}/{notebook.path.name}, cell {place}, on {page}",
                found=found,
                expected="texts, tables and drawings: no script, handler, frame or form",
                do="show it through the report, or escape it",
            )
