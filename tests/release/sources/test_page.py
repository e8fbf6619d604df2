"""No number stands on a page without a source: what is planted is found, and named with its place.

What is planted are numbers that small groups really have: 3 and 4 are hidden everywhere.
"""

import re
from collections import Counter

import pytest

from helpers.domain.periods import parse_period
from helpers.domain.structure import COLUMNS
from helpers.domain.tidy import from_csv
from helpers.release.citation import names_cited
from helpers.release.pages import Page, Subject
from helpers.release.reading import PublishedRelease
from helpers.release.sources.check import SourceCheck, unsourced_numbers

LANGUAGES = ("fa", "en")
REPORTS = ("caseload", "pensions", "students")


@pytest.fixture(scope="module")
def check(release):
    return SourceCheck(release.settings)


@pytest.fixture(scope="module")
def a_page(release):
    """Return a function that reads a page of the smallest county: the page, its HTML, its rows."""

    def read(lang="en", report="caseload", period="1403-07", area=release.smallest):
        page = Page(Subject(report, parse_period(period), area), lang)
        rows = from_csv((release.folder / page.subject.csv).read_text("utf-8"), COLUMNS)
        return page, (release.folder / page.path).read_text("utf-8"), rows

    return read


def planted(check, page, html, rows, old, new):
    """Return the faults of a page in which one text has been changed."""
    changed = re.sub(old, new, html, count=1, flags=re.DOTALL)
    assert changed != html
    return list(check.faults(page, changed, rows))


