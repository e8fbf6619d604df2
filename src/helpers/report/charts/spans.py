"""Periods in the words of a description: what follows each other as one, a shared year once."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.domain.periods import Month, Period, span_name
from helpers.domain.persian import COMMA, Lang, list_in_words
from helpers.report.charts.lines import position

_Run = tuple[Period, Period]


def period_span(periods: Sequence[Period], lang: Lang) -> str:
    """Return "Mehr 1402 to Mehr 1403", or the one period there is."""
    return span_name(periods[0], periods[-1], lang)


def periods_in_words(periods: Sequence[Period], lang: Lang) -> str:
    """Return "Mehr and Dey 1402, Tir to Mehr 1403": what follows each other as a span.

    What lies in one year is a list of its own, with the year behind its last span.
    """
    runs = list(_runs(periods))
    of_year_of_next = [*(_in_one_year(*run, *after) for run, after in pairwise(runs)), False]
    lists: list[list[str]] = [[]]
    for run, shared in zip(runs, of_year_of_next, strict=True):
        name = span_name(*run, lang)
        lists[-1].append(name.rpartition(" ")[0] if shared else name)
        if not shared:
            lists.append([])
    of_years = [list_in_words(names, lang) for names in lists if names]
    if any(len(names) > 1 for names in lists):
        return COMMA[lang].join(of_years)
    return list_in_words(of_years, lang)


def count_of_spans(periods: Sequence[Period]) -> int:
    """Return how many spans periods make."""
    return len(list(_runs(periods)))


def _runs(periods: Sequence[Period]) -> Iterator[_Run]:
    """Yield the first and the last of what follows each other; two months are one and one."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and position(period) == position(runs[-1][-1]) + 1:
            runs[-1].append(period)
        else:
            runs.append([period])
    for run in runs:
        if len(run) == 2 and isinstance(run[0], Month):
            yield from ((month, month) for month in run)
        else:
            yield run[0], run[-1]


def _in_one_year(*periods: Period) -> bool:
    """Whether all are months of one year."""
    years = {period.year if isinstance(period, Month) else None for period in periods}
    return len(years) == 1 and None not in years
