"""What a page is made from: nothing that it depends on is missing, and nothing that it does not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.release.ingredients import (
    ENGINE,
    MAKER,
    READER,
    differences,
    page_ingredients,
    sources_behind,
)
from helpers.release.notebooks import discover_notebooks

CODE = {MAKER, ENGINE, READER}
COVERAGE = {"first month": "1398-01", "synthetic": "True"}


def test_whatever_is_loaded_to_make_a_page_is_among_the_sources():
    """Against what Python itself has loaded after it has imported all that makes pages."""
    loaded = subprocess.run(
        [sys.executable, "-c", "import json, sys, papermill, helpers.release.make, helpers.report\n"
         "import helpers.release.engine.client, helpers.report.warming\n"
         "print(json.dumps([n for n in sys.modules if n.split('.')[0] == 'helpers']))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(json.loads(loaded.stdout)) <= set(sources_behind(CODE))


@pytest.mark.parametrize("module", ["register", "statistics", "cli", "release.build"])
def test_what_only_counts_or_commands_is_not(module):
    prefix = f"helpers.{module}"
    assert not [name for name in sources_behind(CODE) if f"{name}.".startswith(f"{prefix}.")]


def test_a_notebook_depends_on_what_it_imports_itself(settings, root, tmp_path):
    notebook = discover_notebooks(root / "notebooks")[0]
    content = json.loads(notebook.path.read_text("utf-8"))
    plain = page_ingredients(notebook, settings, "public", COVERAGE)
    content["cells"][-1]["source"] = ["from helpers.statistics import (\n    derive,\n)\n"]
    other = tmp_path / "other.ipynb"
    other.write_text(json.dumps(content), "utf-8")
    changed = page_ingredients(
        type(notebook)(**{**vars(notebook), "path": other}), settings, "public", COVERAGE
    )
    assert differences(plain, changed) == ["notebook", "code"]


def test_each_reference_table_is_named(settings, root):
    notebook = discover_notebooks(root / "notebooks")[0]
    names = set(page_ingredients(notebook, settings, "public", COVERAGE))
    tables = {f"data/reference/{path.name}" for path in Path(root / "data/reference").glob("*.csv")}
    assert tables - {"data/reference/release_calendar.csv"} < names
    assert {"template", "fonts", "settings", "lock file", "libraries", "edition"} < names


def test_another_version_of_a_locked_library_is_noticed_and_another_library_is_not(
    settings, root, tmp_path, monkeypatch
):
    from helpers.release import ingredients

    notebook = discover_notebooks(root / "notebooks")[0]

    def digest(*installed: str) -> str:
        for folder in tmp_path.iterdir():
            folder.rmdir()
        for name in installed:
            (tmp_path / f"{name}.dist-info").mkdir()
        ingredients._libraries.cache_clear()
        return page_ingredients(notebook, settings, "public", COVERAGE)["libraries"]

    monkeypatch.setattr(ingredients.sysconfig, "get_path", lambda kind: str(tmp_path))
    before = digest("pandas-3.1.1", "Jinja2-3.1.6")
    assert digest("pandas-3.1.1", "Jinja2-3.1.6", "unheard_of-1.0") == before
    assert digest("pandas-3.1.2", "Jinja2-3.1.6") != before
    assert digest("pandas-3.1.1", "jinja2-3.1.7") != before
    monkeypatch.undo()
    ingredients._libraries.cache_clear()
