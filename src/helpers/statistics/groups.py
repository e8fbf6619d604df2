"""Small groups: what is too small to be broken down is left out whole, zeros and all."""

from collections.abc import Iterator, Sequence

import numpy as np

from helpers.audit.relation import Key, is_uncounted
from helpers.configuration import DisclosurePolicy
from helpers.domain.codelists import LEVELS, STAGES_BY_LEVEL, TOTAL
from helpers.domain.periods import Month, parse_period
from helpers.domain.structure import NO_TOTAL, STATISTICS

FLOWS = (
    *(code for code, s in STATISTICS.items() if s.kind == "count" and s.additive),
    "pension_terminations", "school_year_started", "school_year_ended",
)  # fmt: skip
_LEVEL_OF_STAGE = {stage: level for level in LEVELS for stage in STAGES_BY_LEVEL[level]}


def groups_of(key: Key, province: str) -> Iterator[Key]:
    """Yield what a count is a part of: the province's total below the province, and its group."""
    statistic, period, area, breakdown, category = key
    whole = "files_opened" if statistic in NO_TOTAL else statistic
    if area != province:
        yield whole, period, province, TOTAL, TOTAL
    if breakdown == TOTAL:
        return
    if statistic == "files_active" and breakdown == "headship_cause":  # a cause is one of women
        yield statistic, period, area, "head_sex", "female"
    elif statistic == "students_supported" and breakdown == "stage":
        yield statistic, period, area, "level", _LEVEL_OF_STAGE[category]
    else:
        yield whole, period, area, TOTAL, TOTAL


def wholes_of(keys: Sequence[Key], province: str) -> list[list[int]]:
    """Return of each count where those stand that it is a part of: zero if any of them is."""
    places = {key: place for place, key in enumerate(keys)}
    result = []
    for key in keys:
        wholes = [*groups_of(key, province), (*key[:2], province, *key[3:])]
        found = (places.get(whole, -1) for whole in wholes if whole != key)
        result.append([place for place in found if place >= 0])
    return result


def left_out(
    keys: Sequence[Key], true: np.ndarray, shown: np.ndarray, areas: Sequence[str],
    policy: DisclosurePolicy,
) -> np.ndarray:  # fmt: skip
    """Return which counts are left out because they are parts of something too small.

    What counts is the published size, so that leaving out tells nothing more of it. Nothing is a
    part of a zero: that it is zero is said already.

    Parameters
    ----------
    shown
        What would be published of each.
    areas
        Codes, the province first.
    """
    province, places = areas[0], {key: place for place, key in enumerate(keys)}
    small = (true > 0) & (shown <= policy.small_group)
    result = np.zeros(len(keys), dtype=bool)
    for place, key in enumerate(keys):
        groups = [places[group] for group in groups_of(key, province) if group in places]
        result[place] = small[groups].any() or is_never_broken_down(key, province)
        if _is_monthly(key) and (key[2:4] != (province, TOTAL)):
            whole = places.get((*key[:2], province, TOTAL, TOTAL), -1)
            enough = policy.hide_below * _number_of_parts(key, areas)
            result[place] |= whole >= 0 and 0 < true[whole] < enough
    return result


def is_never_broken_down(key: Key, province: str) -> bool:
    """Tell the categories of flows that are not published, whatever the register holds.

    Of what begins and ends in a month in a county nearly all are small, and the few that are not
    would give the others away. Levels are the one breakdown with both stocks and flows, so that
    each would give the other away: their flows are those of the province in a year alone. Parts of
    flows that nobody counts are as little published.
    """
    statistic, period, area, breakdown, _ = key
    if breakdown == TOTAL or statistic not in FLOWS:
        return is_uncounted(key)
    is_month = isinstance(parse_period(period), Month)
    is_county = area != province
    return (is_month and (is_county or breakdown == "level")) or (
        is_county and breakdown in ("level", "stage")
    )


def _is_monthly(key: Key) -> bool:
    return key[0] in FLOWS and isinstance(parse_period(key[1]), Month)


def _number_of_parts(key: Key, areas: Sequence[str]) -> int:
    """Return into how many parts a province's flow is divided where a count is one of them."""
    statistic, _, _, breakdown, _ = key
    if breakdown == TOTAL:
        return len(areas) - 1
    return len(STATISTICS[statistic].categories(breakdown))
