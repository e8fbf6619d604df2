"""What must be true of a page before it is published; what is found stops the release."""

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from helpers.domain.persian import DIRECTION
from helpers.domain.plain_text import misleading_characters
from helpers.errors import DataError
from helpers.release.acting import acting_parts
from helpers.release.outline import Outline

MOST_BYTES = 250_000
# A list of editions is as long as the office has areas.
MOST_BYTES_OF_LIST = 2_000_000

# Apart, since each is found by its first letters: together they would be tried at every letter.
_TRACES = [
    re.compile(pattern)
    for pattern in (
        r"Traceback \(most recent call last\)", r"In(?<=\bIn)\s?\[\d*\]",
        r"Out(?<=\bOut)\[\d+\]", r"ipykernel", r"jp-(?:Code|Out)",
        r"No description has been provided", r"url\((?!\"?data:|#|&quot;data:)", r"@import",
    )
]  # fmt: skip
# Fonts and images, half of a page, are no text: a few letters of a path turn up in any of them.
_EMBEDDED = re.compile(r"(data:[\w.+-]+/[\w.+-]+;base64,)[\w+/=]+", re.ASCII)
_BY_NUMBER = re.compile(r"&#(?:x[0-9a-f]+|\d+);?", re.IGNORECASE)


class UnfitPageError(DataError):
    """A page must not be published as it is."""


def check_page(
    path: str, html: str, paths: Collection[str], *, private: Sequence[str] = (),
    synthetic: bool = False,
) -> Iterator[UnfitPageError]:  # fmt: skip
    """Yield what is wrong with a page of a release.

    Parameters
    ----------
    path
        Where the page stands in the release.
    paths
        All files of the release: links must lead to one of them.
    private
        Texts that must not stand in a page: folders of this machine.
    synthetic
        Whether the page must carry the banner of made-up people.
    """
    for fault, found in _faults(html, path, paths, private, synthetic=synthetic):
        yield UnfitPageError(fault, where=path, found=found)


def _faults(
    html: str, path: str, paths: Collection[str], private: Sequence[str], *, synthetic: bool
) -> Iterator[tuple[str, str]]:
    outline = Outline.of(html)
    lang = outline.root.get("lang") or ""
    if DIRECTION.get(lang) is None or outline.root.get("dir") != DIRECTION[lang]:
        yield "a page does not say its language and direction", str(outline.root)
    if outline.headings.count(1) != 1:
        yield "a page has not one main heading", f"{outline.headings.count(1)}"
    if skipped := [b for a, b in pairwise(outline.headings) if b > a + 1]:
        yield "a level of headings is skipped", f"h{skipped[0]}"
    if twice := [identity for identity, n in Counter(outline.identities).items() if n > 1]:
        yield "an id stands twice", ", ".join(sorted(twice))
    for address in outline.fetched:
        if not address.startswith(("data:", "#")):
            yield "a page fetches something", address[:120]
    for link in dict.fromkeys(outline.links):
        if not _leads_somewhere(link, path, paths, outline.identities):
            yield "a link is dead", link[:120]
    yield from _faults_of_text(_EMBEDDED.sub(r"\1", html), private)
    if synthetic and not {"banner", "synthetic"} <= outline.classes:
        yield "a page on made-up people does not say so", ""
    most = MOST_BYTES_OF_LIST if posixpath.basename(path).startswith("index") else MOST_BYTES
    if (size := len(html.encode())) > most:
        yield "a page is too heavy", f"{size:,} bytes of at most {most:,}"


def _faults_of_text(text: str, private: Sequence[str]) -> Iterator[tuple[str, str]]:
    if trace := next(filter(None, (pattern.search(text) for pattern in _TRACES)), None):
        yield "a page shows how it was made", trace[0]
    if acting := next(acting_parts(text, of_page=True), None):
        yield "a page holds markup that does something by itself", acting
    if misleading := next(misleading_characters(_with_marks_read(text)), None):
        yield "a page holds a character that changes how others are shown", misleading
    if named := next((name for name in private if name in text), None):
        yield "a page names a folder of this machine", named


def _with_marks_read(html: str) -> str:
    """Return a page with the characters that are named by number in their places."""
    return _BY_NUMBER.sub(lambda found: unescape(found[0]), html)


def _leads_somewhere(link: str, path: str, paths: Collection[str], identities: list[str]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in {"https", "http", "mailto"}
    if not parts.path:
        return unquote(parts.fragment) in identities
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    return target in paths
