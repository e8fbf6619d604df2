"""Numbers that are no statistics: dates, definitions, policy, and what ``constants.csv`` declares.

A constant is a phrase, never a bare number: "within 24 months" says nothing for a 24 elsewhere.
"""

import csv
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from string import Formatter

from helpers.domain.codelists import BREAKDOWNS
from helpers.domain.month_names import GREGORIAN_MONTH_NAMES, MONTH_NAMES
from helpers.domain.persian import LANGUAGES, Lang, list_in_words
from helpers.domain.reasons import read_reasons
from helpers.errors import DataError
from helpers.release.policies import texts_with_numbers
from helpers.release.sources.tokens import Token, number_alone, plain, tokens
from helpers.settings import Settings

FILE = "constants.csv"
COLUMNS = (*LANGUAGES, "source")

# What takes the place of a constant, so that what stands around it does not grow together.
GONE = "_"
_DIGIT = re.compile(r"\d")
_HIJRI, _GREGORIAN = range(1300, 1500), range(1900, 2100)
_LAST_DAY = 31
_LENGTH_OF_YEAR = 4
_WORD_AFTER = re.compile(r" ([^\W\d_]+)(?!\w)")


@dataclass(frozen=True)
class Declared:
    """A phrase with a number, in both languages, and where the number is from."""

    fa: str
    en: str
    source: str

    def text(self, lang: Lang) -> str:
        """Return the phrase in the language."""
        return self.fa if lang == "fa" else self.en


def read_constants(reference: Path) -> list[Declared]:
    """Read ``constants.csv``; none where there is no such table.

    Raises
    ------
    DataError
        If a column is missing, or a row lacks a phrase, a number or its source.
    """
    path = reference / FILE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DataError(
                "the table of constants has other columns", where=FILE,
                found=", ".join(reader.fieldnames or ()), expected=", ".join(COLUMNS),
            )  # fmt: skip
        rows = [Declared(**row) for row in reader]
    for row in rows:
        numbers = [_DIGIT.search(plain(row.text(lang))) for lang in LANGUAGES]
        letters = [re.search(r"[^\W\d]", row.text(lang)) for lang in LANGUAGES]
        if not (any(numbers) and all(letters) and row.source.strip()):
            raise DataError(
                "a constant is not declared whole", where=FILE, found=f"{row.fa} | {row.en}",
                expected="a phrase of words around a number, in both languages, and its source",
            )  # fmt: skip
    return rows


