"""What each kind of chart shows and says, against the numbers it was given."""

import pytest
from chart_examples import AREAS
from chart_reading import (
    SVG,
    bold_words,
    boxes,
    outlines,
    outside,
    overlapping,
    root,
    strokes,
    texts,
    words,
)
from examples import up_to
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.domain.periods import Month, Year
from helpers.domain.persian import Lang
from helpers.report.charts import (
    Line,
    against_scale,
    bars,
    bubble_map,
    composition,
    heat_map,
    pair,
    seasons,
    survival,
    trend,
)
from helpers.report.charts.scale import Measure, axis

NAVY, GREEN = "#12436d", "#28a197"
MONTHS = [Month(1403, 1) + months for months in range(7)]
VALUES = (100.0, 80.0, None, None, 120.0, 120.0, 115.0)


def flow(lang: Lang, *lines: Line) -> str:
    return trend(MONTHS, lines, title="", unit="u", decimals=0, lang=lang).description


def test_a_trend_is_described_by_first_last_change_highest_lowest_and_gaps() -> None:
    assert flow("en", Line("", VALUES)) == (
        "From 100 u in Farvardin 1403 to 115 in Mehr 1403, an increase of 15; "
        "highest: 120 (Mordad and Shahrivar 1403); lowest: 80 (Ordibehesht 1403); "
        "not published: Khordad and Tir 1403."
    )


def test_a_persian_trend_is_described_in_persian() -> None:
    assert flow("fa", Line("", VALUES)) == (
        "از ۱۰۰ u در فروردین ۱۴۰۳ به ۱۱۵ در مهر ۱۴۰۳، ۱۵ افزایش؛ "
        "بیشترین: ۱۲۰ (مرداد و شهریور ۱۴۰۳)؛ کمترین: ۸۰ (اردیبهشت ۱۴۰۳)؛ "
        "منتشر نشده: خرداد و تیر ۱۴۰۳."
    )


def test_a_line_of_the_year_before_is_described_with_its_own_months() -> None:
    text = flow("en", Line("Now", VALUES), Line("Before", VALUES, earlier=12))
    assert "Before: from 100 u in Farvardin 1402 to 115 in Mehr 1402" in text


def test_the_change_is_that_of_the_numbers_as_they_are_written() -> None:
    chart = trend(
        [Year(1402), Year(1403)], [Line("", (50.06, 52.44))],
        title="", unit="percent", decimals=1, lang="en",
    )  # fmt: skip
    assert "to 52.4 in year 1403, an increase of 2.3 percentage points" in chart.description


@pytest.mark.parametrize("approximate", [False, True])
def test_of_a_line_that_never_changes_only_its_value_is_said(approximate: bool) -> None:
    chart = trend(
        MONTHS[:3], [Line("", (80.0, None, 80.0))],
        title="", unit="u", decimals=0, lang="en", approximate=approximate,
    )  # fmt: skip
    assert chart.description.startswith("All equal: 80 u; not published: ")


def test_a_line_that_returns_where_it_was_is_said_to_have_done_so_after_rounding() -> None:
    chart = trend(
        MONTHS[:3], [Line("", (80.0, 90.0, 80.0))],
        title="", unit="u", decimals=0, lang="en", approximate=True,
    )  # fmt: skip
    assert ", no change after rounding; highest: 90 " in chart.description


def test_nothing_at_all_has_no_decimals_of_a_multiple() -> None:
    chart = bars(["A", "B"], [1.26e9, 0.0], title="", unit="rials", decimals=0, lang="en")
    assert chart.description == "Highest: 1.26 billion rials (A); lowest: 0 billion rials (B)."


