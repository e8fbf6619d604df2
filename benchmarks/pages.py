"""The pages that all contestants make, and whether they have made them."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

import nbformat
import pandas as pd

from helpers.domain.persian import Lang, format_number
from helpers.domain.structure import statistic_named

_DIGIT = r"[\d٬٫,.]"


@dataclass(frozen=True)
class Page:
    """One page, as any contestant would be asked for it.

    Attributes
    ----------
    path
        Of the page in the folder that is made.
    notebook
        File of the report.
    """

    path: str
    notebook: Path

    @property
    def parameters(self) -> dict[str, str]:
        """Parameters of the notebook."""
        lang, _, period, area, _ = self.path.split("/")
        return {"period": period, "area": area, "lang": lang}


class WrongPageError(Exception):
    """A contestant has not made a page, or not the right one; its time counts for nothing."""


def pages_of(release: Path, notebooks: Path) -> list[Page]:
    """Return the pages of a published folder, in the order of their paths."""
    files = {
        (path.parent.name, nbformat.read(path, as_version=4).metadata.karnameh.report): path
        for path in sorted(notebooks.glob("*/*.ipynb"))
    }
    found = sorted(release.glob("*/*/*/*/*.html"))
    return [
        Page(path.relative_to(release).as_posix(), files[path.parts[-4], path.stem])
        for path in found
    ]


def spread(pages: Sequence[Page], count: int) -> list[Page]:
    """Return some of the pages, evenly spread over all; all if there are not more."""
    if count >= len(pages):
        return list(pages)
    return [pages[(2 * place + 1) * len(pages) // (2 * count)] for place in range(count)]


@dataclass(frozen=True)
class Headlines:
    """The number that each page must show, taken from the published table, not from a page."""

    table: Path

    def check(self, pages: Iterable[Page], made: Path) -> None:
        """Make sure that every page was made and shows its headline number.

        Raises
        ------
        WrongPageError
            If one was not, or does not.
        """
        for page in pages:
            file = made / page.path
            if not file.is_file():
                raise WrongPageError(f"{page.path} was not made")
            wanted = self.number(page)
            whole = rf"(?<!{_DIGIT}){re.escape(wanted)}(?!\d)"
            if not re.search(whole, unescape(file.read_text("utf-8"))):
                raise WrongPageError(f"{page.path} does not show its headline number, {wanted}")

    def number(self, page: Page) -> str:
        """Return the first number of a page's headline that is published, as the page writes it.

        Raises
        ------
        WrongPageError
            If there is none: then nothing would be checked.
        """
        asked = page.parameters
        lang: Lang = "fa" if asked["lang"] == "fa" else "en"
        for code in _headline(page.notebook):
            value = self._totals.get((code, asked["period"], asked["area"]))
            if value is not None and not pd.isna(value):
                return format_number(value, lang, statistic_named(code).decimals)
        raise WrongPageError(f"{page.path} has no number in its headline to be checked by")

    @cached_property
    def _totals(self) -> dict[tuple[str, str, str], float]:
        rows = pd.read_parquet(
            self.table,
            columns=["statistic", "period", "area", "value"],
            filters=[("breakdown", "==", "all"), ("category", "==", "all")],
        )
        keys = zip(rows["statistic"], rows["period"], rows["area"], strict=True)
        return dict(zip(keys, rows["value"], strict=True))


def _headline(notebook: Path) -> Iterator[str]:
    """Yield the codes of the statistics in a notebook's headline."""
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code" and "report.headline(" in cell.source:
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Constant):
                    yield str(node.value)
