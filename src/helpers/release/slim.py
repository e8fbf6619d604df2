"""A page without markup that says nothing: it weighs less, and browsers read the same."""

import re

# Closing tags in tables that HTML does not ask for, by what may follow them.
_FOLLOWED_BY = {
    "t[dh]": r"<t[dhr]\b|</t(?:r|head|body|foot|able)>",
    "tr": r"<tr\b|</t(?:head|body|foot|able)>",
    "t(?:head|body)": r"<tbody\b|</table>",
}
_CLOSING = "|".join(rf"{tag}>(?=\s*(?:{next_}))" for tag, next_ in _FOLLOWED_BY.items())
# In a notebook's window a block finds its direction by its first letter; a page has its own.
_DIRECTED = r'(<(?:p|div|dl|details)\b[^>]*?) dir="auto"'
_SUPERFLUOUS = re.compile(
    rf"(<(?P<kept>script|style)\b.*?</(?P=kept)>)|{_DIRECTED}|</(?:{_CLOSING})", re.DOTALL
)


def slim(html: str) -> str:
    """Return a page without the closing tags and directions that browsers supply."""
    return _SUPERFLUOUS.sub(lambda found: found[1] or found[3] or "", html)
