"""The time that a register covers, and what is made from it."""

from helpers.domain.periods import Month, Period, Span, Year


class Coverage:
    """What has a first and a last month: the months and the whole years between them."""

    first_month: Month
    last_month: Month

    @property
    def months(self) -> list[Month]:
        """Every month covered."""
        return list(Span(self.first_month, self.last_month))

    @property
    def years(self) -> list[Year]:
        """Every year covered from Farvardin to Esfand."""
        covered = set(self.months)
        years = range(self.first_month.year, self.last_month.year + 1)
        return [Year(year) for year in years if covered.issuperset(Year(year).months)]

    @property
    def latest(self) -> list[Period]:
        """The last month that nothing is awaited of, and the last whole year up to it."""
        months = [month for month in self.months if not self.awaited_of(month)] or self.months
        years = [year for year in self.years if year.months[-1] <= months[-1]]
        return [months[-1], *years[-1:]]

    def awaited_of(self, month: Month) -> tuple[str, ...]:
        """Return the codes of the counties that have sent nothing for a month covered."""
        return ()
