"""The shades of a heat map: classes of equal width, one hue from pale to full."""

from collections.abc import Iterable
from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

from helpers.domain.persian import format_number
from helpers.report.charts.scale import Measure, decimals_of

_ABOUT = 5
_PALEST = 0.14


@dataclass(frozen=True)
class Shades:
    """The classes of a heat map.

    Attributes
    ----------
    bounds
        From the lowest to the highest, one more than there are classes; evenly spaced, as the
        ticks of an axis are. One alone where all values are equal; none where nothing is
        published.
    measure
        How the bounds are written.
    """

    bounds: tuple[float, ...]
    measure: Measure

    @classmethod
    def of(cls, values: Iterable[float | None], measure: Measure) -> "Shades":
        """Choose about five classes from the values."""
        known = [value for value in values if value is not None]
        if len({measure.rounded(value) for value in known}) < 2:
            return cls(tuple(known[:1]), measure)
        locator = MaxNLocator(
            nbins=_ABOUT, steps=[1, 2, 2.5, 5, 10], integer=measure.decimals == 0,
            min_n_ticks=1,
        )  # fmt: skip
        low, high = min(known) / measure.factor, max(known) / measure.factor
        ticks = (round(float(tick), 9) + 0.0 for tick in locator.tick_values(low, high))
        return cls(tuple(tick * measure.factor for tick in ticks), measure)

    @property
    def count(self) -> int:
        """How many classes there are."""
        return max(len(self.bounds) - 1, min(len(self.bounds), 1))

    def of_value(self, value: float) -> int:
        """Return the class of a value, counted from the lowest; a bound belongs to the higher."""
        inside = self.bounds[1:-1]
        return sum(value >= bound for bound in inside)

    def opacity(self, number: int) -> float:
        """Return how strong the hue of a class is."""
        if self.count == 1:
            return 0.5
        return _PALEST + (1 - _PALEST) * number / (self.count - 1)

    @property
    def texts(self) -> list[str]:
        """The bounds as they are written."""
        if len(self.bounds) == 1:
            return [self.measure.number(self.bounds[0])]
        scaled = [bound / self.measure.factor for bound in self.bounds]
        decimals = max((decimals_of(bound) for bound in scaled), default=0)
        return [format_number(bound, self.measure.lang, decimals) for bound in scaled]
