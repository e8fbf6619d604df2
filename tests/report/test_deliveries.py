"""What the data-quality box says of deliveries, in both languages."""

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from helpers.domain.deliveries import FEW, Deliveries
from helpers.domain.periods import parse_period
from helpers.release.delivered import facts_behind
from helpers.release.pages import Page, Subject
from helpers.release.sources.check import SourceCheck
from helpers.report.quality import quality_box
from helpers.report.series import PublishedTable

FIRST, IN_TIME, LATE = "2023-03-01", "2024-10-22", "2024-11-02"
COUNTS = {
    "rows": {"case_files": 10455, "students": FEW}, "cleaned": {"solar_dates": 77_500},
}  # fmt: skip


@pytest.fixture
def box(opened, settings):
    """Return a function that makes the box of a page: its fragment, and what it shows wrongly."""

    def make(lang, period="1403-07", *, warnings=None, about=None, due_days=10, **delivered):
        report = opened(period, "abhar", lang)
        deliveries = Deliveries(**{"first_on": FIRST, "fewest": 10} | delivered)
        rows = report.context.table.rows
        known = replace(
            rows.about, synthetic=False, warnings=warnings or {}, deliveries=deliveries,
            **about or {},
        )  # fmt: skip
        rules = settings.configuration.deliveries.model_copy(update={"due_days": due_days})
        configuration = settings.configuration.model_copy(update={"deliveries": rules})
        changed = replace(settings, configuration=configuration)
        table = PublishedTable(replace(rows, about=known))
        fragment = quality_box(replace(report.context, table=table, settings=changed))
        subject = Subject("caseload", parse_period(period), "abhar")
        faults = SourceCheck(changed).faults(
            Page(subject, lang), str(fragment.html), [], [], facts_behind(known, subject, changed)
        )
        assert [fault.found for fault in faults] == []
        return fragment

    return make


def received(**days: str) -> dict[str, dict[str, str]]:
    return {"1403-07": {"zanjan-county": IN_TIME, "soltanieh": IN_TIME} | days}


def test_counts_are_shown_by_kind_and_small_ones_are_not_told(box):
    text = box("en", warnings={"W203": 15, "W209": FEW}, **COUNTS).text
    assert "counted: case files (10,455); periods of student support (fewer than 10)." in text
    assert "meaning: dates written in the Solar Hijri calendar (77,500)." in text
    assert "birth date of the head not known (15); one head with two files open at once (fewer" in (
        text
    )
    assert "rounded to base 5" in text


def test_counts_are_shown_in_persian(box):
    text = box("fa", warnings={"W209": FEW}, **COUNTS).text
    assert "پرونده‌های مددکاری (۱۰٬۴۵۵)؛ حمایت‌های تحصیلی (کمتر از ۱۰)." in text
    assert "یک سرپرست با دو پرونده باز هم‌زمان (کمتر از ۱۰)." in text
    assert "به مضرب ۵ گرد شده" in text


def test_a_box_of_true_values_does_not_call_them_rounded(box):
    text = box("en", about={"edition": "internal"}, rows={"students": 1}, fewest=1).text
    assert "periods of student support (1)." in text
    assert "rounded" not in text


def test_what_counts_nothing_is_left_out(box):
    text = box("en", rows={"case_files": 20}).text
    assert "Rows that" in text
    assert not any(words in text for words in ("Cells", "Oddities", "late", "No payments"))


LATE_SAID = {
    ("en", 1): "Payments of Mehr 1403 arrived late from Soltanieh: more than 10 days after",
    ("en", 2): "Payments of Mehr 1403 arrived late from Abhar and Soltanieh: more than 10 days",
    ("fa", 1): "پرداخت‌های مهر ۱۴۰۳ از شهرستان سلطانیه دیر رسید: بیش از ۱۰ روز پس از پایان ماه.",
    ("fa", 2): "پرداخت‌های مهر ۱۴۰۳ از شهرستان‌های ابهر و سلطانیه دیر رسید: بیش از ۱۰ روز پس از",
}


