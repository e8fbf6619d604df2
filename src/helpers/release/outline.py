"""What a check needs to know of a page: its language, links, ids and headings.

All of it stands in tags, so a page is read as browsers tell tags from text, ten times faster than
``html.parser`` does. What looks like a tag within a script or a style counts too.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

# Attributes whose addresses the browser would fetch by itself, and elements whose links it would.
_FETCHED = {"src", "srcset", "data", "poster", "background"}
_FETCHING = {"link", "use", "image"}
_OF_NOTE = {"id", "class", "href", "xlink:href", "lang", "dir", "rel"} | _FETCHED

_NAME = r"[^\s/>][^\s/>=]*+"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)"""
_ATTRIBUTE = re.compile(rf"({_NAME})(?:\s*+=\s*+({_VALUE})?+)?+", re.ASCII)
_ATTRIBUTES = rf"(?:[\s/]++|{_NAME}(?:\s*+=\s*+{_VALUE}?+)?+)*+"
_COMMENT = r"<!--(?:-?>|.*?(?:--!?>|\Z))"
_MARKUP = re.compile(
    rf"{_COMMENT}|<(/?)([a-z][^\s/>]*+)({_ATTRIBUTES})>", re.DOTALL | re.ASCII | re.I
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass
class Outline:
    """What stands in the tags of a page.

    Attributes
    ----------
    root
        Attributes of the document's element.
    fetched
        Addresses that the browser would fetch by itself.
    headings
        Their levels, in order.
    """

    root: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    identities: list[str] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    headings: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, html: str) -> "Outline":
        """Return the outline of a page."""
        outline = cls()
        for end, tag, attributes in _MARKUP.findall(html):
            if not tag or end:
                continue
            name = tag.lower()
            if name in _HEADINGS:
                outline.headings.append(_HEADINGS[name])
            if (noted := _noted(attributes)) or name in _FETCHING:
                outline._note(name, noted)
        return outline

    def _note(self, tag: str, attributes: tuple[tuple[str, str], ...]) -> None:
        values = dict(reversed(attributes))  # of two with one name, browsers take the first
        if tag == "html":
            self.root = values
        if tag in {"a", "area"}:
            self.links += [value for name, value in attributes if name == "href"]
        elif tag == "link" and values.get("rel", "").lower() == "alternate":
            self.links.append(values.get("href", ""))  # named to readers of feeds, not fetched
        elif tag in _FETCHING:
            self.fetched.append(values.get("href") or values.get("xlink:href") or "")
        self.fetched += [value for name, value in attributes if name in _FETCHED]
        self.identities += [value for name, value in attributes if name == "id" and value]
        self.classes.update(values.get("class", "").split())


@lru_cache(maxsize=10_000)
def _noted(attributes: str) -> tuple[tuple[str, str], ...]:
    """Return those attributes of a tag that matter; most tags of tables and charts have none."""
    return tuple(
        (name.lower(), unescape(value[1:-1] if value[:1] in {'"', "'"} else value))
        for name, value in _ATTRIBUTE.findall(attributes)
        if name.lower() in _OF_NOTE
    )
