"""Published figures stand beside ours at the right month, and the 57 percent is explained."""

import datetime as dt
from decimal import Decimal

import pytest

from helpers.domain.periods import Month
from helpers.report.published_figures import PublishedFigure, read_figures, share_remark

CODES = ("files_total", "files_active", "pension_recipients", "pension_share_of_active")


def figure(statistic, value, dated=dt.date(2024, 10, 24)):
    return PublishedFigure(statistic, "all", "all", Decimal(value), dated, "ایکس", "x", "https://x")


@pytest.mark.parametrize(
    ("dated", "anchor"),
    [
        (dt.date(2024, 10, 24), Month(1403, 7)),
        (dt.date(2024, 10, 21), Month(1403, 7)),
        (dt.date(2024, 10, 20), Month(1403, 6)),
        (dt.date(2025, 3, 21), Month(1403, 12)),
    ],
)
def test_a_figure_belongs_to_the_last_month_end_on_or_before_its_date(dated, anchor):
    assert figure("files_active", "1", dated).anchor == anchor


def test_the_six_published_totals_of_the_province_are_found(settings):
    name = settings.configuration.province.published_figures_name
    found = {f.statistic: int(f.value) for f in read_figures(settings.reference, name)}
    assert found == {
        "files_total": 10455, "files_active": 5793, "pension_recipients": 3035,
        "pension_share_of_active": 57, "school_students": 1347, "university_students": 109,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "source"),
    [("en", "IRIB News, from IRNA"), ("fa", "خبرگزاری صداوسیما، به نقل از ایرنا")],
)
def test_the_source_of_a_figure_is_named_in_the_language_of_the_page(
    opened, settings, lang, source
):
    report = opened("1403-07", settings.areas.province.code, lang)
    assert f">{source}</a>" in report.published_figures("school_students").html


@pytest.mark.parametrize(
    ("lang", "numbers"),
    [
        ("en", ["57", "3,035", "5,793", "52.4", "5,325", "3,302"]),
        ("fa", ["۵۷", "۳٬۰۳۵", "۵٬۷۹۳", "۵۲٫۴", "۵٬۳۲۵", "۳٬۳۰۲"]),
    ],
)
def test_the_published_share_is_said_not_to_follow_from_the_counts(opened, settings, lang, numbers):
    report = opened("1403-07", settings.areas.province.code, lang)
    [remark] = [
        line for line in report.published_figures(*CODES).text.split("\n\n") if numbers[4] in line
    ]
    assert all(number in remark for number in numbers)


def test_a_share_that_follows_from_its_counts_is_not_remarked_upon(opened, settings):
    context = opened("1403-07", settings.areas.province.code, "en").context
    every = [
        figure("pension_recipients", "3035"),
        figure("files_active", "5793"),
        figure("pension_share_of_active", "52.4"),
    ]
    assert share_remark(context, every[-1], every) == ""
    assert share_remark(context, figure("pension_share_of_active", "53"), every) != ""


@pytest.mark.parametrize(
    ("period", "area"), [("1403-06", "province"), ("1403-07", "county"), ("1402", "province")]
)
def test_another_period_or_area_has_one_sentence_and_no_table(opened, settings, period, area):
    areas = settings.areas
    code = areas.province.code if area == "province" else areas.counties[0].code
    text = opened(period, code, "en").published_figures(*CODES).text
    assert text == "No published figure refers to this period and area."