@pytest.mark.parametrize(
    ("values", "unit", "decimals", "change"),
    [
        ((80.0, 90.0), "u", 0, "an increase of about 10."),
        ((60.4, 57.6), "percent", 1, "a decrease of about 3 percentage points."),
        ((60.4, 60.2), "percent", 1, "little change."),
        ((6.4e8, 1.26e9), "rials", 0, "an increase of about 620."),
    ],
)
def test_a_change_of_rounded_values_is_said_no_finer_than_it_is_known(
    values: tuple[float, float], unit: str, decimals: int, change: str
) -> None:
    chart = trend(
        [Year(1402), Year(1403)], [Line("", values)],
        title="", unit=unit, decimals=decimals, lang="en", approximate=True,
    )  # fmt: skip
    assert chart.description.split("\n")[0].endswith(f", {change}")


def test_a_persian_change_of_rounded_values_is_said_roughly_too() -> None:
    chart = trend(
        [Year(1402), Year(1403)], [Line("", (80.0, 90.0))],
        title="", unit="u", decimals=0, lang="fa", approximate=True,
    )  # fmt: skip
    assert "، حدود ۱۰ افزایش." in chart.description


def test_the_line_is_broken_where_nothing_is_published() -> None:
    chart = trend(MONTHS, [Line("", VALUES)], title="", unit="u", decimals=0, lang="en")
    assert [len(line) for line in strokes(chart, NAVY)] == [2, 3]


def test_a_trend_that_would_be_flat_says_that_its_axis_leaves_zero_out() -> None:
    chart = trend(
        MONTHS[:3], [Line("", (5700.0, 5750.0, 5793.0))],
        title="", unit="files", decimals=0, lang="en",
    )  # fmt: skip
    assert "files (axis does not start at zero)" in words(chart)
    assert chart.description.endswith("Axis does not start at zero.")


def test_a_ripple_is_not_drawn_as_a_wave() -> None:
    scale = axis((5790.0, 5793.0), Measure("files", 1, 0, "en"), zero=False)
    assert scale.high - scale.low >= 0.1 * 5793


@given(st.lists(st.floats(-1e9, 1e12), min_size=1, max_size=8))
def test_an_axis_holds_its_values_between_ticks(values: list[float]) -> None:
    measure = Measure.of(values, "u", 1, "en")
    scale = axis(values, measure, zero=False)
    slack = 1e-6 * max(1.0, *(abs(value) for value in values))
    assert scale.low - slack <= min(values)
    assert max(values) <= scale.high + slack
    assert 2 <= len(scale.ticks) <= 7


def test_an_axis_of_whole_numbers_has_no_tick_between_them() -> None:
    scale = axis((20.0, 21.0), Measure("files", 1, 0, "en"), zero=False)
    assert all(tick == int(tick) for tick in scale.ticks)


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ((999_999.0,), "999,999 rials"),
        ((19_110_544.0,), "19.1 million rials"),
        ((61_234_567_000.0,), "61.2 billion rials"),
        ((52_312_450_000.0, 312_000_000.0), "52,312 million rials"),
        ((52_312_450.0, 45_000.0), "52.31 million rials"),
    ],
)
def test_large_numbers_share_one_multiple_of_the_unit(
    values: tuple[float, ...], written: str
) -> None:
    assert Measure.of(values, "rials", 0, "en").quantity(values[0]) == written


def test_lengths_of_bars_are_in_proportion() -> None:
    chart = bars(["a", "b", "c"], [400.0, 100.0, 0.0], title="", unit="u", decimals=0, lang="en")
    long, short, none = (right - left for left, _, right, _ in boxes(chart, NAVY))
    assert long == pytest.approx(4 * short, abs=0.3)
    assert none == 0


@pytest.mark.parametrize(("lang", "side"), [("en", 0), ("fa", 2)])
def test_bars_grow_from_the_side_on_which_reading_begins(lang: Lang, side: int) -> None:
    chart = bars(["a", "b"], [400.0, 100.0], title="", unit="u", decimals=0, lang=lang)
    first, second = boxes(chart, NAVY)
    assert first[side] == second[side]
    assert first[2 - side] != second[2 - side]


@pytest.mark.parametrize(("lang", "word"), [("fa", "محرمانه"), ("en", "confidential")])
def test_a_hidden_bar_says_so_in_the_drawing_and_in_words(lang: Lang, word: str) -> None:
    chart = bars(["A", "B"], [400.0, None], title="", unit="u", decimals=0, lang=lang)
    assert word in words(chart)
    assert word in chart.description
    assert len(boxes(chart, NAVY)) == 1


