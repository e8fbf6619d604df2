"""What a release brings: the editions of a report and period together, and the day they came out.

The day is that of the release calendar, never the clock's, so that the same release is described
in the same words on any day.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from helpers.domain.periods import Cadence, Period, parse_month
from helpers.domain.persian import Lang
from helpers.domain.release_calendar import Planned
from helpers.release.catalogue import Entry
from helpers.settings import Settings


@dataclass(frozen=True)
class Issue:
    """One report of one period: the editions of all its areas, the province's first.

    Attributes
    ----------
    announced
        Its row of the release calendar; None where nobody has announced it.
    """

    entries: tuple[Entry, ...]
    announced: Planned | None

    @property
    def lead(self) -> Entry:
        """The edition that stands for all: the province's, if there is one."""
        return self.entries[0]

    @property
    def report(self) -> str:
        """Name of the report."""
        return self.lead.subject.report

    @property
    def period(self) -> Period:
        """The period."""
        return self.lead.subject.period

    @property
    def cadence(self) -> Cadence:
        """``monthly`` or ``annual``."""
        return self.lead.subject.cadence

    @property
    def name(self) -> str:
        """Name of its own among all issues: ``monthly/1403-07/<report>``."""
        return f"{self.cadence}/{self.period}/{self.report}"

    @property
    def due_on(self) -> dt.date:
        """The day on which it came out.

        Of one that nobody has announced, the day after its period: it cannot be older.
        """
        if self.announced:
            return self.announced.due_on
        return self.period.last_day + dt.timedelta(days=1)

    def in_language(self, lang: Lang) -> Entry | None:
        """Return the edition that stands for those in a language; None if there is none."""
        return next((entry for entry in self.entries if lang in entry.summary), None)


def issues_of(entries: Iterable[Entry], settings: Settings) -> list[Issue]:
    """Return the issues of a release, in the order of its editions.

    Parameters
    ----------
    entries
        Every edition, in order.
    """

    def which(entry: Entry) -> tuple[str, Period]:
        return entry.subject.report, entry.subject.period

    return [
        Issue(tuple(held), settings.calendar.of(report, period))
        for (report, period), held in groupby(entries, key=which)
    ]


def latest_release(issues: Sequence[Issue]) -> list[Issue]:
    """Return what came out on the latest day of all."""
    day = max((issue.due_on for issue in issues), default=None)
    return [issue for issue in issues if issue.due_on == day]


def newest_by_report(issues: Iterable[Issue]) -> Mapping[str, list[Issue]]:
    """Return the newest issue of each cadence by report, reports as they first come."""
    newest: dict[str, dict[Cadence, Issue]] = {}
    for issue in issues:  # newest first in each cadence
        newest.setdefault(issue.report, {}).setdefault(issue.cadence, issue)
    return {report: list(held.values()) for report, held in newest.items()}


def release_of(data_until: str, report: str, settings: Settings) -> dt.date:
    """Return the day of a report's release whose register reaches to a month like ``1403-07``."""
    last = parse_month(data_until)
    announced = settings.calendar.of(report, last)
    return announced.due_on if announced else last.last_day + dt.timedelta(days=1)


def to_come(issues: Sequence[Issue], settings: Settings) -> Iterator[Planned]:
    """Yield the rows of the calendar due after everything that the release holds, soonest first."""
    latest = max((issue.due_on for issue in issues if issue.announced), default=None)
    yield from (row for row in settings.calendar if latest is None or row.due_on > latest)
