"""The release calendar for readers: what is to come, and what was published when."""

from collections.abc import Iterable, Sequence
from typing import Any

from helpers.domain.periods import Period
from helpers.domain.persian import LANGUAGES, Lang, format_number
from helpers.domain.release_calendar import ALL_REPORTS, Planned
from helpers.release.catalogue import Entry, titles_of
from helpers.release.dates import shown_day
from helpers.release.navigation import CATALOGUES, relative
from helpers.release.pages import Subject, marked
from helpers.release.render import Renderer
from helpers.release.standing import other_languages, standing_path
from helpers.settings import Settings

CODE = "release_calendar"


def calendar_pages(
    entries: Sequence[Entry], renderer: Renderer, settings: Settings
) -> dict[str, str]:
    """Return the pages: HTML by path.

    What is to come is what is due after everything that the release holds: the clock has no say,
    so that the same release gives the same page on any day.
    """
    subjects = [entry.subject for entry in entries]
    past, coming = _parted(settings.calendar, subjects)
    unannounced = _unannounced(subjects, settings)
    edition, pages = renderer.edition, {}
    for lang in LANGUAGES:
        path = standing_path(CODE, lang, edition)
        pages[path] = renderer.plain(
            "calendar.html.j2",
            path,
            lang,
            synthetic=any(entry.synthetic for entry in entries),
            lead=settings.terms.text("page", "calendar_lead", lang).format(
                **settings.configuration.release.in_words(lang)
            ),
            coming=[_row(row, entries, lang, settings) for row in coming],
            past=[_row(row, entries, lang, settings) for row in reversed(past)],
            unannounced=[period.name(lang) for period in unannounced],
            catalogue_href=relative(marked(CATALOGUES[lang], edition), path),
            languages=other_languages(CODE, lang, edition, settings),
        )
    return pages


def _parted(
    rows: Iterable[Planned], subjects: Iterable[Subject]
) -> tuple[list[Planned], list[Planned]]:
    """Return the rows that are due with or before what is published, and those after it."""
    rows = list(rows)
    held = {(subject.report, subject.period) for subject in subjects}
    there = [
        row.due_on
        for row in rows
        if row.published_on or any(_covers(row, *edition) for edition in held)
    ]
    if not there:
        return [], rows
    latest = max(there)
    return [r for r in rows if r.due_on <= latest], [r for r in rows if r.due_on > latest]


def _covers(row: Planned, report: str, period: Period) -> bool:
    return row.period == period and row.report in {report, ALL_REPORTS}


def _unannounced(subjects: Iterable[Subject], settings: Settings) -> list[Period]:
    """Return the periods of the release with a report that no row announces, newest first."""
    found = {s.period for s in subjects if settings.calendar.of(s.report, s.period) is None}
    return sorted(found, key=lambda period: (period.last_day, period.cadence), reverse=True)


def _row(row: Planned, entries: Sequence[Entry], lang: Lang, settings: Settings) -> dict[str, Any]:
    word = settings.terms.text
    titles = titles_of(entries).get(row.period.cadence, {})
    report = titles[row.report][lang] if row.report in titles else row.report
    return {
        "period": row.period.name(lang),
        "reports": word("page", "all_reports", lang) if row.report == ALL_REPORTS else report,
        "planned": shown_day("", row.planned_on, lang),
        "published": row.published_on and shown_day("", row.published_on, lang),
        "late": _late(row, lang, settings),
        "note": row.note(lang),
    }


def _late(row: Planned, lang: Lang, settings: Settings) -> str:
    """Return in words how far the real day was from the planned one."""
    if row.days_late is None:
        return settings.terms.text("page", "not_written_down", lang)
    code = "on_the_day" if not row.days_late else "days_late" if row.days_late > 0 else "days_early"
    number = format_number(abs(row.days_late), lang)
    return settings.terms.text("page", code, lang).format(number=number)
