"""The whole table that should be published of true values, by the definitions: also what is
derived, and which cells there cannot be.

Stands on the naive count of ``oracle.py``; written from docs/methods.md and the definitions of the
statistics, not from the code that derives them.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from oracle import Oracle, Scale

from helpers.domain.codelists import BREAKDOWNS
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Month, Year, year_to_date
from helpers.domain.structure import STATISTICS
from helpers.settings import Settings

Key = tuple[str, str, str, str, str]
SCHOOL_YEAR = (
    "school_year_started", "school_year_ended", "school_year_mehr", "school_year_khordad",
)  # fmt: skip
FLOWS = (
    "files_opened", "files_reopened", "files_closed", "pension_awards", "pension_amount",
    "pension_regular_amount", "pension_shortfall", "students_started", "students_ended",
    "support_amount",
)  # fmt: skip
ALL = ("all", "all")


class ExpectedTable:
    """Values by key; None where there is none."""

    def __init__(self, oracle: Oracle, scale: Scale, settings: Settings) -> None:
        self.oracle, self.scale, self.settings = oracle, scale, settings
        self.areas = settings.areas.codes

    def base(self, key: Key) -> Decimal | None:
        """Return what is counted; 0 where nothing is."""
        if not self.is_known(key):
            return None
        return Decimal(str(self.oracle.cells.get(key, 0)))

    def is_known(self, key: Key) -> bool:
        """Whether the register and the scale can tell."""
        statistic, period, area, _, category = key
        first, last = self.oracle.first, self.oracle.last
        year = None if "-" in period else Year(int(period))
        months = [str(month) for month in year.months] if year else [period]
        with_scale = [(month, "1") in self.scale for month in months]
        earliest = [str(first), *map(str, self.oracle.years[:1])]
        rules: dict[str, Callable[[], bool]] = {
            "files_closed_within": lambda: Month(int(period), 12) + int(category) <= last,
            "median_months_open": lambda: (statistic, period, area, *ALL) in self.oracle.cells,
            "pension_awards": lambda: str(first) not in months,
            "pension_terminations": lambda: period not in earliest,
            "pension_below_scale": lambda: all(with_scale),
            "pension_above_scale": lambda: all(with_scale),
            "pension_shortfall": lambda: any(with_scale),
            **dict.fromkeys(SCHOOL_YEAR, lambda: Month(int(period) - 1, 7) >= first),
        }
        return rules.get(statistic, lambda: True)()

    def all(self) -> Iterator[tuple[Key, Decimal | None]]:
        """Yield every cell."""
        months, years = self.oracle.months, self.oracle.years
        for period in (*months, *years):
            for area in self.areas:
                place = (str(period), area)
                yield from self.counted(*place, annual=isinstance(period, Year))
                yield from self.derived(*place, annual=isinstance(period, Year))
        for month in months:
            for area in self.areas:
                for statistic in FLOWS:
                    parts = [
                        None if each < self.oracle.first
                        else self.base((statistic, str(each), area, *ALL))
                        for each in year_to_date(month)
                    ]  # fmt: skip
                    known = None not in parts
                    key = (statistic, str(year_to_date(month)), area, *ALL)
                    yield key, sum(parts, Decimal(0)) if known else None

    def counted(
        self, period: str, area: str, *, annual: bool
    ) -> Iterator[tuple[Key, Decimal | None]]:
        for code, statistic in STATISTICS.items():
            cadence = "annual" if annual else "monthly"
            if statistic.kind == "derived" or cadence not in statistic.cadences:
                continue
            cells = [] if code == "files_closed_within" else [ALL]
            cells += [(b, c) for b in statistic.breakdowns for c in statistic.categories(b)]
            for cell in cells:
                key = (code, period, area, *cell)
                yield key, self.base(key)

    def derived(
        self, period: str, area: str, *, annual: bool
    ) -> Iterator[tuple[Key, Decimal | None]]:
        def true(statistic: str, breakdown: str = "all", category: str = "all", of: str = period):
            return self.base((statistic, of, area, breakdown, category))

        def ratio(part: Decimal | None, whole: Decimal | None, times: int, decimals: int):
            if part is None or not whole:
                return None
            return round_half_up(part * times / whole, decimals)

        def cell(statistic: str, breakdown: str = "all", category: str = "all") -> Key:
            return statistic, period, area, breakdown, category

        active = true("files_active")
        assert active is not None
        yield cell("active_share"), ratio(active, true("files_total"), 100, 1)
        recipients = true("pension_recipients")
        yield cell("pension_share_of_active"), ratio(recipients, active, 100, 1)
        for by in (ALL, *(("level", level) for level in BREAKDOWNS["level"])):
            yield (
                cell("students_per_100_active", *by),
                ratio(true("students_supported", *by), active, 100, 1),
            )
        for by in (ALL, *(("household_size", size) for size in BREAKDOWNS["household_size"])):
            yield (
                cell("pension_mean", *by),
                ratio(true("pension_regular_amount", *by), true("pension_recipients", *by), 1, 0),
            )
        province = self.settings.configuration.province
        people = self.settings.areas[area].population[province.population_year]
        yield cell("active_per_1000"), ratio(active, Decimal(people), 1000, 1)
        if area == province.code:
            households = self.settings.areas[area].households[province.households_year]
            women = households * Decimal(str(province.female_headed_share)) / 100
            yield cell("pension_per_1000_fhh"), ratio(recipients, women, 1000, 1)
        if annual:
            months = [str(month) for month in Year(int(period)).months]
            for average, of in (
                ("files_active_average", "files_active"),
                ("pension_recipients_average", "pension_recipients"),
            ):
                numbers = [true(of, of=month) for month in months]
                yield cell(average), round_half_up(sum(numbers, Decimal(0)) / 12)
            yield cell("pension_recipients_last_month"), true("pension_recipients", of=months[-1])
            for within in BREAKDOWNS["within_months"]:
                closed = true("files_closed_within", "within_months", within)
                share = ratio(closed, true("files_opened"), 100, 1)
                yield cell("closed_within", "within_months", within), share
