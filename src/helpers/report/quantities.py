"""Values as sentences say them: no finer than the rounding of what they rest on allows.

A mean of rounded numbers is off by both. What its table shows follows from the published numbers to
the last digit; a sentence says the digits that rounding leaves, and "about".
"""

from collections.abc import Iterable
from decimal import Decimal

from helpers.domain.periods import period_or_span
from helpers.domain.structure import IN_NAMES, MEANS
from helpers.report.context import Context
from helpers.report.series import Observation

_MEAN, _RECIPIENTS = "pension_mean", "pension_recipients"
# In the last digit that is said of a mean, rounding may be one off.
_OFF = Decimal("0.1")
# Of a sum of which three digits are published.
_WITHOUT_DECIMAL = 100
_ALL_DIGITS, _FEWER_DIGITS = 3, 2


def quantity(context: Context, value: Observation) -> str:
    """Return a published value with its unit: "about 14 million rials"."""
    said = context.words.quantity(value, scaled_decimals(context, value))
    return _about(context, value, said)


def amount(context: Context, value: Observation) -> str:
    """Return a published value without its unit."""
    assert value.number is not None
    statistic, scaled = value.statistic, scaled_decimals(context, value)
    said = context.words.in_prose(
        value.number, statistic.unit, statistic.decimals, scaled_decimals=scaled
    )
    return _about(context, value, said)


def beside_name(context: Context, value: Observation) -> str:
    """Return a published value as it stands beside the name of its statistic.

    Where the name says the unit, "per 1,000", it is the number alone.
    """
    in_name = value.statistic.unit in IN_NAMES and value.number is not None
    return amount(context, value) if in_name else quantity(context, value)


def scaled_decimals(context: Context, value: Observation) -> int:
    """Return the decimals with which an amount is said in millions or billions."""
    if value.number is None or value.statistic.unit != "rials" or not context.is_approximate(value):
        return 1
    scaled = abs(value.number).scaleb(-min(max(value.number.adjusted(), 0) // 3 * 3, 9))
    if is_rough_mean(context, value):
        return int(scaled * roughness(context, value) <= _OFF)
    return int(scaled < _WITHOUT_DECIMAL)


def digits_drawn(context: Context, values: Iterable[Observation]) -> int:
    """Return how many digits of amounts a chart writes at most."""
    rough = any(is_rough_mean(context, v) and not scaled_decimals(context, v) for v in values)
    return _FEWER_DIGITS if rough else _ALL_DIGITS


def is_rough_mean(context: Context, value: Observation) -> bool:
    """Whether a value is a published mean of rounded numbers."""
    is_published_mean = value.statistic.code in MEANS and value.number is not None
    return is_published_mean and context.is_approximate(value)


def roughness(context: Context, mean: Observation) -> Decimal:
    """Return by which part of itself a mean pension may differ from the true one.

    It is a rounded sum divided by a rounded count. A count is off by half its base at most; a
    sum by half of what as many people get, the base having one digit and so being up to a third
    more, or by half of its last digit.
    """
    period, place = period_or_span(mean.period), (mean.breakdown, mean.category)
    recipients = context.table.observe(_RECIPIENTS, period, mean.area, *place).number
    if not context.is_approximate(mean) or not recipients:
        return Decimal(0)
    policy = context.settings.configuration.disclosure
    of_all = context.table.observe(_MEAN, period, mean.area).number
    assert mean.number
    dearer = max(Decimal(1), (of_all or mean.number) / mean.number)
    half = Decimal(policy.round_to) / 2
    by_people = half * dearer * 4 / 3 / recipients
    by_digits = Decimal(1).scaleb(1 - policy.significant_digits) / 2
    return half / recipients + max(by_people, by_digits)


def _about(context: Context, value: Observation, said: str) -> str:
    return context.words.phrase("about", size=said) if is_rough_mean(context, value) else said
