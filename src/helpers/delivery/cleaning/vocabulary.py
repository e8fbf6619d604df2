"""The words that may stand for a code: those of the code lists and the counties' names."""

from collections.abc import Callable
from dataclasses import dataclass

from helpers.delivery.cleaning.columns import Reading
from helpers.domain.areas import Areas
from helpers.domain.persian import LANGUAGES, matching_key
from helpers.domain.terms import Terms
from helpers.register.schema import Column

_EITHER = " یا "
_DOUBT = ("?", "؟")  # the writer did not know, and so must not we


@dataclass(frozen=True)
class Vocabulary:
    """The words that may stand for a code.

    Attributes
    ----------
    terms, areas
        Of the settings.
    """

    terms: Terms
    areas: Areas

    def words(self, column: Column) -> tuple[str, ...]:
        """Return every way to write a value of a code list or a county; none for other columns."""
        if column.kind == "county":
            counties = self.areas.counties
            return tuple(w for c in counties for w in (c.code, *(c.name(g) for g in LANGUAGES)))
        return tuple(word for code in column.codes for word in self._labels(column, code))

    def reader(self, column: Column) -> Callable[[str], Reading]:
        """Return what reads a tidy text of this column: a code list or a county."""
        find = self._county if column.kind == "county" else self._finder(column)
        unknown = Reading(fault="E115" if column.kind == "county" else "E114")

        def read(text: str) -> Reading:
            code = None if any(mark in text for mark in _DOUBT) else find(text)
            if code is None:
                return unknown
            return Reading(code, changes=() if code == text else ("labels",))

        return read

    def _finder(self, column: Column) -> Callable[[str], str | None]:
        codes = {
            matching_key(word): code for code in column.codes for word in self._labels(column, code)
        }
        return lambda text: codes.get(matching_key(text))

    def _county(self, text: str) -> str | None:
        county = self.areas.county_named(text)
        return county.code if county else None

    def _labels(self, column: Column, code: str) -> tuple[str, ...]:
        term = self.terms[column.terms, code]
        either = term.fa.split(_EITHER)
        return tuple(dict.fromkeys((code, term.en, term.fa, *either, "/".join(either))))
