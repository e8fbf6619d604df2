"""When an edition was published and when the next one will be: by the calendar, not the clock."""

import datetime as dt
import json
from typing import NamedTuple

from helpers.domain.days import gregorian_day, solar_day
from helpers.domain.persian import Lang
from helpers.release.pages import Subject
from helpers.settings import Settings


class Day(NamedTuple):
    """A day as a page shows it."""

    label: str
    iso: str
    solar: str
    gregorian: str


def release_days(subject: Subject, lang: Lang, settings: Settings) -> list[Day]:
    """Return the days that a page names: its own release, and the next one if it is announced.

    A page whose release nobody has announced says so, without a day.
    """
    word, calendar = settings.terms.text, settings.calendar
    own = calendar.of(subject.report, subject.period)
    days = [Day(word("page", "unannounced", lang), "", "", "")]
    if own:
        code = "released_on" if own.published_on else "planned_on"
        days = [shown_day(word("page", code, lang), own.due_on, lang)]
    if following := calendar.after(subject.report, subject.period):
        name = following.period.name(lang)
        label = word("page", "next_release", lang).format(period=name)
        days.append(shown_day(label, following.due_on, lang))
    return days


def release_days_known(subject: Subject, settings: Settings) -> str:
    """Return what these lines of a page are made from."""
    own = settings.calendar.of(subject.report, subject.period)
    following = settings.calendar.after(subject.report, subject.period)
    known = [
        own and [str(own.due_on), own.published_on is not None],
        following and [str(following.period), str(following.due_on)],
    ]
    return json.dumps(known)


def shown_day(label: str, day: dt.date, lang: Lang) -> Day:
    """Return a day with its label."""
    return Day(label, str(day), solar_day(day, lang), gregorian_day(day, lang))
