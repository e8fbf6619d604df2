"""Every notebook is short, plain, without outputs, and written in both languages."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from helpers.domain.structure import FAMILIES, statistics_of

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in NOTEBOOKS]
LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.While, ast.If,
    ast.Try, ast.With, ast.ListComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr,
)  # fmt: skip

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)


def cells_of(path, kind=None):
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if kind in {None, cell.cell_type}]


def tags(cell):
    return cell.metadata.get("tags", [])


def test_there_is_a_notebook_for_each_family_and_cadence():
    assert set(NAMES) == {
        f"{cadence}/{name}" for cadence in ("monthly", "annual") for name in FAMILIES
    }


@every_notebook
def test_it_has_at_most_a_dozen_code_cells_without_logic_or_outputs(path):
    code = cells_of(path, "code")
    assert len(code) <= 12
    for cell in code:
        assert not cell.outputs and cell.execution_count is None
        assert not any(isinstance(node, LOGIC) for node in ast.walk(ast.parse(cell.source)))


@every_notebook
def test_it_begins_with_the_parameters_and_ends_with_the_mark_of_completeness(path):
    code = cells_of(path, "code")
    assert tags(code[0]) == ["parameters"] and tags(code[-1]) == ["complete"]
    assert code[-1].source == "report.complete()"
    lines = code[0].source.splitlines()
    assert [line.split(" = ")[0] for line in lines] == ["period", "area", "lang"]
    assert all("# " in line and " / " in line for line in lines), "a comment in both languages"


@every_notebook
def test_its_default_parameters_are_a_period_of_its_cadence_and_the_province(path, settings):
    values = {}
    exec(cells_of(path, "code")[0].source, values)
    assert values["area"] == settings.areas.province.code
    assert (len(values["period"]) == 7) == (path.parent.name == "monthly")


@every_notebook
def test_its_text_is_written_in_both_languages_section_by_section(path):
    text = cells_of(path, "markdown")
    assert all(tags(cell) in (["fa"], ["en"]) for cell in text)
    levels = {
        lang: [re.findall(r"^(#+) ", cell.source, re.M) for cell in text if tags(cell) == [lang]]
        for lang in ("fa", "en")
    }
    assert levels["fa"] == levels["en"]
    assert all(found == ["##"] for found in levels["fa"])


@every_notebook
def test_its_persian_is_in_persian_letters_and_its_english_is_not(path):
    for cell in cells_of(path, "markdown"):
        arabic = set("يكةۀ") & set(cell.source)
        assert not arabic
        assert bool(re.search("[\u0600-\u06ff]", cell.source)) == (tags(cell) == ["fa"])
        assert not (tags(cell) == ["fa"] and re.search("[0-9]", cell.source)), "Persian digits"


@every_notebook
def test_it_describes_itself_and_its_cells_have_names(path):
    notebook = nbformat.read(path, as_version=4)
    described = notebook.metadata["karnameh"]
    assert described["report"] == path.stem
    assert set(described["title"]) == set(described["languages"]) == {"fa", "en"}
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z-]+", name) for name in ids)
    assert notebook.metadata["kernelspec"]["name"] == "python3"


@every_notebook
def test_it_shows_every_breakdown_of_every_statistic_of_its_family_and_cadence(path):
    source = "\n".join(cell.source for cell in cells_of(path, "code"))
    for statistic in statistics_of(path.stem, path.parent.name):
        assert f'"{statistic.code}"' in source
        for by in statistic.breakdowns:
            assert re.search(rf'\("{statistic.code}", by="{by}"\)', source), (statistic.code, by)
