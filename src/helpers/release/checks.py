"""What must be true of a page before it is published; what is found stops the release."""

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from helpers.domain.persian import DIRECTION
from helpers.errors import DataError

MOST_BYTES = 250_000

# Addresses of elements that the browser would fetch by itself.
_FETCHED = {"src", "srcset", "data", "poster", "background"}
_TRACES = re.compile(
    r"Traceback \(most recent call last\)|\bIn\s?\[\d*\]|\bOut\[\d+\]|ipykernel|jp-(?:Code|Out)"
    r"|No description has been provided|url\((?!\"?data:|#|&quot;data:)|@import"
)


class UnfitPageError(DataError):
    """A page must not be published as it is."""


@dataclass
class _Outline(HTMLParser):
    """What a check needs to know of a page."""

    root: dict[str, str | None] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    identities: list[str] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    headings: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        attributes = dict(attrs)
        if tag == "html":
            self.root = attributes
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in {"a", "area"} and (href := attributes.get("href")) is not None:
            self.links.append(href)
        elif tag == "link" or tag in {"use", "image"}:
            self.fetched += [attributes.get("href") or attributes.get("xlink:href") or ""]
        self.fetched += [value or "" for name, value in attrs if name in _FETCHED]
        self.identities += [value for name, value in attrs if name == "id" and value]
        self.classes.update((attributes.get("class") or "").split())


def check_page(
    path: str,
    html: str,
    paths: Collection[str],
    *,
    private: Sequence[str] = (),
    synthetic: bool = False,
) -> Iterator[UnfitPageError]:
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
    outline = _Outline()
    outline.feed(html)
    lang = outline.root.get("lang") or ""
    if DIRECTION.get(lang) is None or outline.root.get("dir") != DIRECTION[lang]:
        yield "a page does not say its language and direction", str(outline.root)
    if outline.headings.count(1) != 1:
        yield "a page has not one main heading", f"{outline.headings.count(1)}"
    if skipped := [b for a, b in pairwise(outline.headings) if b > a + 1]:
        yield "a level of headings is skipped", f"h{skipped[0]}"
    if twice := {i for i in outline.identities if outline.identities.count(i) > 1}:
        yield "an id stands twice", ", ".join(sorted(twice))
    for address in outline.fetched:
        if not address.startswith(("data:", "#")):
            yield "a page fetches something", address[:120]
    for link in outline.links:
        if not _leads_somewhere(link, path, paths, outline.identities):
            yield "a link is dead", link[:120]
    if trace := _TRACES.search(html):
        yield "a page shows how it was made", trace[0]
    if named := next((text for text in private if text in html), None):
        yield "a page names a folder of this machine", named
    if synthetic and not {"banner", "synthetic"} <= outline.classes:
        yield "a page on made-up people does not say so", ""
    if (size := len(html.encode())) > MOST_BYTES:
        yield "a page is too heavy", f"{size:,} bytes of at most {MOST_BYTES:,}"


def _leads_somewhere(link: str, path: str, paths: Collection[str], identities: list[str]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in {"https", "http", "mailto"}
    if not parts.path:
        return unquote(parts.fragment) in identities
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    return target in paths
