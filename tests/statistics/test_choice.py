"""What is hidden to protect a count: what costs a reader least."""

import numpy as np
import pytest

from helpers.audit.attack import Leak
from helpers.audit.system import System
from helpers.statistics.choice import Choice
from helpers.statistics.hiding import Hiding

AREAS = ["province", "north", "south", "east"]
MONTHS = ("1402-12", "1403-01")
KEYS = [("files_reopened", month, area, "all", "all") for month in MONTHS for area in AREAS]
TRUE = np.array([33.0, 3, 20, 10, 27, 3, 14, 10])
NORTH, SOUTH, EAST = 5, 6, 7  # in the second month


SYSTEM = System.of(KEYS, AREAS)
(ROW,) = (row for row in range(len(SYSTEM.names)) if NORTH in SYSTEM.columns_of(row))
LEAK_OF_NORTH = Leak(NORTH, 3, 3, (ROW,))


def hiding_of(*hidden: int) -> Hiding:
    no = np.zeros(len(KEYS), dtype=bool)
    always = np.array([key[2] == "province" for key in KEYS])
    why = np.array([""] * len(KEYS), dtype=object)
    hiding = Hiding(KEYS, TRUE, TRUE, always, no.copy(), no.copy(), why)
    for place in hidden:
        hiding.hide(place, "small")
    return hiding


def hide_for(choice: Choice, *leaks: Leak) -> None:
    """Hide in the second month."""
    second_month = np.array([key[1] == MONTHS[1] for key in KEYS])
    choice.hide_for(leaks, SYSTEM, np.arange(len(KEYS)), second_month)


def chosen_for_north(*hidden: int) -> list[int]:
    """Return what is hidden so that the hidden north does not follow in the second month."""
    hiding = hiding_of(NORTH, *hidden)
    hide_for(Choice(hiding, AREAS[0]), LEAK_OF_NORTH)
    return [p for p in np.flatnonzero(hiding.hidden).tolist() if p not in (NORTH, *hidden)]


def test_the_smaller_county_is_hidden_and_never_an_exact_total() -> None:
    assert chosen_for_north() == [EAST]


@pytest.mark.parametrize(("before", "chosen"), [(2, SOUTH), (3, EAST)])
def test_the_county_hidden_in_the_month_before_is_hidden_first(before, chosen) -> None:
    """Also from Esfand to Farvardin, and although it is larger."""
    assert chosen_for_north(before) == [chosen]


def test_a_count_is_given_up_only_where_nothing_else_has_been_hidden_for_the_others() -> None:
    hiding = hiding_of(NORTH, SOUTH, EAST)
    choice = Choice(hiding, AREAS[0])
    leak_of_south = Leak(SOUTH, 14, 14, ())
    hide_for(choice, LEAK_OF_NORTH, leak_of_south)
    assert hiding.left_out[[NORTH, SOUTH, EAST]].all()  # that may be enough for the south, too
    assert not choice.given.any()
    hide_for(choice, leak_of_south)
    assert np.flatnonzero(choice.given).tolist() == [SOUTH]
