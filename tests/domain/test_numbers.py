from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.numbers import round_half_up, round_significant, round_to_base


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-0.5, 0, "-1"), (2.675, 2, "2.68"),
        (52.35, 1, "52.4"), (1e13 + 0.5, 0, "10000000000001"), (1250, -2, "1300"),
    ],
)  # fmt: skip
def test_halves_go_away_from_zero(value, decimals, expected):
    assert str(round_half_up(value, decimals)) == expected


@given(st.integers(0, 10**9), st.integers(1, 50))
def test_a_multiple_of_the_base_is_nearest(value, base):
    rounded = round_to_base(value, base)
    assert rounded % base == 0
    assert Fraction(-base, 2) < value - rounded <= Fraction(base, 2) or (
        value - rounded == -Fraction(base, 2)
    )


@pytest.mark.parametrize(("value", "expected"), [(7, 5), (8, 10), (12, 10), (13, 15), (0, 0)])
def test_base_five(value, expected):
    assert round_to_base(value, 5) == expected


def test_a_half_of_an_even_base_is_rounded_up():
    assert round_to_base(15, 10) == 20


@given(st.integers(1, 10**15), st.integers(1, 5))
def test_significant_digits_are_kept_and_no_more(value, digits):
    rounded = round_significant(value, digits)
    assert abs(rounded - value) * 2 <= Decimal(10) ** max(len(str(value)) - digits, 0)
    assert len(str(int(rounded)).rstrip("0")) <= digits


def test_zero_has_no_significant_digit_and_stays_zero():
    assert round_significant(0, 3) == 0
