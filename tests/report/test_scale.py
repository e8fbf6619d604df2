"""The mean pension against the scale: no difference is claimed that rounding may have made."""

from dataclasses import replace

import pytest

from helpers.domain.about import About
from helpers.errors import RequestError
from helpers.report.scale import scale_section

NOW = "1403-07"
SHOWN = ("pension_mean", "household_size")
# As the law grants it in Mehr 1403.
GRANTED = {"1": 9937200, "2": 14196000, "3": 19874400, "4": 25552800, "5+": 31231200}


def paid(recipients=1000, **means):
    """Return mean pensions as granted, but for those named (``"of_3"``), with so many people."""
    values = {("pension_mean", NOW): 15_000_000}
    for size, amount in GRANTED.items():
        key = (NOW, "household_size", size)
        name = f"of_{size.rstrip('+')}"
        values["pension_mean", *key] = means.get(name, amount)
        values["pension_recipients", *key] = recipients
    return values


def heading(fragment):
    return fragment.text.splitlines()[0]


def test_a_mean_below_the_scale_is_named_with_its_size(with_values):
    fragment = scale_section(with_values("en", paid(of_3=18_000_000)), *SHOWN)
    assert heading(fragment) == (
        "Mean pension below the legislated scale: households of “3 persons”"
    )


def test_what_is_above_follows_what_is_below(with_values):
    context = with_values("fa", paid(of_3=18_000_000, of_5=35_000_000))
    fragment = scale_section(context, *SHOWN)
    assert heading(fragment) == "میانگین مستمری کمتر از جدول قانونی: خانوارهای «۳ نفره»"
    assert "میانگین مستمری بیشتر از جدول قانونی: خانوارهای «۵ نفره و بیشتر»." in fragment.text


def test_a_difference_that_rounding_may_have_made_is_not_claimed(with_values):
    # Of 50 recipients rounded to base 5, and a sum rounded to what 5 get, nobody knows 10 percent.
    fragment = scale_section(with_values("en", paid(recipients=50, of_3=18_000_000)), *SHOWN)
    assert heading(fragment) == (
        "Mean pensions differ from the legislated scale by no more than rounding"
    )
    assert "A small difference of a mean from the scale may be rounding" in fragment.text


def test_a_hidden_mean_is_not_spoken_of_but_what_the_law_grants_is_shown(with_values):
    fragment = scale_section(with_values("en", paid(of_4=None)), *SHOWN)
    assert "4 persons | confidential | 25,552,800 |" in fragment.text
    assert "4 persons" not in heading(fragment)


def test_where_no_mean_is_published_the_heading_claims_nothing(with_values):
    nothing = {f"of_{size.rstrip('+')}": None for size in GRANTED}
    fragment = scale_section(with_values("en", paid(**nothing)), *SHOWN)
    assert heading(fragment) == "Mean pension against the legislated scale"
    assert "<figure" not in fragment.html and "9,937,200" in fragment.text


def test_exact_means_are_compared_as_they_are(with_values):
    context = with_values("en", paid(of_1=9_937_201))
    table = context.table
    about = About(**{**vars(table.about), "edition": "internal"})
    exact = replace(context, table=replace(table, rows=replace(table.rows, about=about)))
    fragment = scale_section(exact, *SHOWN)
    assert heading(fragment) == "Mean pension above the legislated scale: households of “1 person”"
    assert "rounding" not in fragment.text


def test_a_month_without_a_scale_says_so(opened):
    fragment = opened("1398-05", "zanjan", "en").scale(*SHOWN)
    assert fragment.text.endswith("No legislated scale is published for this month.")
    assert "5 or more persons |" in fragment.text


def test_a_year_has_no_scale_of_its_own(opened):
    with pytest.raises(RequestError, match="for a month"):
        opened("1402", "zanjan", "en").scale(*SHOWN)


def test_only_mean_pensions_by_household_size_have_a_scale(opened):
    with pytest.raises(RequestError, match="pension_mean"):
        opened(NOW, "zanjan", "en").scale("pension_recipients", "household_size")


def test_the_total_has_no_amount_of_its_own(with_values):
    fragment = scale_section(with_values("en", paid()), *SHOWN)
    assert "All | 15,000,000 | not applicable |" in fragment.text
