"""What a breakdown shows: the largest category, ties, hidden cells, shares."""

import pytest

from helpers.report.counties import counties_section
from helpers.report.county_findings import counties_finding, counties_heading
from helpers.report.findings import finding, finding_heading

NOW = "1403-07"


def residence(urban, rural, total=1000):
    return {
        ("files_total", NOW): total,
        ("files_total", NOW, "residence", "urban"): urban,
        ("files_total", NOW, "residence", "rural"): rural,
    }


def said(context, code="files_total", by="residence"):
    return finding_heading(context, code, by), finding(context, code, by)


def test_the_largest_category_is_named_with_its_share(with_values):
    assert said(with_values("en", residence(600, 400))) == (
        "Case files, residence: largest group “Urban”, 60 percent",
        "“Urban” leads with 600 files, followed by “Rural” with 400 files (40 percent).",
    )


def test_categories_that_tie_are_named_together(with_values):
    assert said(with_values("fa", residence(500, 500))) == (
        "پرونده‌های مددکاری، محل سکونت: «شهری» و «روستایی» برابر و در صدر",
        "«شهری» و «روستایی» هر یک با ۵۰۰ پرونده در صدر قرار دارند.",
    )


def test_a_hidden_category_is_not_spoken_of_and_the_others_are_said_to_be_published(with_values):
    heading, text = said(with_values("en", residence(600, None)))
    assert heading == "Case files, residence: largest published group “Urban”, 60 percent"
    assert text == "“Urban” leads the published figures with 600 files."


def test_a_small_total_is_not_divided_into_percentages(with_values):
    assert said(with_values("en", residence(30, 10, 40))) == (
        "Case files, residence: largest group “Urban”",
        "“Urban” leads with 30 files.",
    )


def test_shares_of_a_total_whose_rounding_counts_are_approximate(with_values):
    heading, text = said(with_values("en", residence(330, 165, 495)))
    assert "about 67 percent" in heading and "about 33 percent" in text


@pytest.mark.parametrize(("total", "share"), [(4990, "60 percent"), (5000, "60.0 percent")])
def test_a_share_has_a_decimal_where_rounding_leaves_it_certain(with_values, total, share):
    assert share in said(with_values("en", residence(3000, 1990, total)))[0].replace("60.1", "60")


def test_no_case_at_all_is_said_as_such(with_values):
    assert said(with_values("en", residence(0, 0, 0))) == (
        "Case files by residence",
        "None was recorded in this period.",
    )


def test_nothing_published_has_a_neutral_heading_and_says_so(with_values):
    context = with_values(
        "en", residence(None, None) | {("files_total", NOW, "residence", "unknown"): None}
    )
    heading, text = said(context)
    assert heading == "Case files by residence" and "not published" in text


def test_shares_of_causes_are_shares_of_female_heads(with_values):
    heading, _ = said(with_values("en", {}), "files_active", "headship_cause")
    assert heading.endswith("percent of female heads")


def test_of_a_derived_statistic_the_ends_are_named(with_values):
    heading, text = said(with_values("en", {}), "pension_mean", "household_size")
    assert heading == (
        "Mean pension per recipient: highest for “1 person”,"
        " lowest for “4 persons” and “5 or more persons”"
    )
    assert "million rials, is that of “1 person”" in text


@pytest.fixture
def rates(with_values, settings):
    """Return a function that opens a page where the counties have these rates, in order."""

    def make(lang, numbers, area=settings.areas.province.code):
        key = ("active_per_1000", NOW, "all", "all")
        places = zip(settings.areas.counties, numbers, strict=True)
        values = {(*key, place.code): number for place, number in places}
        return with_values(lang, values | {(*key, settings.areas.province.code): 5.2}, area=area)

    return make


def test_the_counties_with_the_highest_rate_are_named_together(rates, settings):
    first, second, *_ = names = [county.name_en for county in settings.areas.counties]
    context = rates("en", [9.9, 9.9, 5.0, 5.1, 5.3, 5.4, 5.5, 3.0])
    assert counties_heading(context, "active_per_1000") == (
        f"Active files per 1,000 inhabitants: highest in {first} and {second},"
        f" lowest in {names[-1]}"
    )
    assert counties_finding(context, "active_per_1000") == (
        f"The highest figure, 9.9 per 1,000, is that of {first} and {second};"
        f" the lowest, 3.0 per 1,000, that of {names[-1]}."
        " The figure for Zanjan Province is 5.2 per 1,000."
    )


def test_the_page_of_a_county_sets_it_beside_the_province_and_ranks_it(rates, settings):
    third, fifth = settings.areas.counties[2], settings.areas.counties[4]
    context = rates("en", [9.9, 8.0, 5.0, 5.1, 5.0, 5.4, 5.5, 3.0], area=third.code)
    assert counties_heading(context, "active_per_1000") == (
        f"Active files per 1,000 inhabitants: 5.0 in {third.name_en}, 5.2 in Zanjan Province"
    )
    assert counties_finding(context, "active_per_1000").endswith(
        f" {third.name_en} ranks sixth among the counties, level with {fifth.name_en}."
    )


def test_where_a_county_is_hidden_no_rank_is_said(rates, settings):
    third = settings.areas.counties[2]
    context = rates("en", [9.9, 8.0, 5.0, 5.1, 5.2, 5.4, None, 3.0], area=third.code)
    assert "ranks" not in counties_finding(context, "active_per_1000")


def test_the_page_of_a_county_marks_it(opened, settings):
    county = settings.areas.counties[-1]
    section = opened(NOW, county.code, "en").counties("files_active", "active_per_1000")
    assert str(section.html).count('<tr class="current"') == 1
    assert f"{county.name_en} (this page)" in section.text


def test_counties_of_one_rate_are_said_to_be_equal(rates):
    context = rates("fa", [5.2] * 8)
    assert counties_heading(context, "active_per_1000").endswith("برابر در همه ارقام منتشرشده")
    assert str(counties_section(context, "files_active", "active_per_1000").html).startswith("<h3")


def shares_of_active(settings, first, second, others=48.0):
    """Return shares of 600 active files: of the first two counties, and of the others."""
    values = {}
    for place, county in enumerate(settings.areas.counties):
        share = (first, second, others)[min(place, 2)]
        key = (NOW, "all", "all", county.code)
        values["pension_share_of_active", *key] = share
        values["pension_recipients", *key] = 6 * share
    return values


def test_a_rate_that_is_said_to_be_as_high_as_the_highest_is_named_with_it(with_values, settings):
    first, second, *_ = settings.areas.counties
    context = with_values("en", shares_of_active(settings, 53.0, 52.9, others=50.0))
    assert counties_finding(context, "pension_share_of_active").startswith(
        f"The highest figure, 53 percent, is that of {first.name_en} and {second.name_en};"
    )


def test_a_rate_that_is_told_from_another_by_its_decimal_alone_has_no_rank(with_values, settings):
    second = settings.areas.counties[1]
    values = shares_of_active(settings, 55.0, 52.9) | {
        ("pension_share_of_active", NOW, "all", "all", settings.areas.counties[2].code): 53.1
    }
    context = with_values("en", values, area=second.code)
    assert "ranks" not in counties_finding(context, "pension_share_of_active")
