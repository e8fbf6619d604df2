"""How a page is cited: who publishes what, in which state and edition, and where."""

import hashlib
from collections.abc import Mapping, Sequence

from helpers.domain.persian import COMMA, Lang
from helpers.domain.structure import COLUMNS
from helpers.domain.tidy import as_csv
from helpers.release.completed import Completed
from helpers.release.dates import release_days
from helpers.release.pages import Subject
from helpers.settings import Settings

# Of the checksum of the numbers: enough to tell two editions of one page apart.
_VERSION_LENGTH = 12


def full_title(subject: Subject, title: str, lang: Lang, settings: Settings) -> str:
    """Return the title of a page: report, area and period; first the edition, if not public."""
    names = [title, settings.areas[subject.area].name(lang), subject.period.name(lang)]
    if subject.edition != "public":
        names.insert(0, settings.terms.text("page", subject.edition, lang))
    return COMMA[lang].join(names)


def status_in_words(status: str, lang: Lang, settings: Settings) -> str:
    """Return what the status of a page, an SDMX letter, is called."""
    if status == "A":
        return settings.terms.text("page", "final", lang)
    return settings.terms.text("obs_status", status, lang)


def names_cited(subject: Subject, rows: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Return how a citation names a page, and the version of its numbers.

    Parameters
    ----------
    rows
        Of the page's CSV.
    """
    digest = hashlib.sha256(as_csv(rows, COLUMNS).encode()).hexdigest()
    return subject.identifier, digest[:_VERSION_LENGTH]


def citation(
    subject: Subject,
    titles: Mapping[Lang, str],
    lang: Lang,
    completed: Completed,
    checksum: str,
    settings: Settings,
) -> str:
    """Return the citation of a page as plain text; empty for an edition that nobody may quote.

    Parameters
    ----------
    titles
        The report's title by language.
    checksum
        SHA-256 of the CSV of the page's numbers: it names their version.
    """
    if subject.edition != "public":
        return ""
    word, office = settings.terms.text, settings.configuration.organisation
    parts = [
        COMMA[lang].join([office.name(lang), office.unit(lang)]),
        word("phrase", "quoted", lang).format(
            name=full_title(subject, titles[lang], lang, settings)
        ),
        status_in_words(completed.status, lang, settings),
    ]
    if completed.synthetic:
        parts.append(word("page", "synthetic", lang))
    released = release_days(subject, lang, settings)[0]
    if released.iso:
        parts.append(f"{released.label}: {released.solar} ({released.gregorian})")
    parts += [
        f"{word('page', 'version', lang)}: {checksum[:_VERSION_LENGTH]}",
        f"{word('page', 'identifier', lang)}: {subject.identifier}",
    ]
    return ". ".join(parts) + "."
