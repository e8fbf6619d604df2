"""Seasons: twelve months, each beside the same month a year before."""

import re

import pytest

from helpers.errors import RequestError
from helpers.report.seasons import seasons_section

CODE = "students_supported"
LINES = "\n".join


def rows_of_table(fragment):
    """Return the cells of the rows, the month first."""
    return [line.split(" | ") for line in fragment.text.splitlines() if line.count(" | ") == 3][1:]


def test_twelve_months_stand_beside_the_same_ones_a_year_before(with_values):
    values = {(CODE, "1403-07"): 1456, (CODE, "1402-07"): 1400}
    rows = rows_of_table(seasons_section(with_values("en", values), CODE))
    assert rows[0] == ["Mehr 1403", "1,456", "1,400", "+56"]
    assert [row[0] for row in rows[1:]][-1] == "Aban 1402"
    assert len(rows) == 12


def test_no_change_is_stated_from_a_hidden_month(with_values):
    context = with_values("en", {(CODE, "1402-06"): None})
    fragment = seasons_section(context, CODE)
    [row] = [row for row in rows_of_table(fragment) if row[0] == "Shahrivar 1403"]
    assert row[2:] == ["confidential", "confidential"]
    assert "not published: Shahrivar 1402" in fragment.text


def test_a_hidden_last_month_is_only_said_to_be_so(with_values):
    fragment = seasons_section(with_values("en", {(CODE, "1403-07"): None}), CODE)
    heading, statement = fragment.text.split("\n\n")[:2]
    assert heading == "Supported students"
    assert "confidential" in statement
    assert "increase" not in fragment.text and "decrease" not in fragment.text


def test_in_the_first_year_of_the_register_there_is_no_year_before(with_values):
    fragment = seasons_section(with_values("en", {}, period="1398-03"), CODE)
    table = fragment.html[fragment.html.index("<table") :]
    assert re.findall(r'scope="row">([^<]+)<', table) == [
        "Khordad 1398", "Ordibehesht 1398", "Farvardin 1398",
    ]  # fmt: skip
    assert len(re.findall('scope="col"', table)) == 2
    assert fragment.text.endswith("The figures of this table begin with Farvardin 1398.")


def test_the_first_month_of_the_register_has_a_table_and_no_line_of_one_dot(with_values):
    fragment = seasons_section(with_values("fa", {}, period="1398-01"), CODE)
    assert "<figure" not in fragment.html
    assert fragment.html.count('scope="row"') == 1


def test_without_a_published_month_there_is_a_table_and_no_drawing(with_values):
    months = [f"{year}-{month:02}" for year in (1401, 1402, 1403) for month in range(1, 13)]
    hidden = {(CODE, month): None for month in months if "1401-08" <= month <= "1403-07"}
    fragment = seasons_section(with_values("en", hidden), CODE)
    assert "<figure" not in fragment.html and "<table" in fragment.html


def test_a_year_has_no_seasons(opened):
    with pytest.raises(RequestError, match="a month"):
        opened("1402", "zanjan", "en").seasons(CODE)


def test_what_is_counted_for_the_province_alone_is_not_shown_for_a_county(opened):
    fragment = opened("1403-07", "abhar", "en").seasons("pension_per_1000_fhh")
    assert "computed for the province only" in fragment.text
    assert "<figure" not in fragment.html
