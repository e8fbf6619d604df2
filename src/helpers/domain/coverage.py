"""The time that a register covers, and what is made from it."""

from helpers.domain.periods import Month, Span, Year


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
