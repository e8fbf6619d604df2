"""What a notebook works with: open a report, then one line for each thing it shows."""

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from helpers.domain.codelists import TOTAL
from helpers.domain.periods import Cadence
from helpers.domain.structure import Statistic, statistic_named
from helpers.errors import RequestError
from helpers.report import opening
from helpers.report.breakdowns import (
    breakdown_chart,
    breakdown_finding,
    breakdown_section,
    breakdown_table,
)
from helpers.report.comparison import comparison_section
from helpers.report.complete import Completed
from helpers.report.composition import composition_section
from helpers.report.context import Context
from helpers.report.counties import counties_section, map_section
from helpers.report.headline import headline, summary
from helpers.report.heat import heat_section
from helpers.report.html import Fragment, paragraph
from helpers.report.notes import page_notes
from helpers.report.published_figures import published_section
from helpers.report.quality import quality_box
from helpers.report.revisions import revisions_section
from helpers.report.scale import scale_section
from helpers.report.seasons import seasons_section
from helpers.report.sentences import sentence
from helpers.report.series import PublishedTable
from helpers.report.sources import Sources
from helpers.report.survival import survival_section
from helpers.report.trends import history_section, trend_section
from helpers.settings import load_settings

if TYPE_CHECKING:
    import pandas as pd


def open_report(
    period: str | int, area: str, lang: str, *, cadence: Cadence | None = None
) -> "Report":
    """Open the report of one period and area, in one language.

    Parameters
    ----------
    period
        A month, ``"1403-07"``, or a year, ``"1402"``; digits of any kind.
    area
        Code of the province or of a county.
    lang
        ``"fa"`` or ``"en"``.
    cadence
        ``"monthly"`` or ``"annual"`` where the notebook is written for one of them.

    Raises
    ------
    RequestError
        If a parameter is wrong, or nothing has been counted yet; says what is expected instead.
    """
    opening.check_names(opening.cells_run())
    settings = load_settings()
    asked_lang = opening.read_lang(lang, settings)
    asked_area = opening.read_area(area, settings)
    asked_period = opening.read_period(period, cadence)
    path = settings.published_table
    try:
        table = PublishedTable.read(path, settings.published_history)
    except FileNotFoundError:
        raise RequestError(
            "nothing has been counted yet: there is no published table",
            where=str(path),
            do="run `make reports` or `karnameh build` first",
        ) from None
    opening.check_held(asked_period, table.about)
    return Report(Context(settings, table, asked_period, asked_area, asked_lang))


