"""Parts over time: a few categories of a count, with their total."""

import pytest

from helpers.errors import RequestError
from helpers.report.composition import composition_section

NOW = "1403-07"


def test_each_period_has_its_parts_and_their_total(with_values):
    values = {
        ("students_supported", NOW): 1456,
        ("students_supported", NOW, "level", "school"): 1345,
        ("students_supported", NOW, "level", "university"): 110,
    }
    fragment = composition_section(with_values("en", values), "students_supported", "level")
    lines = fragment.text.splitlines()
    assert "Period | School (persons) | University (persons) | All (persons)" in lines
    assert "Mehr 1403 | 1,345 | 110 | 1,456" in lines
    assert sum(line.count(" | ") == 3 for line in lines) == 1 + 24


def test_a_period_with_a_hidden_part_has_no_bar_and_says_confidential(with_values):
    hidden = {("students_supported", "1403-06", "level", "university"): None}
    fragment = composition_section(with_values("en", hidden), "students_supported", "level")
    assert "A period of which a part is not published has no bar." in fragment.text
    assert [line.split(" | ")[2] for line in fragment.text.splitlines()
            if line.startswith("Shahrivar 1403 |")] == ["confidential"]  # fmt: skip


@pytest.mark.parametrize(("unknown", "shown"), [(0, False), (20, True)])
def test_the_unknown_part_is_shown_where_there_ever_was_one(with_values, unknown, shown):
    values = {("files_total", "1402-01", "residence", "unknown"): unknown}
    fragment = composition_section(with_values("en", values), "files_total", "residence")
    assert ("Unknown" in fragment.text) == shown


@pytest.mark.parametrize(
    ("code", "by", "period"),
    [
        ("files_active", "headship_cause", "1403-07"),
        ("pension_amount", "kind", "1403-07"),
        ("students_per_100_active", "level", "1403-07"),
        ("files_closed_within", "within_months", "1402"),
    ],
)
def test_only_a_few_parts_of_a_count_are_stacked(opened, code, by, period):
    with pytest.raises(RequestError, match="a few parts of a count"):
        opened(period, "zanjan", "en").composition(code, by)
