"""The reports' notebooks: found by folder, described by their own metadata."""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import nbformat
from nbformat import NotebookNode
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from helpers.domain.periods import CADENCES, Cadence
from helpers.domain.persian import Lang
from helpers.errors import RequestError

PARAMETERS = ("period", "area", "lang")
PARAMETERS_TAG = "parameters"
COMPLETE_TAG = "complete"
MOST_CODE_CELLS = 12


class _Described(BaseModel):
    """The ``karnameh`` part of a notebook's metadata."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    report: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    order: int
    title: dict[Lang, str]
    languages: tuple[Lang, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Notebook:
    """One report's notebook.

    Attributes
    ----------
    report
        Name of the report, as in parameters and file names.
    order
        Place among the reports of its cadence.
    title
        Title by language.
    """

    path: Path
    report: str
    cadence: Cadence
    order: int
    title: dict[Lang, str]
    languages: tuple[Lang, ...]

    @property
    def checksum(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def discover_notebooks(folder: Path) -> list[Notebook]:
    """Return the notebooks of all cadences, in the order in which they are shown.

    Raises
    ------
    RequestError
        If there is none, one cannot be read, its metadata are wrong, it lacks a parameter, or two
        call themselves by one name.
    """
    found = [
        _described(path, cadence)
        for cadence in CADENCES
        for path in sorted((folder / cadence).glob("*.ipynb"))
    ]
    if not found:
        raise RequestError(
            "there is no notebook",
            where=str(folder),
            expected=f"notebooks in the folders {', '.join(CADENCES)}",
            do="run from the project's folder",
        )
    named: dict[tuple[str, str], Notebook] = {}
    for notebook in found:
        other = named.setdefault((notebook.cadence, notebook.report), notebook)
        if other is not notebook:
            raise RequestError(
                f"two {notebook.cadence} notebooks call themselves {notebook.report}",
                where=f"{other.path.name}, {notebook.path.name}",
                do="give one of them another name in its metadata",
            )
    return sorted(found, key=lambda n: (CADENCES.index(n.cadence), n.order, n.report))


def anatomy_faults(notebook: Notebook) -> Iterator[str]:
    """Yield what is wrong with a notebook's cells: outputs, logic, missing languages or tags."""
    cells = nbformat.read(notebook.path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    if len(code) > MOST_CODE_CELLS:
        yield f"{len(code)} code cells, expected at most {MOST_CODE_CELLS}"
    if not code or COMPLETE_TAG not in _tags(code[-1]):
        yield f"the last code cell is not tagged {COMPLETE_TAG!r}"
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type == "markdown" and not set(get_args(Lang)) & set(_tags(cell)):
            yield f"cell {number} is text without a language tag"
        if cell.cell_type != "code":
            continue
        if cell.outputs or cell.execution_count:
            yield f"cell {number} holds outputs: strip them"
        if any(isinstance(node, _LOGIC) for node in ast.walk(ast.parse(cell.source))):
            yield f"cell {number} holds a definition or a loop: move it to the package"
    for lang in notebook.languages:
        if not any(lang in _tags(cell) for cell in cells):
            yield f"no text in {lang}"


_LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)


def _described(path: Path, cadence: Cadence) -> Notebook:
    try:
        content = nbformat.read(path, as_version=4)
        described = _Described.model_validate(content.metadata.get("karnameh", {}))
    except (OSError, ValueError, nbformat.ValidationError) as error:
        found = (
            "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            if isinstance(error, ValidationError)
            else str(error)
        )
        raise RequestError(
            "a notebook does not describe its report",
            where=f"{path.parent.name}/{path.name}, metadata.karnameh",
            found=found,
            expected="report, order, title in each language, languages",
            do="correct the notebook's metadata",
        ) from None
    missing = [name for name in PARAMETERS if name not in _assigned(content)]
    missing += [f"a title in {lang}" for lang in described.languages if lang not in described.title]
    if missing:
        raise RequestError(
            f"a notebook lacks {', '.join(missing)}",
            where=f"{path.parent.name}/{path.name}",
            expected=f"a cell tagged {PARAMETERS_TAG!r} that sets {', '.join(PARAMETERS)}, "
            "and a title in every language",
            do="add what is missing",
        )
    return Notebook(path, cadence=cadence, **dict(described))


def _assigned(content: NotebookNode) -> set[str]:
    """Return the names that the parameters cell sets."""
    sources = [cell.source for cell in content.cells if PARAMETERS_TAG in _tags(cell)]
    return {
        target.id
        for source in sources
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))
