"""What must hold of the code itself: direction, neutrality, cleanliness."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest


def sources(root: Path) -> list[Path]:
    return [
        p for p in sorted((root / "src").rglob("*")) if p.suffix in {".py", ".j2", ".css", ".html"}
    ]


def test_layers_and_the_wall_hold(root):
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_no_place_and_no_office_is_named_in_the_code(root, settings):
    with (root / "data" / "reference" / "areas.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    office = settings.configuration.organisation
    names = {row[column] for row in rows for column in ("code", "name_fa", "name_en")}
    names |= {"Zanjan", "زنجان", "Behzisti", "بهزیستی", office.name_fa, office.name_en}
    word = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), re.IGNORECASE)
    found = [(p.name, m[0]) for p in sources(root) for m in word.finditer(p.read_text("utf-8"))]
    assert found == []


def test_no_module_is_a_giant(root):
    lengths = {
        p.name: len(p.read_text("utf-8").splitlines()) for p in sources(root) if p.suffix == ".py"
    }
    assert {name: n for name, n in lengths.items() if n > 400} == {}


def test_nothing_is_left_to_do_later(root):
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplemented\b(?!Error))")
    assert [p.name for p in sources(root) if marks.search(p.read_text("utf-8"))] == []


@pytest.mark.parametrize("folder", ["monthly", "annual"])
def test_notebooks_carry_no_outputs(root, folder):
    notebooks = sorted((root / "notebooks" / folder).glob("*.ipynb"))
    assert notebooks
    for path in notebooks:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert not any(cell["outputs"] or cell["execution_count"] for cell in code), path.name


def test_style_holds(root):
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [Path(sys.executable).with_name("ruff"), *command, "--no-cache"],
            cwd=root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
