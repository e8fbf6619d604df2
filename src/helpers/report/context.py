"""What one report is about: the table, the period, the area, the language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from helpers.domain.areas import Area
from helpers.domain.codelists import TOTAL
from helpers.domain.periods import Month, Period, Span, Year
from helpers.domain.persian import Lang
from helpers.domain.structure import statistic_named
from helpers.report.series import Observation, PublishedTable
from helpers.report.wording import Wording
from helpers.settings import Settings

MONTHS_SHOWN, YEARS_SHOWN = 24, 5


@dataclass(frozen=True)
class Context:
    """The one page that is being made.

    Attributes
    ----------
    shown
        Codes of the statistics shown so far, in order: the notes define them.
    tables
        Ids of the tables shown so far.
    main_series
        Codes of the statistics whose revision triangle is shown.
    """

    settings: Settings
    table: PublishedTable
    period: Period
    area: Area
    lang: Lang
    shown: dict[str, None] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)
    main_series: list[str] = field(default_factory=list)

    @property
    def words(self) -> Wording:
        """The wording of the page's language."""
        return Wording(self.settings.terms, self.lang)

    @property
    def previous(self) -> Period:
        """The period before."""
        return self.period.previous()

    @property
    def year_before(self) -> Month | None:
        """The same month of the year before; None on an annual page, where it is the previous."""
        return self.period.year_before() if isinstance(self.period, Month) else None

    @cached_property
    def so_far(self) -> list[Period]:
        """The periods of the page's cadence, from the table's first to the page's own.

        What comes after must not change the page.
        """
        about, last = self.table.about, self.period
        held: list[Period] = [*(about.months if isinstance(last, Month) else about.years)]
        return held[: held.index(last) + 1]

    @property
    def recent(self) -> list[Period]:
        """The periods of a trend, the page's own last; none before the table's first."""
        return self.so_far[-(MONTHS_SHOWN if isinstance(self.period, Month) else YEARS_SHOWN) :]

    @property
    def compared(self) -> list[Period]:
        """The previous period and the same month of the year before, as far as the table goes."""
        held = set(self.so_far)
        return [p for p in (self.previous, self.year_before) if p in held]

    def next_identity(self) -> str:
        """Return an id that stands once on the page."""
        self.tables.append(f"table-{len(self.tables) + 1}")
        return self.tables[-1]

    def observe(
        self,
        code: str,
        period: Period | Span | None = None,
        area: Area | None = None,
        breakdown: str = TOTAL,
        category: str = TOTAL,
    ) -> Observation:
        """Return an observation, by default of the page's period and area."""
        self.shown.setdefault(code)
        place = (area or self.area).code
        return self.table.observe(code, period or self.period, place, breakdown, category)

    def counted_here(self, code: str) -> bool:
        """Whether the statistic exists for the area of the page: some are the province's alone."""
        return self.area == self.province or not statistic_named(code).province_only

    def name(self, code: str) -> str:
        """Return the name of a statistic."""
        return self.words.term("statistic", code)

    def name_with_unit(self, code: str) -> str:
        """Return the name of a statistic and its unit, as a heading has it."""
        unit = self.words.term("unit", statistic_named(code).unit)
        return self.words.phrase("with_unit", name=self.name(code), unit=unit)

    def period_in_words(self, period: Period | Span | None = None) -> str:
        """Return the name of a period as it stands in a sentence."""
        period = period or self.period
        name = period.name(self.lang)
        return self.words.phrase("year", name=name) if isinstance(period, Year) else name

    def period_heading(self, period: Period | Span) -> str:
        """Return the name of a period as it heads a row or a column."""
        name = period.name(self.lang)
        return name[:1].upper() + name[1:]

    def area_in_words(self, area: Area | None = None) -> str:
        """Return the name of an area as it stands in a sentence."""
        area = area or self.area
        name = area.name(self.lang)
        return self.words.phrase("county", name=name) if area.level == "county" else name

    def previous_in_words(self) -> str:
        """Return "the previous month" or "the previous year"."""
        month = isinstance(self.period, Month)
        return self.words.phrase("previous_month" if month else "previous_year")

    def is_approximate(self, observation: Observation) -> bool:
        """Whether a change of this value is known only roughly.

        Values of the province without breakdown are exact, and so is what is derived from them, and
        what says so itself; everything else is rounded, or derived from what is.
        """
        if self.table.about.edition == "internal" or "exact" in observation.notes:
            return False
        whole = observation.breakdown == TOTAL and observation.area == self.province.code
        return observation.is_approximate or not whole

    def are_approximate(self, observations: Iterable[Observation]) -> bool:
        """Whether any of some values is known only roughly."""
        return any(self.is_approximate(observation) for observation in observations)

    @property
    def province(self) -> Area:
        """The province of the page's area."""
        return self.settings.areas.province


def floats(numbers: list[Decimal | None]) -> list[float | None]:
    """Return published numbers as a chart takes them."""
    return [None if number is None else float(number) for number in numbers]
