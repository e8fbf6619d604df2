"""Text that would be more than text, in names, words, titles and cells: it shows, and no more."""

import csv
import io
import json
import re
import unicodedata

import openpyxl
import pytest
from hostile import FORMULA, HOSTILE, INNOCENT, Skeleton, plant, shown
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from trial_report import contents, executed

from helpers.domain.plain_text import misleading_characters
from helpers.errors import RequestError
from helpers.release.acting import acting_parts
from helpers.release.build import build
from helpers.release.checks import check_page
from helpers.release.execute import Run
from helpers.release.notebooks import discover_notebooks
from helpers.release.order import Order
from helpers.release.plan import read_request
from helpers.release.scripts import checksum_of
from helpers.settings import load_settings

COUNTY = "abhar"


def built_with(text, project, runs, out, **asked):
    """Build a project that says a text wherever it can; return the files."""
    plant(project.root, text, county=COUNTY)
    settings = load_settings(project.root)
    runs["of"] = lambda page: Run(page, shown(page, text))
    notebooks = discover_notebooks(settings.notebooks)
    request = read_request(settings, notebooks, edition="public", **asked)
    order = Order(request, notebooks, settings, "register", project.root / out, force=True)
    faults = "\n".join(map(str, build(order, say=lambda said: None).failures))
    assert not faults, faults
    return contents(project.root / out)


@pytest.fixture
def twins(project, runs, as_first_made):
    """A release of hostile words, and the same of innocent ones."""
    texts = {"innocent": INNOCENT, "hostile": HOSTILE}
    asked = {"areas": [COUNTY, project.areas.province.code], "periods": ["1403-07", "1402"]}

    def both():
        for out, text in texts.items():
            built_with(text, project, runs, out, **asked)

    as_first_made(both)
    return [contents(project.root / out) for out in texts]


def test_hostile_text_makes_no_element_and_is_read_in_full(twins):
    innocent, hostile = twins
    pages = [path for path in hostile if path.endswith(".html")]
    assert len(pages) > 20
    for path in pages:
        html = hostile[path].decode()
        expected = Skeleton(innocent[path].decode()).elements
        assert Skeleton(html).elements == expected, path
        assert list(check_page(path, html, hostile)) == []
    described = hostile[f"en/monthly/1403-07/{COUNTY}/trial.html"].decode()
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", described, re.DOTALL)[1])
    assert data["description"] == HOSTILE


def test_files_hold_hostile_text_as_text(twins):
    _, hostile = twins
    for path, content in hostile.items():
        if path.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content))
            texts = [cell for sheet in book for row in sheet for cell in row if cell.value]
            assert {cell.data_type for cell in texts} <= {"s", "n"}
            assert any(HOSTILE in str(cell.value) for cell in texts)
        elif path.endswith(".json"):
            json.loads(content)
        elif path.endswith(".csv"):
            assert list(csv.reader(io.StringIO(content.decode())))
    assert HOSTILE in json.dumps(json.loads(hostile["catalogue.json"]), ensure_ascii=False).replace(
        r"\"", '"'
    )


