"""Running notebooks: what a failure says, what counts as done."""

import os

import pytest
from nbformat.v4 import new_code_cell
from trial_report import notebook_of, page_of, write_notebook

from helpers.configuration import Limits
from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import as_csv
from helpers.domain.vintages import PAST_COLUMNS
from helpers.release.completed import read_completed
from helpers.release.execute import prepare_process, run_notebook
from helpers.release.notebooks import discover_notebooks

COMPLETE = (
    "from IPython.display import display\n"
    f"rows, absent = {as_csv([], COLUMNS)!r}, {as_csv([], KEY)!r}\n"
    f"past = {as_csv([], PAST_COLUMNS)!r}\n"
    "display({'application/vnd.karnameh.report+json': {'status': 'P', 'synthetic': True,"
    " 'summary': f'{period} {lang}', 'rows': rows, 'absent': absent, 'past': past,"
    " 'main_series': []}}, raw=True)"
)

CELLS = {
    "good": "import os\nprint(os.environ['SAID'], os.getcwd())",
    "divides": "a = 1\nb = 0\nc = 2\na / b",
    "leaves": "import sys\nsys.exit(0)",
    "sleeps": "import time\ntime.sleep(60)",
    "dies": "import os\nos._exit(1)",
    "eats": "x = bytearray(900_000_000)",
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Run the notebooks; return their runs by report, and what was in HOME after."""
    root = tmp_path_factory.mktemp("project")
    for order, (report, source) in enumerate(CELLS.items()):
        complete = new_code_cell(COMPLETE, metadata={"tags": ["complete"]})
        write_notebook(
            root,
            "monthly",
            notebook_of(new_code_cell(source), complete, report=report, order=order),
        )
    home, scratch = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("scratch")
    # A loaded machine is slow: only what shall run too long has little time.
    limits = {report: Limits(notebook_seconds=300, notebook_memory_mb=500) for report in CELLS}
    limits["sleeps"] = Limits(notebook_seconds=8, notebook_memory_mb=500)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SAID", *(f"JUPYTER_{kind}_DIR" for kind in ("RUNTIME", "CONFIG", "DATA"))):
            patch.setenv(name, "")
        patch.setenv("IPYTHONDIR", "")
        patch.setenv("HOME", str(home))
        prepare_process({"SAID": "from outside"}, tmp_path_factory.mktemp("kernels"))
        runs = {
            notebook.report: run_notebook(
                page_of(None, report=notebook.report), notebook, limits[notebook.report], scratch
            )
            for notebook in discover_notebooks(root / "notebooks")
        }
    assert list(scratch.iterdir()) == []
    return runs, list(home.rglob("*"))


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


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        ("leaves", "the cell left the notebook: sys.exit(0)"),
        ("sleeps", "it ran longer than 8 seconds, the limit of one notebook"),
        ("dies", "its process left before it had answered, with status 1"),
        ("eats", "MemoryError (the limit of one notebook is 500 MB)"),
    ],
)
def test_a_notebook_that_ends_before_its_last_cell_fails_and_says_why(finished, report, reason):
    run = finished[0][report]
    assert reason in str(run.failure)
    assert f"cell 2: {CELLS[report].splitlines()[0]}" in str(run.failure)
    assert run.notebook.cells[-1].outputs == []


def test_no_kernel_writes_to_the_home_folder(finished):
    assert not {".ipython", ".jupyter", ".local"} & {path.name for path in finished[1]}
