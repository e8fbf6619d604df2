"""Amounts are rounded to what a few people get, so that nobody can be counted by money.

A pension follows from the law and the size of the household: an exact sum, divided by the amount,
is an exact number of recipients.
"""

from decimal import Decimal

import pandas as pd

from helpers.configuration import DisclosurePolicy
from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_half_up, round_significant
from helpers.domain.structure import KEY

_CELL = ["statistic", "period", "breakdown", "category"]


def round_amounts(
    rows: pd.DataFrame, frame: pd.DataFrame, policy: DisclosurePolicy, province: str
) -> "pd.Series[float]":
    """Return sums rounded to the amount of ``policy.round_to`` people of the province.

    The base is that amount with one digit, so at least as coarse as the rounding of counts; it
    is never finer than ``policy.significant_digits`` of the sum. For a breakdown it is that of the
    category or of the total, whichever is more: in both a single amount is lost.

    Parameters
    ----------
    rows
        The sums to round, with the columns of ``frame``.
    frame
        ``KEY``, ``value`` and ``contributors`` of all areas.
    """
    of_province = frame[(frame["area"] == province) & (frame["contributors"] > 0)]
    mean = (of_province["value"] / of_province["contributors"]).abs()
    by_cell = dict(zip(zip(*(of_province[c] for c in _CELL), strict=True), mean, strict=True))

    def rounded(statistic: str, period: str, breakdown: str, category: str, value: float) -> float:
        own = by_cell.get((statistic, period, breakdown, category), 0.0)
        per_person = max(own, by_cell.get((statistic, period, TOTAL, TOTAL), 0.0))
        base = round_significant(policy.round_to * per_person, 1)
        return _to_base(value, base, policy.significant_digits)

    cells = zip(*(rows[column].tolist() for column in (*_CELL, "value")), strict=True)
    return pd.Series([rounded(*cell) for cell in cells], index=rows.index, dtype=float)


def _to_base(value: float, base: Decimal, digits: int) -> float:
    """Return a value rounded to a base, or to so many digits where that is coarser."""
    exact = Decimal(int(value))
    by_digits = Decimal(1).scaleb(exact.adjusted() + 1 - digits)
    step = max(base, by_digits, Decimal(1))
    return float(round_half_up(exact / step) * step)


# Every number of people that an amount or a median tells something of, the largest group first.
_PEOPLE = (
    ("support_amount", "students_started"),
    ("pension_amount", "pension_recipients"),
    ("pension_regular_amount", "pension_recipients"),
    ("pension_shortfall", "pension_recipients"),
    ("pension_shortfall", "pension_below_scale"),
    ("median_months_open", "files_active"),
)


def people_behind(
    frame: pd.DataFrame, published: "pd.Series[float]", note: "pd.Series[str]"
) -> pd.DataFrame:
    """Return what is published of the numbers of people behind each sum and median.

    Parameters
    ----------
    published, note
        Of the rows of ``frame``.

    Returns
    -------
    DataFrame
        ``row``, the label of one in ``frame``, and the ``people`` and ``why`` of a number behind
        it, its value and note; a row for each such number.
    """
    behind = pd.DataFrame(_PEOPLE, columns=["statistic", "counted"])
    keys = frame[list(KEY)].assign(row=frame.index).merge(behind, on="statistic")
    known = frame[list(KEY)].rename(columns={"statistic": "counted"})
    known = known.assign(people=published, why=note)
    return keys.merge(known, on=["counted", *KEY[1:]])[["row", "people", "why"]]
