"""What rests on rounded numbers is said no finer than their rounding allows."""

from dataclasses import replace

import pytest

from helpers.report.change_words import changes_in_words
from helpers.report.findings import extremes
from helpers.report.headline import headline
from helpers.report.quantities import quantity
from helpers.report.sentences import statement
from helpers.report.trends import trend_section

NOW, BEFORE = "1403-07", "1403-06"


def of_county(mean=14_000_000, recipients=90, month=NOW):
    """Return the mean pension of a county, and of how many it is."""
    place = ("all", "all", "abhar")
    return {
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
    ],
)
def test_a_mean_of_few_has_no_decimal(with_values, recipients, mean, said):
    context = with_values("en", of_county(mean, recipients), area="abhar")
    assert quantity(context, context.observe("pension_mean")) == said
    assert f" was {said}." in statement(context, "pension_mean")
    assert f": {said}" in headline(context, ["pension_mean"]).text


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
    assert "at the month-ends was about 163." in statement(context, "files_active_average")


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
