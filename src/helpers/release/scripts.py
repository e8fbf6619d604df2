"""Script elements: the few scripts of the pages, and data for them and for machines.

Scripts are inline, and named by their checksum in the page's policy. A page is whole without them.
Nothing else runs: the policy lists checksums, not ``unsafe-inline``.
"""

import base64
import json
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from markupsafe import Markup

# What only readers of the source need: lines of comment, and indents.
_UNREAD = re.compile(r"^ *//.*\n|^ +", re.MULTILINE)
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="[^"]*?script-src ([^;"]*)')
# None of these may stand in a script element: they could end it, or begin a comment.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


@dataclass(frozen=True)
class Script:
    """A script as it stands in a page.

    Attributes
    ----------
    source
        What stands between the tags.
    policy
        By which the page allows it: ``'sha256-…'``.
    """

    source: Markup
    policy: Markup


@cache
def script(name: str) -> Script:
    """Return a script of the template, such as ``"page.js"``.

    Raises
    ------
    ValueError
        If it could end its own element, or begin a comment in it.
    """
    source = (files("helpers.release") / "template" / name).read_text("utf-8")
    text = _UNREAD.sub("", source)
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError(f"{name} cannot stand in a script element")
    return Script(Markup(text), Markup(f"'{checksum_of(text)}'"))


def checksum_of(source: str) -> str:
    """Return how a policy names a script: ``sha256-…``."""
    digest = base64.b64encode(sha256(source.encode()).digest()).decode("ascii")
    return f"sha256-{digest}"


def is_allowed(source: str, html: str) -> bool:
    """Whether the policy of a page names a script by its checksum.

    The policy is the template's, as its scripts are, in the version of the page's own time.
    """
    policy = _POLICY.search(html)
    return policy is not None and f"'{checksum_of(source)}'" in policy[1]


def json_in_script(content: object, **how: Any) -> Markup:
    """Return data as JSON that can stand in a script element, written as ``json.dumps`` is told."""
    text = json.dumps(content, ensure_ascii=False, **how)
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)
