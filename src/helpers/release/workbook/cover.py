"""The sheets of a workbook that hold no numbers of the CSV: its cover, and its notes."""

from collections.abc import Iterator, Sequence

from helpers.domain.persian import Lang
from helpers.domain.structure import COLUMNS
from helpers.domain.tidy import Row
from helpers.release.citation import status_in_words
from helpers.release.dates import release_days
from helpers.release.pages import Subject
from helpers.release.policy import policy_sentences
from helpers.settings import Settings

Pairs = Iterator[tuple[str, str]]


def cover_lines(
    subject: Subject, status: str, citation: str, lang: Lang, settings: Settings
) -> Pairs:
    """Yield what the cover says of the workbook: a name and a text a line.

    Parameters
    ----------
    status
        Of the whole page, an SDMX letter.
    citation
        How it is cited; empty where nobody may.
    """
    terms, office = settings.terms, settings.configuration
    if subject.edition != "public":
        yield (
            terms.text("page", subject.edition, lang),
            terms.text("page", f"{subject.edition}_note", lang),
        )
    period = f"{subject.period.name(lang)} ({subject.period.gregorian(lang)})"
    yield terms.text("page", "area", lang), settings.areas[subject.area].name(lang)
    yield terms.text("page", "period", lang), period
    yield terms.text("page", "data_status", lang), status_in_words(status, lang, settings)
    if subject.edition == "public":
        for day in release_days(subject, lang, settings):
            yield day.label, f"{day.solar} ({day.gregorian})" if day.iso else ""
    yield terms.text("page", "publisher", lang), office.organisation.name(lang)
    yield office.contact.name(lang), office.contact.email
    if citation:
        yield terms.text("page", "how_to_cite", lang), citation
    yield terms.text("page", "identifier", lang), subject.identifier


def note_lines(subject: Subject, rows: Sequence[Row], lang: Lang, settings: Settings) -> Pairs:
    """Yield what a reader of the tables must know: the policy, and what is defined."""
    terms = settings.terms
    for sentence in policy_sentences(settings, lang, subject.edition):
        yield terms.text("page", "policy", lang), sentence
    for code in dict.fromkeys(row[0] for row in rows):
        yield terms.text("statistic", code, lang), terms["statistic", code].definition(lang)
    for column in COLUMNS:
        yield terms.text("column", column, lang), terms["column", column].definition(lang)
