"""A project whose names and words are hostile: each tries to be more than text."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from trial_report import executed

from helpers.release.pages import Page
from helpers.report.html import details, paragraph

# No digit in any: a number would be one without a source.
TRIES = (
    '<script>alert("x")</script>',
    '"><img src="x" onerror="alert()">',
    "'><svg onload='alert()'>",
    "</title></style></textarea>--><b>",
    "{{ settings }}{% raw %}",
    "javascript:alert()",
    "&lt;i&gt;&amp;",
)
HOSTILE = " ".join(TRIES)
FORMULA = '=HYPERLINK("x")'
INNOCENT = "نام name"
LONG_WORD = "w" * 10_000

_TOML_NAMES = re.compile(r'^((?:name|unit)_(?:fa|en) *= *)["\'].*["\']$', re.MULTILINE)


def plant(root: Path, text: str, *, county: str) -> None:
    """Write a text into the names and words that a project has, beside those that it had."""
    path = root / "karnameh.toml"
    word = re.sub(r"[{}]", "", text)  # what stands between braces in a term is filled in
    told = text.replace("'", "’")  # what stands between apostrophes is taken as it is
    path.write_text(_TOML_NAMES.sub(rf"\1'{told}'", path.read_text("utf-8")), "utf-8")
    _rewrite(
        root / "data" / "reference" / "areas.csv",
        lambda row: row["code"] == county,
        lambda row: {name: text for name in ("name_fa", "name_en", "seat_fa", "seat_en")},
    )
    _rewrite(
        root / "data" / "reference" / "terms.csv",
        lambda row: (
            row["kind"] in {"page", "cadence", "statistic"}
            and not ("{" in row["fa"] or row["code"].endswith("_sheet"))
        ),  # a sheet's name is short
        lambda row: {lang: f"{row[lang]} {word}" for lang in ("fa", "en")},
    )
    for notebook in (root / "notebooks").rglob("*.ipynb"):
        content = nbformat.read(notebook, as_version=4)
        content.metadata.karnameh.title = dict.fromkeys(("fa", "en"), text)
        nbformat.write(content, notebook)


def shown(page: Page, text: str):
    """Return an executed notebook that shows a text in every way that a cell can."""
    notebook = executed(page, summary=text)
    fragment = details(text, paragraph("note", text))
    frame = pd.DataFrame({text: [text]}).to_html(index=False).replace(' border="1"', "")
    outputs = [
        new_output("display_data", data={"text/html": fragment._repr_html_()}),
        new_output("display_data", data={"text/plain": text}),
        new_output("display_data", data={"text/html": f'<div class="table-scroll">{frame}</div>'}),
        new_output("stream", text=text),
    ]
    escaped = re.sub(r"([<>&{}*_\[\]])", r"\\\1", text)
    notebook.cells[1:1] = [new_code_cell(text, outputs=outputs), new_markdown_cell(escaped)]
    return notebook


def _rewrite(path: Path, chosen, changes) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if chosen(row):
            row.update(changes(row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes: what is left without text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag != "bdi":  # words of the other script are marked, and hostile ones are Latin
            self.elements.append((tag, tuple(name for name, _ in attrs)))
