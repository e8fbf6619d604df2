"""Rates of the counties over time: what is found, what is shown, and what is not said."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from helpers.errors import RequestError
from helpers.report.heat import heat_section
from helpers.report.html import Fragment

CODE = "active_per_1000"
MONTHS = [*(f"1402-{month:02}" for month in range(7, 13)), *(f"1403-{m:02}" for m in range(1, 8))]


def rates(settings, code=CODE, **ends):
    """Return the rates of 13 months: 5.0 in every county, but from one number to another."""
    values = {}
    for county in settings.areas.counties:
        first, last = ends.get(county.code, (5.0, 5.0))
        for place, month in enumerate(MONTHS):
            number = None if first is None else round(first + (last - first) * place / 12, 1)
            values[code, month, "all", "all", county.code] = number
    return values


def heading(fragment):
    return fragment.text.splitlines()[0]


def test_the_county_that_changed_most_is_named_with_both_ends(with_values, settings):
    values = rates(settings, ijrud=(5.0, 6.2), abhar=(5.0, 4.5))
    fragment = heat_section(with_values("en", values), CODE)
    assert heading(fragment) == ("Active files per 1,000 inhabitants: largest change in Ijrud")
    assert "in Ijrud went from 5.0 in Mehr 1402 to 6.2 in Mehr 1403." in (fragment.text)


def test_a_fall_is_a_change_too(with_values, settings):
    fragment = heat_section(with_values("fa", rates(settings, abhar=(5.0, 3.8))), CODE)
    assert heading(fragment) == "پرونده فعال به ازای هزار نفر: بیشترین تغییر در ابهر"
    assert "از ۵٫۰ در مهر ۱۴۰۲ به ۳٫۸ در مهر ۱۴۰۳ رسید." in fragment.text


@pytest.mark.parametrize("end", [MONTHS[0], MONTHS[-1]])
def test_a_county_that_is_hidden_at_one_end_is_not_spoken_of(with_values, settings, end):
    values = rates(settings, ijrud=(5.0, 7.0), abhar=(5.0, 3.8))
    values[CODE, end, "all", "all", "ijrud"] = None
    assert heading(heat_section(with_values("en", values), CODE)).endswith(
        "largest change in Abhar"
    )


def test_counties_that_changed_alike_are_not_ranked(with_values, settings):
    values = rates(settings, ijrud=(5.0, 6.2), abhar=(5.0, 3.8))
    assert heading(heat_section(with_values("en", values), CODE)).endswith("over time")


@pytest.mark.parametrize(("whole", "said"), [(295, "over time"), (9000, "largest change in Ijrud")])
def test_a_change_between_ends_that_are_said_alike_is_not_told(with_values, settings, whole, said):
    values = rates(settings, "active_share", ijrud=(57.6, 58.2))
    for month in MONTHS:
        values["files_active", month, "all", "all", "ijrud"] = whole * 0.58
    assert heading(heat_section(with_values("en", values), "active_share")).endswith(said)


def test_a_change_no_larger_than_one_step_is_not_told_from_rounding(with_values, settings):
    values = rates(settings, ijrud=(5.0, 5.0))
    values[CODE, MONTHS[-1], "all", "all", "ijrud"] = 6.4
    fragment = heat_section(with_values("en", values), CODE)
    assert heading(fragment) == "Active files per 1,000 inhabitants in the counties over time"
    assert "went from" not in fragment.text


def test_months_are_rows_and_counties_columns_the_province_last(with_values, settings):
    fragment = heat_section(with_values("en", rates(settings, ijrud=(5.0, 6.2))), CODE)
    lines = [line.split(" | ") for line in fragment.text.splitlines() if line.count(" | ") == 9]
    assert lines[0][:2] == ["Period", "Ijrud"] and lines[0][-1] == "Zanjan Province"
    assert [line[0] for line in lines[1:]][::12] == ["Mehr 1403", "Mehr 1402"]
    assert len(lines) == 14


def test_the_county_of_the_page_says_so_in_the_drawing_and_in_the_table(opened):
    fragment = opened("1403-07", "abhar", "en").heat(CODE)
    assert fragment.html.count("Abhar (this page)") == 2


def test_a_year_goes_back_five_years(opened):
    fragment = opened("1402", "abhar", "fa").heat(CODE)
    assert "سال‌های ۱۳۹۸ تا ۱۴۰۲" in fragment.text


def test_in_the_first_month_there_is_nothing_to_compare(opened):
    assert opened("1398-01", "abhar", "en").heat(CODE) == Fragment.empty()
    two = opened("1398-02", "abhar", "en").heat(CODE)
    assert heading(two).endswith("over time")
    assert two.html.count("<figure") == 1


@pytest.mark.parametrize("code", ["files_active", "pension_per_1000_fhh", "pension_mean"])
def test_only_rates_of_counties_are_shown(opened, code):
    with pytest.raises(RequestError, match="a rate that exists for each county"):
        opened("1403-07", "zanjan", "en").heat(code)


def test_a_county_that_is_left_out_for_all_months_has_no_row(with_values, settings):
    values = rates(settings, ijrud=(5.0, 6.2))
    for month in MONTHS:
        values[CODE, month, "all", "all", "abhar"] = "not_broken_down"
        values[CODE, month, "all", "all", "tarom"] = None
    (figure,) = LexborHTMLParser(heat_section(with_values("en", values), CODE).html).css("figure")
    assert "Abhar" not in figure.text()
    assert "not published: Tarom (all periods)." in figure.text()
