"""Scripts of a page: code, in which numbers are no statistics."""

import base64
import re
from hashlib import sha256

from selectolax.lexbor import LexborNode

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def own_script(node: LexborNode, html: str) -> bool:
    """Whether a script is one that the page's policy names by its checksum.

    The policy is the template's, as its scripts are. Whatever else stands in a script element does
    not run, and its numbers are looked at.
    """
    if node.attributes.get("type") or (policy := _POLICY.search(html)) is None:
        return False
    digest = base64.b64encode(sha256(node.text().encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'" in policy[1]
