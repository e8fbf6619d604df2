"""What rests on rounded numbers is said no finer than their rounding allows."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.numbers import round_half_up, round_significant, round_to_base
from helpers.report.change_words import changes_in_words
from helpers.report.county_findings import counties_finding, counties_heading
from helpers.report.findings import extremes
from helpers.report.headline import headline
from helpers.report.quantities import quantity, roughness_of, scale_of, step_for, to_step
from helpers.report.sentences import statement
from helpers.report.trends import trend_section

NOW, BEFORE = "1403-07", "1403-06"


def of_county(mean=14_000_000, recipients=90, month=NOW):
    """Return the mean pension of a county and of the province, and of how many it is."""
    place = ("all", "all", "abhar")
    return {
        ("pension_mean", month, "all", "all", "zanjan"): mean,
        ("pension_mean", month, *place): mean,
        ("pension_recipients", month, *place): recipients,
    }


@pytest.mark.parametrize(
    ("recipients", "mean", "said"),
    [
        (90, 14_000_000, "about 14 million rials"),
        (90, 14_823_529, "about 15 million rials"),
        (2500, 14_823_529, "about 14.8 million rials"),
        (90, 8_000_000, "about 8 million rials"),
        (90, 107_000_000, "about 110 million rials"),
        (50, 12_400_000, "about 12 million rials"),
        (50, 17_400_000, "about 15 million rials"),
        (90, 64_000_000, "about 65 million rials"),
        (50, 135_000_000, "about 140 million rials"),
    ],
)
def test_a_mean_is_said_no_finer_than_its_numbers_are_rounded(with_values, recipients, mean, said):
    context = with_values("en", of_county(mean, recipients), area="abhar")
    assert quantity(context, context.observe("pension_mean")) == said
    assert f" was {said}." in statement(context, "pension_mean")
    assert f": {said}" in headline(context, ["pension_mean"]).text


@given(
    people=st.integers(50, 20_000),
    mean=st.decimals(500_000, 400_000_000, places=0),
    of_province=st.decimals("0.5", 2, places=3),
)
def test_the_true_mean_is_never_further_from_what_is_said_than_two_steps_and_a_half(
    settings, people, mean, of_province
):
    policy = settings.configuration.disclosure
    count = Decimal(round_to_base(people, policy.round_to))
    base = round_significant(float(policy.round_to * mean * of_province), 1)
    digit = Decimal(1).scaleb((people * mean).adjusted() + 1 - policy.significant_digits)
    published = round_half_up(to_step(people * mean, max(base, digit)) / count)
    dearer = max(Decimal(1), mean * of_province / published)
    off = published * roughness_of(count, dearer, policy)
    step = step_for(off, scale_of(published) / 10)
    said = to_step(published, step)
    rial = 1
    assert abs(mean - published) <= off + rial
    assert abs(mean - said) <= step * Decimal("2.5") + rial
    assert abs(published - said) <= max(off * Decimal("1.25"), scale_of(published) / 20)


@given(off=st.decimals("0.01", 10**9, places=2), finest=st.integers(0, 8))
def test_a_step_is_one_or_five_of_a_digit_and_goes_with_what_a_mean_may_be_off_by(off, finest):
    exact = Decimal(1).scaleb(finest)
    step = step_for(off, exact)
    assert step.scaleb(-step.adjusted()) in {1, 5}
    assert max(off / 2, exact) <= step <= max(off * Decimal("2.5"), exact)


def test_a_mean_of_exact_numbers_is_said_as_it_is(with_values):
    context = with_values("fa", {("pension_mean", NOW): 14_823_529})
    assert quantity(context, context.observe("pension_mean")) == "۱۴٫۸ میلیون ریال"


def test_a_mean_of_few_is_approximate_in_persian_too(with_values):
    context = with_values("fa", of_county(), area="abhar")
    assert "حدود ۱۴ میلیون ریال بود." in statement(context, "pension_mean")


@pytest.mark.parametrize(
    ("before", "said"),
    [(13_176_471, "about 1 million rials"), (13_700_000, "little changed from a month earlier")],
)
def test_a_change_of_a_mean_is_said_no_finer_than_the_mean(with_values, before, said):
    values = of_county() | of_county(before, month=BEFORE)
    assert said in changes_in_words(with_values("en", values, area="abhar"), "pension_mean")


def test_an_average_of_rounded_months_is_approximate(with_values):
    key = ("files_active_average", "1402", "all", "all", "abhar")
    context = with_values("en", {key: 163}, period="1402", area="abhar")
    assert "at the month-ends was about 165." in statement(context, "files_active_average")


def test_the_number_of_the_last_month_is_no_mean(with_values):
    key = ("pension_recipients_last_month", "1402", "all", "all", "abhar")
    context = with_values("en", {key: 85}, period="1402", area="abhar")
    assert "in the last month was 85." in statement(context, "pension_recipients_last_month")


def test_a_category_that_is_published_exactly_is_not_approximate(with_values):
    key = ("students_supported", NOW, "level", "school")
    context = with_values("en", {key: 1347})
    found = context.observe("students_supported", breakdown="level", category="school")
    assert context.is_approximate(found)
    assert not context.is_approximate(replace(found, notes=("exact",)))


def test_the_chart_and_the_note_of_a_rough_mean_say_so_too(with_values):
    values = of_county(14_823_529) | of_county(8_000_000, month="1401-08")
    text = trend_section(with_values("en", values, area="abhar"), ["pension_mean"]).text
    assert "From 8 million rials in Aban 1401 to 15 in Mehr 1403, an increase of about 7" in text
    assert "A mean is that of rounded figures: its last digits carry no meaning." in text


@pytest.mark.parametrize(("value", "said"), [(420e6, "420 million"), (42e6, "42.0 million")])
def test_a_rounded_sum_has_no_more_digits_than_are_published(with_values, value, said):
    key = ("pension_amount", NOW, "household_size", "1", "abhar")
    context = with_values("en", {key: value}, area="abhar")
    found = context.observe("pension_amount", breakdown="household_size", category="1")
    assert quantity(context, found) == f"{said} rials"
    assert f"{said} rials" in extremes(context, {"one": found, "two": found})


@pytest.mark.parametrize(
    ("active", "share", "said"),
    [
        (170, 57.6, "about 58 percent"),
        (288, 57.6, "58 percent"),
        (2880, 57.6, "57.6 percent"),
        (0, 0, "0 percent"),
    ],
)
def test_a_rate_is_said_as_finely_as_a_share_of_its_whole(with_values, active, share, said):
    place = (NOW, "all", "all", "abhar")
    values = {("active_share", *place): share, ("files_active", *place): active}
    context = with_values("en", values, area="abhar")
    assert quantity(context, context.observe("active_share")) == said


def test_a_rate_of_inhabitants_who_are_known_exactly_keeps_its_decimal(with_values):
    context = with_values("fa", {("active_per_1000", NOW): 5.6}, area="abhar")
    assert quantity(context, context.observe("active_per_1000")) == "۵٫۶ در هزار"


def test_a_change_of_a_rough_mean_has_no_percentage(with_values):
    context = with_values("en", of_county() | of_county(10_500_000, month=BEFORE), area="abhar")
    assert changes_in_words(context, "pension_mean").startswith(
        "That is about 4 million rials more than a month earlier"
    )


def test_what_is_said_to_be_the_same_has_no_ends(with_values, settings):
    values = {}
    for place, county in enumerate(settings.areas.counties):
        key = (NOW, "all", "all", county.code)
        values["pension_share_of_active", *key] = 57.6 + place / 100
        values["pension_recipients", *key] = 576
    context = with_values("en", values)
    assert counties_finding(context, "pension_share_of_active").startswith(
        "The published figures are close to each other: 58 percent."
    )
    assert counties_heading(context, "pension_share_of_active").endswith("in the counties")
