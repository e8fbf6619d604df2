"""What sections over time share: what they are called, and a table with a row for each period."""

from collections.abc import Mapping, Sequence

from helpers.domain.structure import statistic_named
from helpers.report.charts.spans import period_span
from helpers.report.context import Context
from helpers.report.html import Fragment
from helpers.report.series import Observation
from helpers.report.table_blocks import table_over_time


def drawn_over_time(context: Context, name: str) -> str:
    """Return what a chart over time draws: its heading says what is found, its table from when."""
    return context.words.phrase(f"drawn_{context.period.cadence}", statistic=name)


def titled_over_time(context: Context, phrase: str, **parts: str) -> str:
    """Return a phrase with the periods shown: from the first to the last, or the only one."""
    span = period_span(context.recent, context.lang)
    return context.words.phrase(phrase, span=span, **parts)


def categories_over_time(context: Context, code: str, by: str) -> dict[str, list[Observation]]:
    """Return the observations of each category over the last periods, the page's own last."""
    return {
        category: [
            context.observe(code, period, breakdown=by, category=category)
            for period in context.recent
        ]
        for category in statistic_named(code).categories(by)
    }


def breakdown_over_time(context: Context, code: str, by: str) -> str:
    """Return what a breakdown over the last periods is called."""
    words = context.words
    breakdown = words.inline(words.term("breakdown", by))
    return titled_over_time(
        context, "history_of", statistic=context.name(code), breakdown=breakdown
    )


def series_over_time(
    context: Context, columns: Mapping[str, Sequence[Observation]], caption: str, unit: str
) -> Fragment:
    """Return a table: a row for each period, the last first, a column for each series.

    Parameters
    ----------
    columns
        The observations of the last periods, by what heads their column.
    unit
        Of all of them, as headings have it.
    """
    words = context.words
    rows = [
        (period, [values[place] for values in columns.values()])
        for place, period in enumerate(context.recent)
    ]
    headings = (words.phrase("with_unit", name=name, unit=unit) for name in columns)
    return table_over_time(
        context, caption, (words.phrase("column_period"), *headings), rows
    ).fragment(words)
