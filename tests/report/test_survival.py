"""Cohorts: what is known longest is the heading, and what is known of later years follows."""

import pytest

from helpers.errors import RequestError
from helpers.report.survival import survival_section

CODE, BY = "closed_within", "within_months"
YEARS = ("1398", "1399", "1400", "1401", "1402")


def shares(**known):
    """Return the shares of five years: those named, as ``of_1399=(12.4, 19.6, 25.8)``, or none.

    They are shares of 600 files.
    """
    values = {}
    for year in YEARS:
        own = known.get(f"of_{year}", (None,) * 3)
        for months, number in zip(("12", "24", "36"), own, strict=True):
            part = None if number is None else 6 * number
            values[CODE, year, BY, months] = number
            values["files_closed_within", year, BY, months] = part
    return values


KNOWN = {
    "of_1398": (11.5, 17.8, 23.1), "of_1399": (12.4, 19.6, 25.8),
    "of_1400": (12.3, 21.6, None), "of_1401": (12.2, None, None),
}  # fmt: skip


def test_the_last_year_known_longest_is_the_heading_and_later_ones_follow(with_values):
    fragment = survival_section(with_values("en", shares(**KNOWN), period="1402"), CODE, BY)
    heading, statement = fragment.text.split("\n\n")[:2]
    assert heading == (
        "26 percent of the files opened in the year 1399 were closed within 36 months"
    )
    assert statement == (
        "22 percent of the files opened in the year 1400 were closed within 24 months."
        " 12 percent of the files opened in the year 1401 were closed within 12 months."
    )


def test_it_says_the_same_in_persian(with_values):
    fragment = survival_section(with_values("fa", shares(**KNOWN), period="1402"), CODE, BY)
    assert fragment.text.startswith(
        "۲۶ درصد از پرونده‌های تشکیل‌شده در سال ۱۳۹۹ تا ۳۶ ماه بعد مختومه شد"
    )


def test_a_young_register_tells_what_it_knows(with_values):
    known = shares(of_1402=(10.0, None, None))
    fragment = survival_section(with_values("en", known, period="1402"), CODE, BY)
    assert fragment.text.startswith("10 percent of the files opened in the year 1402")
    assert fragment.html.count("<figure") == 1


def test_where_nothing_is_known_yet_nothing_is_drawn(with_values):
    fragment = survival_section(with_values("en", shares(), period="1402"), CODE, BY)
    assert "No figure is available yet." in fragment.text
    assert "<figure" not in fragment.html and "<table" in fragment.html


def test_a_fifth_year_stands_in_the_table_and_not_in_the_drawing(with_values):
    known = {f"of_{year}": (10.0, 15.0, 20.0) for year in YEARS}
    fragment = survival_section(with_values("en", shares(**known), period="1402"), CODE, BY)
    drawing, table = fragment.html.split("</figure>")
    assert "Year 1398" in table and "1398" not in drawing.split("</figcaption>")[1]


@pytest.mark.parametrize(
    ("code", "by"), [("files_closed_within", BY), ("active_share", "all"), ("closed_within", "all")]
)
def test_only_shares_by_the_months_until_closing_are_shown(opened, code, by):
    with pytest.raises(RequestError, match="shares by the months until closing"):
        opened("1402", "zanjan", "en").survival(code, by)
