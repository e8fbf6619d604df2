"""Survival: of the files opened in each year, the share that was closed within so many months."""

from helpers.domain.periods import Period
from helpers.domain.structure import statistic_named
from helpers.errors import RequestError
from helpers.report.charts import survival
from helpers.report.charts.lines import MOST_LINES
from helpers.report.context import Context, floats
from helpers.report.html import Fragment, finding_block, join, picture
from helpers.report.over_time import (
    breakdown_over_time,
    categories_over_time,
    series_over_time,
)
from helpers.report.quantities import quantity
from helpers.report.series import Observation
from helpers.report.sources import Sources

_BY = "within_months"

# By year of opening, the shares closed within 12, 24 and 36 months.
_Cohorts = dict[Period, list[Observation]]


def survival_section(context: Context, code: str, by: str) -> Fragment:
    """Return what became of the last files that are known long enough, the lines and the table.

    Raises
    ------
    RequestError
        If the breakdown is not one by the months until closing, or holds no shares.
    """
    statistic, words = statistic_named(code), context.words
    if by != _BY or statistic.unit != "percent":
        raise RequestError(
            "only shares by the months until closing show what became of files",
            found=f"{code} by {by}",
            expected=f'"closed_within", by="{_BY}"',
            do="show it as a history",
        )
    found = categories_over_time(context, code, by)
    title = breakdown_over_time(context, code, by)
    columns = {words.term(by, category): values for category, values in found.items()}
    cohorts = {
        period: [values[place] for values in found.values()]
        for place, period in enumerate(context.recent)
        if any(values[place].number is not None for values in found.values())
    }
    heading, statement = _finding(context, cohorts)
    sources = Sources((code,), by, all_periods=True)
    return join(
        [
            finding_block(heading or context.name(code), statement, sources),
            _chart(context, list(map(int, found)), cohorts, sources),
            series_over_time(context, columns, title, words.term("unit", statistic.unit)),
        ]
    )


def _finding(context: Context, cohorts: _Cohorts) -> tuple[str, str]:
    """Return what is known longest, as the heading, and what is known of the years after it."""
    if not cohorts:
        return "", context.words.phrase("none_available")
    known = [_known(shares) for shares in cohorts.values()]
    told = [
        context.words.phrase(
            f"closed_within_{length}",
            period=context.period_in_words(period),
            value=quantity(context, shares[length - 1]),
        )
        for length, (period, shares) in zip(known, cohorts.items(), strict=True)
    ]
    longest = len(known) - 1 - known[::-1].index(max(known))
    # A value may open with "about".
    heading, *others = (f"{text[:1].upper()}{text[1:]}" for text in told[longest:])
    return heading, " ".join(f"{text}." for text in others)


def _known(shares: list[Observation]) -> int:
    """Return the place of the longest time of which the share is published, from 1."""
    return max(place for place, share in enumerate(shares, 1) if share.number is not None)


def _chart(context: Context, months: list[int], cohorts: _Cohorts, sources: Sources) -> Fragment:
    if not cohorts:
        return Fragment.empty()
    (code,), words = sources.statistics, context.words
    statistic = statistic_named(code)
    last = list(cohorts.items())[-MOST_LINES:]
    chart = survival(
        [period for period, _ in last],
        months,
        [floats([share.number for share in shares]) for _, shares in last],
        title=words.phrase("survival_drawn", statistic=context.name(code)),
        unit=words.term("unit", statistic.unit),
        decimals=statistic.decimals,
        lang=context.lang,
    )
    return picture(chart, sources)
