"""Two places of a release that cannot both be right."""

from decimal import Decimal
from typing import NamedTuple

from helpers.errors import DataError, some

Key = tuple[str, ...]  # in the order of ``helpers.domain.structure.KEY``

_REMEDY = (
    "build the editions named again; if that does not help, the register, the definitions or"
    " the protection contradict themselves: nothing may be published before that is understood"
)


class ContradictionError(DataError):
    """Published numbers contradict each other."""


class Place(NamedTuple):
    """What one file says of one cell."""

    path: str
    key: Key
    value: str

    def __str__(self) -> str:
        return f"{cell_in_words(self.key)} is {self.value} in {self.path}"


def contradiction(what: str, *places: Place, expected: str = "") -> ContradictionError:
    """Return the error that names the places."""
    return ContradictionError(
        what,
        where="; ".join(dict.fromkeys(place.path for place in places)),
        found=some_places(places),
        expected=expected,
        do=_REMEDY,
    )


def some_places(places: tuple[Place, ...]) -> str:
    """Return the places as text; of many, the first ones and the last."""
    texts = [str(place) for place in places]
    return "; ".join(texts) if len(texts) <= 2 else f"{texts[0]}; {some(texts[1:])}"


def cell_in_words(key: Key) -> str:
    """Return the key of a cell in words: ``STATISTIC PERIOD AREA breakdown=category``."""
    statistic, period, area, breakdown, category = key
    whole = breakdown == category
    return f"{statistic} {period} {area}" + ("" if whole else f" {breakdown}={category}")


def plain(value: Decimal | None) -> str:
    """Return a value as text."""
    return "not published" if value is None else f"{value:f}"
