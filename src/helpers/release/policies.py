"""The office's policies, as prose in two languages, with the numbers of the settings in them."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.domain.about import Edition
from helpers.domain.persian import LANGUAGES, Lang
from helpers.errors import DataError
from helpers.release.policy import policy_sentences
from helpers.settings import Settings

FOLDER = "policies"
COMMITMENTS = "commitments.csv"
FRAMEWORKS = ("sci", "uk")
_GAP = re.compile(r"\{(\w+)\}")
_MARKUP = re.compile(r"^(?:#+|[-*]) +|[*`]", re.MULTILINE)
# Sentences in the place of a number.
_POLICY = "policy"


@dataclass(frozen=True)
class Commitment:
    """What a code of practice asks for, where it is done here, and how that is checked.

    Attributes
    ----------
    evidence
        The file of the project that checks it, or holds it.
    """

    framework: str
    item_fa: str
    item_en: str
    practice_fa: str
    practice_en: str
    check_fa: str
    check_en: str
    evidence: str

    def texts(self, lang: Lang) -> tuple[str, str, str]:
        """Return the item, the practice and the check in the language."""
        if lang == "fa":
            return self.item_fa, self.practice_fa, self.check_fa
        return self.item_en, self.practice_en, self.check_en


def policy_text(settings: Settings, name: str, lang: Lang, edition: Edition = "public") -> str:
    """Return a policy as Markdown; empty where the office has written none of that name.

    Raises
    ------
    DataError
        If it names a number that the settings do not have.
    """
    path = _folder(settings) / lang / f"{name}.md"
    if not path.is_file():
        return ""
    known = settings.configuration.in_words(lang)
    known[_POLICY] = "\n\n".join(policy_sentences(settings, lang, edition))

    def filled(gap: re.Match[str]) -> str:
        if gap[1] not in known:
            raise DataError(
                "a policy names a number that the settings do not have",
                where=path.relative_to(settings.root).as_posix(),
                found=gap[0],
                expected=", ".join(f"{{{name}}}" for name in sorted(known)),
                do="correct the name",
            )
        return known[gap[1]]

    return _GAP.sub(filled, path.read_text("utf-8"))


def read_commitments(settings: Settings) -> list[Commitment]:
    """Read what the codes of practice ask for; none where there is no such table.

    Raises
    ------
    DataError
        If a column is missing, a framework is unknown, or a cell is empty.
    """
    path = _folder(settings) / COMMITMENTS
    if not path.is_file():
        return []
    columns = tuple(Commitment.__dataclass_fields__)
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    for number, row in enumerate([heading, *rows], 1):
        good = row[0] in FRAMEWORKS and all(row) if number > 1 else tuple(row) == columns
        if len(row) != len(columns) or not good:
            raise DataError(
                "the table of commitments is wrong",
                where=f"{path.relative_to(settings.root).as_posix()}, line {number}",
                found=", ".join(row)[:200],
                expected=f"{', '.join(columns)}; framework {' or '.join(FRAMEWORKS)}",
                do="correct the row",
            )
    return [Commitment(*row) for row in rows]


def policy_faults(settings: Settings) -> Iterator[DataError]:
    """Yield what is wrong with the policies: a gap, a language that lacks one, a bad table."""
    names = {lang: {path.stem for path in _files(settings, lang)} for lang in LANGUAGES}
    for lang in LANGUAGES:
        for name in sorted(set().union(*names.values()) - names[lang]):
            yield DataError("a policy is not written in both languages", where=f"{lang}/{name}.md")
        try:
            for name in sorted(names[lang]):
                policy_text(settings, name, lang)
        except DataError as error:
            yield error
    try:
        read_commitments(settings)
    except DataError as error:
        yield error


def texts_with_numbers(settings: Settings, lang: Lang) -> Iterator[str]:
    """Yield the paragraphs of all policies: their numbers are those of the settings or of prose."""
    for path in _files(settings, lang):
        yield from _MARKUP.sub("", policy_text(settings, path.stem, lang)).splitlines()
    for commitment in read_commitments(settings):
        yield from commitment.texts(lang)


def policy_files(settings: Settings) -> list[Path]:
    """Return every file that the policies are made from."""
    return sorted(path for path in _folder(settings).rglob("*") if path.is_file())


def _files(settings: Settings, lang: Lang) -> list[Path]:
    return sorted((_folder(settings) / lang).glob("*.md"))


def _folder(settings: Settings) -> Path:
    return settings.reference / FOLDER
