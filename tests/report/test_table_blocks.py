"""Tables leave out times before their numbers begin, and nothing that is confidential."""

import re

import pytest

from helpers.report.breakdowns import breakdown_chart, breakdown_section, breakdown_table
from helpers.report.comparison import comparison_section
from helpers.report.headline import headline
from helpers.report.trends import trend_section

NOW, FIRST_YEAR = "1403-07", "1398"
STAGES = ("primary", "lower_secondary", "upper_secondary")


def heads(html: str, scope: str) -> list[str]:
    """Return the headings of a table's columns, or of its rows."""
    return re.findall(rf'scope="{scope}"[^>]*>([^<]+)<', html)


def of_stages(value, *, total):
    """Return values of the school students of a county: of each stage, and of all."""
    stages = {("school_students", NOW, "stage", stage, "abhar"): value for stage in STAGES}
    return stages | {("school_students", NOW, "all", "all", "abhar"): total}


def school_table(with_values, lang, value, total):
    context = with_values(lang, of_stages(value, total=total), area="abhar")
    return breakdown_table(context, "school_students", "stage").fragment(context.words)


def test_periods_before_the_first_have_no_column(with_values):
    context = with_values("en", {}, period=FIRST_YEAR)
    html = breakdown_table(context, "files_active", "residence").fragment(context.words).html
    assert not any("1397" in head for head in heads(html, "col"))
    assert "The figures of this table begin with the year 1398." in html


def test_a_comparison_with_no_earlier_period_has_one_column_of_figures(with_values):
    html = comparison_section(with_values("en", {}, period=FIRST_YEAR), ["files_active"]).html
    assert heads(html, "col") == ["Statistic", "Year 1398"]


def test_the_years_to_date_stand_beside_each_other_only_where_both_are_held(with_values):
    html = comparison_section(with_values("en", {}, period="1398-03"), ["files_opened"]).html
    assert heads(html, "col")[-2:] == ["Statistic", "Farvardin to Khordad 1398"]


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_months_before_a_series_begins_have_no_row(with_values, lang):
    months = {("files_opened", f"1398-{month:02}"): "register_begins" for month in (1, 2)}
    context = with_values(lang, months, period="1398-05")
    fragment = trend_section(context, ["files_opened"])
    assert len(heads(fragment.html, "row")) == 3
    assert {"en": "begin with Khordad 1398.", "fa": "از خرداد ۱۳۹۸ آغاز می‌شود."}[
        lang
    ] in fragment.text


def test_a_confidential_first_month_keeps_its_row(with_values):
    months = {("files_opened", "1398-01"): None, ("files_opened", "1398-02"): "register_begins"}
    fragment = trend_section(with_values("en", months, period="1398-05"), ["files_opened"])
    assert len(heads(fragment.html, "row")) == 5
    assert "confidential" in heads(fragment.html, "row") + re.findall(
        "<td[^>]*>(.+?)<", fragment.html
    )


def test_a_line_of_one_dot_is_not_drawn(with_values):
    context = with_values("en", {}, period=FIRST_YEAR)
    fragment = trend_section(context, ["files_opened", "files_closed"])
    assert "<figure" not in fragment.html
    assert fragment.html.count("<table") == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Supported school students by stage, Mehr 1403: not available (left out with the "
               "figures beside it, so that no small number comes to light)."),
        ("fa", "دانش‌آموزان تحت حمایت به تفکیک دوره تحصیلی، مهر ۱۴۰۳: در دسترس نیست (با ارقام "
               "هم‌ردیف خود کنار گذاشته شده است تا شماری کوچک آشکار نشود)."),
    ],
)  # fmt: skip
def test_a_table_that_holds_nothing_is_one_line(with_values, lang, said):
    values = {
        (*key[:1], period, *key[2:]): "not_broken_down"
        for key in of_stages(0, total=0)
        for period in (NOW, "1403-06", "1402-07")
    }
    context = with_values(lang, values, area="abhar")
    fragment = breakdown_table(context, "school_students", "stage").fragment(context.words)
    assert fragment.text == said
    assert "<table" not in fragment.html


def test_of_parts_that_are_all_left_out_the_total_stays_and_stays_confidential(with_values):
    values = {
        ("school_students", period, "stage", stage, "abhar"): "not_broken_down"
        for period in (NOW, "1403-06", "1402-07")
        for stage in STAGES
    }
    context = with_values(
        "en", values | {("school_students", NOW, "all", "all", "abhar"): None}, area="abhar"
    )
    fragment = breakdown_section(context, "school_students", "stage")
    assert heads(fragment.html, "row") == ["All"]
    assert '<td class="confidential">confidential</td>' in fragment.html
    assert "The breakdown of these figures is not available: left out" in fragment.text
    # Said once, with the reason.
    assert "not published for this period" not in fragment.text


def test_a_chart_leaves_out_what_is_left_out_and_shows_what_is_confidential(with_values):
    values = of_stages(15.0, total=45.0) | {
        ("school_students", NOW, "stage", "primary", "abhar"): "not_broken_down",
        ("school_students", NOW, "stage", "lower_secondary", "abhar"): None,
    }
    context = with_values("en", values, area="abhar")
    drawn = breakdown_chart(context, "school_students", "stage")
    assert "2 categories" in drawn.html
    assert "confidential: Lower secondary." in drawn.text
    assert "Primary" not in drawn.text


@pytest.mark.parametrize("total", [None, "not_broken_down"])
@pytest.mark.parametrize(
    ("lang", "all_of_them", "said"),
    [
        ("en", "All", "The total of this table is not published although parts of it are"),
        ("fa", "کل", "کل این جدول منتشر نمی‌شود، هرچند بخش‌هایی از آن آمده است"),
    ],
)
def test_a_total_kept_back_beside_its_parts_is_explained(
    with_values, lang, all_of_them, said, total
):
    fragment = school_table(with_values, lang, 15.0, total)
    assert heads(fragment.html, "row")[-1] == all_of_them
    assert said in fragment.text


@pytest.mark.parametrize(("value", "total"), [(15.0, 45.0), (0.0, None), (None, None)])
def test_a_total_is_not_explained_where_that_would_tell_more_than_is_shown(
    with_values, value, total
):
    assert "although parts" not in school_table(with_values, "en", value, total).text


def test_a_figure_that_is_not_available_says_why(with_values):
    values = {("school_students", NOW, "all", "all", "abhar"): "not_broken_down"}
    text = headline(
        with_values("en", values, area="abhar"), ["files_active", "school_students"]
    ).text
    assert "Supported school students: not available; left out with the figures beside it" in text
