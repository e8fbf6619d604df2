"""The data-quality box: how many figures are hidden or missing, in words."""

import pytest

from helpers.report.quality import quality_box


def first_line(context) -> str:
    return quality_box(context).text.splitlines()[0]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "All 2 figures of this period on this page are published."),
        ("fa", "همه ۲ رقم این دوره که در این صفحه آمده منتشر شده است."),
    ],
)
def test_that_nothing_is_hidden_or_missing_is_said_without_a_zero(with_values, lang, said):
    context = with_values(lang, {})
    context.observe("files_total"), context.observe("files_active")
    assert first_line(context) == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "1 is confidential and the others"), ("fa", "۱ رقم محرمانه است و بقیه")],
)
def test_what_is_hidden_is_counted(with_values, lang, said):
    context = with_values(lang, {("files_opened", "1403-07"): None})
    context.observe("files_opened"), context.observe("files_active")
    assert said in first_line(context)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "no figure is confidential and 1 is not available."),
        ("fa", "هیچ رقمی محرمانه نیست و ۱ رقم در دسترس نیست."),
    ],
)
def test_that_nothing_is_hidden_is_said_in_words(with_values, lang, said):
    context = with_values(lang, {("files_active", "1403-07"): "register_begins"})
    context.observe("files_active")
    assert first_line(context).endswith(said)
