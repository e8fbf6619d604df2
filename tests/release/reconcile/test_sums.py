from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.numbers import round_to_base
from helpers.release.reconcile.facts import Fact
from helpers.release.reconcile.sums import true_values

KEY = ("files_active", "1403-07", "abhar", "all", "all")
AMOUNT = ("pension_amount", "1403-07", "abhar", "all", "all")


def fact(key: tuple[str, ...], value: object, note: str, *, hidden: bool = False) -> Fact:
    number = None if value is None else Decimal(str(value))
    return Fact(key, number, hidden, frozenset(note.split()), "a.csv")


@given(st.integers(2, 9), st.integers(1, 12), st.integers(1, 10_000))
def test_a_rounded_count_may_be_any_that_is_rounded_to_it_and_no_other(hide, base, count) -> None:
    policy = {"hide_below": hide, "round_to": base, "significant_digits": 3}
    if count < hide:
        return
    published = round_to_base(count, base)
    low, high = true_values(fact(KEY, published, "rounded"), policy)
    rounded_so = [n for n in range(hide, count + 30) if round_to_base(n, base) == published]
    assert (low, high) == (min(rounded_so), max(rounded_so))


@given(st.integers(-(10**13), 10**13), st.integers(1, 9), st.integers(0, 9))
def test_a_rounded_amount_may_be_any_that_is_rounded_to_it(amount, digit, zeros) -> None:
    step = digit * 10**zeros
    published = round_to_base(amount, step)
    if published:
        low, high = true_values(fact(AMOUNT, published, "rounded_amount"), {})
        assert low <= amount <= high


def test_a_hidden_count_may_be_any_from_zero_and_a_hidden_sum_any_at_all() -> None:
    policy = {"hide_below": 5, "round_to": 5}
    assert true_values(fact(KEY, None, "", hidden=True), policy) == (0, Decimal("Infinity"))
    assert true_values(fact(AMOUNT, None, "", hidden=True), policy)[0] == Decimal("-Infinity")
