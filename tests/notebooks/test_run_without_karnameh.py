"""The notebooks are ordinary ones: papermill and JupyterLab's Run All need nothing of ours."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

BAD = {
    "a month that does not exist": (("-p", "period", "1403-13"), "there is no month 13"),
    "an area that does not exist": (("-p", "area", "abhaar"), "abhar"),
    "a language that is not offered": (("-p", "lang", "de"), "de"),
    "a period without data": (("-p", "period", "1420-01"), "1420-01"),
    "a misspelt name": (("-p", "perod", "1403-07"), "period"),
    "a way out of the folder": (("-p", "area", "../../etc"), "area"),
}


def papermill(root: Path, target: Path, *parameters: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("papermill"), "notebooks/monthly/pensions.ipynb", target,
         "--no-progress-bar", *parameters],
        cwd=root, env=os.environ.copy(), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_papermill_runs_a_notebook_for_another_month_county_and_language(release, tmp_path):
    target = tmp_path / "out.ipynb"
    done = papermill(
        release.root, target, "-p", "period", "1402-11", "-p", "area", "abhar", "-p", "lang", "en"
    )
    assert done.returncode == 0, done.stderr[-2000:]
    text = target.read_text("utf-8")
    assert "Bahman 1402" in text and "Abhar" in text


@pytest.mark.heavy
@pytest.mark.parametrize("case", BAD)
def test_a_bad_parameter_is_refused_with_a_sentence(release, tmp_path, case):
    parameters, said = BAD[case]
    target = tmp_path / "out.ipynb"
    done = papermill(release.root, target, *parameters)
    assert done.returncode != 0
    last = done.stderr[done.stderr.rindex("RequestError") :]
    assert said in last
    executed = [
        cell
        for cell in nbformat.read(target, as_version=4).cells
        if cell.cell_type == "code" and cell.execution_count
    ]
    assert len(executed) <= 4, "it was refused before any work"


@pytest.mark.parametrize("cadence", ["monthly", pytest.param("annual", marks=pytest.mark.heavy)])
def test_run_all_works_from_the_folder_of_the_notebook(release, cadence):
    folder = release.root / "notebooks" / cadence
    notebook = nbformat.read(folder / "students.ipynb", as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": folder}}).execute()
    [complete] = [c for c in notebook.cells if "complete" in c.metadata.get("tags", [])]
    assert complete.outputs
