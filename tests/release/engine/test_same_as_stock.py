"""What a notebook shows is the same with this engine and with papermill's own."""

import re

import papermill
import pytest
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.settings import STATISTICS_VARIABLE

SHOWS = {
    "result": "1 + 1",
    "nothing": "x = 5",
    "text": "print('سلام'); import sys; print('oh', file=sys.stderr)",
    "html": "from IPython.display import HTML, display\ndisplay(HTML('<b>fett</b>'))",
    "several": "display(1); print('between'); display(2)\n3",
    "metadata": "display({'text/html': 'x'}, raw=True, metadata={'text/html': {'isolated': True}})",
    "own type": "display({'application/vnd.karnameh.report+json': {'rows': [1]}}, raw=True)",
    "picture": "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    "svg": "from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
    "update": "handle = display('early', display_id='one')\nhandle.update('late')",
    "updated from below": "import IPython\n"
    "IPython.display.update_display('last', display_id='one')",
    "cleared": "from IPython.display import clear_output\n"
    "print('gone'); clear_output(); print('left')",
    "cleared later": "print('gone'); clear_output(wait=True); display('left')",
    "magic": "%precision 3\n3.14159",
    "captured": "%%capture said\nprint('x')",
    "program": "!echo from a program",
    "awaited": "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "task": "task = asyncio.create_task(asyncio.sleep(0, 'task'))\nawait task",
    "frame": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "numbered": "len(In), len(Out) > 0, __name__",
    "caught": "try:\n    input('?')\nexcept Exception as error:\n    print(type(error).__name__)",
}
FAILS = {
    "error": "def f():\n    return {}['missing']\nf()",
    "wrong syntax": "for",
    "exit": "import sys\nsys.exit(0)",
    "exit with a status": "import sys\nsys.exit('no data')",
    "wanted error": "1 / 0",
}
# Of the moment, or of the machine's memory.
_OF_THE_RUN = re.compile(r"0x[0-9a-f]+|ipykernel_\d+/\d+|<module 'helpers[^>]*>")


def notebook(cells: dict[str, str]) -> NotebookNode:
    made = [new_markdown_cell("# مقدمه")]
    for name, source in cells.items():
        tags = ["raises-exception"] if name == "wanted error" else []
        made.append(new_code_cell(source, metadata={"tags": tags}))
    return new_notebook(
        cells=made,
        metadata={
            "kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}
        },
    )


def run(source, engine, folder, **options):
    """Return the notebook as it is written to its file."""
    target = folder / f"{engine}.ipynb"
    try:
        papermill.execute_notebook(
            source, str(target), engine_name=engine, progress_bar=False, **options
        )
    except papermill.PapermillExecutionError as error:
        return papermill.iorw.load_notebook_node(str(target)), (error.ename, error.evalue)
    return papermill.iorw.load_notebook_node(str(target)), None


def content(executed: NotebookNode) -> list[object]:
    """Return what must not depend on the engine: all but clocks and addresses."""
    cells = []
    for cell in executed.cells:
        about = cell.metadata.get("papermill", {})
        cells.append({
            "type": cell.cell_type,
            "source": cell.source if cell.cell_type == "code" else "",
            "tags": cell.metadata.get("tags", []),
            "count": cell.get("execution_count"),
            "outputs": _joined(cell.get("outputs", [])),
            "state": {name: about.get(name) for name in ("exception", "status")},
            "timed": {name: about.get(name) is not None for name in ("start_time", "duration")},
            "clocks": sorted(cell.metadata.get("execution", {})),
        })  # fmt: skip
    return [executed.metadata.get("language_info"), *cells]


def _joined(outputs: list[NotebookNode]) -> list[object]:
    """Return outputs with what one stream said in a row joined: how it is cut is chance."""
    plain: list[dict[str, object]] = []
    for output in outputs:
        entry = dict(output)
        if entry["output_type"] == "error":
            entry["traceback"] = [_OF_THE_RUN.sub("", line) for line in output.traceback]
        if "text" in entry:
            entry["text"] = str(entry["text"]).replace("\r\n", "\n")
            if plain and plain[-1].get("name") == entry["name"]:
                plain[-1]["text"] = f"{plain[-1]['text']}{entry['text']}"
                continue
        plain.append(entry)
    return plain


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    folder = tmp_path_factory.mktemp("both")
    return {engine: run(notebook(SHOWS), engine, folder)[0] for engine in ("nbclient", "karnameh")}


