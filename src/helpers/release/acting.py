"""Markup that does something by itself: scripts, handlers, frames. None may come from a notebook.

A page's policy lets none of it run. It is refused all the same: what is blocked is not what its
author meant, and a page may be read where policies do not hold.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from helpers.release.scripts import is_allowed

_EVERYWHERE = (
    "script iframe frame frameset object embed applet base portal animate animatemotion"
    " animatetransform set foreignobject"
)
# These stand in a page, but a notebook has no use for them.
_OF_A_PAGE = "meta link form input button select textarea dialog template"
_ELEMENTS = frozenset(f"{_EVERYWHERE} {_OF_A_PAGE}".split())
# What a closer look is taken at: such an element or attribute, or an address that is not plainly
# one of the web, of this release or of this page.
_SUSPECT = re.compile(
    rf"<(?:{'|'.join(sorted(_ELEMENTS))})\b|[\s\"'/]on[a-z]+\s*=|srcdoc|-equiv"
    r"|(?:href|src|action|data)\s*=\s*(?![\"'](?:#|https?://|mailto:|data:|[\w./-]*[\"']))",
    re.IGNORECASE,
)
_ADDRESSES = ("href", "xlink:href", "action", "formaction", "data", "src")
_SCRIPT = re.compile(
    r'<script( type="application/(?:ld\+)?json"(?: id="[\w-]+")?)?>(.*?)</script>', re.DOTALL
)
_FOUND_SHOWN = 120


def acting_parts(html: str, *, of_page: bool = False) -> Iterator[str]:
    """Yield what would do something by itself, each as it is written.

    Parameters
    ----------
    html
        A page, or a piece of one.
    of_page
        Whether it is a page, which may have a head, forms, and the scripts that its policy names.
    """
    if of_page:
        html = _without_own_scripts(html)
    if not _SUSPECT.search(html):
        return
    refused = frozenset(_EVERYWHERE.split()) if of_page else _ELEMENTS
    root = LexborHTMLParser(html).root
    for node in root.traverse() if root is not None else ():
        tag = (node.tag or "").lower()
        attributes = node.attributes.items()
        if tag in refused or any(_acts(name.lower(), value or "") for name, value in attributes):
            yield (node.html or "")[:_FOUND_SHOWN]


def _without_own_scripts(html: str) -> str:
    """Return a page without data for machines, and without the scripts named in its policy."""

    def kept(script: re.Match[str]) -> str:
        return "" if script[1] or is_allowed(script[2], html) else script[0]

    return _SCRIPT.sub(kept, html)


def _acts(name: str, value: str) -> bool:
    if name in _ADDRESSES:
        return re.sub(r"[\x00-\x20]", "", value).lower().startswith(("javascript:", "vbscript:"))
    refresh = name == "http-equiv" and value.strip().lower() == "refresh"
    return refresh or name.startswith("on") or name == "srcdoc"
