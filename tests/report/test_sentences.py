"""Sentences say what the numbers say, and nothing more."""

import pytest

from helpers.report.change_words import change_heading, figure_change
from helpers.report.sentences import sentence, sentences, statement

NOW, BEFORE, YEAR_BEFORE = "1403-07", "1403-06", "1402-07"


def active(now, before, year_before):
    values = zip((NOW, BEFORE, YEAR_BEFORE), (now, before, year_before), strict=True)
    return {("files_active", period): value for period, value in values}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "At the end of Mehr 1403, there were 5,793 active case files in Zanjan Province."
            " That is 20 (0.3 percent) more than a month earlier and 7 (0.1 percent) fewer"
            " than a year earlier.",
        ),
        (
            "fa",
            "در پایان مهر ۱۴۰۳، شمار پرونده‌های فعال استان زنجان ۵٬۷۹۳ پرونده بود."
            " این رقم نسبت به ماه قبل ۲۰ پرونده (۰٫۳ درصد) بیشتر و نسبت به ماه مشابه سال قبل"
            " ۷ پرونده (۰٫۱ درصد) کمتر است.",
        ),
    ],
)
def test_a_rise_and_a_fall_are_said_with_number_and_percent(with_values, lang, said):
    assert sentence(with_values(lang, active(5793, 5773, 5800)), "files_active") == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "That is 20 (0.3 percent) more than a month earlier and 93 (1.6 percent) more"),
        ("fa", "ماه قبل ۲۰ پرونده (۰٫۳ درصد) و نسبت به ماه مشابه سال قبل ۹۳ پرونده (۱٫۶ درصد) ب"),
    ],
)
def test_two_changes_of_one_direction_share_their_word_in_persian(with_values, lang, said):
    assert said in sentence(with_values(lang, active(5793, 5773, 5700)), "files_active")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "That is unchanged from a month earlier and"), ("fa", "نسبت به ماه قبل بدون تغییر و")],
)
def test_no_change_is_said_as_such(with_values, lang, said):
    assert said in sentence(with_values(lang, active(5793, 5793, 5800)), "files_active")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "That is unchanged from a month earlier and from a year earlier."),
        ("fa", "این رقم نسبت به ماه قبل و نسبت به ماه مشابه سال قبل بدون تغییر است."),
    ],
)
def test_no_change_since_either_is_said_once(with_values, lang, said):
    assert said in sentence(with_values(lang, active(5793, 5793, 5793)), "files_active")


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_nothing_is_said_of_a_change_from_a_hidden_value(with_values, lang):
    text = sentence(with_values(lang, active(5793, 5773, None)), "files_active")
    assert ("year earlier" if lang == "en" else "سال قبل") not in text
    assert ("month earlier" if lang == "en" else "ماه قبل") in text


def test_no_change_sentence_stands_where_both_ends_are_hidden(with_values):
    context = with_values("en", active(5793, None, None))
    assert sentence(context, "files_active") == statement(context, "files_active")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "confidential and not published"), ("fa", "محرمانه است و منتشر نمی‌شود")],
)
def test_a_hidden_value_is_said_to_be_confidential_and_no_change_is_stated(with_values, lang, said):
    context = with_values(lang, active(None, 5773, 5800))
    text = sentence(context, "files_active") + change_heading(context, "files_active")
    assert said in text
    assert not any(digit in text.replace("1403", "").replace("۱۴۰۳", "") for digit in "5793۵۷۹۳")


def test_a_small_base_gives_a_number_without_a_percentage(with_values):
    values = {("files_reopened", NOW): 11, ("files_reopened", BEFORE): 10}
    text = sentence(with_values("en", values), "files_reopened")
    assert "1 more than a month earlier" in text
    assert "percent" not in text.split("and")[0]


def test_a_change_of_a_share_is_in_percentage_points(with_values):
    values = {("active_share", NOW): 55.4, ("active_share", BEFORE): 55.9}
    text = sentence(with_values("en", values), "active_share")
    assert "0.5 percentage points lower than a month earlier" in text


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "94.6 billion rials"), ("fa", "۹۴٫۶ میلیارد ریال")]
)
def test_large_sums_are_said_in_billions(with_values, lang, said):
    context = with_values(lang, {("pension_amount", NOW): 94_550_000_000})
    assert said in statement(context, "pension_amount")


@pytest.mark.parametrize(
    ("before", "said"),
    [(94_100_000_000, "0.5 billion rials"), (94_549_000_000, "1.0 million rials")],
)
def test_a_change_is_said_in_the_scale_of_the_sum_if_any_of_it_is_left_there(
    with_values, before, said
):
    values = {("pension_amount", NOW): 94_550_000_000, ("pension_amount", BEFORE): before}
    assert f"That is {said}" in sentence(with_values("en", values), "pension_amount")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_rounded_change_is_said_to_be_approximate_and_has_no_decimals(opened, lang):
    context = opened("1403-07", "abhar", lang).context
    text = sentence(context, "files_active").split(". ", 1)[1]
    assert ("about" if lang == "en" else "حدود") in text
    assert text.count("percent") + text.count("درصد") <= 2
    assert "٫" not in text and "." not in text.rstrip(".")


def test_a_change_of_a_rounded_share_that_is_less_than_half_a_point_is_little(
    with_values, settings
):
    county = settings.areas.counties[0].code
    values = {
        ("active_share", NOW, "all", "all", county): 55.4,
        ("active_share", BEFORE, "all", "all", county): 55.0,
        ("active_share", YEAR_BEFORE, "all", "all", county): 54.4,
    }
    context = with_values("en", values, area=county)
    assert sentence(context, "active_share").endswith(
        "That is little changed from a month earlier and about 1 percentage point higher"
        " than a year earlier."
    )


