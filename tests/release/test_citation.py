"""How a page is cited."""

from hashlib import sha256

import pytest
from trial_report import TITLES, page_of

from helpers.domain.periods import Month
from helpers.release.citation import citation, names_cited
from helpers.release.completed import Completed
from helpers.release.downloads import csv_text
from helpers.release.pages import Subject

CHECKSUM = "0123456789abcdef" * 4


def cited(settings, lang="en", *, period="1403-07", status="A", synthetic=False):
    subject = page_of(settings, lang=lang, report="caseload", period=period).subject
    done = Completed(status, synthetic, "", ())
    return citation(subject, TITLES, lang, done, CHECKSUM, settings)


def test_a_citation_says_who_what_in_which_state_when_and_which_version(settings):
    assert cited(settings) == (
        "State Welfare Organization of Zanjan Province, Deputy for Social Affairs."
        " “Trial report, Zanjan Province, Mehr 1403”. Final."
        " Planned release: 20 Aban 1403 (10 November 2024)."
        " Version of the numbers: 0123456789ab. Identifier: monthly/1403-07/zanjan/caseload."
    )


def test_a_persian_citation_is_persian(settings):
    assert cited(settings, "fa", status="P").startswith(
        "سازمان بهزیستی استان زنجان، معاونت امور اجتماعی. «گزارش آزمایشی، استان زنجان، مهر ۱۴۰۳»."
        " مقدماتی. روز انتشار (برنامه): ۲۰ آبان ۱۴۰۳ (۱۰ نوامبر ۲۰۲۴). نسخه ارقام: "
    )


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_numbers_of_made_up_people_are_cited_as_such(settings, lang):
    word = settings.terms.text("page", "synthetic", lang)
    assert word in cited(settings, lang, synthetic=True)
    assert word not in cited(settings, lang)


def test_a_release_that_nobody_announced_has_no_day(settings):
    assert "elease" not in cited(settings, period="1399-01")


def test_nobody_may_cite_the_internal_edition(settings):
    subject = Subject("trial", Month(1403, 7), settings.areas.province.code, "internal")
    done = Completed("A", True, "", ())
    assert citation(subject, TITLES, "en", done, CHECKSUM, settings) == ""


def test_the_version_is_that_of_the_published_csv(settings):
    subject = page_of(settings).subject
    rows = [("files_active", "1403-07", "", "", "zanjan", "all", "all", "5", "files", "A", "F", "")]
    identifier, version = names_cited(subject, rows)
    assert identifier == subject.identifier
    assert sha256(csv_text(rows).encode()).hexdigest().startswith(version)