class Constants:
    """The constants that any page of a language may bear."""

    def __init__(self, settings: Settings, lang: Lang) -> None:
        self.lang, self._terms = lang, settings.terms
        province = settings.configuration.province
        self.coordinates = {
            str(place) for area in settings.areas for place in (area.latitude, area.longitude)
        }
        self._years = {province.population_year, province.households_year}
        wanted = {_sought(phrase) for phrase in _phrases(settings, lang)} - {""}
        self._phrases = sorted(wanted, key=lambda text: (-len(text), text))
        self._months = {
            **dict.fromkeys(map(str.lower, MONTH_NAMES[lang]), _HIJRI),
            **dict.fromkeys(map(str.lower, GREGORIAN_MONTH_NAMES[lang]), _GREGORIAN),
        }

    def others(
        self, text: str, years: Collection[int], further: Collection[str] = ()
    ) -> tuple[str, list[Token]]:
        """Return a plain text without its constant phrases, and the numbers that are no constants.

        Parameters
        ----------
        years
            Of the Solar Hijri calendar, that may stand alone.
        further
            Phrases that are constants where the text stands.
        """
        if (alone := number_alone(text)) and (alone.grouped or len(alone.text) != _LENGTH_OF_YEAR):
            return text, [alone]
        lowered = text.lower()
        for phrase in (*further, *self._phrases):
            start = lowered.find(phrase)
            while start >= 0:
                end = start + len(phrase)
                if _is_apart(lowered, start, end):
                    gone = GONE * (end - start)
                    text = text[:start] + gone + text[end:]
                    lowered = lowered[:start] + gone + lowered[end:]
                start = lowered.find(phrase, end)
        return text, [token for token in tokens(text) if not self._is_date(lowered, token, years)]

    def labels(self, breakdown: str) -> list[str]:
        """Return the names of a breakdown's categories that hold a number, as plain text."""
        names = [self.word(breakdown, code) for code in BREAKDOWNS[breakdown]]
        return sorted(filter(_DIGIT.search, names), key=len, reverse=True)

    def quoted(self, label: str) -> str:
        """Return a category's name as a sentence quotes it, in lower case."""
        return plain(self._terms.text("phrase", "quoted", self.lang).format(name=label)).lower()

    @property
    def marks_before_names(self) -> tuple[str, ...]:
        """What may stand before a name in a description: brackets, and what joins a list."""
        comma, last = plain(list_in_words([".", ".", "."], self.lang)).strip(".").split(".")
        return "(", f"{comma.strip()} ", f" {last.strip()} "

    @cached_property
    def definitions(self) -> frozenset[str]:
        """The words and codes that the description of the data lists, each a text of its own."""
        return frozenset(
            text
            for term in self._terms
            for text in (self.word(term.kind, term.code), term.code, f"{term.kind}/{term.code}")
        )

    def word(self, kind: str, code: str) -> str:
        """Return a word of the terms as plain text."""
        return plain(self._terms.text(kind, code, self.lang))

    def _is_date(self, text: str, token: Token, years: Collection[int]) -> bool:
        """Whether a number is a day before a month's name, the year behind one, or a year alone."""
        if token.grouped or token.decimals:
            return False
        before, after = text[: token.start], text[token.end :]
        if len(token.text) == _LENGTH_OF_YEAR:
            year = int(token.number)
            word = before.rstrip(" ").rpartition(" ")[2].lstrip("(")
            known = self._months.get(word, ())
            return year in years or year in self._years or year in known
        found = _WORD_AFTER.match(after)
        return bool(found and found[1] in self._months and 1 <= token.number <= _LAST_DAY)


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether what stands between two places is no part of a longer word or number."""
    before, first, last, after = text[:start][-1:], text[start], text[end - 1], text[end:][:2]
    return not (
        (first.isalnum() and before.isalnum())
        or (last.isalnum() and after[:1].isalnum())
        or (last.isdigit() and after[:1] in {".", ","} and after[1:].isdigit())
        or (first.isdigit() and before in {".", ","})
    )


@lru_cache(maxsize=50_000)
def _sought(phrase: str) -> str:
    """Return a phrase as it is sought in texts; empty where it is none around a number."""
    text = plain(phrase).lower()
    return text if _DIGIT.search(text) and any(map(str.isalpha, text)) else ""


def _phrases(settings: Settings, lang: Lang) -> Iterator[str]:
    policy = settings.configuration.in_words(lang)
    for term in settings.terms:
        if term.kind in BREAKDOWNS:
            continue  # a category's name is one only where its breakdown is spoken of
        of_policy = term.kind == "page" or term.code.startswith("note")
        filled = policy if of_policy and term.kind in {"page", "phrase"} else {}
        yield from _pieces(term.text(lang), tuple(filled.items()))
        yield term.definition(lang)
    office = settings.configuration
    yield from (office.organisation.name(lang), office.organisation.unit(lang))
    yield from (office.contact.name(lang), office.contact.email)
    with suppress(ValueError):  # `karnameh check` and the build say what is wrong with them
        yield from (reason.text(lang) for reason in read_reasons(settings.reference))
    yield from (notice.text(lang) for notice in settings.corrections)
    yield from texts_with_numbers(settings, lang)
    for declared in read_constants(settings.reference):
        yield declared.text(lang)


@lru_cache(maxsize=50_000)
def _pieces(template: str, filled: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return what stands between the gaps of a phrase, those of the policy being filled."""
    known, pieces = dict(filled), [""]
    for literal, gap, _, _ in Formatter().parse(template):
        pieces[-1] += literal
        if gap is not None and gap in known:
            pieces[-1] += known[gap]
        elif gap is not None:
            pieces.append("")
    return tuple(pieces)
