"""The axis of time: where periods stand, and which of their names fit below."""

from collections.abc import Sequence
from itertools import pairwise

from helpers.domain.month_names import MONTH_NAMES
from helpers.domain.periods import Month, Period
from helpers.domain.persian import Lang, persian_digits
from helpers.report.charts.canvas import Canvas
from helpers.report.charts.lines import position
from helpers.report.charts.theme import LINE_HEIGHT, WIDTH, block_width

_BETWEEN_TICKS = 10.0
_TICK_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)


class TimeAxis:
    """Periods from left to right between two places, on the pages of either language.

    Parameters
    ----------
    first, last
        Where the first and the last period stand; on a mirrored canvas the last is the lower.
    years
        Whether the year stands below its first month: not where lines of two years share the
        months.
    """

    def __init__(
        self, periods: Sequence[Period], first: float, last: float, lang: Lang,
        *, years: bool = True,
    ) -> None:  # fmt: skip
        self.periods, self.lang = periods, lang
        self._first, self._last, self._years = first, last, years

    def x(self, period: Period) -> float:
        """Return where a period stands; the only one stands in the middle."""
        first, last = position(self.periods[0]), position(self.periods[-1])
        share = (position(period) - first) / (last - first) if last > first else 0.5
        return self._first + share * (self._last - self._first)

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw a tick for each period below ``top``, and the names that fit side by side."""
        labelled = self._labelled()
        canvas.segments(
            [((self.x(p), top), (self.x(p), top + (6 if p in labelled else 3)))
             for p in self.periods]
        )  # fmt: skip
        for period, words in self._words(labelled):
            x = self._middle(period, block_width(words) / 2)
            for row, word in enumerate(words):
                canvas.text(x, top + 20 + row * LINE_HEIGHT, word, "middle")

    def _labelled(self) -> list[Period]:
        """Return the periods whose names fit side by side, counted back from the last."""
        for step in _TICK_STEPS:
            chosen = list(self.periods[::-1][::step][::-1])
            halves = [block_width(words) / 2 for _, words in self._words(chosen)]
            spans = sorted(
                (self._middle(period, half) - half, self._middle(period, half) + half)
                for period, half in zip(chosen, halves, strict=True)
            )
            if all(a[1] + _BETWEEN_TICKS <= b[0] for a, b in pairwise(spans)):
                return chosen
        return [self.periods[-1]]

    def _middle(self, period: Period, half: float) -> float:
        """Return where the middle of a name stands: below its period, but within the drawing."""
        return min(max(self.x(period), half), WIDTH - half)

    def _words(self, periods: Sequence[Period]) -> list[tuple[Period, list[str]]]:
        """Return the words under each tick: the month, and below it the year where it is news."""
        words: list[tuple[Period, list[str]]] = []
        written = 0
        for period in periods:
            year = persian_digits(str(period.year)) if self.lang == "fa" else str(period.year)
            if isinstance(period, Month):
                month = MONTH_NAMES[self.lang][period.month - 1]
                news = self._years and period.year != written
                words.append((period, [month, year] if news else [month]))
            else:
                words.append((period, [year]))
            written = period.year
        return words
