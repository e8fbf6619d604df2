"""Values as sentences say them: no finer than the rounding of what they rest on allows.

A mean of rounded numbers is off by both, and so is a rate. What a table shows of them follows from
the published numbers to the last digit; a sentence says the digits that rounding leaves, and
"about".
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from helpers.configuration import DisclosurePolicy
from helpers.domain.numbers import round_half_up
from helpers.domain.periods import period_or_span
from helpers.domain.structure import IN_NAMES, MEANS
from helpers.report.context import Context
from helpers.report.series import Observation
from helpers.report.shares import SMALLEST_SURE, SMALLEST_WITH_DECIMAL

_MEAN, _RECIPIENTS = "pension_mean", "pension_recipients"
# The part that each rate is of a counted whole; of the others the whole is known exactly.
_PARTS = {
    "active_share": "files_active",
    "closed_within": "files_closed_within",
    "pension_share_of_active": "pension_recipients",
    "students_per_100_active": "students_supported",
}
# Of a sum of which three digits are published.
_WITHOUT_DECIMAL = 100
_ALL_DIGITS, _FEWER_DIGITS = 3, 2


class Fineness(NamedTuple):
    """How finely a value is said: in which step, and whether with "about"."""

    step: Decimal
    about: bool = False


def quantity(context: Context, value: Observation) -> str:
    """Return a published value with its unit: "about 14 million rials"."""
    return _said(context, value, united=True)


def amount(context: Context, value: Observation) -> str:
    """Return a published value without its unit."""
    return _said(context, value, united=False)


def beside_name(context: Context, value: Observation) -> str:
    """Return a published value as it stands beside the name of its statistic.

    Where the name says the unit, "per 1,000", it is the number alone.
    """
    return _said(context, value, united=value.statistic.unit not in IN_NAMES)


def fineness(context: Context, value: Observation) -> Fineness:
    """Return how finely a published value is said.

    A mean of rounded numbers is said in the steps that rounding leaves it; a rate has a decimal
    where that of a share would be certain.
    """
    assert value.number is not None
    number, statistic = value.number, value.statistic
    scale = scale_of(number) if statistic.unit == "rials" else Decimal(1)
    finest = scale / 10 if scale > 1 else Decimal(1).scaleb(-statistic.decimals)
    if not context.is_approximate(value):
        return Fineness(finest)
    if statistic.code in MEANS:
        return Fineness(step_for(_off(context, value), finest), about=True)
    if statistic.code in _PARTS:
        return _fineness_of_rate(context, value, finest)
    if statistic.unit == "rials" and abs(number) >= _WITHOUT_DECIMAL * scale:
        return Fineness(scale)
    return Fineness(finest)


def _fineness_of_rate(context: Context, rate: Observation, finest: Decimal) -> Fineness:
    """Return how finely a rate of a counted whole is said, by how large that is."""
    if not rate.number:
        return Fineness(Decimal(1))
    whole = 100 * _part(context, rate) / rate.number
    certain = whole >= SMALLEST_WITH_DECIMAL
    return Fineness(finest if certain else Decimal(1), about=whole < SMALLEST_SURE)


def are_alike(context: Context, one: Observation, other: Observation) -> bool:
    """Whether two values are the same, as finely as the rougher of them is said."""
    assert one.number is not None and other.number is not None
    step = max(fineness(context, value).step for value in (one, other))
    return to_step(one.number, step) == to_step(other.number, step)


def step_for(off: Decimal, finest: Decimal) -> Decimal:
    """Return the step in which a number is said that may be off by so much: 15, 65 or 110 million.

    It is one of a digit that is off by two at most, or five of one that is off by no more. So what
    is true lies within two and a half steps of what is said, and rounding to a step moves a number
    by hardly more than it may be off.

    Parameters
    ----------
    finest
        The step in which an exact number would be said.
    """
    digit = Decimal(1).scaleb(max(off, finest).adjusted())
    steps = ((digit, 2 * digit), (5 * digit, 5 * digit), (10 * digit, 20 * digit))
    return next(step for step, most in steps if off <= most)


def to_step(number: Decimal, step: Decimal) -> Decimal:
    """Return the multiple of a step that is nearest to a number, halves away from zero."""
    return round_half_up(number / step) * step


def scale_of(number: Decimal) -> Decimal:
    """Return what an amount is said in: thousands, millions or billions."""
    return Decimal(1).scaleb(min(max(number.adjusted(), 0) // 3 * 3, 9))


def scaled_decimals(number: Decimal, step: Decimal) -> int:
    """Return the decimals with which an amount is said in its scale, in such steps."""
    return max(scale_of(number).adjusted() - step.adjusted(), 0)


def digits_drawn(context: Context, values: Iterable[Observation]) -> int:
    """Return how many digits of amounts a chart writes at most."""
    rough = any(
        is_rough_mean(context, value)
        and value.number is not None
        and fineness(context, value).step >= scale_of(value.number)
        for value in values
    )
    return _FEWER_DIGITS if rough else _ALL_DIGITS


def is_rough_mean(context: Context, value: Observation) -> bool:
    """Whether a value is a published mean of rounded numbers."""
    is_published_mean = value.statistic.code in MEANS and value.number is not None
    return is_published_mean and context.is_approximate(value)


def roughness(context: Context, mean: Observation) -> Decimal:
    """Return by which part of itself a mean pension may differ from the true one."""
    period, place = period_or_span(mean.period), (mean.breakdown, mean.category)
    recipients = context.table.observe(_RECIPIENTS, period, mean.area, *place).number
    if not context.is_approximate(mean) or not recipients:
        return Decimal(0)
    policy, province = context.settings.configuration.disclosure, context.province.code
    assert mean.number
    of_province = (context.table.observe(_MEAN, period, province, *p).number for p in (place, ()))
    dearer = max(mean.number, *(number or mean.number for number in of_province)) / mean.number
    return roughness_of(recipients, dearer, policy)


def roughness_of(recipients: Decimal, dearer: Decimal, policy: DisclosurePolicy) -> Decimal:
    """Return by which part of itself a rounded sum divided by a rounded count may be off.

    The count is off by half its base at most. The sum is off by half of what as many people of the
    province get, the base having one digit and so being up to a third more; or by half of its last
    digit.

    Parameters
    ----------
    dearer
        How many times as much as here the people of the province get: those of the group or all,
        whichever is more.
    """
    by_count = Decimal(policy.round_to) / 2 / recipients
    by_people = by_count * dearer * 4 / 3
    by_digits = Decimal(1).scaleb(1 - policy.significant_digits) / 2
    return (by_count + max(by_people, by_digits)) / (1 - by_count)


def _off(context: Context, mean: Observation) -> Decimal:
    """Return by how much a mean may differ from the true one: one of months as each of them may."""
    assert mean.number is not None
    if mean.statistic.code == _MEAN:
        return mean.number * roughness(context, mean)
    return Decimal(context.settings.configuration.disclosure.round_to) / 2


def _part(context: Context, rate: Observation) -> Decimal:
    """Return the count that a rate is of its whole."""
    place = (rate.area, rate.breakdown, rate.category)
    period = period_or_span(rate.period)
    return context.table.observe(_PARTS[rate.statistic.code], period, *place).number or Decimal(0)


def _said(context: Context, value: Observation, *, united: bool) -> str:
    if value.number is None:
        raise ValueError(f"{value.statistic.code} of {value.period} is not published")
    words, unit = context.words, value.statistic.unit
    step, about = fineness(context, value)
    number = to_step(value.number, step)
    decimals = max(-step.adjusted(), 0)
    said = words.in_prose(number, unit, decimals, scaled_decimals=scaled_decimals(number, step))
    if united:
        said = words.with_unit("quantity", number, unit, said)
    return words.phrase("about", size=said) if about else said
