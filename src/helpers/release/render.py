"""From an executed notebook to a page: an nbconvert exporter with the project's own template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters import Exporter, TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from helpers.domain.about import Edition
from helpers.domain.persian import DIRECTION, LANGUAGES, Lang
from helpers.release.completed import MIMETYPE, Completed
from helpers.release.dataset import COMMA, dataset_json
from helpers.release.fonts import font_faces
from helpers.release.navigation import DESCRIPTIONS, Navigation, relative
from helpers.release.pages import Page
from helpers.settings import Settings

TEMPLATE = Path(__file__).parent / "template"
SOFTWARE = f"Karnameh {version('karnameh')}"

_FONTS = "/*fonts*/"
_NAVIGATION = re.compile(r"<!--navigation-->.*?<!--/navigation-->", re.DOTALL)
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
        html = "\n".join(_cell_html(cell, resources["lang"]) for cell in nb.cells)
        before, *rest = _HEADING.split(html)
        sections = [Section("", Markup(), Markup(before))] if before.strip() else []
        sections += [
            Section(f"section-{number}", Markup(heading), Markup(body))
            for number, (heading, body) in enumerate(zip(rest[::2], rest[1::2], strict=True), 1)
        ]
        resources["sections"] = sections
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
        )
        self.register_preprocessor(  # type: ignore[no-untyped-call]
            PagePreprocessor, enabled=True
        )

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page; the template finds the resources by their own names."""
        _, resources = Exporter.from_notebook_node(self, nb, resources, **options)
        return self.template.render(**resources), resources

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.trim_blocks = environment.lstrip_blocks = True
        return environment


class Renderer:
    """Makes the pages of one release from the settings' words and one exporter."""

    def __init__(self, settings: Settings, edition: Edition) -> None:
        self.settings, self.edition = settings, edition

    @cached_property
    def _exporter(self) -> PageExporter:
        return PageExporter()

    def page(
        self,
        page: Page,
        notebook: NotebookNode,
        completed: Completed,
        *,
        titles: Mapping[Lang, str],
        links: Navigation,
        checksum: str,
    ) -> str:
        """Return the HTML of a page.

        Parameters
        ----------
        notebook
            As executed.
        completed
            What it handed over.
        titles
            The report's title by language.
        checksum
            SHA-256 of the CSV of the page's numbers.
        """
        subject, lang, settings = page.subject, page.lang, self.settings
        area, period = settings.areas[subject.area].name(lang), subject.period.name(lang)
        status = (
            settings.terms.text("page", "final", lang)
            if completed.status == "A"
            else settings.terms.text("obs_status", completed.status, lang)
        )
        resources = self._frame(lang, synthetic=completed.synthetic) | {
            "page": page,
            "completed": completed,
            "title": titles[lang],
            "area": area,
            "period": period,
            "gregorian": subject.period.gregorian(lang),
            "status": status,
            "to": links,
            "csv_href": relative(subject.csv, page.path),
            "xlsx_href": relative(subject.xlsx, page.path),
            "description_href": relative(DESCRIPTIONS[lang], page.path),
            "checksum": checksum,
            "software": SOFTWARE,
            "dataset": dataset_json(page, titles, completed, checksum, settings),
        }
        html, _ = self._exporter.from_notebook_node(notebook, resources=resources)
        return _with_fonts(html)

    def with_links(self, html: str, page: Page, links: Navigation) -> str:
        """Return an earlier page with its links to other pages as they are now."""
        template = self._exporter.environment.get_template("navigation.html.j2")
        fresh = template.render(self._frame(page.lang, synthetic=False), to=links).strip()
        return _NAVIGATION.sub(lambda _: _navigation_of(fresh), html, count=1)

    def plain(self, template: str, lang: Lang, *, synthetic: bool, **values: object) -> str:
        """Return the HTML of a page that is not made from a notebook."""
        made = self._exporter.environment.get_template(template)
        return _with_fonts(made.render(self._frame(lang, synthetic=synthetic), **values))

    def _frame(self, lang: Lang, *, synthetic: bool) -> dict[str, Any]:
        """Return what every page needs."""
        office = self.settings.configuration
        return {
            "lang": lang,
            "direction": DIRECTION[lang],
            "comma": COMMA[lang],
            "word": lambda code: self.settings.terms.text("page", code, lang),
            "organisation": office.organisation,
            "contact": office.contact,
            "edition": self.edition,
            "synthetic": synthetic,
        }


def _cell_html(cell: NotebookNode, lang: Lang) -> str:
    """Return what a reader of the language sees of a cell."""
    if cell.cell_type == "markdown":
        others = set(LANGUAGES) - {lang}
        if others & set(cell.metadata.get("tags", [])):
            return ""
        # The prose is the analysts' own; markup in it (isolation of a foreign word) is meant.
        renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
        return str(MarkdownWithMath(renderer=renderer).render(cell.source))
    return "\n".join(
        output.data["text/html"]
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {}) and MIMETYPE not in output.data
    )


def _with_fonts(html: str) -> str:
    return html.replace(_FONTS, font_faces(html), 1)


def _navigation_of(html: str) -> str:
    found = _NAVIGATION.search(html)
    assert found, "the navigation's template lost its marks"
    return found.group()
