"""Months of the Solar Hijri calendar as arrays of day numbers, for many dates at once."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from helpers.domain.periods import Month

EPOCH = np.datetime64("1970-01-01", "D")
NEVER = np.iinfo("int32").max


@dataclass(frozen=True)
class Calendar:
    """Consecutive months; days are counted from 1970-01-01, months by ``Month.index``."""

    first: Month
    starts: np.ndarray

    @classmethod
    def between(cls, first: Month, last: Month) -> "Calendar":
        """Return the calendar of these months, both included."""
        days = [Month.from_index(i).first_day for i in range(first.index, last.index + 2)]
        return cls(first, (np.array(days, "datetime64[D]") - EPOCH).astype("int64"))

    def start(self, month: np.ndarray | int) -> np.ndarray:
        """Return the first day of months."""
        return self.starts[np.clip(np.asarray(month) - self.first.index, 0, len(self.starts) - 1)]

    def end(self, month: np.ndarray | int) -> np.ndarray:
        """Return the last day of months."""
        return self.start(np.asarray(month) + 1) - 1

    def month_of(self, day: np.ndarray) -> np.ndarray:
        """Return the month in which days fall; days outside the calendar fall at its ends."""
        place = np.searchsorted(self.starts, day, side="right") - 1
        return np.clip(place, 0, len(self.starts) - 1) + self.first.index

    def not_month_end(self, day: np.ndarray) -> np.ndarray:
        """Return the days, those that are the last of a month moved to the day before."""
        return day - np.isin(day + 1, self.starts)

    def day_within(self, month: np.ndarray, chance: np.ndarray) -> np.ndarray:
        """Return a day of each month, never its last, by a number from 0 to 1."""
        start = self.start(month)
        return start + (chance * (self.start(month + 1) - start - 1)).astype("int64")


def as_dates(day: np.ndarray, cutoff: int) -> pa.Array:
    """Return day numbers as dates; those after the cutoff have not happened yet, and are empty."""
    known = day <= cutoff
    return pa.array(np.where(known, day, 0).astype("int32"), pa.date32(), mask=~known)