def test_bars_are_described_by_highest_lowest_reference_and_hidden() -> None:
    chart = bars(
        ["A", "B", "C", "D"], [7.0, 2.0, None, 2.0],
        title="", unit="u", decimals=1, lang="en", reference=("All", 3.5),
    )  # fmt: skip
    assert chart.description == (
        "Highest: 7.0 u (A); lowest: 2.0 u (B and D); All: 3.5 u; confidential: C."
    )


def test_the_reference_line_has_a_key_and_strikes_no_value_out() -> None:
    names = [f"N{number}" for number in range(5)]
    chart = pair(
        names, [1.0] * 5, [5.4, 4.9, 5.0, 5.2, None], reference=("All", 5.2), title="",
        number_unit="u", rate_unit="r", number_decimals=0, rate_decimals=1, lang="en",
    )  # fmt: skip
    key, line = [
        x
        for path in root(chart).iter(f"{SVG}path")
        if "dasharray" in path.get("style", "")
        for (x, _), *_ in outlines(path.attrib["d"])
    ]
    (name,) = [written for written in texts(chart) if written.text == "All: 5.2"]
    assert key < name.left
    values = [written for written in texts(chart) if written.text in {"5.4", "4.9", "5.0", "5.2"}]
    assert values
    assert all(written.left > line for written in values)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_marked_bar_stands_out_by_weight_and_shade(lang: Lang) -> None:
    chart = bars(
        ["A", "B", "C"], [7.0, 2.0, 5.0], title="", unit="u", decimals=0, lang=lang, marked=2
    )
    shades = [
        "opacity" in path.attrib["style"]
        for path in root(chart).iter(f"{SVG}path")
        if NAVY in path.attrib["style"]
        for _ in outlines(path.attrib["d"])
    ]
    assert shades == [True, True, False]
    assert bold_words(chart) == {"C", {"fa": "۵", "en": "5"}[lang]}


def test_a_bold_name_has_the_room_that_it_needs() -> None:
    names = ["A", "Khorramdarreh (page)"]
    chart = bars(names, [7.0, 2.0], title="", unit="u", decimals=0, lang="en", marked=1)
    assert outside(chart) == []


def test_both_panels_of_a_pair_mark_the_same_category() -> None:
    chart = pair(
        ["A", "B"], [400.0, 100.0], [5.4, None], title="", number_unit="u", rate_unit="r",
        number_decimals=0, rate_decimals=1, lang="en", marked=1,
    )  # fmt: skip
    assert bold_words(chart) == {"B", "100", "confidential"}


def test_bars_without_a_marked_one_are_equally_strong() -> None:
    chart = bars(["A", "B"], [7.0, 2.0], title="", unit="u", decimals=0, lang="en")
    assert bold_words(chart) == set()
    assert "opacity" not in chart.svg


@pytest.mark.parametrize("marked", [-1, 2])
def test_a_mark_on_no_bar_is_refused(marked: int) -> None:
    with pytest.raises(ValueError, match="there are 2"):
        bars(["A", "B"], [7.0, 2.0], title="", unit="u", decimals=0, lang="en", marked=marked)


def test_bubbles_have_areas_in_proportion_and_do_not_overlap() -> None:
    chart = bubble_map(
        AREAS, [400.0, 100.0, 100.0, 400.0, 100.0], title="", unit="u", decimals=0, lang="en"
    )
    bubbles = boxes(chart, NAVY)
    widths = [right - left for left, _, right, _ in bubbles]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.3)
    centres = [((a + c) / 2, (b + d) / 2) for a, b, c, d in bubbles]
    for one, (x, y) in enumerate(centres):
        for other in range(one):
            distance = ((x - centres[other][0]) ** 2 + (y - centres[other][1]) ** 2) ** 0.5
            assert distance >= (widths[one] + widths[other]) / 2


