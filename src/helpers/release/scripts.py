"""The few scripts of the pages: inline, and named by their checksum in the page's policy.

A page is whole without them. Nothing else runs: the policy lists checksums, not ``unsafe-inline``.
"""

import base64
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup


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
    text = (files("helpers.release") / "template" / name).read_text("utf-8")
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError(f"{name} cannot stand in a script element")
    digest = base64.b64encode(sha256(text.encode()).digest()).decode("ascii")
    return Script(Markup(text), Markup(f"'sha256-{digest}'"))
