"""Figures published elsewhere beside those of this report, with the difference and the source."""

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Month
from helpers.domain.persian import Lang, format_number
from helpers.report.context import Context
from helpers.report.html import Fragment, join, link, paragraph
from helpers.report.sources import Sources
from helpers.report.tables import Cell, Figure, Row, Table

# Which published counts a published share claims to be the ratio of.
_RATIOS = {"pension_share_of_active": ("pension_recipients", "files_active")}


@dataclass(frozen=True)
class PublishedFigure:
    """A figure of the press or of another body that means the same as one of ours."""

    statistic: str
    breakdown: str
    category: str
    value: Decimal
    dated: dt.date
    publisher_fa: str
    publisher_en: str
    address: str

    def publisher(self, lang: Lang) -> str:
        """Return the name of who published it, in the language."""
        return self.publisher_fa if lang == "fa" else self.publisher_en

    @property
    def decimals(self) -> int:
        """The decimals it was published with."""
        return max(0, -int(self.value.as_tuple().exponent))

    @property
    def anchor(self) -> Month:
        """The month whose end is the last one on or before the figure's date."""
        month = Month.containing(self.dated)
        return month if month.last_day == self.dated else month - 1


def read_figures(reference: Path, province: str) -> list[PublishedFigure]:
    """Read the figures of the province that are exact, dated to the day and mean one of ours."""
    with (reference / "published_map.csv").open(encoding="utf-8-sig", newline="") as file:
        mapped = {row["measure_id"]: row for row in csv.DictReader(file)}
    with (reference / "published_figures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["measure_id"] in mapped
            and (row["geography"], row["geography_level"]) == (province, "province")
            and (row["qualifier"], row["date_precision"]) == ("exact", "exact")
        ]
    return [
        PublishedFigure(
            statistic=mapped[row["measure_id"]]["statistic"],
            breakdown=mapped[row["measure_id"]]["breakdown"],
            category=mapped[row["measure_id"]]["category"],
            value=Decimal(row["value"]),
            dated=dt.date.fromisoformat(row["reference_date_gregorian"]),
            publisher_fa=row["publisher_fa"],
            publisher_en=row["publisher_en"],
            address=row["url"],
        )
        for row in rows
    ]


def figures_of_page(context: Context) -> list[PublishedFigure]:
    """Return the published figures of the page's period and area, whatever they count."""
    settings = context.settings
    if context.area.level != "province" or not isinstance(context.period, Month):
        return []
    name = settings.configuration.province.published_figures_name
    figures = read_figures(settings.reference, name)
    return [figure for figure in figures if figure.anchor == context.period]


def published_section(context: Context, codes: Sequence[str]) -> Fragment:
    """Return the published figures of some statistics beside ours, and what does not agree."""
    words = context.words
    every = figures_of_page(context)
    figures = [figure for code in codes for figure in every if figure.statistic == code]
    if not figures:
        return paragraph("note", words.phrase("published_none"))
    rows = tuple(_row(context, figure) for figure in figures)
    table = Table(
        context.next_identity(),
        words.phrase("published_caption"),
        tuple(
            words.phrase(f"column_{name}")
            for name in ("statistic", "published", "here", "difference", "published_on", "source")
        ),
        rows,
        (words.phrase("published_anchor"),),
    )
    remarks = [share_remark(context, figure, every) for figure in figures]
    return join(
        [
            paragraph("statement", _agreement(context, figures), Sources(count="published")),
            *(paragraph("statement", remark, Sources(published=True)) for remark in remarks),
            table.fragment(words, folded=False),
        ]
    )


def share_remark(
    context: Context, figure: PublishedFigure, every: Sequence[PublishedFigure]
) -> str:
    """Return the sentence on a published share that its published counts do not give.

    Empty where the figure is no such share, the counts are not published, or they do give it.
    """
    published = {other.statistic: other.value for other in every}
    parts = [published.get(code) for code in _RATIOS.get(figure.statistic, ())]
    match parts:
        case [Decimal() as numerator, Decimal() as denominator] if denominator and figure.value:
            ratio = 100 * numerator / denominator
        case _:
            return ""
    if round_half_up(ratio, figure.decimals) == figure.value:
        return ""
    words = context.words
    return words.phrase(
        "published_share",
        share=words.number(figure.value, figure.decimals),
        numerator=words.number(numerator),
        denominator=words.number(denominator),
        ratio=words.number(ratio, 1),
        needed_denominator=words.number(100 * numerator / figure.value),
        needed_numerator=words.number(figure.value * denominator / 100),
    )


def _row(context: Context, figure: PublishedFigure) -> Row:
    ours = context.observe(figure.statistic, breakdown=figure.breakdown, category=figure.category)
    difference: Cell = ours
    if ours.number is not None:
        decimals = max(figure.decimals, ours.statistic.decimals)
        difference = Figure(
            ours.number - figure.value, decimals, "difference_from_published", ours, signed=True
        )
    return Row(
        context.name_with_unit(figure.statistic),
        (
            Figure(figure.value, figure.decimals, "published", ours),
            ours,
            difference,
            day_in_words(figure.dated, context.lang),
            link(figure.address, figure.publisher(context.lang)),
        ),
    )


def _agreement(context: Context, figures: Sequence[PublishedFigure]) -> str:
    words = context.words
    differing = 0
    for figure in figures:
        ours = context.observe(
            figure.statistic, breakdown=figure.breakdown, category=figure.category
        ).number
        differing += ours is None or round_half_up(ours, figure.decimals) != figure.value
    if not differing:
        return words.phrase("published_agree")
    return words.phrase(
        "published_differ", differing=words.count(differing), all=words.count(len(figures))
    )


def day_in_words(day: dt.date, lang: Lang) -> str:
    """Return a day of the Solar Hijri calendar: "3 Aban 1403"."""
    month = Month.containing(day)
    number = (day - month.first_day).days + 1
    return f"{format_number(number, lang)} {month.name(lang)}"
