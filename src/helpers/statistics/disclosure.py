"""Disclosure control: the only door between counts and the published table."""

from collections.abc import Callable
from decimal import Decimal

import pandas as pd

from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_significant, round_to_base
from helpers.domain.structure import CONF_STATUS, KEY, OBS_STATUS, STATISTICS
from helpers.settings import DisclosurePolicy
from helpers.statistics.tabulate import NO_TOTAL, Counts

COLUMNS = (*KEY, "value", "obs_status", "conf_status", "note")
FREE, CONFIDENTIAL = CONF_STATUS["free"], CONF_STATUS["confidential"]


def protect(counts: Counts, policy: DisclosurePolicy, province: str) -> pd.DataFrame:
    """Return the base statistics fit to publish.

    Province totals without breakdown are exact. Every other count from 1 to below
    ``policy.hide_below`` is hidden and the rest rounded to ``policy.round_to``, each on its own;
    where one category holds a whole small group, it and the zeros beside it are hidden. Sums and
    medians need ``policy.minimum_contributors`` case files, and in sums the two largest stay under
    ``policy.dominance_percent``; sums below the province are rounded to significant digits.

    Returns
    -------
    DataFrame
        ``COLUMNS``: the key; ``value``, NaN where hidden or not available; ``obs_status`` A, L or
        M; ``conf_status`` F or C; ``note``, why.
    """
    frame = counts.frame
    kind = frame["statistic"].map({code: s.kind for code, s in STATISTICS.items()})
    value, contributors = frame["value"], frame["contributors"]
    in_province = frame["area"] == province
    is_count, is_sum, is_median = (kind == name for name in ("count", "sum", "median"))
    exact = in_province & (frame["breakdown"] == TOTAL)
    rounded_count = is_count & ~exact & (value > 0)
    rounded_sum = is_sum & ~in_province & value.notna() & (value != 0)

    note = pd.Series("", index=frame.index)
    note[exact & ~is_median] = "exact"
    note[rounded_count] = "rounded"
    note[rounded_sum] = "three_digits"
    # The later reason wins: it is the stronger one.
    note[is_count & ~exact & _gives_group_away(frame, policy)] = "group_disclosure"
    note[rounded_count & (value < policy.hide_below)] = "small_count"
    dominated = frame["top_two"] * 100 >= policy.dominance_percent
    note[is_sum & (contributors > 0) & dominated] = "dominant_contributors"
    few = contributors.between(1, policy.minimum_contributors - 1)
    note[(is_sum | is_median) & few] = "few_contributors"

    published = value.copy()
    published[rounded_count] = _each(
        value[rounded_count], lambda count: round_to_base(int(count), policy.round_to)
    )
    published[rounded_sum] = _each(
        value[rounded_sum], lambda total: round_significant(int(total), policy.significant_digits)
    )
    hidden = note.isin(
        ["small_count", "group_disclosure", "few_contributors", "dominant_contributors"]
    )
    return _attributed(frame, published.mask(hidden), hidden, note)


def disclose(counts: Counts) -> pd.DataFrame:
    """Return the true values in the form of :func:`protect`, for the internal edition."""
    frame = counts.frame
    nothing = pd.Series(False, index=frame.index)
    return _attributed(frame, frame["value"], nothing, pd.Series("exact", index=frame.index))


def _gives_group_away(frame: pd.DataFrame, policy: DisclosurePolicy) -> pd.Series:
    """Tell the cells of a small group that one category holds whole, or not at all."""
    value = frame["value"]
    cell = ["statistic", "period", "area", "breakdown"]
    parts = value.groupby([frame[column] for column in cell], sort=False)
    whole, largest = parts.transform("sum"), parts.transform("max")
    all_in_one = (frame["breakdown"] != TOTAL) & (largest == whole)
    all_in_one &= value.isin([0]) | (value == whole)

    # Files closed within a time are not parts of a sum: their whole is the files opened.
    within = frame["statistic"].isin(NO_TOTAL)
    opened = frame[(frame["statistic"] == "files_opened") & (frame["breakdown"] == TOTAL)]
    by_place = opened.set_index(["period", "area"])["value"].to_dict()
    places = zip(frame["period"][within], frame["area"][within], strict=True)
    whole[within] = [by_place[place] for place in places]
    all_in_one[within] = value[within].isin([0]) | (value[within] == whole[within])
    return all_in_one & whole.between(1, policy.small_group - 1)


def _each(
    values: "pd.Series[float]", rounding: Callable[[float], int | Decimal]
) -> "pd.Series[float]":
    """Round by decimal arithmetic, each distinct value once."""
    return values.map({value: float(rounding(value)) for value in values.unique()})


def _attributed(
    frame: pd.DataFrame, value: pd.Series, hidden: pd.Series, note: pd.Series
) -> pd.DataFrame:
    missing = frame["gap"] != ""
    status = frame["gap"].map(
        lambda gap: OBS_STATUS[
            "normal" if not gap else "not_applicable" if gap == "no_base" else "not_available"
        ]
    )
    return frame[list(KEY)].assign(
        value=value.mask(missing),
        obs_status=status,
        conf_status=(hidden & ~missing).map({True: CONFIDENTIAL, False: FREE}),
        note=note.mask(missing, frame["gap"]),
    )