def test_every_number_of_a_release_has_a_source(release):
    assert list(unsourced_numbers(PublishedRelease(release.folder), release.settings)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("report", REPORTS)
def test_numbers_of_every_kind_are_looked_up(release, check, a_page, lang, report):
    area = release.settings.areas.province.code
    numbers = list(check.numbers(*a_page(lang, report, area=area)))
    kinds = Counter(number.source.kind for number in numbers)
    assert {"value", "difference", "share", "count", "tick", "published"} <= kinds.keys()
    assert kinds["value"] > len(numbers) / 2
    assert {"td", "p", "li", "text", "aria-label"} <= {number.place for number in numbers}


IN_ENGLISH = {
    "a sentence": (r'(<p class="statement"[^>]*>)', r"\1Only 3 files are left. ", "paragraph"),
    "a percentage": (r'(<p class="statement"[^>]*>)', r"\1That is 3.7 percent. ", "paragraph"),
    "the headline": (r'(<p class="summary"[^>]*>)', r"\1There were 4. ", "paragraph"),
    "a figure": (r'(<span class="figure-change">)', r"\g<1>3 ", "list"),
    "prose": (r"(<section [^>]*>\s*<h2>.*?</h2>\s*<p>)", r"\g<1>Now 57 percent. ", "paragraph"),
    "a finding": (r'(<h3 class="finding"[^>]*>)', r"\g<1>3 files: ", "h3"),
    "a heading": (r"(<section [^>]*>\s*<h2>)", r"\g<1>3 files: ", "h2"),
    "a caption": (r"(<caption [^>]*>)", r"\g<1>4 ", "caption"),
    "a row's heading": (r'(<th scope="row">[^<]*)', r"\g<1> 3", "heading of a table"),
    "a cell": (r'<td class="confidential"[^>]*>[^<]*', '<td>3', "a table"),
    "a drawing": (r'(<text [^>]*>)confidential', r"\g<1>3", "a drawing"),
    "a description": (r'(<p class="description">)', r"\g<1>Lowest: 3 files. ", "paragraph"),
    "the title of a chart": (r"(<figcaption [^>]*>)", r"\g<1>3 ", "title of a chart"),
    "the name of a chart": (r'(<svg [^>]*aria-label=")', r"\g<1>3 files, ", "aria-label"),
    "a title": (r"(<title>)", r"\g<1>3 ", "title"),
    "a description of the page": (r'(<meta name="description" content=")', r"\g<1>3 ", "content"),
    "JSON-LD": (r'("description": ")', r"\g<1>3 ", "JSON-LD description"),
    "another name in JSON-LD": (r'("inLanguage")', r'"size": 3, \1', "JSON-LD size"),
    "an alternative text": (r"(<main[^>]*>)", r'\1<img alt="3 files" src="data:,">', "alt"),
    "a title on hover": (r"(<h1)", r'\1 title="3 files"', "title"),
    "a comment": (r"(<main[^>]*>)", r"\1<!-- true value: 3 -->", "comment"),
    "a note": (r'(<p class="note"[^>]*>)', r"\g<1>3 are hidden. ", "paragraph"),
    "a folded line": (r"(<summary>)(Table)", r"\g<1>4 \2", "summary"),
    "a fraction": (r'(<p class="statement"[^>]*>)', r"\1½ of them. ", "paragraph"),
    "a raised digit": (r'(<p class="statement"[^>]*>)', r"\1files³ ", "paragraph"),
    "a number cut in two": (r'(<p class="statement"[^>]*>)', r"\1<b>1</b>7 files. ", "paragraph"),
}  # fmt: skip


@pytest.mark.parametrize("place", IN_ENGLISH)
def test_a_number_planted_in(check, a_page, place):
    old, new, named = IN_ENGLISH[place]
    faults = planted(check, *a_page(), old, new)
    assert faults
    assert any(named in fault.where for fault in faults), [str(fault) for fault in faults]
    assert all(fault.where.startswith("en/monthly/1403-07/") for fault in faults)


IN_PERSIAN = {
    "a sentence": (r'(<p class="statement"[^>]*>)', r"\1تنها ۳ پرونده مانده است. "),
    "a sentence in Arabic digits": (
        r'(<p class="statement"[^>]*>)',
        r"\1تنها ٣ پرونده مانده است. ",
    ),
    "the headline": (r'(<p class="summary"[^>]*>)', r"\1اکنون ۴ نفر. "),
    "a cell": (r'<td class="confidential"[^>]*>[^<]*', "<td>۳"),
    "a drawing": (r"(<text [^>]*>)[^<]?محرمانه", r"\g<1>۳"),
    "a description": (r'(<p class="description">)', r"\g<1>کمترین: ۳ نفر. "),
    "JSON-LD": (r'("description": ")', r"\g<1>۳ "),
}


@pytest.mark.parametrize("place", IN_PERSIAN)
@pytest.mark.parametrize("report", REPORTS)
def test_a_number_planted_in_persian_in(check, a_page, place, report):
    old, new = IN_PERSIAN[place]
    assert planted(check, *a_page("fa", report), old, new)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_true_value_of_any_hidden_cell_is_found_in_its_place(check, a_page, lang):
    page, html, rows = a_page(lang)
    hidden = [m.span() for m in re.finditer(r'(?<=<td class="confidential")([^>]*>)[^<]+', html)]
    assert len(hidden) > 20
    for start, end in hidden[::5]:
        opening = html[start:end].partition(">")[0]
        changed = f"{html[:start]}{opening}>3{html[end:]}"
        (fault,) = check.faults(page, changed, rows)
        assert "3 in “3”" == fault.found


def test_a_cell_must_show_its_own_number_and_not_another_published_one(check, a_page):
    page, html, rows = a_page(period="1402")
    (first, second) = re.findall(r"<td>([\d,]+)(?=<)", html)[:2]
    assert first != second
    (fault,) = planted(check, page, html, rows, f"<td>{first}", f"<td>{second}")
    assert fault.expected == first.replace(",", "")


def test_a_value_that_leaves_the_csv_is_missed_wherever_it_is_shown(check, a_page):
    page, html, rows = a_page()
    place = next(n for n, row in enumerate(rows) if row[:5:4] == ("files_active", page.subject.area)
                 and row[1] == "1403-07" and row[5] == "all")  # fmt: skip
    value = COLUMNS.index("value")
    without = [
        *rows[:place],
        (*rows[place][:value], "", *rows[place][value + 1 :]),
        *rows[place + 1 :],
    ]
    faults = list(check.faults(page, html, without))
    assert {"paragraph", "table", "drawing"} <= {
        word
        for fault in faults
        for word in ("paragraph", "table", "drawing")
        if word in fault.where
    }


def test_an_uneven_axis_is_no_axis(check, a_page):
    page, html, rows = a_page()
    ticks = re.findall(r'<text [^>]*class="tick"[^>]*>([\d,.]+)</text>', html)
    faults = planted(
        check, page, html, rows, rf'(class="tick"[^>]*>){re.escape(ticks[1])}<', r"\g<1>3<"
    )
    assert {"an even step of the axis"} == {fault.expected for fault in faults}


def test_a_category_like_a_number_is_one_only_where_a_category_stands(check, a_page):
    page, html, rows = a_page("en", "pensions")
    assert "3 persons" in html
    faults = planted(
        check, page, html, rows, r'(<p class="description">)', r"\1Highest: 3 persons; "
    )
    assert [fault.found.split()[0] for fault in faults] == ["3"]


def test_dates_and_definitions_are_constants_and_years_of_other_times_are_not(check, a_page):
    page, html, rows = a_page()

    def numbers(text):
        prose = r"(<section [^>]*>\s*<h2>.*?</h2>)", rf"\1<p>{text}</p>"
        return [fault.found.split()[0] for fault in planted(check, page, html, rows, *prose)]

    assert numbers("Since 3 Aban 1403 and 22 September 2024, in 1402, per 1,000 inhabitants") == []
    assert numbers("1347 students, 2,024 others, and 32 Aban") == ["1347", "2,024", "32"]


POLICY = '<meta http-equiv="Content-Security-Policy" content="script-src {policy}">'


@pytest.mark.parametrize(
    ("policy", "found"),
    [("'sha256-JGNK83iDm0gV2nkGlK7I/rwVQvBqtaJsmkhOlWvaoL8='", 0), ("'unsafe-inline'", 1)],
)
def test_only_a_script_that_the_policy_names_is_code(settings, policy, found):
    page = Page(Subject("trial", parse_period("1403-07"), "zanjan"), "en")
    html = f"<head>{POLICY.format(policy=policy)}</head><script>const MARGIN = 16;</script>"
    assert len(list(SourceCheck(settings).faults(page, html, []))) == found


def test_a_citation_may_name_the_page_and_the_version_of_its_numbers_and_no_other(settings):
    page = Page(Subject("trial", parse_period("1403-07"), "zanjan"), "en")
    identifier, version = names_cited(page.subject, [])
    html = f"<p>Version {version}. Identifier: {identifier}.</p>"
    assert list(SourceCheck(settings).faults(page, html, [])) == []
    other = html.replace(version, version[::-1]).replace("zanjan", "abhar")
    assert list(SourceCheck(settings).faults(page, other, [])) != []
