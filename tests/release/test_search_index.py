"""The index of all editions: small, and nothing is lost in it."""

import json

import pytest
from editions import REPORTS, entries_of
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.periods import Month, Year
from helpers.release.catalogue import in_order
from helpers.release.search_index import index_json, search_index

MANY = [*(Month(1403, 7) - n for n in range(240)), *(Year(1402 - n) for n in range(20))]


def identifiers(index):
    """Return the editions of an index, read as the script reads it."""
    found = set()
    for cadence in index["cadences"]:
        for newest, count, held in cadence["held"]:
            period = Month(*map(int, newest.split("-"))) if "-" in newest else Year(int(newest))
            for _ in range(count):
                for (report, _title), areas in zip(cadence["reports"], held, strict=True):
                    places = range(len(index["areas"])) if areas == 1 else areas
                    found |= {
                        f"{cadence['code']}/{period}/{index['areas'][place][0]}/{report}"
                        for place in places
                    }
                period = period - 1 if isinstance(period, Month) else Year(period.year - 1)
    return found


@given(gone=st.sets(st.integers(0, 200)))
def test_an_index_holds_every_edition_and_no_other(settings, gone):
    periods = [*(Month(1403, 2) - n for n in range(6)), Year(1402), Year(1400)]
    entries = entries_of(settings, periods, reports=REPORTS)
    kept = [entry for place, entry in enumerate(entries) if place not in gone]
    index = json.loads(index_json(search_index(kept, "fa", "public", settings)))
    assert identifiers(index) == {entry.subject.identifier for entry in kept}


def test_thousands_of_editions_take_little_room(settings):
    entries = entries_of(settings, MANY, reports=REPORTS)
    assert len(entries) > 4_000
    text = index_json(search_index(entries, "fa", "public", settings))
    assert len(text.encode()) < 3_000


def test_periods_with_gaps_take_a_line_each(settings):
    entries = entries_of(settings, MANY, reports=REPORTS)
    codes = settings.areas.codes
    kept = [
        entry for entry in entries
        if entry.subject.area != codes[entry.subject.period.last_day.month % len(codes)]
    ]  # fmt: skip
    index = search_index(kept, "fa", "public", settings)
    assert identifiers(index) == {entry.subject.identifier for entry in kept}
    assert len(index_json(index).encode()) < 30_000


def test_links_begin_where_the_catalogue_stands(settings):
    entries = entries_of(settings, MANY[:1])
    places = {
        lang: [search_index(entries, lang, "public", settings)[name] for name in ("pages", "data")]
        for lang in ("fa", "en")
    }
    assert places == {"fa": ["fa/", "data/"], "en": ["", "../data/"]}


def test_files_of_the_internal_edition_are_marked(settings):
    entries = entries_of(settings, MANY[:1], edition="internal")
    assert search_index(entries, "en", "internal", settings)["mark"] == "-internal"


def test_a_language_lists_its_own_pages_alone(settings):
    entries = entries_of(settings, MANY[:2], languages=("fa",))
    assert identifiers(search_index(entries, "en", "public", settings)) == set()


@pytest.mark.parametrize("title", ["</script><b>", "<!--", "a & b"])
def test_an_index_cannot_end_its_element(settings, title):
    reports = {"trial": {"fa": title, "en": title}}
    entries = entries_of(settings, MANY[:1], reports=reports)
    text = index_json(search_index(in_order(entries, settings), "fa", "public", settings))
    assert not set("<>&") & set(text)
    assert json.loads(text)["cadences"][0]["reports"] == [["trial", title]]


def test_the_order_of_reports_is_kept(settings):
    entries = entries_of(settings, MANY[:1], reports=dict(reversed(REPORTS.items())))
    index = search_index(entries, "en", "public", settings)
    assert [report for report, _ in index["cadences"][0]["reports"]] == ["pensions", "caseload"]
