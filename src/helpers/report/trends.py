"""Trends: one or a few statistics over the last months or years."""

from collections.abc import Sequence

from helpers.domain.structure import statistic_named
from helpers.errors import RequestError
from helpers.report.charts import Line, trend
from helpers.report.context import Context, floats
from helpers.report.html import Fragment, join, paragraph, picture
from helpers.report.notes import table_notes
from helpers.report.sentences import sentence
from helpers.report.series import Observation
from helpers.report.sources import Sources
from helpers.report.tables import Row, Table, observations


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
    title = _over_time(context, "statistic_over", statistic=name)
    findings = [paragraph("finding", sentence(context, code), Sources((code,))) for code in codes]
    lines = {context.name(code): found for code, found in series.items()}
    sources = Sources(tuple(codes), all_periods=True)
    return join(
        [
            *findings,
            _chart(context, lines, title, sources),
            _table(context, lines, title, codes[0]),
        ]
    )


def history_section(context: Context, code: str, by: str) -> Fragment:
    """Return a breakdown over the last periods: a line and a column for each category.

    For what becomes known only later, such as the files of a year closed within three.
    """
    statistic, words = statistic_named(code), context.words
    found = {
        words.term(by, category): [
            context.observe(code, period, breakdown=by, category=category)
            for period in context.recent
        ]
        for category in statistic.categories(by)
    }
    title = _over_time(
        context,
        "history_of",
        statistic=context.name(code),
        breakdown=words.inline(words.term("breakdown", by)),
    )
    known = [_latest(context, category, values) for category, values in found.items()]
    finding = " ".join(text for text in known if text) or words.phrase("none_available")
    sources = Sources((code,), by, all_periods=True)
    return join(
        [
            paragraph("finding", finding, sources),
            _chart(context, found, title, sources),
            _table(context, found, title, code),
        ]
    )


def _latest(context: Context, category: str, values: list[Observation]) -> str:
    published = [
        (period, value)
        for period, value in zip(context.recent, values, strict=True)
        if value.number is not None
    ]
    if not published:
        return ""
    period, value = published[-1]
    return context.words.phrase(
        "latest_available",
        category=category,
        period=context.period_in_words(period),
        value=context.words.quantity(value),
    )


def _over_time(context: Context, code: str, **parts: str) -> str:
    first, last = context.recent[0], context.recent[-1]
    names = {"first": first.name(context.lang), "last": last.name(context.lang)}
    return context.words.phrase(code, **names, **parts)


def _chart(
    context: Context, lines: dict[str, list[Observation]], title: str, sources: Sources
) -> Fragment:
    statistic = next(iter(lines.values()))[0].statistic
    if not any(value.number is not None for values in lines.values() for value in values):
        return Fragment.empty()
    return picture(
        trend(
            context.recent,
            [
                Line(label, tuple(floats([value.number for value in values])))
                for label, values in lines.items()
            ],
            title=title,
            unit=context.words.term("unit", statistic.unit),
            decimals=statistic.decimals,
            lang=context.lang,
        ),
        sources,
    )


def _table(
    context: Context, columns: dict[str, list[Observation]], title: str, code: str
) -> Fragment:
    words = context.words
    unit = words.term("unit", statistic_named(code).unit)
    rows = tuple(
        Row(context.period_heading(period), tuple(values[position] for values in columns.values()))
        for position, period in reversed(list(enumerate(context.recent)))
    )
    return Table(
        context.next_identity(),
        title,
        (
            words.phrase("column_period"),
            *(words.phrase("with_unit", name=name, unit=unit) for name in columns),
        ),
        rows,
        table_notes(context, observations(rows)),
    ).fragment(words)
