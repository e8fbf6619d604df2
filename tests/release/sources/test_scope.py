"""What a sentence may say of published numbers: as finely as it says them, and no other number."""

import pytest

from helpers.domain.periods import parse_period
from helpers.domain.structure import COLUMNS
from helpers.release.pages import Subject
from helpers.release.sources.constants import Constants
from helpers.release.sources.numbers import Numbers
from helpers.release.sources.scope import Scope, Spoken
from helpers.release.sources.tokens import plain, tokens

VALUES = {
    ("files_active", "1403-07"): "640", ("files_active", "1402-07"): "620",
    ("active_share", "1403-07"): "56.1", ("active_share", "1402-07"): "57.4",
    ("active_per_1000", "1403-07"): "3.9", ("active_per_1000", "1402-07"): "5.5",
    ("files_active_average", "1403-07"): "163",
    ("pension_mean", "1403-07"): "14700000", ("pension_mean", "1402-07"): "14730226",
}  # fmt: skip


@pytest.fixture
def source(settings):
    """Return a function that finds the source of the first number of a text."""
    rows = [
        [
            {"statistic": code, "period": period, "area": "abhar", "breakdown": "all",
             "category": "all", "value": value}.get(column, "")
            for column in COLUMNS
        ]
        for (code, period), value in VALUES.items()
    ]  # fmt: skip
    subject = Subject("caseload", parse_period("1403-07"), "abhar")

    def find(code, text, lang="en", province="zanjan"):
        numbers = Numbers(subject, rows, province)
        scope = Scope.of({"data-statistic": code})
        assert scope is not None
        said = plain(text)
        token = next(tokens(said))
        spoken = Spoken(scope, numbers, Constants(settings, lang))
        found = spoken.find(token, said[token.end :])
        return found and found.kind

    return find


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("files_active", "640 files", "value"),
        ("files_active", "20 more", "difference"),
        ("files_active", "3 percent more", "percent_change"),
        ("files_active", "3.2 percent more", "percent_change"),
        ("active_share", "56.1 percent", "value"),
        ("active_share", "1.3 percentage points lower", "difference"),
        ("active_share", "1 percentage point lower", "difference"),
        ("active_per_1000", "2 lower", "difference"),
        ("active_per_1000", "1.6 lower", "difference"),
        ("active_share", "56 percent", "value"),
        ("files_active_average", "163 files", "value"),
        ("files_active_average", "165 files", "value"),
        ("pension_mean", "14.7 million rials", "value"),
        ("pension_mean", "15 million rials", "value"),
        ("pension_mean", "30.2 thousand rials less", "difference"),
    ],
)
def test_a_number_has_a_source_with_and_without_its_decimals(source, code, text, kind):
    assert source(code, text) == kind


@pytest.mark.parametrize(
    ("code", "text"),
    [("active_share", "۱ واحد درصد کمتر"), ("pension_mean", "۳۰٫۲ هزار ریال کمتر")],
)
def test_so_it_has_in_persian(source, code, text):
    assert source(code, text, "fa") == "difference"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("files_active", "21 more"),
        ("files_active", "4 percent more"),
        ("files_active", "3.3 percent more"),
        ("files_active", "650 files"),
        ("files_active_average", "164 files"),
        ("active_share", "58 percent"),
        ("active_share", "2 percentage points lower"),
        ("active_per_1000", "4 lower"),
        ("pension_mean", "10 million rials"),
        ("pension_mean", "14 million rials"),
        ("pension_mean", "16 million rials"),
        ("pension_mean", "30.3 thousand rials less"),
        ("pension_mean", "30.2 million rials less"),
    ],
)
def test_another_number_has_none(source, code, text):
    assert source(code, text) is None


@pytest.mark.parametrize(
    ("code", "text"), [("active_share", "56 percent"), ("files_active_average", "165 files")]
)
def test_exact_numbers_of_the_province_are_said_exactly(source, code, text):
    assert source(code, text, province="abhar") is None
