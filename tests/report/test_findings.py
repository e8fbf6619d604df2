"""What a breakdown shows: the largest category, ties, hidden cells, shares."""

from helpers.report.counties import counties_section
from helpers.report.findings import finding

NOW = "1403-07"


def residence(urban, rural, total=1000):
    return {
        ("files_total", NOW): total,
        ("files_total", NOW, "residence", "urban"): urban,
        ("files_total", NOW, "residence", "rural"): rural,
    }


def test_the_largest_category_is_named_with_its_share(with_values):
    text = finding(with_values("en", residence(600, 400)), "files_total", "residence")
    assert text == (
        "The largest number is that of “Urban”: 600 files, or 60.0 percent of the total."
        " It is followed by “Rural” with 40.0 percent."
    )


def test_categories_that_tie_are_named_together(with_values):
    text = finding(with_values("fa", residence(500, 500)), "files_total", "residence")
    assert text == "بیشترین شمار، هر یک ۵۰۰ پرونده، مربوط به «شهری» و «روستایی» است."


def test_a_hidden_category_is_not_spoken_of(with_values):
    text = finding(with_values("en", residence(600, None)), "files_total", "residence")
    assert "Rural" not in text and "Urban" in text


def test_a_small_total_is_not_divided_into_percentages(with_values):
    text = finding(with_values("en", residence(30, 10, 40)), "files_total", "residence")
    assert text == "The largest number is that of “Urban”: 30 files."


def test_a_moderate_total_has_shares_without_decimals(with_values):
    text = finding(with_values("en", residence(335, 165, 500)), "files_total", "residence")
    assert "67 percent" in text and "33 percent" in text


def test_no_case_at_all_is_said_as_such(with_values):
    values = residence(0, 0, 0)
    assert finding(with_values("en", values), "files_total", "residence") == (
        "None was recorded in this period."
    )


def test_nothing_published_is_said_once(with_values):
    context = with_values(
        "en", residence(None, None) | {("files_total", NOW, "residence", "unknown"): None}
    )
    assert "not published" in finding(context, "files_total", "residence")


def test_shares_of_causes_are_shares_of_female_heads(with_values):
    text = finding(with_values("en", {}), "files_active", "headship_cause")
    assert "of female heads" in text


def test_the_county_with_the_highest_rate_is_named_and_ties_are_named_together(
    with_values, settings
):
    first, second, *_ = settings.areas.counties
    rate = ("active_per_1000", NOW, "all", "all")
    context = with_values("en", {(*rate, first.code): 9.9, (*rate, second.code): 9.9})
    text = repr(counties_section(context, "files_active", "active_per_1000"))
    assert (
        f"the highest figure (9.9 per 1,000) is that of {first.name_en} and {second.name_en}"
        in text
    )


def test_the_page_of_a_county_marks_it_and_gives_the_province_for_reference(opened, settings):
    county = settings.areas.counties[-1]
    section = opened(NOW, county.code, "en").counties("files_active", "active_per_1000")
    assert str(section.html).count('<tr class="current"') == 1
    assert f"{county.name_en} (this page)" in section.text
    assert f"The figure for {settings.areas.province.name_en} is" in section.text
