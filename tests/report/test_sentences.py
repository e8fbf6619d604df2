"""Sentences say what the numbers say, and nothing more."""

import pytest

from helpers.report.changes import figure_change
from helpers.report.sentences import sentence, statement

NOW, BEFORE, YEAR_BEFORE = "1403-07", "1403-06", "1402-07"


def active(now, before, year_before):
    values = zip((NOW, BEFORE, YEAR_BEFORE), (now, before, year_before), strict=True)
    return {("files_active", period): value for period, value in values}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "The number of active case files in Zanjan Province was 5,793 at the end of Mehr 1403."
            " That is 20 (0.3 percent) higher than the previous month and 7 (0.1 percent) lower"
            " than the same month of the previous year.",
        ),
        (
            "fa",
            "شمار پرونده‌های فعال استان زنجان در پایان مهر ۱۴۰۳، ۵٬۷۹۳ پرونده بود."
            " این رقم نسبت به ماه قبل ۲۰ پرونده (۰٫۳ درصد) بیشتر و نسبت به ماه مشابه سال قبل"
            " ۷ پرونده (۰٫۱ درصد) کمتر است.",
        ),
    ],
)
def test_a_rise_and_a_fall_are_said_with_number_and_percent(with_values, lang, said):
    assert sentence(with_values(lang, active(5793, 5773, 5800)), "files_active") == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "That is unchanged from the previous month and"), ("fa", "نسبت به ماه قبل بدون تغییر")],
)
def test_no_change_is_said_as_such(with_values, lang, said):
    assert said in sentence(with_values(lang, active(5793, 5793, 5800)), "files_active")


@pytest.mark.parametrize(("lang", "word"), [("en", "month."), ("fa", "سال")])
def test_nothing_is_said_of_a_change_from_a_hidden_value(with_values, lang, word):
    text = sentence(with_values(lang, active(5793, 5773, None)), "files_active")
    assert ("previous year" if lang == "en" else "سال قبل") not in text
    assert ("previous month" if lang == "en" else "ماه قبل") in text


def test_no_change_sentence_stands_where_both_ends_are_hidden(with_values):
    context = with_values("en", active(5793, None, None))
    assert sentence(context, "files_active") == statement(context, "files_active")


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "confidential, not published"), ("fa", "محرمانه است و منتشر نمی‌شود")]
)
def test_a_hidden_value_is_said_to_be_confidential_and_no_change_is_stated(with_values, lang, said):
    text = sentence(with_values(lang, active(None, 5773, 5800)), "files_active")
    assert said in text
    assert not any(digit in text.replace("1403", "").replace("۱۴۰۳", "") for digit in "5793۵۷۹۳")


def test_a_small_base_gives_a_number_without_a_percentage(with_values):
    values = {("files_reopened", NOW): 11, ("files_reopened", BEFORE): 10}
    text = sentence(with_values("en", values), "files_reopened")
    assert "1 higher than the previous month" in text
    assert "percent" not in text.split("and")[0]


def test_a_change_of_a_share_is_in_percentage_points(with_values):
    values = {("active_share", NOW): 55.4, ("active_share", BEFORE): 55.9}
    text = sentence(with_values("en", values), "active_share")
    assert "0.5 percentage points lower than the previous month" in text


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "94.6 billion rials"), ("fa", "۹۴٫۶ میلیارد ریال")]
)
def test_large_sums_are_said_in_billions(with_values, lang, said):
    context = with_values(lang, {("pension_amount", NOW): 94_550_000_000})
    assert said in statement(context, "pension_amount")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_rounded_change_is_said_to_be_approximate(opened, lang):
    context = opened("1403-07", "abhar", lang).context
    text = sentence(context, "files_active")
    assert ("about" if lang == "en" else "حدود") in text
    assert text.count("percent") + text.count("درصد") <= 2


def test_the_first_period_states_no_change(opened, settings):
    context = opened("1398-01", settings.areas.province.code, "en").context
    assert sentence(context, "files_active") == statement(context, "files_active")
    assert figure_change(context, "files_active") == ""


def test_an_annual_page_compares_with_the_previous_year_only(opened, settings):
    text = sentence(opened("1402", settings.areas.province.code, "en").context, "files_active")
    assert text.count("previous year") == 1
    assert "month" not in text


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "No legislated scale"), ("fa", "جدول قانونی منتشر نشده")]
)
def test_an_unavailable_value_is_said_with_its_reason(opened, settings, lang, said):
    context = opened("1398-05", settings.areas.province.code, lang).context
    assert said in statement(context, "pension_shortfall")


def test_every_statistic_with_a_total_has_a_sentence_in_both_languages(settings):
    from helpers.domain.structure import STATISTICS

    without_total = {"files_closed_within", "closed_within"}
    for code in STATISTICS.keys() - without_total:
        assert settings.terms["sentence", code].fa