@dataclass(frozen=True)
class Report:
    """The report of one period and area; every method shows one thing.

    What a method returns displays itself in a notebook. The rows that have gone into it are
    remembered, so that the downloads hold what the page shows.
    """

    context: Context
    _summary: list[str] = field(default_factory=list)

    def headline(self, *codes: str) -> Fragment:
        """Return two or three sentences, and one figure for each statistic."""
        self._check(*codes)
        self._summary[:] = [summary(self.context, codes)]
        return headline(self.context, codes)

    def sentence(self, code: str) -> Fragment:
        """Return the value of a statistic and its changes, in words."""
        self._check(code)
        return paragraph("statement", sentence(self.context, code), Sources((code,)))

    def finding(self, code: str, by: str) -> Fragment:
        """Return what a breakdown shows, in words."""
        self._check(code, by=by)
        return breakdown_finding(self.context, code, by)

    def trend(self, *codes: str) -> Fragment:
        """Return sentences, a chart and a table over the last 24 months or 5 years.

        At most four statistics, of one unit.
        """
        self._check(*codes)
        return trend_section(self.context, codes)

    def seasons(self, code: str) -> Fragment:
        """Return a sentence, the last 12 months beside those a year before, and their table.

        For a series that moves with the seasons; in a report of months only.
        """
        self._check(code)
        return seasons_section(self.context, code)

    def section(self, code: str, by: str) -> Fragment:
        """Return a breakdown: what it shows in words, its chart and its table."""
        self._check(code, by=by)
        return breakdown_section(self.context, code, by)

    def chart(self, code: str, by: str) -> Fragment:
        """Return the bars of a breakdown alone."""
        self._check(code, by=by)
        return breakdown_chart(self.context, code, by)

    def table(self, code: str, by: str) -> Fragment:
        """Return the table of a breakdown alone."""
        self._check(code, by=by)
        return breakdown_table(self.context, code, by).fragment(self.context.words, folded=False)

    def history(self, code: str, by: str) -> Fragment:
        """Return a breakdown over the last 24 months or 5 years, for what is known late."""
        self._check(code, by=by)
        return history_section(self.context, code, by)

    def composition(self, code: str, by: str) -> Fragment:
        """Return a breakdown as the parts of a count over time: a finding, bars and a table.

        At most four categories.
        """
        self._check(code, by=by)
        return composition_section(self.context, code, by)

    def survival(self, code: str, by: str) -> Fragment:
        """Return the shares of the files of each year closed within so many months, as lines."""
        self._check(code, by=by)
        return survival_section(self.context, code, by)

    def scale(self, code: str, by: str) -> Fragment:
        """Return the mean pension by household size against the legislated scale of the month.

        In a report of months only.
        """
        self._check(code, by=by)
        return scale_section(self.context, code, by)

    def counties(self, code: str, rate: str | None = None) -> Fragment:
        """Return the counties side by side, as a number and, if named, as a rate."""
        self._check(*([code, rate] if rate else [code]))
        return counties_section(self.context, code, rate)

    def heat(self, code: str) -> Fragment:
        """Return a rate of all counties over the last 13 months or 5 years, as colours."""
        self._check(code)
        return heat_section(self.context, code)

    def map(self, code: str) -> Fragment:
        """Return the counties as bubbles at their seats."""
        self._check(code)
        return map_section(self.context, code)

    def comparison(self, *codes: str) -> Fragment:
        """Return the figures beside those of earlier periods and of the year to date."""
        self._check(*codes)
        return comparison_section(self.context, codes)

    def published_figures(self, *codes: str) -> Fragment:
        """Return figures published elsewhere beside those of the report."""
        self._check(*codes)
        return published_section(self.context, codes)

    def revisions(self, *codes: str) -> Fragment:
        """Return what has been revised of all shown so far, and the revision triangles of codes.

        A triangle shows what each publication has said of the same periods.
        """
        self._check(*codes)
        return revisions_section(self.context, codes)

    def quality(self) -> Fragment:
        """Return the data-quality box of what has been shown so far."""
        return quality_box(self.context)

    def notes(self) -> Fragment:
        """Return definitions of what has been shown, method, source and contact."""
        return page_notes(self.context)

    def complete(self) -> Completed:
        """Return the mark that the notebook has run to its end, with all rows it has shown."""
        return Completed.of(self.context, "".join(self._summary))

    def data(self, code: str, by: str = TOTAL) -> "pd.DataFrame":
        """Return a statistic of the area over time as a plain frame, for own charts.

        Periods after the report's own are left out: a page does not change when they arrive.

        Returns
        -------
        pandas.DataFrame
            The columns of the published table; ``value`` is NaN where it is not published.
            One row for each period of the report's cadence, from the register's first to the
            report's own, and each category.
        """
        self._check(code, by=by)
        context = self.context
        context.shown.setdefault(code)
        periods = [str(period) for period in context.so_far]
        categories = statistic_named(code).categories(by)
        return context.table.take(product([code], periods, [context.area.code], [by], categories))

    def _check(self, *codes: str, by: str = TOTAL) -> None:
        """Refuse a statistic or a breakdown that does not exist, or not for this page."""
        if not codes:
            raise RequestError("no statistic is named", do="name at least one")
        for code in codes:
            try:
                statistic = statistic_named(code)
                statistic.categories(by)
            except KeyError as error:
                raise RequestError(str(error.args[0]), do="correct the code") from None
            self._check_cadence(statistic)

    def _check_cadence(self, statistic: Statistic) -> None:
        cadence = self.context.period.cadence
        if cadence not in statistic.cadences:
            raise RequestError(
                f"{statistic.code} is not {cadence}",
                found=f"the period {self.context.period}",
                expected=" or ".join(statistic.cadences),
                do="show it in a report of that cadence",
            )
