"""Heat: a rate of all counties over the last periods, as colours and as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from helpers.domain.areas import Area
from helpers.domain.periods import MONTHS_IN_YEAR, Period
from helpers.domain.structure import IN_NAMES, statistic_named
from helpers.errors import RequestError
from helpers.report.charts import heat_map
from helpers.report.charts.spans import period_span
from helpers.report.context import Context, floats
from helpers.report.counties import county_label, in_order
from helpers.report.html import Fragment, finding_block, join, picture
from helpers.report.over_time import drawn_over_time
from helpers.report.quantities import are_alike, beside_name
from helpers.report.series import Observation
from helpers.report.sources import Sources
from helpers.report.table_blocks import table_over_time

# The month of the page, and all back to the same one a year before.
_MONTHS = MONTHS_IN_YEAR + 1


def heat_section(context: Context, code: str) -> Fragment:
    """Return which county changed most, the map of counties and periods, and its table.

    Of an only period it shows nothing: the counties stand side by side already. Months go back
    to the same one a year before; a page must stay light.

    Raises
    ------
    RequestError
        If the statistic is no rate of the counties: numbers would only show which is large.
    """
    statistic = statistic_named(code)
    if statistic.kind != "derived" or statistic.unit == "rials" or statistic.province_only:
        raise RequestError(
            "counties of different size are compared over time by rates",
            found=code,
            expected="a rate that exists for each county",
            do="show the numbers with report.counties",
        )
    periods = context.recent[-_MONTHS:]
    if len(periods) < 2:
        return Fragment.empty()
    name = context.name if statistic.unit in IN_NAMES else context.name_with_unit
    title = context.words.phrase(
        "heat_of",
        statistic=name(code),
        span=period_span(periods, context.lang),
    )
    heading, statement = _finding(context, code, periods)
    sources = Sources((code,), all_periods=True, all_areas=True)
    return join(
        [
            finding_block(heading, statement, sources),
            _chart(context, code, periods),
            _table(context, code, periods, title),
        ]
    )


@dataclass(frozen=True)
class _Course:
    """What a county's rate was at both ends of the time shown, and how far it has come."""

    county: Area
    before: Observation
    after: Observation
    distance: Decimal


def _finding(context: Context, code: str, periods: list[Period]) -> tuple[str, str]:
    """Return which county has changed most, and from what to what; or only what is shown.

    How far is not said: the ends rest on rounded counts, and their difference on two of them.
    """
    words, name = context.words, context.name(code)
    courses = sorted(_courses(context, code, periods), key=lambda course: -course.distance)
    if not _stands_out(context, code, courses, periods):
        return words.phrase("heat_heading", statistic=name), ""
    most = courses[0]
    heading = words.phrase("heat_most", statistic=name, county=most.county.name(context.lang))
    statement = words.phrase(
        "heat_course",
        statistic=name,
        county=context.area_in_words(most.county),
        before=beside_name(context, most.before),
        after=beside_name(context, most.after),
        first=context.period_in_words(periods[0]),
        last=context.period_in_words(),
    )
    return heading, statement


def _courses(context: Context, code: str, periods: list[Period]) -> Iterator[_Course]:
    """Yield the counties whose rate is published at both ends."""
    for county in context.settings.areas.counties:
        before, after = (context.observe(code, periods[end], county) for end in (0, -1))
        if before.number is not None and after.number is not None:
            yield _Course(county, before, after, abs(after.number - before.number))


def _stands_out(context: Context, code: str, courses: list[_Course], periods: list[Period]) -> bool:
    """Whether the first county has changed more than any other, and more than in any one step.

    A change that is no larger than a step from one period to the next may be no more than
    rounding, or the season; and of one between ends that are said alike there is nothing to say.
    """
    if len(courses) < 2 or courses[0].distance <= courses[1].distance:
        return False
    if are_alike(context, courses[0].before, courses[0].after):
        return False
    numbers = [context.observe(code, period, courses[0].county).number for period in periods]
    steps = [
        abs(after - before)
        for before, after in pairwise(numbers)
        if before is not None and after is not None
    ]
    return courses[0].distance > max(steps, default=Decimal(0))


def _chart(context: Context, code: str, periods: list[Period]) -> Fragment:
    """Return a row for each county, from the highest rate to the lowest, and the province's.

    One that is left out for all periods has none.
    """
    rows = {
        county_label(context, area): [context.observe(code, period, area) for period in periods]
        for area in (*in_order(context, code), context.province)
    }
    rows = {name: own for name, own in rows.items() if any(value.can_be_drawn for value in own)}
    if all(value.number is None for own in rows.values() for value in own):
        return Fragment.empty()
    statistic, words = statistic_named(code), context.words
    chart = heat_map(
        list(rows),
        periods,
        [floats([value.number for value in own]) for own in rows.values()],
        title=drawn_over_time(context, context.name(code)),
        unit=words.term("unit", statistic.unit),
        decimals=statistic.decimals,
        lang=context.lang,
    )
    sources = Sources((code,), all_periods=True, all_areas=True, since=str(periods[0]))
    return picture(chart, sources)


def _table(context: Context, code: str, periods: list[Period], title: str) -> Fragment:
    """Return a row for each period, the last first, and a column for each county."""
    areas, words = [*in_order(context, code), context.province], context.words
    headings = (words.phrase("column_period"), *(county_label(context, area) for area in areas))
    rows = [(period, [context.observe(code, period, area) for area in areas]) for period in periods]
    return table_over_time(context, title, headings, rows).fragment(words, folded=True)
