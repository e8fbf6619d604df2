"""Months beside the same ones a year before: what a chart of the last twelve may say of them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from helpers.domain.periods import Month, period_or_span
from helpers.release.sources.numbers import Cell, Source

Pair = tuple[Cell, Cell]


def pairs_of_months(cells: Sequence[Cell]) -> list[Pair]:
    """Return the months of the last twelve of each series, each behind that a year before.

    Parameters
    ----------
    cells
        With a value; those of years, and of a year to date, are left out.
    """
    months = {cell.key: (month, cell) for cell in cells if (month := _month(cell))}
    last = max((month for month, _ in months.values()), default=None)
    return [
        (before[1], cell)
        for month, cell in months.values()
        if last is not None and month > last.year_before()
        and (before := months.get((cell.key[0], str(month.year_before()), *cell.key[2:])))
    ]  # fmt: skip


def changes(
    pairs: Sequence[Pair], write: Callable[[Decimal], Decimal]
) -> Iterator[tuple[Decimal, Source]]:
    """Yield how far each month is from the same one a year before, as both are written."""
    for before, now in pairs:
        assert now.number is not None and before.number is not None
        difference = write(now.number) - write(before.number)
        yield difference, Source("difference", (now.key, before.key))


def counts(pairs: Sequence[Pair], write: Callable[[Decimal], Decimal]) -> set[int]:
    """Return in how many months the number is higher, lower or the same, as it is written."""
    signs = Counter((change > 0) - (change < 0) for change, _ in changes(pairs, write))
    return set(signs.values())


def _month(cell: Cell) -> Month | None:
    period = period_or_span(cell.key[1])
    return period if isinstance(period, Month) else None
