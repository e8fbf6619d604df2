"""Complementary hiding: hide as little as possible so that nothing unpublished can be worked out.

Publication after publication, in the order of time: what each needs is hidden among its own counts,
those of before being as they were published. So a month that comes changes nothing of an earlier
one. The attacker of :mod:`helpers.audit` looks for what the relations between counts give away; for
each such count the cheapest published one of these relations is hidden too, until it finds no more.
The choice rests on the register alone, so that it is the same wherever a release is built.
"""

from collections.abc import Sequence

import numpy as np

from helpers.audit.changes import Changes
from helpers.audit.relation import Key
from helpers.audit.system import System
from helpers.configuration import DisclosurePolicy
from helpers.domain.periods import Month, Year, parse_period
from helpers.statistics.choice import Choice
from helpers.statistics.hiding import Hiding
from helpers.statistics.memory import Memory
from helpers.statistics.window import Rows, Window

# A year and the stock that its first flows change; the school year of a year begins before it.
BACK_FROM_MONTH, BACK_FROM_YEAR = 13, 19
_SEEN_FROM = 24  # publications: what was seen before says hardly anything of a new one


def hide_complements(
    hiding: Hiding, system: System, policy: DisclosurePolicy, province: str,
    memory: Memory | None = None,
) -> None:  # fmt: skip
    """Hide more counts, in place, until no hidden or rounded one can be worked out.

    Parameters
    ----------
    system
        The relations among the counts.
    memory
        Of publications that were protected before.
    """
    available = np.array([available_from(key) for key in hiding.keys])
    choice = Choice(hiding, province)
    rows = Rows(system, available)
    seen: list[Changes] = []

    def window_of(relations: np.ndarray, free: np.ndarray) -> Window:
        return Window(hiding, system, relations, free, policy, seen)

    for now in np.unique(available).tolist():
        new = available == now
        if memory and memory.recall(hiding, choice.given, new):
            continue
        if memory and not seen:
            seen += memory.seen(hiding.keys, _SEEN_FROM)
        before = len(seen)
        state = hiding.state(choice.given)
        is_year = now % 2
        back = BACK_FROM_YEAR if is_year else BACK_FROM_MONTH
        late = (available >= now - 2 * back) & (available <= now)
        wide = window_of(rows.within(late), late)
        windows = [(wide, late)]
        if not is_year:  # what happens in a month hardly ever tells of any but the one before
            last = late & (available >= now - 2)
            windows = [(window_of(rows.touching(last, now), last), last), (wide, late & ~last)]
        _protect(windows, choice, new)
        if memory:
            decided = np.flatnonzero(hiding.state(choice.given) != state)
            memory.keep(hiding, choice.given, decided, seen[before:])


def available_from(key: Key) -> int:
    """Return when a count can be published first: of a month t 2t, of its year 2t + 1."""
    _, period, _, breakdown, category = key
    parsed = parse_period(period)
    if isinstance(parsed, Month):
        return 2 * parsed.index
    assert isinstance(parsed, Year)
    later = int(category) if breakdown == "within_months" else 0
    return 2 * (parsed.months[-1].index + later) + 1


def _protect(
    windows: Sequence[tuple[Window, np.ndarray]], choice: Choice, may_be_hidden: np.ndarray
) -> None:
    """Hide until no count at risk can be worked out.

    Parameters
    ----------
    windows
        The smallest first, each with the counts at risk in it. Where it shows a count to be safe,
        the next is not asked. What follows only because the smallest takes all around it for known
        does not follow from the last.
    may_be_hidden
        Of all counts, which.
    """
    none = np.zeros(len(may_be_hidden), dtype=bool)
    safe = none.copy()
    while True:
        suspects = none
        for window, risky in windows:
            asked = (risky & ~safe & ~choice.given) | suspects
            suspects = window.suspects(asked)
            safe |= asked & ~suspects
        leaks = window.leaks(suspects)
        if not leaks:
            return
        safe |= window.out_of_danger(suspects)
        # What is safe stays so when less is published, but for what that is.
        safe[choice.hide_for(leaks, window.part, window.columns, may_be_hidden)] = False
