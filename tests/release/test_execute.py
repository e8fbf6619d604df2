"""Running notebooks in kernels of their own: what a failure says, what counts as done."""

import os

import pytest
from nbformat.v4 import new_code_cell
from trial_report import notebook_of, page_of, write_notebook

from helpers.errors import DataError
from helpers.release.completed import read_completed
from helpers.release.execute import execute
from helpers.release.notebooks import discover_notebooks

COMPLETE = (
    "from IPython.display import display\n"
    "display({'application/vnd.karnameh.report+json': {'status': 'P', 'synthetic': True,"
    " 'summary': f'{period} {lang}', 'rows': []}}, raw=True)"
)


def complete():
    return new_code_cell(COMPLETE, metadata={"tags": ["complete"]})


CELLS = {
    "good": [new_code_cell("import os\nprint(os.environ['SAID'], os.getcwd())"), complete()],
    "divides": [new_code_cell("a = 1\nb = 0\nc = 2\na / b"), complete()],
    "leaves": [new_code_cell("import sys\nsys.exit(0)"), complete()],
    "sleeps": [new_code_cell("import time\ntime.sleep(60)"), complete()],
    "dies": [new_code_cell("import os\nos._exit(1)"), complete()],
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Run five notebooks at once; return their runs by report, and what was in HOME after."""
    root = tmp_path_factory.mktemp("project")
    for order, (report, cells) in enumerate(CELLS.items()):
        write_notebook(root, "monthly", notebook_of(*cells, report=report, order=order))
    notebooks = {n.report: n for n in discover_notebooks(root / "notebooks")}
    pages = {page_of(None, report=report): notebooks[report] for report in CELLS}
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        runs = list(execute(pages, {"SAID": "from outside"}, jobs=2, cell_seconds=4))
    return {run.page.subject.report: run for run in runs}, list(home.rglob("*"))


def test_parameters_and_environment_reach_the_notebook(finished):
    run = finished[0]["good"]
    assert run.failure is None
    assert read_completed(run.notebook).summary == "1403-07 fa"
    assert "from outside" in run.notebook.cells[-2].outputs[0].text


def test_each_run_has_a_folder_of_its_own(finished):
    assert os.getcwd() not in finished[0]["good"].notebook.cells[-2].outputs[0].text


def test_a_failure_names_notebook_parameters_cell_and_error(finished):
    said = str(finished[0]["divides"].failure)
    assert "monthly/divides.ipynb failed with period=1403-07, area=x, lang=fa" in said
    assert "cell 2: a = 1 ⏎ b = 0 ⏎ c = 2 …" in said
    assert "ZeroDivisionError: division by zero" in said


def test_a_notebook_that_leaves_early_is_not_done(finished):
    run = finished[0]["leaves"]
    with pytest.raises(DataError, match="ended before its last cell"):
        if run.failure is None:
            read_completed(run.notebook)


def test_a_cell_that_takes_too_long_is_named(finished):
    said = str(finished[0]["sleeps"].failure)
    assert "time.sleep(60)" in said
    assert "4 seconds" in said


def test_a_kernel_that_dies_is_a_failure(finished):
    assert "os._exit(1)" in str(finished[0]["dies"].failure)


def test_nothing_is_written_to_the_home_folder(finished):
    assert finished[1] == []
