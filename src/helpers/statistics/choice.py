"""What to hide so that a count cannot be worked out: what costs a reader least."""

from collections.abc import Iterable, Sequence

import numpy as np

from helpers.audit.attack import Leak
from helpers.audit.relation import Key
from helpers.audit.system import System
from helpers.domain.codelists import TOTAL
from helpers.domain.periods import parse_period
from helpers.statistics.groups import wholes_of
from helpers.statistics.hiding import Hiding

# What a reader loses: a total is worth more than a category, the province more than a county.
_WEIGHT_OF_TOTAL, _WEIGHT_OF_PROVINCE = 20.0, 5.0
_WEIGHT_OF_ONE_HIDDEN_BEFORE = 0.5


class Choice:
    """Chooses by the counts themselves and nothing else.

    Attributes
    ----------
    given
        What follows although nothing is left to hide: from the exact totals of the province.
    """

    def __init__(self, hiding: Hiding, province: str) -> None:
        self._hiding, keys = hiding, hiding.keys
        self.given = np.zeros(len(keys), dtype=bool)
        self._wholes = wholes_of(keys, province)
        self._before = _before(keys)
        self._weight = np.maximum(hiding.shown, 1.0)
        self._weight *= [_WEIGHT_OF_TOTAL if key[3] == TOTAL else 1.0 for key in keys]
        self._weight *= [_WEIGHT_OF_PROVINCE if key[2] == province else 1.0 for key in keys]
        self._publication: dict[tuple[str, str], list[int]] = {}
        for place, key in enumerate(keys):
            self._publication.setdefault(key[:2], []).append(place)

    def hide_for(
        self, leaks: Iterable[Leak], part: System, columns: np.ndarray, may_be_hidden: np.ndarray
    ) -> np.ndarray:
        """Hide one count for each leak that shares no relation with one already dealt with.

        Where nothing can be hidden, the tables of these relations are left out.

        Returns
        -------
        Of all counts, of which another thing is decided now.

        Parameters
        ----------
        part
            The relations that the leaks are found in.
        columns
            The places of its columns among all counts.
        may_be_hidden
            Of all counts, which.
        """
        before = self._hiding.state(self.given)
        touched: set[int] = set()
        helpless: list[int] = []
        has_hidden = False
        for leak in leaks:
            members = {row: columns[part.columns_of(row)].tolist() for row in leak.rows}
            leaking = int(columns[leak.column])
            own = {row for row, places in members.items() if leaking in places}
            if touched.isdisjoint(own):
                touched |= own
                members[-1] = [leaking]  # in no relation where its own bounds give it away
                around = [place for row in own for place in members[row] if may_be_hidden[place]]
                all_ = [p for places in members.values() for p in places if may_be_hidden[p]]
                if self._hide_one(leaking, around, all_):
                    has_hidden = True
                else:
                    helpless.append(leaking)
        if not has_hidden:  # else what was just hidden may help these too
            self.given[helpless] = True
        return self._hiding.state(self.given) != before

    def _hide_one(self, leaking: int, around: Sequence[int], all_: Sequence[int]) -> bool:
        """Hide a count or leave out tables, and return whether there was any to hide."""
        why = "with " + " ".join(self._hiding.keys[leaking])
        for places in (around, all_):
            chosen = self._cheapest(sorted(set(places)))
            if chosen is not None:
                self._hiding.hide(chosen, why)
                return True
        tables = [table for place in sorted(set(all_)) for table in self._table_of(place)]
        return self._hiding.leave_out(tables, why)

    def _cheapest(self, places: Sequence[int]) -> int | None:
        hiding = self._hiding
        can_be = [
            place
            for place in places
            if hiding.is_published(place)
            and not hiding.always[place]
            and not any(hiding.is_published(w) and not hiding.true[w] for w in self._wholes[place])
        ]
        return min(can_be, key=self._cost, default=None)

    def _cost(self, place: int) -> tuple[float, int]:
        before = self._before[place]
        again = before >= 0 and self._hiding.hidden[before]
        return self._weight[place] * (_WEIGHT_OF_ONE_HIDDEN_BEFORE if again else 1), place

    def _table_of(self, place: int) -> list[int]:
        """Return the counts of one breakdown, all areas; with a total, all its breakdowns."""
        statistic, period, _, breakdown, _ = self._hiding.keys[place]
        return [
            other
            for other in self._publication[statistic, period]
            if breakdown in (TOTAL, self._hiding.keys[other][3])
        ]


def _before(keys: Sequence[Key]) -> np.ndarray:
    """Return where the count of the period before stands, -1 where there is none."""
    places = {key: place for place, key in enumerate(keys)}
    earlier = {period: str(parse_period(period).previous()) for period in {key[1] for key in keys}}
    return np.array([places.get((key[0], earlier[key[1]], *key[2:]), -1) for key in keys])