def test_a_name_like_a_formula_is_none_in_a_workbook(project, runs):
    asked = {"areas": [COUNTY], "periods": ["1403-07"]}
    files = built_with(FORMULA, project, runs, "reports", **asked)
    book = openpyxl.load_workbook(io.BytesIO(files[f"data/monthly/1403-07/{COUNTY}/trial.xlsx"]))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert any(cell.value == FORMULA for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@pytest.mark.parametrize(
    "shows",
    [
        "<script>alert()</script>",
        '<p onclick="alert()">x</p>',
        "<svg/onload=alert()></svg>",
        '<a href="jav&#x61;script:alert()">x</a>',
        '<a href="java\tscript:alert()">x</a>',
        '<svg><a xlink:href="javascript:alert()"><text>x</text></a></svg>',
        '<svg><set attributeName="href" to="x"/></svg>',
        '<iframe srcdoc="x"></iframe>',
        '<meta http-equiv="refresh" content="0;url=x">',
        '<form action="x"><input></form>',
        '<base href="x">',
        '<link rel="stylesheet" href="x">',
        '<object data="x"></object>',
    ],
)
@pytest.mark.parametrize("in_markdown", [True, False], ids=["markdown", "output"])
def test_a_cell_that_would_do_something_by_itself_stops_the_build(
    publish, runs, shows, in_markdown
):
    if in_markdown:
        shows = f"<div>{shows}</div>"  # by itself, some of it is no markup in Markdown

    def of(page):
        notebook = executed(page)
        output = new_output("display_data", data={"text/html": shows})
        cell = new_markdown_cell(shows) if in_markdown else new_code_cell("x", outputs=[output])
        notebook.cells.insert(1, cell)
        return Run(page, notebook)

    runs["of"] = of
    said = "\n".join(map(str, publish().failures))
    assert "a notebook shows markup that does something by itself" in said
    assert "monthly/trial.ipynb, cell 2, on fa/monthly/1403-07/abhar/trial.html" in said


@pytest.mark.parametrize(
    "html",
    [
        "<p>javascript:alert() onclick=x &lt;script&gt;</p>",
        '<a href="https://example.org/?on=1">x</a><a href="../a.html">y</a><a href="#z">z</a>',
        '<svg role="img"><title>x</title><path d="M0 0" style="fill:red"/></svg>',
        '<details open><summary dir="auto">x</summary></details>',
    ],
)
def test_texts_links_and_drawings_do_nothing_by_themselves(html):
    assert list(acting_parts(html)) == []


def test_a_page_may_run_what_its_policy_names_and_nothing_else():
    script = "<script>document.title</script>"
    head = '<meta http-equiv="Content-Security-Policy" content="script-src {}; x">'
    named = head.format(f"'{checksum_of('document.title')}'")
    assert list(acting_parts(named + script, of_page=True)) == []
    assert list(acting_parts(head.format("'none'") + script, of_page=True)) == [script]
    assert list(acting_parts(named + "<script>x</script>", of_page=True)) == ["<script>x</script>"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("\u202eabc", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a\u2066b", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("a\u2069b", "U+2069 POP DIRECTIONAL ISOLATE"),
        ("a\u2028b", "U+2028 LINE SEPARATOR"),
    ],
)
def test_a_table_of_names_with_a_character_that_misleads_is_refused(project, text, named):
    assert list(misleading_characters(text)) == [named]
    plant(project.root, text, county=COUNTY)
    for table in ("areas", "terms"):
        with pytest.raises(RequestError) as refused:
            getattr(load_settings(project.root), table)
        assert named in str(refused.value)
        assert f"data/reference/{table}.csv, line" in str(refused.value)


@pytest.mark.parametrize(
    "text", ["می‌شود", "\u2068a\u2069 \u2066b\u2069", "a\u200eb\u200f", "a\tb\n"]
)
def test_marks_of_good_writing_mislead_nobody(text):
    assert list(misleading_characters(text)) == []


@pytest.mark.parametrize("written", ["\u202e", "&#x202e;", "&#8238;"])
def test_a_page_that_turns_the_direction_of_its_text_is_found(written):
    html = f'<html lang="fa" dir="rtl"><body><h1>{written}x</h1>'
    (fault,) = check_page("page.html", html, ())
    assert "U+202E" in str(fault)


@pytest.mark.parametrize("area", ['x"; import os', "x\n1", "{{ 1 }}", "<b>"])
def test_a_parameter_cannot_become_code(area):
    from papermill.translators import PythonTranslator

    code = PythonTranslator.codify({"area": area}, "Parameters")
    read: dict[str, str] = {}
    exec(code, read)
    assert read["area"] == area
    assert unicodedata.normalize("NFC", read["area"]) == area
