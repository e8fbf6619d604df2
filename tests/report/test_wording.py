"""Forms of a phrase by number, and clauses that share their words."""

from decimal import Decimal

import pytest

from helpers.report.wording import Wording, form


@pytest.mark.parametrize(("number", "said"), [(0, "none"), (1, "one"), (2, "many"), (-1, "many")])
def test_a_phrase_has_a_form_for_none_for_one_and_for_many(number, said):
    assert form("many | none | one", Decimal(number)) == said


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_first_form_stands_for_those_that_are_missing(number):
    assert form("many", Decimal(number)) == "many"


@pytest.mark.parametrize(
    ("lang", "clauses", "said"),
    [
        ("en", ["there were~ 5 a", "there were~ 3 b"], "there were 5 a and 3 b"),
        ("en", ["there were~ 5 a", "there was~ 1 b"], "there were 5 a and there was 1 b"),
        ("fa", ["۵ پرونده تشکیل~ شد", "۳ پرونده مختومه~ شد"],
         "۵ پرونده تشکیل و ۳ پرونده مختومه شد"),
        ("fa", ["۵ پرونده تشکیل~ شد", "هیچ پرونده‌ای مختومه نشد"],
         "۵ پرونده تشکیل شد و هیچ پرونده‌ای مختومه نشد"),
        ("fa", ["۵ پرونده تشکیل~ شد"], "۵ پرونده تشکیل شد"),
    ],
)  # fmt: skip
def test_what_clauses_share_is_said_once(settings, lang, clauses, said):
    assert Wording(settings.terms, lang).together(clauses) == said


@pytest.mark.parametrize(
    ("value", "beside", "said"),
    [
        ("44550000000", "0", "44.6 billion"),
        ("430000000", "44550000000", "0.4 billion"),
        ("430000000", "0", "430.0 million"),
        ("30226", "14700000", "30.2 thousand"),
        ("0", "0", "0"),
    ],
)
def test_sums_are_said_in_the_scale_that_suits_the_sentence(settings, value, beside, said):
    words = Wording(settings.terms, "en")
    assert words.in_prose(Decimal(value), "rials", 0, Decimal(beside)) == said
