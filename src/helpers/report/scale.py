"""The mean pension by household size against the legislated scale of the month."""

from dataclasses import replace
from decimal import Decimal

from helpers.domain.periods import Month
from helpers.errors import RequestError
from helpers.report.breakdowns import breakdown_section, breakdown_table
from helpers.report.charts import against_scale
from helpers.report.context import Context, floats
from helpers.report.html import Fragment, finding_block, join, paragraph, picture
from helpers.report.quantities import roughness
from helpers.report.series import Observation
from helpers.report.sources import Sources
from helpers.report.tables import Cell, Figure, Table

_MEAN, _BY = "pension_mean", "household_size"
_SOURCES = Sources((_MEAN,), _BY, beside="scale")

# What is paid, and what the law grants, by household size.
_Paid = dict[str, Observation]
_Granted = dict[str, int]


def scale_section(context: Context, code: str, by: str) -> Fragment:
    """Return where the mean is not what the law grants, bars against marks, and the table.

    For a month without a scale the breakdown is shown alone.

    Raises
    ------
    RequestError
        If it is not the mean pension by household size, or the page is that of a year: the scale
        may change within it, and a year's mean is that of its recipients, of whom some were paid
        for a few months only.
    """
    month, words = context.period, context.words
    if (code, by) != (_MEAN, _BY) or not isinstance(month, Month):
        raise RequestError(
            "the law grants an amount by household size, for a month",
            found=f"{code} by {by}, {month}",
            expected=f'"{_MEAN}", by="{_BY}", in a report of months',
            do="show it as a section",
        )
    granted = context.settings.pension_scale.get(month)
    if not granted:
        note = paragraph("note", f"{words.term('note', 'no_scale')}.")
        return join([breakdown_section(context, code, by), note])
    paid = {size: context.observe(code, breakdown=by, category=size) for size in granted}
    return join(
        [
            finding_block(*_finding(context, paid, granted), _SOURCES),
            _chart(context, paid, granted),
            _table(context, paid, granted).fragment(words, folded=False),
        ]
    )


def _finding(context: Context, paid: _Paid, granted: _Granted) -> tuple[str, str]:
    """Return for which sizes the mean is below or above the scale by more than rounding."""
    words = context.words
    sizes: dict[str, list[str]] = {"below": [], "above": []}
    for size, mean in paid.items():
        if mean.number is None:
            continue
        difference = mean.number - granted[size]
        if abs(difference) > mean.number * roughness(context, mean):
            sizes["below" if difference < 0 else "above"].append(words.term(_BY, size))
    if all(mean.number is None for mean in paid.values()):
        return words.phrase("scale_heading"), words.phrase("breakdown_unpublished")
    told = [
        words.phrase(f"scale_{way}", sizes=words.quoted(names))
        for way, names in sizes.items()
        if names
    ]
    if not told:
        rough = any(context.is_approximate(mean) for mean in paid.values())
        return words.phrase("scale_as_granted_rounded" if rough else "scale_as_granted"), ""
    return told[0], " ".join(f"{text}." for text in told[1:])


def _chart(context: Context, paid: _Paid, granted: _Granted) -> Fragment:
    if all(mean.number is None for mean in paid.values()):
        return Fragment.empty()
    words, statistic = context.words, next(iter(paid.values())).statistic
    chart = against_scale(
        [words.term(_BY, size) for size in paid],
        floats([mean.number for mean in paid.values()]),
        [float(granted[size]) for size in paid],
        title=words.phrase("scale_drawn"),
        unit=words.term("unit", statistic.unit),
        decimals=statistic.decimals,
        lang=context.lang,
        names=(words.phrase("scale_paid"), words.phrase("scale_granted")),
        approximate=context.are_approximate(paid.values()),
    )
    return picture(chart, _SOURCES)


def _table(context: Context, paid: _Paid, granted: _Granted) -> Table:
    """Return the table of the breakdown, with a column of what the law grants."""
    words, table = context.words, breakdown_table(context, _MEAN, _BY)
    unit = words.term("unit", "rials")
    heading = words.phrase("with_unit", name=words.phrase("scale_granted"), unit=unit)

    def amount(cell: Cell) -> Cell:
        assert isinstance(cell, Observation)
        if cell.category not in granted:
            return words.phrase("not_applicable")
        return Figure(Decimal(granted[cell.category]), 0, "scale", cell)

    notes = table.notes
    if any(context.is_approximate(mean) for mean in paid.values()):
        notes = (*notes, words.phrase("note_scale"))
    return replace(
        table,
        headings=(*table.headings[:2], heading, *table.headings[2:]),
        rows=tuple(
            replace(row, cells=(row.cells[0], amount(row.cells[0]), *row.cells[1:]))
            for row in table.rows
        ),
        notes=notes,
    )
