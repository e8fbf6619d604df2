"""What a reader of the catalogue sees first: what is new, what was revised, what comes next."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from helpers.domain.corrections import Correction
from helpers.domain.days import in_both_calendars
from helpers.domain.persian import COMMA, Lang, format_number
from helpers.domain.release_calendar import ALL_REPORTS
from helpers.release.catalogue import Entry, corrections_of
from helpers.release.dates import shown_day
from helpers.release.issues import Issue, latest_release, newest_by_report, to_come
from helpers.release.navigation import relative
from helpers.release.pages import Page
from helpers.release.revised import Revisions
from helpers.settings import Settings

# So many rows of the release calendar, and corrected pages, are shown; their own pages show all.
_ROWS = 4

_END_OF_SENTENCE = re.compile(r"(?<=[.!؟?])\s")


def opening(
    issues: Sequence[Issue], revisions: Revisions, start: str, lang: Lang, settings: Settings
) -> dict[str, Any]:
    """Return what the template of the catalogue needs for its first sections.

    Parameters
    ----------
    issues
        Of the release, newest first in each cadence, all with a page in the language.
    start
        Path of the catalogue.
    """
    latest = latest_release(issues)
    by_name = {issue.name: issue for issue in issues}
    revised = [
        {
            "link": _link(by_name[name], start, lang),
            "issue": name,
            "text": _numbers_revised(count, lang, settings),
        }
        for name, count in revisions.latest().items()
        if name in by_name
    ]
    return {
        "released": _released(latest, lang),
        "newest": [
            {
                "title": held[0].lead.title[lang],
                "issues": [_shown(issue, latest, start, lang, settings) for issue in held],
            }
            for held in newest_by_report(issues).values()
        ],
        "new": [_link(issue, start, lang) for issue in latest],
        "revised": revised,
        "corrected": list(_corrected(issues, start, lang, settings))[:_ROWS],
        "coming": [
            {
                "name": _named(row.report, row.period.name(lang), issues, lang),
                "day": shown_day("", row.due_on, lang),
            }
            for row in list(to_come(issues, settings))[:_ROWS]
        ],
    }


def first_sentence(summary: str) -> str:
    """Return the first sentence of a summary: what the report is mainly about."""
    return _END_OF_SENTENCE.split(" ".join(summary.split()), maxsplit=1)[0]


def edition_of(issue: Issue, lang: Lang) -> Entry:
    """Return the edition that stands for an issue in a language that it has."""
    entry = issue.in_language(lang)
    assert entry, f"{issue.name} has no page in {lang}"
    return entry


def _shown(
    issue: Issue, latest: Sequence[Issue], start: str, lang: Lang, settings: Settings
) -> dict[str, Any]:
    entry = edition_of(issue, lang)
    path = Page(entry.subject, lang).path
    return {
        "href": relative(path, start),
        "path": path,
        "period": issue.period.name(lang),
        "sentence": first_sentence(entry.summary[lang]),
        "new": issue in latest,
        "corrected": bool(corrections_of(entry.subject, settings)),
    }


def _link(issue: Issue, start: str, lang: Lang) -> dict[str, str]:
    entry = edition_of(issue, lang)
    return {
        "href": relative(Page(entry.subject, lang).path, start),
        "text": COMMA[lang].join((entry.title[lang], issue.period.name(lang))),
    }


def _released(latest: Sequence[Issue], lang: Lang) -> dict[str, Any] | None:
    """Return the day of the latest release; None where nobody has announced it."""
    announced = [issue for issue in latest if issue.announced]
    return shown_day("", announced[0].due_on, lang)._asdict() if announced else None


def _numbers_revised(count: int, lang: Lang, settings: Settings) -> str:
    code = "number_revised" if count == 1 else "numbers_revised"
    return settings.terms.text("page", code, lang).format(number=format_number(count, lang))


def _corrected(
    issues: Sequence[Issue], start: str, lang: Lang, settings: Settings
) -> Iterator[dict[str, Any]]:
    """Yield the issues with a notice on any of their pages, by the day of the newest notice."""
    newest: list[tuple[Correction, Issue]] = []
    for issue in issues:
        notices = [n for entry in issue.entries for n in corrections_of(entry.subject, settings)]
        if notices:
            newest.append((max(notices, key=lambda notice: notice.dated), issue))
    for notice, issue in sorted(newest, key=lambda pair: pair[0].dated, reverse=True):
        link = _link(issue, start, lang)
        yield {"link": link, "day": in_both_calendars(notice.dated, lang)}


def _named(report: str, period: str, issues: Sequence[Issue], lang: Lang) -> str:
    """Return what a row of the calendar announces: the period, and the report if it is but one."""
    titles = {issue.report: issue.lead.title[lang] for issue in reversed(issues)}
    if report == ALL_REPORTS:
        return period
    return COMMA[lang].join((titles.get(report, report), period))
