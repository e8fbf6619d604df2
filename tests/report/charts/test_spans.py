"""Periods in the words of a description."""

import pytest

from helpers.domain.periods import Month, Period, Year
from helpers.report.charts.spans import periods_in_words

MEHR = Month(1402, 7)


@pytest.mark.parametrize(
    ("periods", "fa", "en"),
    [
        ([MEHR], "مهر ۱۴۰۲", "Mehr 1402"),
        ([MEHR, MEHR + 1], "مهر و آبان ۱۴۰۲", "Mehr and Aban 1402"),
        ([MEHR, MEHR + 1, MEHR + 2], "مهر تا آذر ۱۴۰۲", "Mehr to Azar 1402"),
        ([MEHR, MEHR + 1, MEHR + 4], "مهر، آبان و بهمن ۱۴۰۲", "Mehr, Aban and Bahman 1402"),
        ([MEHR - 6, MEHR - 5, MEHR - 4, MEHR], "فروردین تا خرداد و مهر ۱۴۰۲",
         "Farvardin to Khordad and Mehr 1402"),
        ([MEHR, MEHR + 6], "مهر ۱۴۰۲ و فروردین ۱۴۰۳", "Mehr 1402 and Farvardin 1403"),
        ([MEHR + 4, MEHR + 5, MEHR + 6, MEHR + 9], "بهمن ۱۴۰۲ تا فروردین ۱۴۰۳ و تیر ۱۴۰۳",
         "Bahman 1402 to Farvardin 1403 and Tir 1403"),
        ([MEHR, MEHR + 2, MEHR + 6, MEHR + 8], "مهر و آذر ۱۴۰۲، فروردین و خرداد ۱۴۰۳",
         "Mehr and Azar 1402, Farvardin and Khordad 1403"),
        ([Year(1400), Year(1401), Year(1403)], "سال‌های ۱۴۰۰ و ۱۴۰۱ و سال ۱۴۰۳",
         "years 1400 and 1401 and year 1403"),
    ],
)  # fmt: skip
def test_periods_are_told_as_spans_whose_shared_year_is_said_once(
    periods: list[Period], fa: str, en: str
) -> None:
    assert (periods_in_words(periods, "fa"), periods_in_words(periods, "en")) == (fa, en)
