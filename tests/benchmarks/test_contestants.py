"""What each contestant is asked to do."""

import json
import subprocess
import sys

import nbformat
import pytest

from benchmarks.contestants import Commands, Ours
from benchmarks.pages import Page
from benchmarks.project import new_project

PATH = "fa/monthly/1403-07/abhar/caseload.html"


@pytest.fixture
def project(root, tmp_path):
    return new_project(root, tmp_path, copies=2)


def test_the_commands_are_those_a_user_would_type(tmp_path):
    page = Page(PATH, tmp_path / "caseload.ipynb")
    line = Commands().command(page, tmp_path / "out")
    executed = tmp_path / "out" / "fa/monthly/1403-07/abhar/caseload.ipynb"
    assert line == (
        f"papermill --no-progress-bar {tmp_path}/caseload.ipynb {executed} "
        "-p period 1403-07 -p area abhar -p lang fa && "
        f"jupyter nbconvert --to html {executed} --output caseload.html"
    )


def test_ours_is_the_command_line_with_the_same_workers(tmp_path):
    arguments = Ours(("--area", "abhar")).arguments(tmp_path, 3)
    assert arguments == ["build", "--area", "abhar", "-j", "3", "--out", str(tmp_path)]


def test_the_project_is_a_copy_that_sees_no_other(project, root, monkeypatch):
    monkeypatch.setenv("KARNAMEH_STATISTICS", str(root / "elsewhere.parquet"))
    environment = project.environment
    assert "KARNAMEH_STATISTICS" not in environment
    assert environment["KARNAMEH_ROOT"] == str(project.root)
    assert environment["HOME"].startswith(str(project.scratch))


def test_copied_reports_are_other_reports_with_the_same_cells(project):
    notebooks = {
        path.stem: nbformat.read(path, as_version=4)
        for path in (project.notebooks / "monthly").glob("*.ipynb")
    }
    assert len(notebooks) == 6
    first, second = notebooks["pensions"], notebooks["pensions-2"]
    assert second.metadata.karnameh.report == "pensions-2"
    assert [cell.source for cell in first.cells] == [cell.source for cell in second.cells]


@pytest.mark.heavy
def test_the_floor_runs_every_cell_of_every_notebook(release, root, tmp_path):
    jobs = [
        {"notebook": str(path), "parameters": {"period": period, "area": "abhar", "lang": "fa"}}
        for cadence, period in (("monthly", "1403-07"), ("annual", "1402"))
        for path in sorted((root / "notebooks" / cadence).glob("*.ipynb"))
    ]
    (tmp_path / "jobs.json").write_text(json.dumps(jobs), "utf-8")
    script = root / "benchmarks" / "floor.py"
    done = subprocess.run(
        [sys.executable, "-P", script, tmp_path / "jobs.json", tmp_path / "result.json"],
        env={"KARNAMEH_ROOT": str(release.root), "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "result.json").read_text())["cpu"] > 0
