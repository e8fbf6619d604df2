"""Disclosure control: the only door between counts and the published table."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.audit.relations import STOCKS
from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_to_base
from helpers.domain.structure import CONF_STATUS, KEY, OBS_STATUS, STATISTICS
from helpers.settings import DisclosurePolicy
from helpers.statistics.amounts import round_amounts
from helpers.statistics.complement import hide_complements
from helpers.statistics.groups import Wholes, hide_small_groups
from helpers.statistics.hiding import SMALL, Hiding
from helpers.statistics.tabulate import Counts

COLUMNS = (*KEY, "value", "obs_status", "conf_status", "note")
FREE, CONFIDENTIAL = CONF_STATUS["free"], CONF_STATUS["confidential"]


class Protected(NamedTuple):
    """What may be published, and what the office alone may know of it.

    Attributes
    ----------
    table
        ``COLUMNS``: the key; ``value``, NaN where hidden or not available; ``obs_status`` A, L or
        M; ``conf_status`` F or C; ``note``, why.
    log
        Every hidden count with the reason: the key and ``why``.
    """

    table: pd.DataFrame
    log: pd.DataFrame


def protect(counts: Counts, policy: DisclosurePolicy, areas: Sequence[str]) -> Protected:
    """Return the base statistics fit to publish.

    Counts: totals of the province without breakdown are exact. Every other count from 1 to below
    ``policy.hide_below`` is hidden and the rest rounded to ``policy.round_to``, each on its own;
    the breakdown of a small group is hidden whole; and then whatever is needed so that no hidden
    count can be worked out. Sums and medians need ``policy.minimum_contributors`` case files, and
    in sums the two largest stay under ``policy.dominance_percent``; sums but the province's totals
    are rounded to what some recipients get.

    Parameters
    ----------
    areas
        Codes, the province first.
    """
    frame = _without_monthly_flows(counts.frame, areas[0])
    kind = frame["statistic"].map({code: s.kind for code, s in STATISTICS.items()})
    value, contributors = frame["value"], frame["contributors"]
    there = frame["gap"] == ""
    is_count, is_sum, is_median = (kind == name for name in ("count", "sum", "median"))
    exact = (frame["area"] == areas[0]) & (frame["breakdown"] == TOTAL)
    rounded_count = is_count & ~exact & (value > 0)
    rounded_sum = is_sum & ~exact & value.notna() & (value != 0)

    published, note = value.copy(), pd.Series("", index=frame.index)
    note[exact & ~is_median] = "exact"
    note[rounded_count] = "rounded"
    note[rounded_sum] = "rounded_amount"
    published[rounded_count] = _each(
        value[rounded_count], lambda count: round_to_base(int(count), policy.round_to)
    )
    published[rounded_sum] = round_amounts(frame[rounded_sum], frame, policy, areas[0])

    counted = is_count & there
    hiding = _hide(frame[counted], published[counted], policy, areas)
    published[counted] = hiding.shown
    note[counted] = np.where(hiding.exact, "exact", note[counted])
    hidden_count = counted.copy()
    hidden_count[counted] = hiding.hidden
    note[hidden_count] = np.where(hiding.small()[hiding.hidden], "small_count", "confidential")
    # The later reason wins: it is the stronger one.
    note[rounded_sum & (published == 0)] = "confidential"
    dominated = frame["top_two"] * 100 >= policy.dominance_percent
    note[is_sum & (contributors > 0) & dominated] = "dominant_contributors"
    few = contributors.between(1, policy.minimum_contributors - 1)
    note[(is_sum | is_median) & few] = "few_contributors"
    hidden = note.isin(["small_count", "confidential", "few_contributors", "dominant_contributors"])
    log = frame.loc[hidden_count, list(KEY)].assign(why=hiding.why[hiding.hidden])
    return Protected(_attributed(frame, published.mask(hidden), hidden, note), log)


def _without_monthly_flows(frame: pd.DataFrame, province: str) -> pd.DataFrame:
    """Return the counts without the categories of what begins and ends in a month in a county.

    Nearly all of them are small, and the few that are not would give the others away.
    """
    flows = [code for code, s in STATISTICS.items() if s.additive and s.kind == "count"]
    left_out = frame["statistic"].isin(flows) & (frame["breakdown"] != TOTAL)
    left_out &= (frame["area"] != province) & (frame["period"].str.len() == len("1403-07"))
    gap = frame["gap"].mask(left_out & (frame["gap"] == ""), "not_broken_down")
    return frame.assign(gap=gap)


def _hide(
    frame: pd.DataFrame, shown: pd.Series, policy: DisclosurePolicy, areas: Sequence[str]
) -> Hiding:
    """Decide which of the counts are hidden."""
    true = frame["value"].to_numpy()
    exact = ((frame["area"] == areas[0]) & (frame["breakdown"] == TOTAL)).to_numpy(copy=True)
    hidden = (true > 0) & (true < policy.hide_below) & ~exact
    hiding = Hiding(
        keys=list(zip(*(frame[column].tolist() for column in KEY), strict=True)),
        true=true,
        shown=shown.to_numpy(copy=True),
        exact=exact,
        always=exact & frame["statistic"].isin(STOCKS).to_numpy(),
        hidden=hidden,
        why=np.where(hidden, SMALL, "").astype(object),
    )
    hide_small_groups(hiding, Wholes(hiding.keys, areas[0]), areas[0], policy)
    hide_complements(hiding, areas, policy)
    return hiding


def disclose(counts: Counts) -> pd.DataFrame:
    """Return the true values in the form of :func:`protect`, for the internal edition."""
    frame = counts.frame
    nothing = pd.Series(False, index=frame.index)
    return _attributed(frame, frame["value"], nothing, pd.Series("exact", index=frame.index))


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
