"""What is known of the deliveries behind a register, for those who judge its quality."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from helpers.domain.numbers import round_to_base
from helpers.domain.periods import Month, Period

CLEANED = ("spelling", "solar_dates", "excel_dates", "labels", "amounts", "tomans")

# Of a protected count: there are some, but too few to say how many. What is not there is left out.
FEW = 0


@dataclass(frozen=True)
class Deliveries:
    """What the offices sent, counted over all deliveries that were accepted.

    Attributes
    ----------
    first_on
        Day of the first one, ISO; empty where the register was not delivered (a sample).
    rows
        Rows received by table.
    cleaned
        Cells of which the spelling was changed, by kind: one of ``CLEANED``.
    received
        By month, such as ``1403-07``, the day (ISO) on which the first regular payments of each
        county arrived; empty text for a county that has open files in the month and sent none.
    fewest
        Of a published table, whose counts are protected: the smallest count that is told.
    """

    first_on: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    cleaned: dict[str, int] = field(default_factory=dict)
    received: dict[str, dict[str, str]] = field(default_factory=dict)
    fewest: int = 0

    def missing(self, month: str) -> tuple[str, ...]:
        """Return the codes of the counties that have sent nothing for the month."""
        return tuple(c for c, day in self.received.get(month, {}).items() if not day)

    def late(self, month: str, due: dt.date) -> tuple[str, ...]:
        """Return the codes of the counties whose payments of the month arrived after a day.

        What arrived with the first delivery of all was history, and nobody was late with it.
        """
        days = self.received.get(month, {})
        return tuple(c for c, day in days.items() if day > max(due.isoformat(), self.first_on))

    def in_time(self, month: str, due: dt.date) -> bool:
        """Return whether the payments of the month arrived from every county by a day.

        Of a month that was due before the first delivery of all, nobody can tell.
        """
        days = self.received.get(month, {}).values()
        return bool(days) and self.first_on <= due.isoformat() and all(
            day and day <= due.isoformat() for day in days
        )  # fmt: skip


def protected(counts: Mapping[str, int], base: int, fewest: int) -> dict[str, int]:
    """Return counts as they may be published.

    Parameters
    ----------
    base
        What they are rounded to; at most ``fewest``.
    fewest
        The smallest count that is told.

    Returns
    -------
    dict
        Without what counts nothing; ``FEW`` for what is there, and less than ``fewest``.
    """
    return {
        code: round_to_base(count, base) if count >= fewest else FEW
        for code, count in counts.items()
        if count
    }


class Fact(NamedTuple):
    """One thing that a page says of the deliveries: a row of the CSV beside it.

    Attributes
    ----------
    indicator
        ``rows`` received, cells ``cleaned``, ``warnings``: counts over all deliveries; counties
        that were ``late`` with a month, or are ``missing`` from it; ``in_time`` if none is in the
        whole period; ``due_days`` after a month by which its payments are due.
    period
        The month, or of ``in_time`` the period; empty for what concerns all deliveries.
    code
        Table, kind of cleaning, code of the warning, or county.
    value
        The count; empty where it is not told, or nothing is counted.
    below
        What a count that is not told is less than.
    """

    indicator: str
    period: str = ""
    code: str = ""
    value: str = ""
    below: str = ""


def facts_of(
    deliveries: Deliveries, warnings: Mapping[str, int], period: Period, due_days: int
) -> tuple[Fact, ...]:
    """Return what a page says of the deliveries; nothing where there were none.

    Parameters
    ----------
    deliveries, warnings
        Of a published table: protected.
    period
        That of the page.
    due_days
        Days after the end of a month by which the payments of a county should be here.
    """
    if not deliveries.first_on:
        return ()
    counted = {"rows": deliveries.rows, "cleaned": deliveries.cleaned, "warnings": warnings}
    counts = (
        _count(indicator, code, counts[code], deliveries.fewest)
        for indicator, counts in counted.items()
        for code in sorted(counts)
    )
    return *counts, *_of_time(deliveries, period, due_days)


def _count(indicator: str, code: str, count: int, fewest: int) -> Fact:
    if count == FEW:
        return Fact(indicator, code=code, below=str(fewest))
    return Fact(indicator, code=code, value=str(count))


def _of_time(deliveries: Deliveries, period: Period, due_days: int) -> Iterator[Fact]:
    """Yield which counties were late, or sent nothing, month by month; or that none was."""
    months = (period,) if isinstance(period, Month) else period.months
    due = {str(month): month.last_day + dt.timedelta(due_days) for month in months}
    late = [
        Fact("late", month, county)
        for month, day in due.items()
        for county in sorted(deliveries.late(month, day))
    ]
    if late:
        yield Fact("due_days", value=str(due_days))
    yield from late
    for month in due:
        yield from (Fact("missing", month, county) for county in sorted(deliveries.missing(month)))
    if all(deliveries.in_time(month, day) for month, day in due.items()):
        yield Fact("in_time", str(period))