@pytest.mark.parametrize(("now", "said"), [(1, "3,034 fewer"), (0, "3,035 (100.0 percent) fewer")])
def test_all_is_said_to_be_gone_only_where_nothing_is_left(with_values, now, said):
    values = {("pension_recipients", NOW): now, ("pension_recipients", BEFORE): 3035}
    assert f"That is {said}" in sentence(with_values("en", values), "pension_recipients")


def test_a_rounded_sum_changes_no_finer_than_it_is_said(with_values, settings):
    county = settings.areas.counties[0].code
    values = {
        ("pension_amount", period, "all", "all", county): amount
        for period, amount in ((NOW, 5.01e9), (BEFORE, 4.98e9), (YEAR_BEFORE, 4.89e9))
    }
    assert sentence(with_values("en", values, area=county), "pension_amount").endswith(
        "That is little changed from a month earlier and about 0.1 billion rials (2 percent) more"
        " than a year earlier."
    )


def test_the_first_period_states_no_change(opened, settings):
    context = opened("1398-01", settings.areas.province.code, "en").context
    assert sentence(context, "files_active") == statement(context, "files_active")
    assert figure_change(context, "files_active") == ""


def test_an_annual_page_compares_with_the_previous_year_only(opened, settings):
    text = sentence(opened("1402", settings.areas.province.code, "en").context, "files_active")
    assert text.count("a year earlier") == 1
    assert "month" not in text


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "no legislated scale"), ("fa", "جدول قانونی منتشر نشده")]
)
def test_an_unavailable_value_is_said_with_its_reason(opened, settings, lang, said):
    context = opened("1398-05", settings.areas.province.code, lang).context
    assert said in statement(context, "pension_shortfall")


def test_every_statistic_with_a_total_has_a_sentence_in_both_languages(opened, settings):
    from helpers.domain.structure import STATISTICS

    without_total = {"files_closed_within", "closed_within"}
    province = settings.areas.province.code
    for lang in ("fa", "en"):
        for period, cadence in (("1403-07", "monthly"), ("1402", "annual")):
            context = opened(period, province, lang).context
            for code, statistic in STATISTICS.items():
                if code not in without_total and cadence in statistic.cadences:
                    text = statement(context, code)
                    assert text.endswith(".") and not set("{}~|") & set(text), text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", " In the same month, there were 44 files opened and 27 files closed."),
        ("fa", " در همین ماه ۴۴ پرونده تشکیل و ۲۷ پرونده مختومه شد."),
    ],
)
def test_further_statistics_name_neither_period_nor_area_and_share_their_verb(
    with_values, lang, said
):
    values = {("files_opened", NOW): 44, ("files_closed", NOW): 27}
    codes = ("files_active", "files_opened", "files_closed")
    context = with_values(lang, values)
    assert sentences(context, codes, changes=False) == sentence(context, "files_active") + said


def test_a_further_statistic_that_is_hidden_is_left_out(with_values):
    values = {("files_opened", NOW): 44, ("files_closed", NOW): None}
    text = sentences(with_values("en", values), ("files_active", "files_opened", "files_closed"))
    assert "44 files opened" in text and "closed" not in text


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("files_active", active(5793, 5773, 5700)),
        ("files_active", active(5793, 5820, 5900)),
        ("files_active", active(5793, 5793, 5793)),
        ("files_active", active(None, 5773, 5700)),
        ("files_active", active(5793, None, 5700)),
        ("files_active", active(5793, 5773, None)),
        ("files_reopened", {("files_reopened", NOW): 0, ("files_reopened", BEFORE): 3}),
        ("files_reopened", {("files_reopened", NOW): 1, ("files_reopened", BEFORE): 0}),
        ("pension_recipients", {("pension_recipients", NOW): 1}),
        ("active_share", {("active_share", NOW): 55.4, ("active_share", BEFORE): 54.4}),
        ("median_months_open",
         {("median_months_open", NOW): 84, ("median_months_open", BEFORE): 83}),
        ("pension_amount", {("pension_amount", NOW): 94.55e9, ("pension_amount", BEFORE): 94.1e9}),
    ],
    ids=[
        "rise", "fall", "no_change", "hidden_now", "hidden_before", "missing_last_year", "zero",
        "one", "one_person", "share", "months", "rials",
    ],
)  # fmt: skip
def test_what_is_said_of_a_statistic_of_the_province(with_values, snapshot, lang, code, values):
    assert said_of(with_values(lang, values), code) == snapshot


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("code", ["files_active", "active_share", "pension_amount"])
def test_what_is_said_of_a_statistic_of_a_county(opened, snapshot, lang, code):
    assert said_of(opened(NOW, "abhar", lang).context, code) == snapshot


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize(
    ("period", "code"), [("1398-01", "files_active"), ("1402", "files_active")]
)
def test_what_is_said_in_the_first_month_and_in_a_year(
    opened, settings, snapshot, lang, period, code
):
    assert said_of(opened(period, settings.areas.province.code, lang).context, code) == snapshot


def said_of(context, code):
    """Return the heading, the sentence and the line under the figure."""
    return "\n".join((change_heading(context, code), sentence(context, code),
                      figure_change(context, code)))  # fmt: skip
