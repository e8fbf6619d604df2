"""From an executed notebook to a page, and the pages that are made from none."""

import re
from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import version
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.domain.about import Edition
from helpers.domain.days import in_both_calendars
from helpers.domain.periods import Month
from helpers.domain.persian import COMMA, DIRECTION, LANGUAGES, Lang
from helpers.release.catalogue import corrections_of
from helpers.release.citation import citation, status_in_words
from helpers.release.completed import Completed
from helpers.release.dataset import dataset_json
from helpers.release.dates import release_days
from helpers.release.exporter import PageExporter
from helpers.release.fonts import font_faces
from helpers.release.foreign import with_foreign_words_marked
from helpers.release.navigation import DESCRIPTIONS, Navigation, Site, relative
from helpers.release.pages import Page, Subject, marked
from helpers.release.scripts import script
from helpers.release.slim import slim
from helpers.release.standing import quality_path, standing_links
from helpers.release.styles import stylesheet
from helpers.release.workbook.book import workbook
from helpers.settings import Settings

SOFTWARE = f"Karnameh {version('karnameh')}"

_FONTS = "/*fonts*/"
_NAVIGATION = re.compile(r"<!--navigation-->.*?<!--/navigation-->", re.DOTALL)


class Renderer:
    """Makes the pages of one release from the settings' words and one exporter."""

    def __init__(self, settings: Settings, edition: Edition) -> None:
        self.settings, self.edition = settings, edition

    def __getstate__(self) -> dict[str, Any]:
        # An exporter cannot be copied: a process that is not forked makes its own.
        return {"settings": self.settings, "edition": self.edition}

    def warm(self) -> None:
        """Make a page and a workbook for nothing, so that the first one costs what all others do.

        What is loaded here, processes forked from this one share.
        """
        subject = Subject("warm", Month(1400, 1), self.settings.areas.province.code, self.edition)
        notebook = new_notebook(cells=[new_markdown_cell("*"), new_code_cell()])
        completed = Completed("A", True, "", ())
        titles = dict.fromkeys(LANGUAGES, "")
        site = Site([Page(subject, lang) for lang in LANGUAGES], {}, self.settings)
        for lang in LANGUAGES:
            page = Page(subject, lang)
            links = site.links(page)
            html = self.page(page, notebook, completed, titles=titles, links=links, checksum="")
            self.with_links(html, page, links)
        workbook(subject, titles, completed, "", self.settings)

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
        printed: bool = False,
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
        printed
            Whether it stands there as PDF too.
        """
        subject, lang, settings = page.subject, page.lang, self.settings
        area, period = settings.areas[subject.area].name(lang), subject.period.name(lang)
        values = self._frame(page.path, lang, synthetic=completed.synthetic) | {
            "page": page,
            "completed": completed,
            "title": titles[lang],
            "area": area,
            "period": period,
            "gregorian": subject.period.gregorian(lang),
            "status": status_in_words(completed.status, lang, settings),
            "days": release_days(subject, lang, settings) if self.edition == "public" else [],
            "corrections": [
                (in_both_calendars(notice.dated, lang), notice.text(lang))
                for notice in corrections_of(subject, settings)
            ],
            "to": links,
            **_hrefs(page, delivered=not completed.synthetic, printed=printed),
            "checksum": checksum,
            "citation": citation(subject, titles, lang, completed, checksum, settings),
            "scripts": [script("contents.js"), script("page.js")],
            "software": SOFTWARE,
            "dataset": dataset_json(page, titles, completed, checksum, settings),
        }
        html, _ = self._exporter.from_notebook_node(notebook, {"lang": lang}, **values)
        return _finished(html, lang)

    def with_links(self, html: str, page: Page, links: Navigation) -> str:
        """Return an earlier page with its links to other pages as they are now."""
        template = self._exporter.environment.get_template("navigation.html.j2")
        fresh = template.render(
            self._frame(page.path, page.lang, synthetic=False), to=links
        ).strip()
        fresh = _navigation_of(with_foreign_words_marked(fresh, page.lang))
        return _NAVIGATION.sub(lambda _: fresh, html, count=1)

    def plain(
        self, template: str, path: str, lang: Lang, *, synthetic: bool, **values: object
    ) -> str:
        """Return the HTML of a page that is not made from a notebook and stands at ``path``."""
        made = self._exporter.environment.get_template(template)
        html = made.render(self._frame(path, lang, synthetic=synthetic), **values)
        return _finished(html, lang)

    def _frame(self, path: str, lang: Lang, *, synthetic: bool) -> dict[str, Any]:
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
            "scripts": [],
            "appear": script("appear.js"),
            "stylesheet": stylesheet(),
            "standing": standing_links(path, lang, self.edition, self.settings),
        }


def _hrefs(page: Page, *, delivered: bool, printed: bool) -> dict[str, str]:
    """Return the links from a page to its files and descriptions; empty for those it has not."""
    subject = page.subject
    paths = {
        "csv": subject.csv,
        "xlsx": subject.xlsx,
        "pdf": page.pdf if printed else "",
        "revisions": subject.revisions,
        "deliveries": subject.deliveries if delivered else "",
        "description": marked(DESCRIPTIONS[page.lang], subject.edition),
        "quality": quality_path(subject.report, page.lang, subject.edition),
    }
    return {f"{name}_href": path and relative(path, page.path) for name, path in paths.items()}


def _finished(html: str, lang: Lang) -> str:
    marked_up = with_foreign_words_marked(html, lang)
    return slim(marked_up).replace(_FONTS, font_faces(marked_up, lang), 1)


def _navigation_of(html: str) -> str:
    found = _NAVIGATION.search(slim(html))
    assert found, "the navigation's template lost its marks"
    return found.group()
