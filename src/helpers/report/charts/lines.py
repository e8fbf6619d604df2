"""A series over time, and what the charts of time share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from helpers.domain.periods import Month, Period

MOST_LINES = 4


@dataclass(frozen=True)
class Line:
    """One series.

    Attributes
    ----------
    label
        Its name, in the language of the page.
    values
        One for each period; None where nothing is published.
    earlier
        How many periods the values are older than the period they stand at: 12 where a line
        shows the same months a year before.
    """

    label: str
    values: tuple[float | None, ...]
    earlier: int = 0

    def published(self, periods: Sequence[Period]) -> list[tuple[Period, float]]:
        """Return what is published, each value with the period it belongs to."""
        return [
            (period - self.earlier, value)
            for period, value in zip(periods, self.values, strict=True)
            if value is not None
        ]

    def hidden(self, periods: Sequence[Period]) -> list[Period]:
        """Return the periods for which nothing is published."""
        return [
            period - self.earlier
            for period, value in zip(periods, self.values, strict=True)
            if value is None
        ]


def position(period: Period) -> int:
    """Return a number that grows by one from each period to the next."""
    return period.index if isinstance(period, Month) else period.year


def has_course(series: Iterable[Sequence[float | None]]) -> bool:
    """Whether lines show more than points: one of them has two values."""
    return any(sum(value is not None for value in values) > 1 for values in series)


def check_periods(periods: Sequence[Period]) -> None:
    """Refuse periods that cannot stand on an axis of time.

    Raises
    ------
    ValueError
        If there are none, or they do not follow each other.
    """
    if not periods or any(
        position(later) <= position(sooner) for sooner, later in pairwise(periods)
    ):
        raise ValueError("a chart of time needs periods, each later than the one before")


def check_lines(periods: Sequence[Period], lines: Sequence[Line]) -> None:
    """Refuse lines that cannot be drawn together.

    Raises
    ------
    ValueError
        If there are no periods, they do not follow each other, there are too many lines, or a
        line has not one value for each period.
    """
    check_periods(periods)
    if not 1 <= len(lines) <= MOST_LINES:
        raise ValueError(f"a chart shows 1 to {MOST_LINES} series, not {len(lines)}")
    for line in lines:
        if len(line.values) != len(periods):
            raise ValueError(
                f"{line.label!r} has {len(line.values)} values for {len(periods)} periods"
            )
