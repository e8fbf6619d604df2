"""The words of a workbook: those that hold a number must be known to stand for no statistic."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, reduce
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from helpers.domain.codelists import BREAKDOWNS
from helpers.domain.persian import LANGUAGES, Lang
from helpers.domain.structure import COLUMNS
from helpers.domain.tidy import Row
from helpers.release.citation import names_cited
from helpers.release.pages import Page, Subject
from helpers.release.sources.constants import GONE, Constants
from helpers.release.sources.tokens import plain
from helpers.settings import Settings

_DIGIT = re.compile(r"\d")
_PERIOD = COLUMNS.index("period")


class Words:
    """What the words of one workbook may say.

    Parameters
    ----------
    rows
        Of the CSV.
    """

    def __init__(
        self, folder: Path, subject: Subject, rows: Sequence[Row], settings: Settings
    ) -> None:
        self._folder, self._subject, self._settings = folder, subject, settings
        years = {int(part[:4]) for row in rows for part in row[_PERIOD].split("..")}
        following = settings.calendar.after(subject.report, subject.period)
        # The cover announces the next release in every language, a page in its own only.
        named = [subject.period, following.period] if following else [subject.period]
        self._names = names_cited(subject, rows)
        self._years = frozenset(years | {period.year for period in named})

    def unknown(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the texts that hold a number which nothing explains, each once."""
        for text in dict.fromkeys(texts):
            if _DIGIT.search(text) and text != self._subject.identifier:
                said = plain(text)
                unnamed = reduce(lambda left, name: left.replace(name, GONE), self._names, said)
                known = any(
                    _is_known(unnamed, self._years, lang, self._settings) for lang in LANGUAGES
                )
                if not known and not any(said in page for page in self._pages):
                    yield text

    @cached_property
    def _pages(self) -> list[str]:
        """The texts of the pages beside the workbook: they tell of the policy as it was then."""
        found = []
        for lang in LANGUAGES:
            path = self._folder / Page(self._subject, lang).path
            if path.is_file():
                parser = LexborHTMLParser(path.read_text("utf-8", "replace"))
                found += [plain(node.text()) for node in parser.css("main p, main dd")]
        return found


@cache
def _is_known(text: str, years: frozenset[int], lang: Lang, settings: Settings) -> bool:
    constants = _constants(settings, lang)
    return text in _categories(settings, lang) or not constants.others(text, years)[1]


@cache
def _constants(settings: Settings, lang: Lang) -> Constants:
    return Constants(settings, lang)


@cache
def _categories(settings: Settings, lang: Lang) -> frozenset[str]:
    constants = _constants(settings, lang)
    return frozenset(label for breakdown in BREAKDOWNS for label in constants.labels(breakdown))
