"""Shares, rates and means, worked out again from the published numbers they rest on.

Written from the definitions (docs/methods.md), not from the code that derives them. One that does
not follow from the numbers published beside it would tell of the true ones.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import Year, parse_month
from helpers.domain.structure import STATISTICS
from helpers.release.reconcile.contradiction import (
    ContradictionError,
    Key,
    Place,
    contradiction,
    plain,
)  # fmt: skip
from helpers.release.reconcile.facts import Facts

_WHOLE = (TOTAL, TOTAL)
# Numerator, denominator and what the quotient is multiplied by; of the same period and area. The
# denominator is the total, but a mean is taken within its category.
_QUOTIENTS = {
    "active_share": ("files_active", "files_total", 100),
    "closed_within": ("files_closed_within", "files_opened", 100),
    "pension_share_of_active": ("pension_recipients", "files_active", 100),
    "students_per_100_active": ("students_supported", "files_active", 100),
    "pension_mean": ("pension_regular_amount", "pension_recipients", 1),
}
_RATES = {"active_per_1000": "files_active", "pension_per_1000_fhh": "pension_recipients"}
_AVERAGES = {
    "files_active_average": "files_active",
    "pension_recipients_average": "pension_recipients",
}


@dataclass(frozen=True)
class _Rule:
    """What a derived cell follows from."""

    cells: Sequence[Key]
    formula: Callable[..., Decimal]


def wrongly_derived(
    facts: Facts, bases: Mapping[str, Mapping[str, Decimal]]
) -> Iterator[ContradictionError]:
    """Yield derived numbers that do not follow from those they are derived from.

    Parameters
    ----------
    bases
        Inhabitants or households by area, for each rate; rates without are not looked at.
    """
    for key, fact in facts.items():
        rule = _rule(key, bases)
        if rule is None or fact.value is None:
            continue
        parts = [facts[cell] for cell in rule.cells if cell in facts]
        if hidden := [part for part in parts if part.hidden]:
            yield contradiction(
                "a number is published that rests on a hidden one", fact.place, hidden[0].place
            )
            continue
        values = [part.value for part in parts]
        if len(parts) < len(rule.cells) or None in values:
            continue
        try:
            value = rule.formula(*values)
        except ArithmeticError:
            yield contradiction(
                "a ratio to nothing is published", fact.place, *(part.place for part in parts)
            )
            continue
        if value != fact.value:
            yield contradiction(
                "a number does not follow from those it is derived from",
                Place(fact.path, key, plain(fact.value)),
                *(part.place for part in parts),
                expected=plain(value),
            )


def _rule(key: Key, bases: Mapping[str, Mapping[str, Decimal]]) -> _Rule | None:
    statistic, period, area, *cell = key
    decimals = STATISTICS[statistic].decimals
    if statistic in _QUOTIENTS:
        part, whole, factor = _QUOTIENTS[statistic]
        below = cell if statistic == "pension_mean" else _WHOLE
        return _Rule(
            [(part, period, area, *cell), (whole, period, area, *below)],
            lambda a, b: round_half_up(a * factor / b, decimals),
        )
    if area in bases.get(statistic, {}):
        base = bases[statistic][area]
        return _Rule(
            [(_RATES[statistic], period, area, *cell)],
            lambda number: round_half_up(1000 * number / base, decimals),
        )
    if statistic in _AVERAGES:
        months = Year(int(period)).months
        return _Rule(
            [(_AVERAGES[statistic], str(month), area, *cell) for month in months],
            lambda *numbers: round_half_up(sum(numbers, Decimal(0)) / len(numbers), decimals),
        )
    first, _, last = period.partition("..")
    if last:
        until, month = parse_month(last), parse_month(first)
        months = tuple(month + i for i in range(until.index - month.index + 1))
        return _Rule(
            [(statistic, str(month), area, *cell) for month in months],
            lambda *numbers: sum(numbers, Decimal(0)),
        )
    return None
