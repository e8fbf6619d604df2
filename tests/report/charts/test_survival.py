"""Cohorts: the share closed as time went on."""

from itertools import pairwise

import pytest
from chart_examples import CLOSED, COHORTS
from chart_reading import bold_words, strokes, words

from helpers.domain.persian import Lang
from helpers.report.charts import Chart, survival

SERIES = ("#12436d", "#28a197", "#801650", "#f46a25")


def drawn(lang: Lang = "en") -> Chart:
    return survival(
        COHORTS, (12, 24, 36), CLOSED, title="", unit="percent", decimals=1, lang=lang
    )  # fmt: skip


def test_every_line_begins_at_nothing_closed_and_ends_where_knowledge_ends() -> None:
    lines = [strokes(drawn(), colour)[0] for colour in SERIES]
    assert len({line[0] for line in lines}) == 1
    assert [len(line) for line in lines] == [4, 4, 3, 2]


def test_months_are_evenly_spaced_from_the_opening() -> None:
    places = [x for x, _ in strokes(drawn(), SERIES[0])[0]]
    steps = [after - before for before, after in pairwise(places)]
    assert steps == pytest.approx([steps[0]] * 3, abs=0.2)


def test_a_line_never_falls() -> None:
    for colour in SERIES:
        heights = [y for _, y in strokes(drawn(), colour)[0]]
        assert heights == sorted(heights, reverse=True)


def test_every_number_beside_a_line_is_a_share_that_is_published() -> None:
    assert bold_words(drawn()) == {"23.1", "25.8", "21.6", "12.2"}


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["12 months", "24 months", "36 months", "after the file was opened"]),
        ("fa", ["۱۲ ماه", "۲۴ ماه", "۳۶ ماه", "پس از تشکیل پرونده"]),
    ],
)
def test_the_axis_says_how_long_after_the_opening(lang: Lang, expected: list[str]) -> None:
    assert set(expected) <= set(words(drawn(lang)))


def test_each_cohort_is_described_on_a_line_of_its_own() -> None:
    first, *_, last = drawn().description.split("\n")
    assert first == (
        "year 1398: 11.5 percent within 12 months; 17.8 within 24 months; 23.1 within 36 months."
    )
    assert last == "year 1401: 12.2 percent within 12 months."


def test_a_persian_description_says_the_same_in_persian() -> None:
    *_, last = drawn("fa").description.split("\n")
    assert last == "سال ۱۴۰۱: ۱۲٫۲ percent تا ۱۲ ماه."


def test_more_than_four_cohorts_are_refused() -> None:
    with pytest.raises(ValueError, match="1 to 4 cohorts, not 5"):
        survival(COHORTS[:1] * 5, (12,), [[1.0]] * 5, title="", unit="u", decimals=1, lang="en")


@pytest.mark.parametrize("months", [(), (0, 12), (24, 12)])
def test_months_that_do_not_follow_the_opening_in_order_are_refused(
    months: tuple[int, ...],
) -> None:
    with pytest.raises(ValueError, match="each later than the one before"):
        survival(
            COHORTS[:1], months, [[1.0] * len(months)], title="", unit="u", decimals=1, lang="en"
        )


def test_a_share_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="one share for each"):
        survival(COHORTS[:1], (12, 24), [[1.0]], title="", unit="u", decimals=1, lang="en")
