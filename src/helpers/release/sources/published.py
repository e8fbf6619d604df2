"""Figures published elsewhere, as the reference tables hold them, and what follows from them."""

from decimal import Decimal
from itertools import permutations

from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Month
from helpers.domain.structure import STATISTICS
from helpers.release.pages import Subject
from helpers.release.sources.cells import Elsewhere
from helpers.release.sources.numbers import Numbers, Source
from helpers.report.published_figures import read_figures
from helpers.settings import Settings


def figures_beside(subject: Subject, settings: Settings) -> Elsewhere:
    """Return the figures published elsewhere on the period and area of a page."""
    if subject.area != settings.areas.province.code or not isinstance(subject.period, Month):
        return {}
    found: dict[tuple[str, str, str], frozenset[Decimal]] = {}
    name = settings.configuration.province.published_figures_name
    for figure in read_figures(settings.reference, name):
        if figure.anchor == subject.period:
            key = (figure.statistic, figure.breakdown, figure.category)
            found[key] = found.get(key, frozenset()) | {figure.value}
    return found


def agreement(numbers: Numbers, elsewhere: Elsewhere) -> dict[Decimal, Source]:
    """Return how many figures stand beside ours, and how many of them are not the same."""
    subject, differing, every = numbers.subject, 0, 0
    keys = []
    for (statistic, breakdown, category), values in elsewhere.items():
        key = (statistic, str(subject.period), subject.area, breakdown, category)
        cell = numbers.cell(key)
        if cell is None:
            continue
        keys.append(key)
        every += len(values)
        for value in values:
            decimals = max(0, -int(value.as_tuple().exponent))
            differing += cell.number is None or round_half_up(cell.number, decimals) != value
    source = Source("count", tuple(keys))
    return {Decimal(differing): source, Decimal(every): source}


def remarks(elsewhere: Elsewhere) -> dict[Decimal, Source]:
    """Return the figures, and what share and counts published together imply of each other."""
    source = Source("published")
    shares = _values(elsewhere, percent=True)
    counts = _values(elsewhere, percent=False)
    found = dict.fromkeys((*shares, *counts), source)
    for part, whole in permutations(counts, 2):
        found[round_half_up(100 * part / whole, 1)] = source
        for share in shares:
            found[round_half_up(100 * part / share, 0)] = source
            found[round_half_up(share * whole / 100, 0)] = source
    return found


def _values(elsewhere: Elsewhere, *, percent: bool) -> list[Decimal]:
    return [
        value
        for (statistic, *_), values in elsewhere.items()
        if (STATISTICS[statistic].unit == "percent") == percent
        for value in values
        if value
    ]
