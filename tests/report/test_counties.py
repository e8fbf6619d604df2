"""Counties side by side: which stands out, which are drawn, and how they are counted."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from helpers.report.counties import counties_section, map_section


def bold(fragment):
    """Return the bold texts of the drawing, one after the other."""
    found = LexborHTMLParser(str(fragment.html)).css('svg [font-weight="bold"]')
    return " ".join(node.text(separator=" ") for node in found)


@pytest.mark.parametrize("rate", [None, "active_per_1000"])
def test_the_county_of_the_page_is_bold_among_the_bars(opened, rate):
    fragment = opened("1403-07", "abhar", "en").counties("files_active", rate=rate)
    assert "Abhar (this page)" in bold(fragment)


def test_on_the_page_of_the_province_no_county_is_marked(opened):
    assert not bold(opened("1403-07", "zanjan", "en").counties("files_active"))


def of_county(county, number, rate):
    """Return the students of a county, and how many that is per 100 active files."""
    place = ("1403-07", "all", "all", county)
    return {
        ("students_supported", *place): number,
        ("students_per_100_active", *place): rate,
    }


SHOWN = {
    "bars": lambda context: counties_section(context, "students_supported", None),
    "bars beside rates": lambda context: counties_section(
        context, "students_supported", "students_per_100_active"
    ),
    "map": lambda context: map_section(context, "students_supported"),
}


@pytest.mark.parametrize("chart", SHOWN)
def test_a_chart_leaves_out_a_county_that_is_left_out_and_calls_another_confidential(
    with_values, settings, chart
):
    values = of_county("abhar", "not_broken_down", "not_broken_down")
    fragment = SHOWN[chart](with_values("en", values | of_county("tarom", None, None)))
    (figure,) = LexborHTMLParser(str(fragment.html)).css("figure")
    assert "confidential: Tarom." in figure.text()
    assert "Abhar" not in figure.text()
    assert f"{len(settings.areas.counties) - 1} counties" in figure.html


def test_a_rate_without_a_base_is_not_called_confidential(with_values):
    context = with_values("en", of_county("abhar", 0, "no_base"))
    fragment = counties_section(context, "students_supported", "students_per_100_active")
    (figure,) = LexborHTMLParser(str(fragment.html)).css("figure")
    assert "confidential" not in figure.text()


@pytest.mark.parametrize("chart", SHOWN)
def test_where_every_county_is_left_out_nothing_is_drawn(with_values, settings, chart):
    values = {}
    for county in settings.areas.counties:
        values |= of_county(county.code, "not_broken_down", "not_broken_down")
    assert "<figure" not in SHOWN[chart](with_values("fa", values)).html


@pytest.mark.parametrize(("lang", "said"), [("fa", "۸ شهرستان"), ("en", "8 counties")])
def test_counties_that_share_a_number_are_counted_as_counties(with_values, settings, lang, said):
    values = {}
    for place, county in enumerate(settings.areas.counties):
        values |= of_county(county.code, 50 + 5 * (place == 0), 20.0)
    fragment = counties_section(with_values(lang, values), "students_supported", None)
    (figure,) = LexborHTMLParser(str(fragment.html)).css("figure")
    assert said in figure.css_first("svg").attributes["aria-label"]
    assert said.replace("8", "7").replace("۸", "۷") in figure.css_first(".description").text()
