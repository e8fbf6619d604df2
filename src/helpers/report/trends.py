"""Trends: one or a few statistics over the last months or years."""

from collections.abc import Sequence

from helpers.domain.structure import statistic_named
from helpers.errors import RequestError
from helpers.report.change_words import change_heading
from helpers.report.charts import Line, trend
from helpers.report.charts.lines import has_course
from helpers.report.context import Context, floats
from helpers.report.html import Fragment, finding_block, join, paragraph, picture
from helpers.report.over_time import (
    breakdown_over_time,
    categories_over_time,
    drawn_over_time,
    series_over_time,
    titled_over_time,
)
from helpers.report.quantities import digits_drawn, quantity
from helpers.report.sentences import sentences
from helpers.report.series import Observation
from helpers.report.sources import Sources


def trend_section(context: Context, codes: Sequence[str]) -> Fragment:
    """Return the sentence on each statistic, one chart of all, and its table.

    Raises
    ------
    RequestError
        If the statistics have different units: one axis cannot hold them.
    """
    units = {statistic_named(code).unit for code in codes}
    if len(units) != 1:
        raise RequestError(
            "a trend shows statistics of one unit",
            where=", ".join(codes),
            found=", ".join(sorted(units)) or "no statistic",
            do="show them in two trends",
        )
    if not all(context.counted_here(code) for code in codes):
        names = context.words.listed([context.name(code) for code in codes])
        return paragraph("note", context.words.phrase("province_only", statistic=names))
    series = {code: [context.observe(code, period) for period in context.recent] for code in codes}
    words, (first, *others) = context.words, [context.name(code) for code in codes]
    name = words.listed([first, *(words.inline(other) for other in others)])
    title = titled_over_time(context, "statistic_over", statistic=name)
    lines = {context.name(code): found for code, found in series.items()}
    sources = Sources(tuple(codes), all_periods=True)
    return join(
        [
            finding_block(*trend_finding(context, codes), Sources(tuple(codes))),
            _chart(context, lines, drawn_over_time(context, name), sources),
            series_over_time(context, lines, title, words.term("unit", units.pop())),
        ]
    )


def trend_finding(context: Context, codes: Sequence[str]) -> tuple[str, str]:
    """Return the heading and the sentences on statistics of the page's period.

    The first that is published gives the heading.
    """
    published = [code for code in codes if context.observe(code).number is not None]
    return change_heading(context, (published or list(codes))[0]), sentences(context, codes)


def history_section(context: Context, code: str, by: str) -> Fragment:
    """Return a breakdown over the last periods: a line and a column for each category.

    For what becomes known only later, such as the files of a year closed within three.
    """
    statistic, words = statistic_named(code), context.words
    found = {
        words.term(by, category): values
        for category, values in categories_over_time(context, code, by).items()
    }
    title, unit = breakdown_over_time(context, code, by), words.term("unit", statistic.unit)
    sources = Sources((code,), by, all_periods=True)
    return join(
        [
            finding_block(*_latest_finding(context, code, found), sources),
            _chart(context, found, drawn_over_time(context, context.name(code)), sources),
            series_over_time(context, found, title, unit),
        ]
    )


def _latest_finding(
    context: Context, code: str, found: dict[str, list[Observation]]
) -> tuple[str, str]:
    """Return the heading on the first category that has a figure, and the latest of all."""
    words, name = context.words, context.name(code)
    latest = {
        category: known[-1]
        for category, values in found.items()
        if (
            known := [
                (context.period_in_words(period), quantity(context, value))
                for period, value in zip(context.recent, values, strict=True)
                if value.number is not None
            ]
        )
    }
    if not latest:
        return name, words.phrase("none_available")
    (category, (period, value)), *_ = latest.items()
    heading = words.phrase(
        "heading_latest",
        statistic=name,
        value=value,
        category=words.quoted([category]),
        period=period,
    )
    items = [
        words.phrase("latest_of", category=words.quoted([each]), period=when, value=what)
        for each, (when, what) in latest.items()
    ]
    return heading, words.phrase("latest_available", figures=words.listed(items))


def _chart(
    context: Context, lines: dict[str, list[Observation]], title: str, sources: Sources
) -> Fragment:
    every = [value for values in lines.values() for value in values]
    statistic = every[0].statistic
    drawn = [
        Line(label, tuple(floats([value.number for value in values])))
        for label, values in lines.items()
    ]
    if not has_course(line.values for line in drawn):
        return Fragment.empty()
    return picture(
        trend(
            context.recent,
            drawn,
            title=title,
            unit=context.words.term("unit", statistic.unit),
            decimals=statistic.decimals,
            lang=context.lang,
            approximate=context.are_approximate(every),
            digits=digits_drawn(context, every),
        ),
        sources,
    )
