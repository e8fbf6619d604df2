"""What is paid, beside the amounts of the scale."""

import pytest
from chart_reading import boxes, texts, words

from helpers.domain.persian import Lang
from helpers.report.charts import Chart, against_scale

NAVY, ORANGE = "#12436d", "#f46a25"
KEY_AND_HEAD = 2
Amounts = list[float | None]


def drawn(paid: Amounts, scale: Amounts, lang: Lang = "en") -> Chart:
    return against_scale(
        [f"Size {letter}" for letter in "ABCDE"[: len(paid)]], paid, scale,
        title="", unit="rials", decimals=0, lang=lang, names=("Paid", "Scale"),
    )  # fmt: skip


@pytest.mark.parametrize(("lang", "end"), [("en", 2), ("fa", 0)])
def test_the_mark_of_an_equal_amount_stands_at_the_end_of_the_bar(lang: Lang, end: int) -> None:
    chart = drawn([4e6, 2e6], [4e6, 3e6], lang)
    first, second = boxes(chart, NAVY)[KEY_AND_HEAD:]
    equal, above = boxes(chart, ORANGE)[KEY_AND_HEAD:]
    assert (equal[0] + equal[2]) / 2 == pytest.approx(first[end], abs=0.2)
    assert abs((above[0] + above[2]) / 2 - second[2 - end]) > abs(second[end] - second[2 - end])


def test_bars_start_at_zero() -> None:
    chart = drawn([4e6, 1e6], [4e6, 1e6])
    long, short = (right - left for left, _, right, _ in boxes(chart, NAVY)[KEY_AND_HEAD:])
    assert long == pytest.approx(4 * short, abs=0.3)


def test_both_amounts_are_written_with_their_names() -> None:
    chart = drawn([9_962_825.0], [9_037_200.0])
    assert {"Paid", "Scale", "9.96", "9.04", "million rials"} <= set(words(chart))


def test_amounts_that_differ_are_written_differently() -> None:
    chart = drawn([9_937_200.0], [9_940_000.0])
    assert {"9.937", "9.940"} <= set(words(chart))
    assert "0.003 below" in chart.description


def test_equal_amounts_are_said_to_be_equal() -> None:
    text = drawn([9_937_200.0], [9_937_200.0]).description
    assert text == "Size A: paid and scale both 9.94 million rials."


def test_what_is_paid_is_described_against_the_scale() -> None:
    text = drawn([11e6, 30.4e6, None], [10e6, 31.2e6, 40e6]).description
    assert text == (
        "Size A: paid 11.0 million rials, 1.0 above scale 10.0; "
        "Size B: paid 30.4, 0.8 below scale 31.2; "
        "Size C: paid not published, scale 40.0."
    )


def test_a_persian_description_says_the_same_in_persian() -> None:
    chart = against_scale(
        ["۱ نفر"], [9e6], [10e6], names=("میانگین پرداخت", "مبلغ قانونی"),
        title="", unit="ریال", decimals=0, lang="fa",
    )  # fmt: skip
    assert chart.description == (
        "۱ نفر: میانگین پرداخت ۹٫۰ میلیون ریال، ۱٫۰ کمتر از مبلغ قانونی ۱۰٫۰."
    )


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_hidden_amount_has_no_bar_and_says_so(lang: Lang) -> None:
    chart = drawn([None, 2e6], [3e6, 2e6], lang)
    assert len(boxes(chart, NAVY)) == 1 + KEY_AND_HEAD
    assert {"fa": "منتشر نشده", "en": "not published"}[lang] in words(chart)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_units_stand_below_units(lang: Lang) -> None:
    chart = drawn([2e6, 11.5e6], [3e6, 12.5e6], lang)
    written = [text for text in texts(chart) if text.text[-2:-1] in {".", "٫"}]
    assert len(written) == 4
    assert len({round(text.right, 1) for text in written}) == 2


@pytest.mark.parametrize(
    ("paid", "scale", "match"),
    [([], [], "needs sizes"), ([1.0], [], "two amounts"), ([-1.0], [1.0], "negative")],
)
def test_amounts_that_cannot_be_drawn_are_refused(
    paid: Amounts, scale: Amounts, match: str
) -> None:
    with pytest.raises(ValueError, match=match):
        drawn(paid, scale)
