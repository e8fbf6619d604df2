"""A number as it is printed, with its source or without one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from helpers.release.sources.elements import Text
from helpers.release.sources.numbers import Source
from helpers.release.sources.tokens import Token

_AROUND = 40
_STEPS = {Decimal(step) for step in ("1", "2", "2.5", "5")}


@dataclass(frozen=True)
class Number:
    """A number as it is printed.

    Attributes
    ----------
    place
        The kind of text: ``td``, ``p``, ``text`` (of a drawing), or the name of an attribute.
    section
        The heading above it.
    around
        The text around it.
    source
        Where it is from; None where it has no source.
    expected
        What should stand there, where that is known.
    """

    text: str
    place: str
    section: str
    around: str
    source: Source | None
    expected: str = ""


def printed(text: Text, token: Token, source: Source | None, expected: str = "") -> Number:
    """Return a number of a text, with the text around it."""
    start, end = max(token.start - _AROUND, 0), token.end + _AROUND
    around = ("…" if start else "") + text.plain[start:end]
    around += "…" if end < len(text.plain) else ""
    return Number(token.text, text.attribute or text.tag, text.section, around, source, expected)


def of_axis(ticks: Sequence[tuple[Text, Token]]) -> Iterator[Number]:
    """Yield the numbers of an axis: evenly spaced, by 1, 2, 2.5 or 5 times a power of ten."""
    values = sorted(token.signed for _, token in ticks)
    steps = {after - before for before, after in pairwise(values)}
    step = steps.pop() if len(steps) == 1 else Decimal(0)
    even = step > 0 and step.scaleb(-step.adjusted()).normalize() in _STEPS
    whole = even and values[0] % step == 0
    for text, token in ticks:
        source = Source("tick") if whole or (len(ticks) == 1 and token.number == 0) else None
        yield printed(text, token, source, "" if source else "an even step of the axis")