def test_the_map_has_north_above_and_east_on_the_right_in_either_language() -> None:
    for lang in ("fa", "en"):
        chart = bubble_map(AREAS, [100.0] * 5, title="", unit="u", decimals=0, lang=lang)
        bubbles = boxes(chart, NAVY)
        assert bubbles[4][1] == min(top for _, top, _, _ in bubbles)
        assert bubbles[2][0] == min(left for left, _, _, _ in bubbles)


def test_a_map_of_one_area_can_be_drawn() -> None:
    chart = bubble_map(AREAS[:1], [5.0], title="", unit="u", decimals=0, lang="en")
    assert (chart.description, outside(chart)) == ("County 1: 5 u.", [])


def test_a_period_with_a_hidden_part_has_no_bar() -> None:
    chart = composition(
        MONTHS[:3], [Line("A", (5.0, 5.0, 5.0)), Line("B", (5.0, None, 5.0))],
        title="", unit="u", decimals=0, lang="en",
    )  # fmt: skip
    key = 1
    assert len(boxes(chart, NAVY)) == len(boxes(chart, GREEN)) == 2 + key
    assert chart.description.endswith("A period of which a part is not published has no bar.")


@pytest.mark.parametrize(
    "lines",
    [[], [Line("short", (1.0,))], [Line("x", VALUES)] * 5],
    ids=["none", "of another length", "too many"],
)
def test_lines_that_cannot_be_drawn_together_are_refused(lines: list[Line]) -> None:
    with pytest.raises(ValueError, match=r"series|values for 7 periods"):
        trend(MONTHS, lines, title="", unit="u", decimals=0, lang="en")


def test_periods_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="later than the one before"):
        trend(MONTHS[::-1], [Line("", VALUES)], title="", unit="u", decimals=0, lang="en")


def test_a_negative_bubble_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        bubble_map(AREAS[:1], [-1.0], title="", unit="u", decimals=0, lang="en")


# As they are published: one decimal.
tenths = st.integers(-(10**13), 10**13) | st.integers(-50, 400)
languages = st.sampled_from(["fa", "en"])
shares = st.none() | st.integers(0, 1000).map(lambda number: number / 10)
numbers = st.none() | tenths.map(lambda number: number / 10)


@up_to(25)
@given(st.lists(numbers, min_size=2, max_size=24), languages)
# The name of the last month is wide, and is moved into the drawing towards the one before.
@example([*[None] * 12, 0.0, None], "fa")
def test_any_values_stay_within_the_drawing_and_apart(
    values: list[float | None], lang: Lang
) -> None:
    periods = [Month(1402, 1) + month for month in range(len(values))]
    names = [f"name {number}" for number in range(len(values))]
    words_of = {"title": "t", "unit": "u", "decimals": 1, "lang": lang}
    months = periods[-24:]
    rates = [None if value is None else value % 500 for value in values]
    sizes = [None if value is None else abs(value) for value in values]
    charts = [
        trend(periods, [Line("", tuple(values))], **words_of),
        bars(names, values, **words_of),
        bars(names, values, reference=("all", 5.0), marked=0, **words_of),
        seasons(months, values, **words_of),
        heat_map(names[:2], periods, [rates, rates[::-1]], **words_of),
        against_scale(names, sizes, sizes[::-1], names=("paid", "scale"), **words_of),
    ]
    for chart in charts:
        assert outside(chart) == []
        assert overlapping(chart) == []


@up_to(25)
@given(st.lists(st.lists(shares, min_size=3, max_size=3), min_size=1, max_size=4), languages)
def test_any_cohorts_stay_within_the_drawing_and_apart(
    closed: list[list[float | None]], lang: Lang
) -> None:
    cohorts = [Year(1398 + number) for number in range(len(closed))]
    words_of = {"title": "t", "unit": "u", "decimals": 1, "lang": lang}
    chart = survival(cohorts, (12, 24, 36), closed, **words_of)
    assert outside(chart) == []
    assert overlapping(chart) == []
