"""Where in a notebook a number without a source was written."""

from collections.abc import Iterable, Iterator, Sequence

from nbformat import NotebookNode
from selectolax.lexbor import LexborHTMLParser

from helpers.release.checks import UnfitPageError
from helpers.release.notebooks import Notebook
from helpers.release.sources.tokens import plain

_MOST_WORDS = 6  # more may have markup between them


def named_cells(
    faults: Iterable[UnfitPageError], executed: NotebookNode, notebook: Notebook
) -> Iterator[UnfitPageError]:
    """Yield the faults of a page, each naming the cell of the notebook that its text is from."""
    cells: list[str] | None = None
    for fault in faults:
        if cells is None:
            cells = [plain(_text_of(cell)) for cell in executed.cells]
        number, _, around = fault.found.partition(" in ")
        if place := _cell_with(cells, number, around.strip("“”…").split()):
            name = f"{notebook.cadence}/{notebook.path.name}"
            fault.where = f"{name}, cell {place}, on {fault.where}"
        yield fault


def _cell_with(cells: Sequence[str], number: str, words: Sequence[str]) -> int:
    """Return which cell, from 1, holds the longest run of the words around a number; 0 if none."""
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        runs = [words[start : start + length] for start in range(len(words) - length + 1)]
        wanted = [" ".join(run) for run in runs if any(number in word for word in run)]
        for place, text in enumerate(cells, 1):
            if any(run in text for run in wanted):
                return place
    return 0


def _text_of(cell: NotebookNode) -> str:
    if cell.cell_type == "markdown":
        return str(cell.source).replace("*", "").replace("_", "")
    parts = [
        output.data["text/html"]
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    body = LexborHTMLParser("\n".join(parts)).body
    return body.text(separator=" ") if body is not None and parts else ""
