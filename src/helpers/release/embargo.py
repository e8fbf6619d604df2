"""Nothing is published before its hour."""

import datetime as dt
from collections.abc import Iterable, Iterator

from helpers.domain.days import in_both_calendars
from helpers.domain.release_calendar import Planned
from helpers.errors import KarnamehError, some
from helpers.release.pages import Subject
from helpers.settings import Settings


class EmbargoError(KarnamehError):
    """An edition was to be published before the hour that was announced for it."""


def now() -> dt.datetime:
    """Return this moment; the only clock that a build looks at, and it reaches no page."""
    return dt.datetime.now(dt.UTC)


def refuse_embargoed(subjects: Iterable[Subject], settings: Settings, moment: dt.datetime) -> None:
    """Refuse a release that holds an edition whose hour has not come.

    An edition that is not in the calendar has not been announced, and is not held back.

    Raises
    ------
    EmbargoError
        If there is one; all are named, the last to be free first.
    """
    held = dict(_embargoed(subjects, settings, moment))
    if not held:
        return
    last = max(held, key=lambda row: row.due_on)
    hour = settings.configuration.release
    raise EmbargoError(
        "the hour of publication has not come",
        where=some([_edition(row, names) for row, names in held.items()]),
        found=f"now {moment.astimezone(hour.moment(last.due_on).tzinfo):%Y-%m-%d %H:%M %Z}",
        expected=(
            f"from {last.due_on}, {in_both_calendars(last.due_on, 'en')}, "
            f"{in_both_calendars(last.due_on, 'fa')}, {hour.time:%H:%M} {hour.timezone}"
        ),
        do=(
            "run it again then; to look at it before, build it with --prepare into a folder that "
            "only you can read; if the announced day was wrong, correct release_calendar.csv"
        ),
    )


def _embargoed(
    subjects: Iterable[Subject], settings: Settings, moment: dt.datetime
) -> Iterator[tuple[Planned, set[str]]]:
    """Yield the rows of the calendar whose moment has not come, with the reports they hold back."""
    held: dict[Planned, set[str]] = {}
    for subject in subjects:
        row = settings.calendar.of(subject.report, subject.period)
        if row and moment < settings.configuration.release.moment(row.due_on):
            held.setdefault(row, set()).add(subject.report)
    yield from sorted(held.items(), key=lambda pair: pair[0].due_on, reverse=True)


def _edition(row: Planned, reports: set[str]) -> str:
    return f"{row.period} ({', '.join(sorted(reports))}) on {row.due_on}"
