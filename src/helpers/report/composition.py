"""Composition: the parts of a number over time."""

from helpers.domain.codelists import TOTAL, UNKNOWN
from helpers.domain.structure import NO_TOTAL, statistic_named
from helpers.errors import RequestError
from helpers.report.breakdowns import breakdown_finding
from helpers.report.charts import Line, composition
from helpers.report.charts.lines import MOST_LINES
from helpers.report.context import Context, floats
from helpers.report.html import Fragment, join, picture
from helpers.report.over_time import (
    breakdown_over_time,
    categories_over_time,
    drawn_over_time,
    series_over_time,
)
from helpers.report.series import Observation
from helpers.report.sources import Sources


def composition_section(context: Context, code: str, by: str) -> Fragment:
    """Return the finding on a breakdown, its parts over time as stacked bars, and their table.

    Raises
    ------
    RequestError
        If the categories are no parts of a count, or more than a chart can tell apart.
    """
    parts = _parts(context, code, by)
    words, statistic = context.words, statistic_named(code)
    title, unit = breakdown_over_time(context, code, by), words.term("unit", statistic.unit)
    columns = {words.term(by, category): values for category, values in parts.items()}
    total = [context.observe(code, period) for period in context.recent]
    return join(
        [
            breakdown_finding(context, code, by),
            _chart(context, columns, Sources((code,), by, all_periods=True)),
            series_over_time(
                context, {**columns, words.term("breakdown", TOTAL): total}, title, unit
            ),
        ]
    )


def _parts(context: Context, code: str, by: str) -> dict[str, list[Observation]]:
    """Return the categories over time; the unknown ones only where there ever are any."""
    parts = categories_over_time(context, code, by)
    if all(not value.number and not value.is_hidden for value in parts.get(UNKNOWN, ())):
        parts.pop(UNKNOWN, None)
    # Amounts may be taken back: a negative part has no place in a bar.
    if statistic_named(code).kind != "count" or code in NO_TOTAL or len(parts) > MOST_LINES:
        raise RequestError(
            "a composition shows a few parts of a count",
            where=f"{code} by {by}",
            found=f"{len(parts)} categories of a {statistic_named(code).kind}",
            expected=f"at most {MOST_LINES} categories that add up to a count",
            do="show it as a section or as a history",
        )
    return parts


def _chart(context: Context, columns: dict[str, list[Observation]], sources: Sources) -> Fragment:
    lines = [
        Line(label, tuple(floats([value.number for value in values])))
        for label, values in columns.items()
    ]
    if all(value is None for line in lines for value in line.values):
        return Fragment.empty()
    (code,), words = sources.statistics, context.words
    statistic = statistic_named(code)
    title = drawn_over_time(context, context.name(code))
    chart = composition(
        context.recent, lines, title=title, unit=words.term("unit", statistic.unit),
        decimals=statistic.decimals, lang=context.lang,
        approximate=context.are_approximate(v for values in columns.values() for v in values),
    )  # fmt: skip
    return picture(chart, sources)
