"""The release calendar: on which day each edition is to be published, and was."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.domain.periods import Month, Period, PeriodError, parse_period
from helpers.domain.persian import Lang

COLUMNS = ("period", "report", "planned_on", "published_on", "note_fa", "note_en")
ALL_REPORTS = "all"


@dataclass(frozen=True)
class Planned:
    """A row of the calendar.

    Attributes
    ----------
    report
        The report's name, or ``all`` for those of the period without a row of their own.
    planned_on
        The day announced, Gregorian; the hour is the office's own, the same for all.
    published_on
        The day on which it was published; None until it has been written down.
    note_fa, note_en
        What readers must know of the date: why it was another than announced.
    """

    period: Period
    report: str
    planned_on: dt.date
    published_on: dt.date | None = None
    note_fa: str = ""
    note_en: str = ""

    @property
    def due_on(self) -> dt.date:
        """The first day on which the edition may be seen."""
        return self.published_on or self.planned_on

    @property
    def days_late(self) -> int | None:
        """Days from the planned to the real day; None while the real one is not known."""
        return (self.published_on - self.planned_on).days if self.published_on else None

    @property
    def days_after_period(self) -> int:
        """Days from the end of the period to the day of publication, planned if not yet real."""
        return (self.due_on - self.period.last_day).days

    def note(self, lang: Lang) -> str:
        """Return the note in the language."""
        return self.note_fa if lang == "fa" else self.note_en


class CalendarError(ValueError):
    """Rows of the calendar are wrong; ``faults`` names each with its line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class ReleaseCalendar:
    """The rows of the calendar, in the order of their days."""

    by_key: Mapping[tuple[Period, str], Planned] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Planned]:
        return iter(self.by_key.values())

    def of(self, report: str, period: Period) -> Planned | None:
        """Return when a report of a period is published; None if nobody has announced it."""
        return self.by_key.get((period, report)) or self.by_key.get((period, ALL_REPORTS))

    def after(self, report: str, period: Period) -> Planned | None:
        """Return the next release of a report in the same cadence; None if none is announced."""
        later = (
            row.period for row in self
            if row.period.cadence == period.cadence
            and row.period.last_day > period.last_day
            and row.report in {report, ALL_REPORTS}
        )  # fmt: skip
        following = min(later, key=lambda found: found.last_day, default=None)
        return self.of(report, following) if following else None


def read_calendar(path: Path) -> ReleaseCalendar:
    """Read ``release_calendar.csv``; an office that has none has an empty calendar.

    Raises
    ------
    CalendarError
        If a row is wrong; all faults are named.
    """
    if not path.is_file():
        return ReleaseCalendar()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval="")
        if tuple(reader.fieldnames or ()) != COLUMNS:
            found = ", ".join(reader.fieldnames or ())
            raise CalendarError([f"the columns are {found}, expected {', '.join(COLUMNS)}"])
        lines = [(reader.line_num, row) for row in reader]
    faults: list[str] = []
    rows: dict[tuple[Period, str], Planned] = {}
    for number, line in lines:
        row, found_wrong = _read(line)
        faults += [f"line {number}: {fault}" for fault in found_wrong]
        if row is None:
            continue
        if (row.period, row.report) in rows:
            faults.append(f"line {number}: {row.period} {row.report} stands twice")
        rows[row.period, row.report] = row
    if faults:
        raise CalendarError(faults)
    in_order = sorted(rows, key=lambda key: (rows[key].planned_on, str(key[0]), key[1]))
    return ReleaseCalendar({key: rows[key] for key in in_order})


def _read(line: Mapping[str, str]) -> tuple[Planned | None, list[str]]:
    """Return a row, as far as it can be read, and what is wrong with it."""
    faults: list[str] = []
    if line.get(""):
        return None, [f"has more than {len(COLUMNS)} cells"]
    try:
        period = parse_period(line["period"])
    except PeriodError as error:
        return None, [str(error)]
    planned = _day(line["planned_on"], "planned_on", faults)
    published = _day(line["published_on"], "published_on", faults, may_be_empty=True)
    if not line["report"].strip():
        faults.append(f"report is empty: name one, or write {ALL_REPORTS}")
    if planned is None or faults:
        return None, faults
    row = Planned(
        period, line["report"].strip(), planned, published,
        line["note_fa"].strip(), line["note_en"].strip(),
    )  # fmt: skip
    return row, [*_contradictions(row)]


def _day(
    text: str, column: str, faults: list[str], *, may_be_empty: bool = False
) -> dt.date | None:
    if may_be_empty and not text.strip():
        return None
    try:
        day = dt.date.fromisoformat(text.strip())
        Month.containing(day)
        return day
    except ValueError:  # of which a PeriodError is one
        faults.append(f"{column} {text[:40]!r} is not a day: write it as 2024-11-10, Gregorian")
        return None


def _contradictions(row: Planned) -> Iterator[str]:
    """Yield what cannot be true of a row, or must be explained and is not."""
    for column, day in (("planned_on", row.planned_on), ("published_on", row.published_on)):
        if day and day <= row.period.last_day:
            yield f"{column} {day} is not after the end of {row.period}, {row.period.last_day}"
    if bool(row.note_fa) != bool(row.note_en):
        yield "the note is not written in both languages"
    elif row.days_late and not row.note_fa:
        yield f"published on {row.published_on}, not on {row.planned_on}: a note must say why"
