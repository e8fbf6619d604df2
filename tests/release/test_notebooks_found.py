"""Finding notebooks, and what is said about those that are not right."""

import json
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from trial_report import PARAMETERS, ROOT, notebook_of, write_notebook

from helpers.errors import RequestError
from helpers.release.notebooks import anatomy_faults, discover_notebooks


def test_reports_come_in_the_order_their_metadata_say(project):
    write_notebook(project.root, "monthly", notebook_of(report="first", order=0))
    found = [(n.cadence, n.report) for n in discover_notebooks(project.notebooks)]
    assert found == [("monthly", "first"), ("monthly", "trial"), ("annual", "trial")]


def test_a_notebook_without_a_parameter_is_refused_by_name(project):
    notebook = notebook_of(report="other")
    notebook.cells[0].source = PARAMETERS.replace("lang", "language")
    write_notebook(project.root, "annual", notebook)
    with pytest.raises(RequestError, match=r"lacks lang\n.*annual/other.ipynb"):
        discover_notebooks(project.notebooks)


def test_a_notebook_that_does_not_describe_itself_is_refused(project):
    notebook = notebook_of(report="other")
    del notebook.metadata.karnameh["title"]
    nbformat.write(notebook, project.notebooks / "annual" / "other.ipynb")
    with pytest.raises(RequestError, match="title: Field required"):
        discover_notebooks(project.notebooks)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{", "Invalid JSON"),
        ("[]", "an object"),
        ('{"nbformat": 4}', "cells: Field required"),
        ('{"nbformat": 3, "worksheets": []}', "nbformat: Input should be 4"),
        (
            '{"nbformat": 4, "cells": [{"source": "x =", "metadata": {"tags": ["parameters"]}}]}',
            "invalid syntax",
        ),
    ],
    ids=["no JSON", "no notebook", "no cells", "an old format", "no Python"],
)
def test_a_file_that_is_no_notebook_is_refused_by_name(project, text, found):
    (project.notebooks / "annual" / "other.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(RequestError, match=rf"(?s)cannot be read.*annual/other.ipynb.*{found}"):
        discover_notebooks(project.notebooks)


def test_a_source_kept_as_lines_is_read_as_one_text(project):
    path = project.notebooks / "annual" / "trial.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["source"] = PARAMETERS.splitlines(keepends=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    assert [n.cadence for n in discover_notebooks(project.notebooks)] == ["monthly", "annual"]


def test_notebooks_are_found_without_the_slow_reader():
    code = (
        "import pathlib, sys; from helpers.release.notebooks import discover_notebooks;"
        f"discover_notebooks(pathlib.Path({str(ROOT / 'notebooks')!r}));"
        "print('nbformat' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_two_notebooks_of_one_name_are_refused(project):
    nbformat.write(notebook_of(), project.notebooks / "annual" / "again.ipynb")
    with pytest.raises(RequestError, match="two annual notebooks"):
        discover_notebooks(project.notebooks)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (new_code_cell("def f(): pass"), "definition or a loop"),
        (new_code_cell("for x in []: pass"), "definition or a loop"),
        (new_code_cell("1", execution_count=1), "outputs"),
        (new_markdown_cell("## Heading"), "without a language tag"),
    ],
)
def test_each_fault_of_a_notebook_is_named(project, cell, fault):
    write_notebook(project.root, "monthly", notebook_of(cell, report="other", order=0))
    assert any(fault in found for found in anatomy_faults(discover_notebooks(project.notebooks)[0]))


def test_a_notebook_that_breaks_the_format_is_named(project):
    path = project.notebooks / "monthly" / "trial.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["outputs"] = "none"
    path.write_text(json.dumps(content), encoding="utf-8")
    (fault,) = anatomy_faults(discover_notebooks(project.notebooks)[0])
    assert "no valid notebook" in fault


def test_the_projects_own_notebooks_are_built_as_they_should_be():
    notebooks = discover_notebooks(ROOT / "notebooks")
    assert {n.path.stem: list(anatomy_faults(n)) for n in notebooks} == {
        "caseload": [], "pensions": [], "students": [],
    }  # fmt: skip
