"""Our figures against those that others have published: a table of agreements and differences.

A difference is no contradiction of ours, so it stops nothing; it is listed for readers to see.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import Row
from helpers.release.published_csv import published_csv
from helpers.report.published_figures import PublishedFigure, read_figures
from helpers.settings import Settings

AGREEMENT = "data/published-figures.csv"
_KEY_PLACES = [COLUMNS.index(name) for name in KEY]
_VALUE = COLUMNS.index("value")
# Of which counts a share is the quotient.
_SHARES = {"pension_share_of_active": ("pension_recipients", "files_active")}


@dataclass(frozen=True)
class Agreement:
    """A figure published elsewhere beside ours of the same thing, place and time.

    Attributes
    ----------
    period
        Our month: the last one whose end is on or before the figure's date.
    dated
        The day for which the figure was published.
    ours, difference
        Empty where we have published none; the difference is ours less the other.
    verdict
        ``agrees``: the same to the decimals of the other; ``differs``; ``not_published``: no
        edition of this release holds ours.
    implied
        What the counts published together with a share give as that share; empty for all else.
        Where it is not the published share, that contradicts itself.
    file
        The file of this release that holds ours.
    """

    statistic: str
    breakdown: str
    category: str
    area: str
    period: str
    dated: str
    published: str
    ours: str
    difference: str
    verdict: str
    implied: str
    publisher: str
    url: str
    file: str


def agreements(files: Mapping[str, Sequence[Row]], settings: Settings) -> list[Agreement]:
    """Return every figure published elsewhere beside ours, in the order of the reference table.

    Parameters
    ----------
    files
        The rows of every CSV by path, newest edition first: the first that holds a number counts.
    """
    province = settings.configuration.province
    figures = read_figures(settings.reference, province.published_figures_name)
    wanted = {_key(figure, province.code) for figure in figures}
    ours: dict[tuple[str, ...], tuple[str, str]] = {}
    for path, rows in files.items():
        for row in rows:
            key = tuple(row[place] for place in _KEY_PLACES)
            if key in wanted and row[_VALUE]:
                ours.setdefault(key, (row[_VALUE], path))
    return [_beside(figure, figures, province.code, ours) for figure in figures]


def agreement_csv(found: Sequence[Agreement]) -> str:
    """Return the table as CSV."""
    columns = [field.name for field in fields(Agreement)]
    rows = ([getattr(each, name) for name in columns] for each in found)
    return published_csv(rows, columns, AGREEMENT)


def _beside(
    figure: PublishedFigure, figures: Sequence[PublishedFigure], province: str,
    ours: Mapping[tuple[str, ...], tuple[str, str]],
) -> Agreement:  # fmt: skip
    value, path = ours.get(key := _key(figure, province), ("", ""))
    verdict, difference = "not_published", ""
    if value:
        agrees = round_half_up(Decimal(value), figure.decimals) == figure.value
        verdict = "agrees" if agrees else "differs"
        difference = f"{Decimal(value) - figure.value:f}"
    statistic, period, area, breakdown, category = key
    return Agreement(
        statistic, breakdown, category, area, period, str(figure.dated), f"{figure.value:f}", value,
        difference, verdict, _implied(figure, figures), figure.publisher_en, figure.address, path,
    )  # fmt: skip


def _key(figure: PublishedFigure, province: str) -> tuple[str, ...]:
    return figure.statistic, str(figure.anchor), province, figure.breakdown, figure.category


def _implied(figure: PublishedFigure, figures: Sequence[PublishedFigure]) -> str:
    """Return a share by the counts of the same source and day; empty where it has none."""
    if figure.statistic not in _SHARES:
        return ""
    beside = dict(_totals(figure, figures))
    part, whole = (beside.get(code) for code in _SHARES[figure.statistic])
    if part is None or not whole:
        return ""
    return f"{round_half_up(100 * part / whole, max(figure.decimals, 1)):f}"


def _totals(
    figure: PublishedFigure, figures: Sequence[PublishedFigure]
) -> Iterator[tuple[str, Decimal]]:
    for other in figures:
        if (other.dated, other.publisher_en, other.breakdown) == (
            figure.dated, figure.publisher_en, TOTAL,
        ):  # fmt: skip
            yield other.statistic, other.value
