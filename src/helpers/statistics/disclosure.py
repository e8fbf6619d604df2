"""Disclosure control: the only door between counts and the published table."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.audit.facts import facts_of
from helpers.audit.system import System
from helpers.configuration import DisclosurePolicy
from helpers.domain.codelists import TOTAL
from helpers.domain.numbers import round_to_base
from helpers.domain.structure import CONF_STATUS, KEY, LEFT_OUT, OBS_STATUS, STATISTICS
from helpers.statistics.amounts import people_behind, round_amounts
from helpers.statistics.complement import hide_complements
from helpers.statistics.groups import left_out
from helpers.statistics.hiding import SMALL, Hiding
from helpers.statistics.memory import Memory
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
        Every count that is not published, with the reason: the key and ``why``.
    """

    table: pd.DataFrame
    log: pd.DataFrame


def protect(
    counts: Counts, policy: DisclosurePolicy, areas: Sequence[str], memory: Memory | None = None
) -> Protected:
    """Return the base statistics fit to publish.

    Counts: totals of the province without breakdown are exact. Every other count from 1 to below
    ``policy.hide_below`` is hidden and the rest rounded to ``policy.round_to``, each on its own;
    what is too small to be broken down is left out; and then whatever is needed is hidden so that
    no hidden count can be worked out. Sums and medians need a published count, of at least
    ``policy.minimum_contributors`` case files, and in sums the two largest stay under
    ``policy.dominance_percent``; sums but the province's totals are rounded to what some
    recipients get.

    Parameters
    ----------
    areas
        Codes, the province first.
    memory
        Of what was protected before; without it all is protected anew, to the same end.
    """
    frame = counts.frame
    kind = frame["statistic"].map({code: s.kind for code, s in STATISTICS.items()})
    counted = (kind == "count") & (frame["gap"] == "")
    fate = _hide(frame[counted], policy, areas, memory)

    published, note = frame["value"].copy(), pd.Series("", index=frame.index)
    published[counted] = fate["shown"]
    note[counted] = fate["note"]
    _protect_amounts(frame, kind, published, note, policy, areas[0])
    hidden = note.isin(
        ["confidential", "few_contributors", "dominant_contributors", "from_confidential"]
    )
    frame = frame.assign(gap=frame["gap"].mask((note == LEFT_OUT) & (frame["gap"] == ""), LEFT_OUT))
    log = frame.loc[counted, list(KEY)].assign(why=fate["why"])
    return Protected(
        _attributed(frame, published.mask(hidden), hidden, note), log[log["why"] != ""]
    )


def _protect_amounts(
    frame: pd.DataFrame, kind: pd.Series, published: pd.Series, note: "pd.Series[str]",
    policy: DisclosurePolicy, province: str,
) -> None:  # fmt: skip
    """Round sums and say what is not published of sums and medians, in place."""
    value, contributors = frame["value"], frame["contributors"]
    is_sum, is_median = kind == "sum", kind == "median"
    total = (frame["area"] == province) & (frame["breakdown"] == TOTAL)
    rounded_sum = is_sum & ~total & value.notna() & (value != 0)
    note[is_sum & total] = "exact"
    note[rounded_sum] = "rounded_amount"
    published[rounded_sum] = round_amounts(frame[rounded_sum], frame, policy, province)
    # The later reason wins: it is the stronger one.
    note[rounded_sum & (published == 0)] = "confidential"
    dominated = frame["top_two"] * 100 >= policy.dominance_percent
    note[is_sum & (contributors > 0) & dominated] = "dominant_contributors"
    behind = people_behind(frame, published, note)

    def of_people(holds: "pd.Series[bool]") -> "pd.Series[bool]":
        return frame.index.to_series().isin(behind.loc[holds, "row"])

    few = contributors.between(1, policy.minimum_contributors - 1)
    rounded_few = behind["people"].between(1, policy.minimum_contributors)
    few |= of_people(rounded_few & (behind["why"] == "rounded"))
    note[(is_sum | is_median) & few] = "few_contributors"
    # Nothing tells of an amount what the numbers of people behind it do not tell.
    note[of_people(behind["why"] == "confidential")] = "from_confidential"
    note[of_people(behind["why"] == LEFT_OUT)] = LEFT_OUT


def _hide(
    frame: pd.DataFrame, policy: DisclosurePolicy, areas: Sequence[str], memory: Memory | None
) -> pd.DataFrame:
    """Decide what of the counts is published: ``shown``, ``note`` and, for the log, ``why``."""
    given = zip(*(frame[column].tolist() for column in KEY), strict=True)
    system = System.of(list(given), areas)
    keys, facts, province = system.keys, facts_of(system), areas[0]
    true = facts.first(system.completed(frame["value"].to_numpy()))
    always = facts.any(np.array([key[2:4] == (province, TOTAL) for key in keys]))
    shown = np.where(always, true, _each(true, lambda n: round_to_base(int(n), policy.round_to)))
    of_cells = true[facts.of_cell], shown[facts.of_cell]
    out = facts.any(left_out(keys, of_cells[0], of_cells[1], areas, policy)) & ~always
    hidden = (true > 0) & (true < policy.hide_below) & ~always & ~out
    why = np.select([out, hidden], ["part of a small group", SMALL], "").astype(object)
    hiding = Hiding(facts.system.keys, true, shown, always, hidden, out, why)
    hide_complements(hiding, facts.system, policy, province, memory)
    rounded = ~always & (true > 0)
    note = np.select(
        [hiding.left_out, hiding.hidden, always, rounded],
        [LEFT_OUT, "confidential", "exact", "rounded"], "",
    )  # fmt: skip
    of_facts = pd.DataFrame({"shown": shown, "note": note, "why": hiding.why})
    return of_facts.iloc[facts.of_cell[: len(frame)]].set_axis(frame.index)


def disclose(counts: Counts) -> pd.DataFrame:
    """Return the true values in the form of :func:`protect`, for the internal edition."""
    frame = counts.frame
    nothing = pd.Series(False, index=frame.index)
    return _attributed(frame, frame["value"], nothing, pd.Series("exact", index=frame.index))


def _each(values: np.ndarray, rounding: Callable[[float], int | Decimal]) -> np.ndarray:
    """Round by decimal arithmetic, each distinct value once."""
    distinct, of_value = np.unique(values, return_inverse=True)
    return np.array([float(rounding(value)) for value in distinct.tolist()])[of_value]


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
