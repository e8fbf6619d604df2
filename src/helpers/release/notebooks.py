"""The reports' notebooks: found by folder, described by their own metadata.

They are found at every build, also when there is nothing to build: so they are read as plain JSON,
and looked at closely, with nbformat, only by :func:`anatomy_faults`.
"""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

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


class _Cell(BaseModel):
    source: str | list[str] = ""
    metadata: dict[str, Any] = {}

    @property
    def text(self) -> str:
        return self.source if isinstance(self.source, str) else "".join(self.source)


class _Content(BaseModel):
    """What is needed of a notebook's file."""

    nbformat: Literal[4]
    metadata: dict[str, Any] = {}
    cells: list[_Cell]


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
    """Yield what is wrong with a notebook: format, outputs, logic, missing languages or tags."""
    import nbformat

    try:
        content = nbformat.read(notebook.path, as_version=4)
        nbformat.validate(content)
    except nbformat.ValidationError as error:
        yield f"it is no valid notebook: {str(error).partition(chr(10))[0]}"
        return
    cells = content.cells
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
    place = f"{path.parent.name}/{path.name}"
    try:
        content = _Content.model_validate_json(path.read_bytes())
        parameters = _assigned(content)
    except (OSError, ValidationError, SyntaxError) as error:
        raise RequestError(
            "a notebook cannot be read",
            where=place,
            found=_in_words(error),
            expected="a notebook of format 4, as JupyterLab saves it",
            do="open it in JupyterLab, correct it and save it",
        ) from None
    try:
        described = _Described.model_validate(content.metadata.get("karnameh", {}))
    except ValidationError as error:
        raise RequestError(
            "a notebook does not describe its report",
            where=f"{place}, metadata.karnameh",
            found=_in_words(error),
            expected="report, order, title in each language, languages",
            do="correct the notebook's metadata",
        ) from None
    missing = [name for name in PARAMETERS if name not in parameters]
    missing += [f"a title in {lang}" for lang in described.languages if lang not in described.title]
    if missing:
        raise RequestError(
            f"a notebook lacks {', '.join(missing)}",
            where=place,
            expected=f"a cell tagged {PARAMETERS_TAG!r} that sets {', '.join(PARAMETERS)}, "
            "and a title in every language",
            do="add what is missing",
        )
    return Notebook(path, cadence=cadence, **dict(described))


def _in_words(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(
        ": ".join(filter(None, (".".join(map(str, fault["loc"])), fault["msg"])))
        for fault in error.errors()
    )


def _assigned(content: _Content) -> set[str]:
    """Return the names that the parameters cell sets."""
    sources = [cell.text for cell in content.cells if PARAMETERS_TAG in _tags(cell)]
    return {
        target.id
        for source in sources
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))