@pytest.mark.parametrize("name", SHOWS)
def test_a_cell_shows_the_same(both, name):
    place = 1 + list(SHOWS).index(name)
    ours, stock = (content(both[engine])[1 + place] for engine in ("karnameh", "nbclient"))
    assert ours == stock
    assert ours["source"] == SHOWS[name]


def test_the_rest_of_the_notebook_is_the_same(both):
    assert content(both["karnameh"])[:2] == content(both["nbclient"])[:2]
    about = both["karnameh"].metadata.papermill
    assert set(about) == set(both["nbclient"].metadata.papermill)
    assert (about.exception, about.duration > 0) == (None, True)


@pytest.mark.parametrize("name", FAILS)
def test_a_failure_is_the_same(name, tmp_path):
    cells = {"before": "x = 1", name: FAILS[name], "after": "x"}
    (ours, error), (stock, expected) = (
        run(notebook(cells), engine, tmp_path) for engine in ("karnameh", "nbclient")
    )
    assert content(ours) == content(stock)
    assert error == expected


def test_what_is_written_past_python_stands_in_the_cell_that_wrote_it(tmp_path):
    """The stock engine shows it too, but when it comes to read it: in this cell or a later one."""
    cells = {"writes": "import os\n_ = os.system('echo past Python')", "after": "1"}
    executed, _ = run(notebook(cells), "karnameh", tmp_path)
    assert [output.text for output in executed.cells[1].outputs] == ["past Python\n"]


@pytest.mark.parametrize("cells", [{"good": "1 + 1"}, {"bad": "1 / 0"}])
def test_where_there_is_no_fork_the_stock_engine_serves(cells, tmp_path, monkeypatch, caplog):
    ours, error = run(notebook(cells), "karnameh", tmp_path)
    monkeypatch.setattr("helpers.release.engine.fork_engine.can_fork", lambda: False)
    caplog.set_level("INFO", "papermill")
    served, same_error = run(notebook(cells), "karnameh", tmp_path)
    assert "papermill's own engine runs the notebook: there are no forks" in caplog.text
    assert (content(served), same_error) == (content(ours), error)


def test_a_notebook_for_another_kernel_is_left_to_the_stock_engine(tmp_path, caplog):
    other = notebook({"cell": "1"})
    other.metadata.kernelspec = {"name": "ir", "language": "R", "display_name": "R"}
    caplog.set_level("INFO", "papermill")
    with pytest.raises(NoSuchKernel):
        run(other, "karnameh", tmp_path)
    assert "the kernel ir is another program" in caplog.text


@pytest.mark.parametrize("engine", ["karnameh", "nbclient"])
def test_the_time_of_one_cell_can_be_limited_as_with_the_stock_engine(engine, tmp_path):
    slow = notebook({"slow": "import time\ntime.sleep(30)"})
    with pytest.raises(CellTimeoutError, match="1 seconds"):
        run(slow, engine, tmp_path, execution_timeout=1)


@pytest.mark.heavy
@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("report", ["caseload", "pensions", "students"])
@pytest.mark.parametrize(("cadence", "period"), [("monthly", "1403-07"), ("annual", "1402")])
def test_every_report_is_the_same(
    cadence, period, report, lang, root, release, tmp_path, monkeypatch
):
    table = release.root / "data" / "statistics" / "public.parquet"
    monkeypatch.setenv(STATISTICS_VARIABLE, str(table))
    options = {
        "parameters": {"period": period, "area": release.smallest, "lang": lang},
        "kernel_name": "python3",
    }
    path = str(root / "notebooks" / cadence / f"{report}.ipynb")
    ours, stock = (
        content(run(path, engine, tmp_path, **options)[0]) for engine in ("karnameh", "nbclient")
    )
    assert ours == stock
