"""nbconvert's exporter with the project's own template."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters import Exporter, TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from helpers.domain.persian import LANGUAGES, Lang
from helpers.release.completed import MIMETYPE

TEMPLATE = Path(__file__).parent / "template"

_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A part of a page; what stands before the first heading has no identity."""

    identity: str
    heading: Markup
    html: Markup

    @property
    def title(self) -> str:
        """The heading as plain text, for the list of contents."""
        return unescape(self.heading.striptags())


class PagePreprocessor(Preprocessor):
    """Keeps what a reader sees: prose of the page's language and HTML outputs, in sections.

    Code, prompts, plain-text outputs, warnings and metadata never reach the template.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Fill ``sections`` of the resources, and empty the notebook."""
        html = "\n".join(cell_html(cell, resources["lang"]) for cell in nb.cells)
        resources["sections"] = _parted(html)
        nb.cells = []
        return nb, resources


class PageExporter(TemplateExporter):
    """nbconvert's exporter with the project's template; everything unmarked is escaped."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def __init__(self) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            template_name=TEMPLATE.name,
            extra_template_basedirs=[str(TEMPLATE.parent)],
            template_file="page.html.j2",
            default_preprocessors=[],
        )
        self.register_preprocessor(  # type: ignore[no-untyped-call]
            PagePreprocessor, enabled=True
        )

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **values: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page; the template finds resources and values by their own names.

        The exporter copies the notebook and the resources, more than once; the values it leaves
        alone.
        """
        _, resources = Exporter.from_notebook_node(self, nb, resources)
        return self.template.render({**resources, **values}), resources

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.trim_blocks = environment.lstrip_blocks = True
        return environment


def sections_of(markdown: str) -> list[Section]:
    """Return prose that stands in no notebook as the parts of a page."""
    return _parted(_prose(markdown))


def _parted(html: str) -> list[Section]:
    before, *rest = _HEADING.split(html)
    sections = [Section("", Markup(), Markup(before))] if before.strip() else []
    sections += [
        Section(f"section-{number}", Markup(heading), Markup(body))
        for number, (heading, body) in enumerate(zip(rest[::2], rest[1::2], strict=True), 1)
    ]
    return sections


def cell_html(cell: NotebookNode, lang: Lang) -> str:
    """Return what a reader of the language sees of a cell."""
    if cell.cell_type == "markdown":
        others = set(LANGUAGES) - {lang}
        if others & set(cell.metadata.get("tags", [])):
            return ""
        return _prose(cell.source)
    return "\n".join(
        output.data["text/html"]
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {}) and MIMETYPE not in output.data
    )


@lru_cache(maxsize=1024)
def _prose(markdown: str) -> str:
    # It is the analysts' own, the same for all areas and periods; markup in it (isolation of a
    # foreign word) is meant.
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(markdown))
