"""Markup that says nothing is left out of a page, and nothing else is."""

from collections.abc import Iterator

import html5lib
import pytest
from trial_report import TITLES, executed, page_of

from helpers.release import render
from helpers.release.completed import read_completed
from helpers.release.navigation import Site
from helpers.release.slim import slim

TABLE = (
    '<table><caption id="a">b</caption>\n<thead><tr><th scope="col">c</th><th>d</th></tr></thead>\n'
    "<tbody>\n<tr><th>1</th><td>2</td></tr>\n<tr><th>3</th><td><b>4</b></td></tr>\n"
    "</tbody></table>"
)
WITHIN = f"<table><tr><td>{TABLE}</td></tr></table>"


def read(html: str) -> list[tuple[int, str, dict[str, str]]]:
    """Return what a browser makes of a page: elements, attributes and texts, in order."""
    document = html5lib.parse(html, treebuilder="dom")
    return list(_read(document))


def _read(node, depth: int = 0) -> Iterator[tuple[int, str, dict[str, str]]]:
    for child in node.childNodes:
        if child.nodeType == child.ELEMENT_NODE:
            attributes = {name: value for name, value in child.attributes.items()}
            if attributes.get("dir") == "auto":
                del attributes["dir"]
            yield depth, child.tagName, attributes
            yield from _read(child, depth + 1)
        elif child.nodeType == child.TEXT_NODE and child.data.strip():
            yield depth, child.data.strip(), {}


@pytest.mark.parametrize("html", [TABLE, TABLE + TABLE, WITHIN])
def test_what_is_left_reads_as_before(html):
    assert len(slim(html)) < len(html)
    assert read(slim(html)) == read(html)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_whole_page_reads_as_before(settings, lang, monkeypatch):
    page = page_of(settings, lang=lang)
    notebook = executed(page, html=TABLE + WITHIN)
    links = Site([page], {"monthly": {"trial": TITLES}}, settings).links(page)
    pages = []
    for step in (slim, str):
        monkeypatch.setattr(render, "slim", step)
        made = render.Renderer(settings, "public").page(
            page, notebook, read_completed(notebook), titles=TITLES, links=links, checksum="c0ffee"
        )
        pages.append(made)
    lighter, whole = pages
    assert len(lighter) < len(whole)
    assert read(lighter) == read(whole)


def test_no_closing_tag_of_a_cell_or_a_row_is_left():
    assert "</t" not in slim(TABLE).replace("</table>", "")


@pytest.mark.parametrize("html", ["<td>a</td>b", "<th>a</th><p>", "</tr><p>", "<td>a</td>"])
def test_a_closing_tag_that_html_needs_stays(html):
    assert slim(html) == html


def test_a_block_has_the_direction_of_its_page():
    assert slim('<p class="note" dir="auto">a</p>') == '<p class="note">a</p>'
    assert slim('<details class="data" dir="auto">') == '<details class="data">'


@pytest.mark.parametrize("html", ['<bdi dir="auto">a</bdi>', '<p dir="ltr">a</p>', 'dir="auto"'])
def test_other_directions_stay(html):
    assert slim(html) == html


@pytest.mark.parametrize("tag", ["script", "style"])
def test_what_is_no_markup_stays_as_it_is(tag):
    html = f'<{tag} type="x">"</td><td>", "<p dir="auto">"</{tag}>'
    assert slim(html) == html
