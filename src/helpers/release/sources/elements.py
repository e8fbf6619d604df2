"""A page taken apart: its texts, block by block, seen or unseen, with what stands around them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpers.domain.markup import ATTRIBUTES, DELIVERED, REVISED, SAID
from helpers.release.sources.tokens import plain

_STYLE = re.compile(r"<style\b[^>]*>([^<]*(?:<(?!/style>)[^<]*)*)</style>", re.IGNORECASE)
# What a style writes on a page by itself; and what a page keeps for scripts is read all the same.
_GENERATED = re.compile(r"(?<![-\w])content\s*:\s*([^;}]*\d[^;}]*)", re.IGNORECASE)
_TEMPLATE = re.compile(r"<(/?)template\b", re.IGNORECASE)
_TEXT, _COMMENT = "-text", "-comment"
_HEADINGS = {"h1", "h2"}
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data dfn em i kbd mark q s samp small span strong sub sup time"
    " tspan u var".split()
)
# Attributes that address, place, style or type, and are not read to anyone.
_UNREAD = frozenset(
    "aria-controls aria-describedby aria-labelledby charset class colspan cx cy d dir download dx"
    " dy fill for headers height href hreflang http-equiv id lang media name offset points r rel"
    " role rowspan rx ry scope sizes src stroke style tabindex text-anchor transform type viewbox"
    " width x x1 x2 xmlns y y1 y2".split()
).union(ATTRIBUTES, {DELIVERED, REVISED, SAID})
_DIGIT = re.compile(r"\d")
# A word of the other script, marked as such, is part of the text around it.
_FOREIGN = re.compile(r'<bdi lang="\w+" dir="\w+">([^<]*)</bdi>')


@dataclass(frozen=True)
class Text:
    """A text of a page that holds a digit.

    Attributes
    ----------
    node
        The block it stands in, or the element whose attribute it is.
    plain
        In ASCII digits.
    attribute
        The name of the attribute; ``comment`` for a comment, ``style`` for what a style writes;
        empty for what is seen.
    section
        The heading above it.
    """

    node: LexborNode
    plain: str
    section: str
    attribute: str = ""

    @property
    def tag(self) -> str:
        """The name of the element."""
        return self.node.tag or ""


@dataclass
class _Block:
    node: LexborNode
    section: str
    parts: list[str] = field(default_factory=list)


def texts_of(html: str) -> Iterator[Text]:
    """Yield the texts of a page that hold a digit, blocks in the order in which they begin."""
    parts = _STYLE.split(html)
    whole = _FOREIGN.sub(r"\1", "".join(parts[::2]))
    parser = LexborHTMLParser(_TEMPLATE.sub(r"<\1div", whole))
    if parser.root is None:
        return
    for style in parts[1::2]:
        yield from (Text(parser.root, text, "", "style") for text in _generated(style))
    blocks: dict[int, _Block] = {}
    heading = ""
    for node in parser.root.traverse(include_text=True):
        tag = node.tag or ""
        if tag == _TEXT:
            if (parent := node.parent) is None or not (text := plain(node.text_content or "")):
                continue
            block = _block_of(parent)
            if block.tag in _HEADINGS:
                heading = text
            blocks.setdefault(block.mem_id, _Block(block, heading)).parts.append(text)
        else:
            yield from _unseen(node, heading)
    for found in blocks.values():
        whole = " ".join(found.parts)
        if _DIGIT.search(whole):
            yield Text(found.node, whole, found.section)


@lru_cache(maxsize=16)  # most pages of a release have one style, and it is long
def _generated(style: str) -> tuple[str, ...]:
    """Return the texts with a digit that a style writes on a page."""
    return tuple(map(plain, _GENERATED.findall(style)))


def _unseen(node: LexborNode, heading: str) -> Iterator[Text]:
    """Yield what stands in a comment, or in the attributes of an element."""
    if node.tag == _COMMENT:
        if _DIGIT.search(said := plain(node.comment_content or "")):
            yield Text(node, said, heading, "comment")
        return
    for name, value in node.attributes.items():
        if value and name.lower() not in _UNREAD and _DIGIT.search(said := plain(value)):
            yield Text(node, said, heading, name)


def _block_of(node: LexborNode) -> LexborNode:
    while node.tag in _INLINE and node.parent is not None:
        node = node.parent
    return node


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield an element and those around it, from the inside out."""
    here: LexborNode | None = node
    while here is not None:
        yield here
        here = here.parent


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts and numbers of a JSON value, each with the name it stands under."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from leaves(inside, key)
    elif isinstance(value, list):
        for inside in value:
            yield from leaves(inside, name)
    elif value is not None and not isinstance(value, bool):
        yield name, str(value)


def json_of(text: str) -> Any:
    """Return the value of a JSON text; None where it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None
