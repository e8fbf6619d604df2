"""Small groups: where a total is small, its breakdown is not published at all."""

from collections.abc import Sequence

from helpers.audit.relations import Key
from helpers.domain.codelists import TOTAL
from helpers.domain.structure import NO_TOTAL, STATISTICS
from helpers.settings import DisclosurePolicy
from helpers.statistics.hiding import Hiding

_WHY = "breakdown of a small group"
_LENGTH_OF_MONTH, _LENGTH_OF_YEAR = len("1403-07"), len("1403")


class Wholes:
    """What each count is a part of: the province's, the group's, and the year's.

    Attributes
    ----------
    group
        Position of the group that a category is a part of; -1 for a total.
    above
        Positions of all that a count is a part of.
    """

    def __init__(self, keys: Sequence[Key], province: str) -> None:
        places = {key: place for place, key in enumerate(keys)}
        self.group = [-1 if key[3] == TOTAL else places.get(_group_of(key), -1) for key in keys]
        self.above: list[list[int]] = []
        for place, key in enumerate(keys):
            others = [places.get((*key[:2], province, *key[3:]), -1), self.group[place]]
            if _is_monthly_flow(key):
                others.append(places.get((key[0], key[1][:_LENGTH_OF_YEAR], *key[2:]), -1))
            self.above.append([other for other in others if other not in (-1, place)])

    def zeros_above(self, hiding: Hiding, place: int) -> list[int]:
        """Return the published zeros that a count is a part of: they say that it is zero too."""
        return [w for w in self.above[place] if hiding.true[w] == 0 and not hiding.hidden[w]]


def hide_small_groups(
    hiding: Hiding, wholes: Wholes, province: str, policy: DisclosurePolicy
) -> None:
    """Hide the breakdown of every group that is published as small, or hidden itself.

    What counts is the published size, so that hiding a breakdown tells nothing more of it. A zero
    that follows from the zero of a whole stays published: hiding it would hide nothing.
    """
    small = (hiding.hidden | (hiding.shown <= policy.small_group)).tolist()
    chosen = [
        place
        for place, key in enumerate(hiding.keys)
        if (group := wholes.group[place]) >= 0 and small[group]
    ]
    keys = hiding.keys  # wholes before their parts: the province first, and years before months
    for place in sorted(chosen, key=lambda at: (keys[at][2] != province, len(keys[at][1]))):
        if not wholes.zeros_above(hiding, place):
            hiding.hide([place], _WHY)


def _is_monthly_flow(key: Key) -> bool:
    return STATISTICS[key[0]].additive and len(key[1]) == _LENGTH_OF_MONTH


def _group_of(key: Key) -> Key:
    """Return the key of the group that a category is a part of."""
    statistic, period, area, breakdown, _ = key
    if statistic in NO_TOTAL:
        return "files_opened", period, area, TOTAL, TOTAL
    if statistic == "files_active" and breakdown == "headship_cause":  # a cause is one of women
        return statistic, period, area, "head_sex", "female"
    return statistic, period, area, TOTAL, TOTAL
