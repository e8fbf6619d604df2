"""Days for machines: each must be the one that stands beside it in words."""

import datetime as dt

from helpers.domain.days import gregorian_day, solar_day
from helpers.domain.persian import Lang
from helpers.release.sources.elements import Text
from helpers.release.sources.tokens import Token, plain


def is_the_day_shown(text: Text, lang: Lang) -> bool:
    """Whether a text is the ``datetime`` of an element that shows the same day in words."""
    if (text.tag, text.attribute) != ("time", "datetime"):
        return False
    try:
        day = dt.date.fromisoformat(text.plain)
    except ValueError:
        return False
    shown = plain(text.node.text())
    return shown in {plain(solar_day(day, lang)), plain(gregorian_day(day, lang))}


def is_days_between(text: Text, token: Token) -> bool:
    """Whether a number is that of the days between the two days that its row of a table shows."""
    row = text.node.parent
    times = row.css("time[datetime]") if row is not None and row.tag == "tr" else ()
    try:
        days = [dt.date.fromisoformat(time.attributes.get("datetime") or "") for time in times]
    except ValueError:
        return False
    return len(days) == 2 and abs(days[1] - days[0]).days == token.number
