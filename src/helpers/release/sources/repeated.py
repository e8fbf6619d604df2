"""What the lists of editions repeat of them: the beginning of a summary, revised numbers, an index.

A page of a report is checked against its own numbers; what is repeated of it, against the page.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import unescape
from typing import Any

from helpers.domain.about import Edition
from helpers.domain.markup import REVISED, SAID
from helpers.domain.persian import LANGUAGES
from helpers.release.catalogue import Entry, read_catalogue
from helpers.release.reading import PublishedRelease
from helpers.release.revised import Revisions, revisions_in
from helpers.release.search_index import CORRECTED, search_index
from helpers.release.sources.elements import Text, json_of
from helpers.release.sources.numbers import Source
from helpers.release.sources.tokens import plain
from helpers.settings import Settings

SUMMARY = re.compile(r'<meta name="description" content="([^"]*)"')
_ENDS_OF_SENTENCES = (".", "!", "؟", "?")


def _says_nothing(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Repeated:
    """What pages that list editions may repeat of them.

    Attributes
    ----------
    summary
        Returns what a page of the release says of itself, by its path; nothing of no page.
    revised
        How many numbers of an issue are revised, by its name.
    indexes
        The indexes of the editions, without what the notices of the day add.
    names
        Of the editions.
    """

    summary: Callable[[str], str] = _says_nothing
    revised: Mapping[str, int] = field(default_factory=dict)
    indexes: Sequence[dict[str, Any]] = ()
    names: frozenset[str] = frozenset()

    def says(self, text: Text) -> bool:
        """Whether a text is repeated in whole."""
        if text.tag == "script" and not text.attribute:
            return self._is_index(json_of(text.plain))
        if text.attribute or not (path := text.node.attributes.get(SAID)):
            return False
        whole = plain(self.summary(path))
        return text.plain.endswith(_ENDS_OF_SENTENCES) and (
            whole == text.plain or whole.startswith(f"{text.plain} ")
        )

    def revised_by(self, text: Text) -> dict[Decimal, Source]:
        """Return the number that a text may say is revised; none where it names no issue."""
        issue = text.node.attributes.get(REVISED) or ""
        if text.attribute or issue not in self.revised:
            return {}
        return {Decimal(self.revised[issue]): Source("count")}

    def _is_index(self, said: Any) -> bool:
        if not isinstance(said, dict) or not isinstance(said.get(CORRECTED), list):
            return False
        rest = {name: value for name, value in said.items() if name != CORRECTED}
        return self.names.issuperset(said[CORRECTED]) and rest in self.indexes


NOTHING = Repeated()


def repeated_of(
    entries: Sequence[Entry], revisions: Revisions, edition: Edition, settings: Settings
) -> Repeated:
    """Return what may be repeated of the editions of a release that is being made."""
    said = {page.path: entry.summary[page.lang] for entry in entries for page in entry.pages}
    return _repeated(lambda path: said.get(path, ""), entries, revisions, edition, settings)


def repeated_in(release: PublishedRelease, settings: Settings) -> Repeated:
    """Return what may be repeated of the editions of a published folder, as their pages say it."""
    entries = read_catalogue(release.folder)
    paths = {page.path for entry in entries for page in entry.pages}

    def summary(path: str) -> str:
        file = release.folder / path
        if path not in paths or not file.is_file():
            return ""
        found = SUMMARY.search(file.read_text("utf-8", "replace"))
        return unescape(found[1]) if found else ""

    revisions = revisions_in(release, settings)
    return _repeated(summary, entries, revisions, release.manifest["edition"], settings)


def _repeated(
    summary: Callable[[str], str], entries: Sequence[Entry], revisions: Revisions,
    edition: Edition, settings: Settings,
) -> Repeated:  # fmt: skip
    indexes = [_as_read(search_index(entries, lang, edition, settings)) for lang in LANGUAGES]
    names = frozenset(entry.subject.identifier for entry in entries)
    return Repeated(summary, revisions.latest(), indexes, names)


def _as_read(index: dict[str, Any]) -> dict[str, Any]:
    """Return an index as it is read from a page whose text is made plain."""
    read: dict[str, Any] = json.loads(plain(json.dumps(index, ensure_ascii=False)))
    del read[CORRECTED]
    return read
