"""Characters that have no place in a name or a sentence: they change how others are shown.

A mark that turns the direction of writing reverses what follows it, however well that is escaped:
U+202E before a name makes a page lie. Joiners and marks beside a single letter are Persian writing.
"""

import re
import unicodedata
from collections.abc import Iterator

_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"
# Overrides and embeddings, breaks of lines, tags, the byte order mark, controls but tab and line.
_NEVER = re.compile(
    "[\u202a-\u202e\u2028\u2029\ufeff\U000e0000-\U000e007f"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_ISOLATES = re.compile(f"[{_OPENING}{_CLOSING}]")


def misleading_characters(text: str) -> Iterator[str]:
    """Yield the names of the characters of a text that would change how others are shown."""
    for found in _NEVER.finditer(text):
        yield name_of(found[0])
    opened: list[str] = []
    for mark in _ISOLATES.findall(text):
        if mark in _OPENING:
            opened.append(mark)
        elif opened:
            opened.pop()
        else:
            opened = [mark]
            break
    yield from map(name_of, opened)


def name_of(character: str) -> str:
    """Return the code point and the name of a character that cannot be seen."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"
