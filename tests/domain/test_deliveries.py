"""What is known of the deliveries: protected, told fact by fact, kept as text."""

import datetime as dt
import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.about import About, Known
from helpers.domain.deliveries import CLEANED, FEW, Deliveries, Fact, facts_of, protected
from helpers.domain.periods import Month, Year

FIRST = "2024-05-01"
MEHR = Month(1403, 7)  # ends on 2024-10-21: payments are due by 2024-10-31
IN_TIME, LATE = "2024-10-31", "2024-11-01"


def delivered(**received: Mapping[str, str]) -> Deliveries:
    months = {name.replace("m", "").replace("_", "-"): dict(d) for name, d in received.items()}
    return Deliveries(FIRST, {"students": 1455}, {"spelling": FEW}, months, fewest=10)


def facts(deliveries, period=MEHR, due_days=10, warnings=None):
    return facts_of(deliveries, warnings or {}, period, due_days)


def of_time(*arguments, **named):
    return [fact for fact in facts(*arguments, **named) if fact.indicator not in {
        "rows", "cleaned", "warnings"}]  # fmt: skip


@given(
    counts=st.dictionaries(st.sampled_from(CLEANED), st.integers(0, 10**7)),
    base=st.integers(1, 20), more=st.integers(0, 20),
)  # fmt: skip
def test_no_small_count_is_told_and_no_other_exactly(counts, base, more):
    fewest = base + more
    told = protected(counts, base, fewest)
    assert set(told) == {code for code, count in counts.items() if count}
    for code, shown in told.items():
        assert (shown == FEW) == (counts[code] < fewest)
        assert shown % base == 0
        assert shown == FEW or 2 * abs(shown - counts[code]) <= base


def test_a_base_of_one_tells_the_truth():
    assert protected({"a": 1, "b": 0, "c": 12}, 1, 1) == {"a": 1, "c": 12}


def test_counts_are_told_or_what_they_are_less_than():
    told = facts(delivered(), warnings={"W209": FEW, "W203": 15})
    assert told == (
        Fact("rows", code="students", value="1455"),
        Fact("cleaned", code="spelling", below="10"),
        Fact("warnings", code="W203", value="15"),
        Fact("warnings", code="W209", below="10"),
    )


def test_counties_are_late_after_the_day_on_which_payments_are_due():
    deliveries = delivered(m1403_07={"abhar": LATE, "tarom": IN_TIME})
    assert of_time(deliveries) == [
        Fact("due_days", value="10"), Fact("late", "1403-07", "abhar"),
    ]  # fmt: skip
    assert of_time(deliveries, due_days=11) == [Fact("in_time", "1403-07")]


def test_a_county_that_sent_nothing_is_missing_and_not_in_time():
    deliveries = delivered(m1403_07={"abhar": "", "tarom": IN_TIME})
    assert of_time(deliveries) == [Fact("missing", "1403-07", "abhar")]


def test_with_what_came_first_nobody_was_late_nor_in_time():
    history = delivered(m1402_01={"abhar": FIRST})
    assert of_time(history, Month(1402, 1)) == []
    later = delivered(m1402_01={"abhar": "2024-05-02"})
    assert Fact("late", "1402-01", "abhar") in of_time(later, Month(1402, 1))


def test_of_a_month_that_no_payments_are_known_of_nothing_is_said():
    assert of_time(delivered(m1403_06={"abhar": LATE})) == []


def test_a_year_is_in_time_only_if_every_month_of_it_is():
    ends = {str(month): month.last_day for month in Year(1403).months}
    received = {month: {"abhar": str(day + dt.timedelta(10))} for month, day in ends.items()}
    deliveries = Deliveries("2024-03-01", received=received)
    assert of_time(deliveries, Year(1403)) == [Fact("in_time", "1403")]
    received["1403-12"]["abhar"] = str(ends["1403-12"] + dt.timedelta(11))
    assert of_time(deliveries, Year(1403)) == [
        Fact("due_days", value="10"), Fact("late", "1403-12", "abhar"),
    ]  # fmt: skip
    del received["1403-12"]
    assert of_time(deliveries, Year(1403)) == []


def test_of_a_register_that_was_not_delivered_nothing_is_said():
    received = {"1403-07": {"abhar": LATE}}
    assert facts(Deliveries("", {"students": 20}, {}, received), warnings={"W201": 20}) == ()


@pytest.mark.parametrize("synthetic", [True, False])
def test_of_made_up_people_nothing_is_said(synthetic):
    about = About(synthetic, MEHR, MEHR, deliveries=delivered(), edition="public")
    assert bool(about.delivered(MEHR, 10)) is not synthetic


@pytest.mark.parametrize("day", [FIRST, LATE, ""])
def test_what_is_known_comes_back_as_it_was_written(day):
    deliveries = delivered(m1403_07={"abhar": day})
    known = Known(False, MEHR, MEHR, warnings={"W201": 3}, deliveries=deliveries)
    assert Known.from_json(known.to_json()) == known
    about = About(True, MEHR, MEHR, deliveries=deliveries, edition="public")
    assert About.from_json(about.to_json()) == about


def test_what_was_written_before_deliveries_were_known_is_still_read():
    plain = json.loads(Known(False, MEHR, MEHR, {"students": 3}).to_json())
    del plain["deliveries"]
    known = Known.from_json(json.dumps(plain))
    assert (known.rows, known.deliveries) == ({"students": 3}, Deliveries())
