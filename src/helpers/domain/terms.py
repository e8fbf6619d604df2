"""Terms: every word that is used in many places, in both languages, from one table."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.domain.persian import Lang

COLUMNS = ("kind", "code", "fa", "en", "definition_fa", "definition_en")


@dataclass(frozen=True)
class Term:
    """One row of ``terms.csv``.

    Attributes
    ----------
    kind
        What the code belongs to: ``statistic``, ``unit``, ``breakdown``, the name of a breakdown
        for its categories, ``obs_status``, ``conf_status``, ``note``, ``cadence``, ``page``.
    """

    kind: str
    code: str
    fa: str
    en: str
    definition_fa: str = ""
    definition_en: str = ""

    def text(self, lang: Lang) -> str:
        """Return the word in the language."""
        return self.fa if lang == "fa" else self.en

    def definition(self, lang: Lang) -> str:
        """Return the definition in the language; empty where the word explains itself."""
        return self.definition_fa if lang == "fa" else self.definition_en


class UnknownTermError(KeyError):
    """The table of terms lacks a word that is needed."""


@dataclass(frozen=True)
class Terms:
    """The table of terms, looked up by kind and code."""

    by_key: dict[tuple[str, str], Term]

    def __iter__(self) -> Iterator[Term]:
        return iter(self.by_key.values())

    def __getitem__(self, key: tuple[str, str]) -> Term:
        try:
            return self.by_key[key]
        except KeyError:
            raise UnknownTermError(f"terms.csv has no {key[0]} {key[1]!r}") from None

    def text(self, kind: str, code: str, lang: Lang) -> str:
        """Return the word for a code, in the language."""
        return self[kind, code].text(lang)

    def of_kind(self, kind: str) -> list[Term]:
        """Return all terms of one kind, in the order of the table."""
        return [term for term in self if term.kind == kind]


def read_terms(path: Path) -> Terms:
    """Read ``terms.csv``.

    Raises
    ------
    ValueError
        If a column is missing, a key stands twice, or a word is missing in one language.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path.name}: columns are {reader.fieldnames}, expected {COLUMNS}")
        terms = [Term(**row) for row in reader]
    by_key: dict[tuple[str, str], Term] = {}
    for term in terms:
        key = (term.kind, term.code)
        if key in by_key:
            raise ValueError(f"{path.name}: {key} stands twice")
        if not term.fa or not term.en or bool(term.definition_fa) != bool(term.definition_en):
            raise ValueError(f"{path.name}: {key} is not written in both languages")
        by_key[key] = term
    return Terms(by_key)