@pytest.mark.parametrize(("lang", "number"), LATE_SAID)
def test_counties_that_were_late_are_named(box, lang, number):
    days = {"soltanieh": LATE, "abhar": LATE if number == 2 else IN_TIME}
    assert LATE_SAID[lang, number] in box(lang, received=received(**days)).text


@pytest.mark.parametrize(
    ("due_days", "lang", "words"),
    [
        (0, "en", "Soltanieh: after the end"), (0, "fa", "رسید: پس از پایان"),
        (1, "en", "more than one day after"), (1, "fa", "بیش از یک روز پس"),
        (2, "en", "more than 2 days after"), (2, "fa", "بیش از ۲ روز پس"),
    ],
)  # fmt: skip
def test_how_late_is_late_is_said_in_the_right_number(box, due_days, lang, words):
    days = received(soltanieh=LATE)
    assert words in box(lang, due_days=due_days, received=days).text


MISSING_SAID = {
    "en": "No payments of Mehr 1403 have arrived from Soltanieh; these figures do not contain",
    "fa": "از شهرستان سلطانیه هیچ پرداختی برای مهر ۱۴۰۳ نرسیده است",
}


@pytest.mark.parametrize("lang", MISSING_SAID)
def test_counties_that_sent_nothing_are_named(box, lang):
    text = box(lang, received=received(soltanieh="")).text
    assert MISSING_SAID[lang] in text
    assert not any(word in text for word in ("arrived late", "in time", "دیر رسید", "به‌موقع"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Payments of Mehr 1403 arrived in time from every county."),
     ("fa", "پرداخت‌های مهر ۱۴۰۳ از همه شهرستان‌ها به‌موقع رسیده است.")],
)  # fmt: skip
def test_that_none_was_late_is_said(box, lang, words):
    assert words in box(lang, received=received()).text


@pytest.mark.parametrize(
    ("lang", "late", "missing"),
    [
        ("en", "Payments of these months arrived late, more than 10 days after the end of the"
               " month: Farvardin 1402 from Abhar; Mehr 1402 from Abhar and Soltanieh.",
         "No payments of Tir 1402 have arrived from Abhar"),
        ("fa", "پرداخت‌های این ماه‌ها دیر رسید، بیش از ۱۰ روز پس از پایان ماه:"
               " فروردین ۱۴۰۲ از شهرستان ابهر؛ مهر ۱۴۰۲ از شهرستان‌های ابهر و سلطانیه.",
         "از شهرستان ابهر هیچ پرداختی برای تیر ۱۴۰۲ نرسیده است"),
    ],
)  # fmt: skip
def test_a_year_names_the_counties_month_by_month(box, lang, late, missing):
    months = {
        "1402-07": {"soltanieh": LATE, "abhar": LATE}, "1402-01": {"abhar": LATE},
        "1402-04": {"abhar": ""}, "1403-01": {"abhar": LATE},
    }  # fmt: skip
    text = box(lang, "1402", received=months).text
    assert late in text
    assert missing in text


def test_every_fact_is_marked_with_its_place_in_the_csv(box):
    html = box("en", warnings={"W203": 15}, received=received(soltanieh=LATE), **COUNTS).html
    marked = LexborHTMLParser(str(html)).css("[data-delivered]")
    assert {node.attributes["data-delivered"]: node.text() for node in marked} == {
        "rows case_files": "10,455", "rows students": "fewer than 10",
        "cleaned solar_dates": "77,500", "warnings W203": "15", "late 1403-07": "Soltanieh",
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_of_a_register_that_was_not_delivered_the_box_says_what_it_always_said(box, opened, lang):
    here = quality_box(opened("1403-07", "abhar", lang).context).text.splitlines()[:-1]
    counts = {"warnings": {"W203": 15}, "received": received(soltanieh=""), **COUNTS}
    assert box(lang, first_on="", **counts).text.splitlines() == here


def test_the_names_of_counties_are_escaped(box, settings, monkeypatch):
    monkeypatch.setattr(type(settings.areas["abhar"]), "name", lambda area, lang: "<b>&")
    assert "&lt;b&gt;&amp;" in box("en", received=received(soltanieh=LATE)).html
