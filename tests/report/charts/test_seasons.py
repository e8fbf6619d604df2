"""The last twelve months beside the same months a year before."""

import pytest
from chart_examples import TWO_YEARS, WAVES
from chart_reading import bold_words, strokes, words

from helpers.domain.periods import Month
from helpers.domain.persian import Lang
from helpers.report.charts import Chart, seasons

NAVY, GREY = "#12436d", "#3d3d3d"
RISING = tuple(100.0 + step for step in range(24))


def drawn(
    values: tuple[float | None, ...], months: list[Month] = TWO_YEARS, lang: Lang = "en"
) -> Chart:
    shown = months[-len(values) :]
    return seasons(shown, values, title="", unit="files", decimals=0, lang=lang)


def test_the_same_month_of_both_years_stands_at_the_same_place() -> None:
    chart = drawn(RISING)
    ((*_, now),) = [[x for x, _ in line] for line in strokes(chart, NAVY)]
    (before,) = [[x for x, _ in line] for line in strokes(chart, GREY)]
    assert len(before) == 12
    assert before[-1] == now


def test_each_line_ends_with_its_value_and_its_own_month() -> None:
    chart = drawn(RISING)
    assert bold_words(chart) == {"123", "111"}
    assert {"Mehr 1403", "Mehr 1402"} <= set(words(chart))


def test_the_last_month_is_described_against_the_same_month_of_the_year_before() -> None:
    assert drawn(RISING).description == (
        "From 111 files in Mehr 1402 to 123 in Mehr 1403, an increase of 12; "
        "compared with a year before: higher in 12 months; "
        "highest: 123 (Mehr 1403); lowest: 112 (Aban 1402)."
        "\nAxis does not start at zero."
    )


def test_months_that_were_higher_lower_or_equal_are_counted_as_they_are_written() -> None:
    before = (50.0,) * 12
    now = (50.4, 49.6, *(60.0,) * 7, *(40.0,) * 3)
    text = drawn((*before, *now)).description
    assert "higher in 7 months, lower in 3 months and equal in 2 months" in text


def test_only_months_published_in_both_years_are_compared() -> None:
    now = (60.0, None, 60.0, *(None,) * 9)
    text = drawn((None, *(50.0,) * 11, *now)).description
    assert "compared" not in text.lower()
    text = drawn((*(50.0,) * 12, *now)).description
    assert "higher in 2 months;" in text.lower() + ";"


def test_a_persian_description_says_the_same_in_persian() -> None:
    text = drawn((*(50.0,) * 12, *(60.0,) * 11, 40.0), lang="fa").description
    assert text.startswith(
        "از ۵۰ files در مهر ۱۴۰۲ به ۴۰ در مهر ۱۴۰۳، ۱۰ کاهش؛ "
        "در مقایسه با سال پیش: در ۱۱ ماه بیشتر و در ۱ ماه کمتر؛ "
    )


def test_a_year_alone_is_one_line_without_comparison() -> None:
    chart = drawn(RISING[:12])
    assert strokes(chart, GREY) == []
    assert "year before" not in chart.description
    assert chart.description.startswith("Mehr 1403: 111 files; ")


def test_months_before_the_first_are_no_gap_and_hidden_ones_are() -> None:
    chart = drawn((*WAVES[8:11], None, *WAVES[12:]))
    assert chart.description.count("Mehr 1402") == 1
    assert "not published: Mehr 1402." in chart.description


def test_a_last_month_that_is_hidden_has_no_value_at_its_end() -> None:
    chart = drawn((*RISING[:23], None))
    assert bold_words(chart) == {"111"}
    assert "not published: Mehr 1403" in chart.description


@pytest.mark.parametrize(
    ("months", "match"),
    [
        ([], "later than the one before"),
        ([Month(1402, 1), Month(1402, 3)], "without a gap"),
        ([Month(1401, 1) + step for step in range(25)], "not 25"),
    ],
)
def test_other_than_one_to_twenty_four_months_in_a_row_are_refused(
    months: list[Month], match: str
) -> None:
    with pytest.raises(ValueError, match=match):
        seasons(months, [1.0] * len(months), title="", unit="u", decimals=0, lang="en")
