"""The feeds: valid Atom, the same on every host and day, new where something is new."""

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from editions import REPORTS, entries_of, files_of

from helpers.domain.corrections import Correction
from helpers.domain.periods import Month, Year
from helpers.release.feed import ATOM, MOST_ENTRIES, feeds
from helpers.release.issues import issues_of
from helpers.release.revised import NONE_REVISED, Revised, Revisions

PERIODS = [Month(1403, 7), Month(1403, 6), Year(1402)]
NAMES = {"id", "title", "updated", "published", "link", "category", "summary"}


def feed_of(settings, lang="fa", revisions=NONE_REVISED, periods=PERIODS, **more):
    entries = entries_of(settings, periods, reports=REPORTS, **more)
    made = feeds(entries, files_of(entries), revisions, settings)
    mark = "-internal" if more.get("edition") == "internal" else ""
    return fromstring(made[f"{lang}/feed{mark}.xml"])


def texts(element, name):
    return [each.text for each in element.findall(f"{{{ATOM}}}{name}")]


def entries(feed):
    return feed.findall(f"{{{ATOM}}}entry")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_feed_is_what_the_standard_asks_for(settings, lang):
    feed = feed_of(settings, lang)
    assert feed.tag == f"{{{ATOM}}}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    for element in [feed, *entries(feed)]:
        for name in ("id", "title", "updated"):
            assert len(texts(element, name)) == 1
        (moment,) = texts(element, "updated")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", moment)
        assert dt.datetime.fromisoformat(moment).tzinfo
        assert texts(element, "id")[0].startswith("urn:uuid:")
        rels = [link.get("rel") for link in element.findall(f"{{{ATOM}}}link")]
        assert "alternate" in rels and len(set(rels)) == len(rels)
    assert texts(feed.find(f"{{{ATOM}}}author"), "name")
    for entry in entries(feed):
        assert {child.tag.partition("}")[2] for child in entry} <= NAMES
        assert texts(entry, "summary")[0]


def test_an_entry_is_one_report_of_one_period_and_leads_to_the_province(settings):
    found = entries(feed_of(settings, "en"))
    assert len(found) == len(PERIODS) * len(REPORTS)
    titles = [texts(entry, "title")[0] for entry in found]
    assert titles[0] == "Caseload, Mehr 1403" and "Pensions of women, year 1402" in titles
    links = {link.get("rel"): link.get("href") for link in found[0].findall(f"{{{ATOM}}}link")}
    code = settings.areas.province.code
    assert links == {
        "alternate": f"monthly/1403-07/{code}/caseload.html",
        "enclosure": f"../data/monthly/1403-07/{code}/caseload.csv",
    }


def test_no_identifier_is_twice_in_a_feed_or_in_both(settings):
    found = [texts(entry, "id")[0] for lang in ("fa", "en") for entry in entries(
        feed_of(settings, lang))]  # fmt: skip
    found += [texts(feed_of(settings, lang), "id")[0] for lang in ("fa", "en")]
    assert len(set(found)) == len(found)


def test_identifiers_stay_what_they_are(settings):
    """Of other ones, every reader would be told of every edition again."""
    first = entries(feed_of(settings, "en"))[0]
    assert texts(first, "id") == ["urn:uuid:3e7d91e9-268d-5c12-856e-088fe4364ca0"]


def test_no_link_names_a_host(settings):
    feed = feed_of(settings)
    for link in feed.iter(f"{{{ATOM}}}link"):
        parts = urlsplit(link.get("href"))
        assert not parts.scheme and not parts.netloc and not parts.path.startswith("/")


def test_an_issue_is_dated_by_the_calendar(settings):
    first = entries(feed_of(settings))[0]
    due = settings.calendar.of("caseload", Month(1403, 7)).due_on
    moment = settings.configuration.release.moment(due).isoformat()
    assert texts(first, "published") == texts(first, "updated") == [moment]


def test_what_nobody_has_announced_says_no_day_of_publication(settings):
    first = entries(feed_of(settings, periods=[Month(1399, 1)]))[0]
    assert texts(first, "published") == []
    assert texts(first, "updated")[0].startswith("2020-04-20")


def test_a_revised_issue_is_updated_on_the_day_of_the_release_that_revised_it(settings):
    revised = Revisions({"monthly/1403-06/pensions": Revised("1403-07", 5)}, "1403-07")
    feed = feed_of(settings, "en", revised)
    days = {texts(e, "title")[0]: texts(e, "updated")[0][:10] for e in entries(feed)}
    due = str(settings.calendar.of("pensions", Month(1403, 7)).due_on)
    assert days["Pensions of women, Shahrivar 1403"] == due
    assert days["Caseload, Shahrivar 1403"] < due


def test_a_corrected_issue_is_updated_on_the_day_of_the_notice(settings):
    notice = Correction(dt.date(2025, 3, 1), "caseload", "1402", "all", "اصلاح", "mended")
    corrected = replace(settings)
    corrected.__dict__["corrections"] = [notice]
    feed = feed_of(corrected, "en")
    assert texts(entries(feed)[0], "title") == ["Caseload, year 1402"]
    assert texts(feed, "updated")[0].startswith("2025-03-01")


def test_a_feed_holds_the_newest_alone(settings):
    periods = [Month(1403, 7) - n for n in range(60)]
    found = entries(feed_of(settings, periods=periods))
    assert len(found) == MOST_ENTRIES
    moments = [texts(entry, "updated")[0] for entry in found]
    assert moments == sorted(moments, reverse=True)


def test_a_language_without_pages_has_a_feed_without_entries(settings):
    feed = feed_of(settings, "en", languages=("fa",))
    assert entries(feed) == [] and texts(feed, "updated")


def test_made_up_people_are_named_as_such_and_are_other_issues(settings):
    sample, real = feed_of(settings, "en"), feed_of(settings, "en", synthetic=False)
    assert texts(entries(sample)[0], "summary")[0].startswith("Synthetic data. There were")
    assert texts(entries(real)[0], "summary")[0].startswith("There were")
    assert texts(entries(sample)[0], "id") != texts(entries(real)[0], "id")


def test_the_feed_of_the_internal_edition_says_so(settings):
    feed = feed_of(settings, "en", edition="internal")
    assert texts(feed, "title")[0].startswith("Internal edition")
    assert feed.find(f"{{{ATOM}}}category").get("term") == "internal"


def test_a_release_without_editions_has_no_feed(settings):
    assert feeds([], {}, NONE_REVISED, settings) == {}
    assert issues_of([], settings) == []
