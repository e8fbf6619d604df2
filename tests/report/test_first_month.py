"""In the first month of a year the year to date is the month itself, and has its name."""

from decimal import Decimal

import pytest
from handed_over import rows_of
from selectolax.lexbor import LexborHTMLParser

from helpers.domain.periods import parse_month
from helpers.domain.structure import COLUMNS, KEY
from helpers.release.completed import Completed
from helpers.release.pages import Page, Subject
from helpers.release.reconcile.page import cells_shown
from helpers.release.reconcile.workbook import workbook_faults
from helpers.release.sources.check import SourceCheck
from helpers.release.workbook.book import workbook

MONTH, TO_DATE = "1403-01", "1403-01..1403-01"
SHOWN = ("files_active", "files_opened", "files_closed", "active_share")
VALUE, KEY_PLACES = COLUMNS.index("value"), [COLUMNS.index(name) for name in KEY]


@pytest.fixture
def edition(opened, settings):
    """Return a function that makes an edition: its page, its fragments as HTML, and its rows."""

    def make(lang, area):
        report = opened(MONTH, area, lang)
        shown = [
            report.headline(*SHOWN),
            report.trend("files_opened", "files_closed"),
            report.section("files_closed", by="closure_reason"),
            report.counties("files_active", rate="active_per_1000"),
            report.comparison(*SHOWN),
        ]
        html = "\n".join(str(fragment.html) for fragment in shown)
        rows = [tuple(row.values()) for row in rows_of(report.complete().bundle)]
        return Page(Subject("caseload", parse_month(MONTH), area), lang), html, rows

    return make


@pytest.fixture(params=["province", "soltanieh"])
def area(request, settings):
    return settings.areas.province.code if request.param == "province" else request.param


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_number_has_a_source_and_stands_under_its_name(edition, settings, lang, area):
    page, html, rows = edition(lang, area)
    assert list(SourceCheck(settings).faults(page, html, rows)) == []
    values = {
        tuple(row[place] for place in KEY_PLACES): Decimal(row[VALUE]) if row[VALUE] else None
        for row in rows
    }
    assert {key[1] for key in values} >= {MONTH, TO_DATE}
    shown = list(cells_shown(html, page, values, settings))
    assert {cell.key[0] for cell in shown} >= set(SHOWN)
    assert [cell for cell in shown if cell.number != cell.expected] == []


def test_the_month_and_the_year_to_date_may_have_one_name_in_the_workbook(
    edition, settings, area, tmp_path
):
    page, _, rows = edition("en", area)
    titles, done = {"fa": "گزارش", "en": "Report"}, Completed("P", False, "", tuple(rows))
    made = workbook(page.subject, titles, done, "", settings)
    path = tmp_path / page.subject.xlsx
    path.parent.mkdir(parents=True)
    path.write_bytes(made)
    assert list(workbook_faults(tmp_path, page.subject, rows, settings)) == []


@pytest.mark.parametrize(
    ("lang", "names"),
    [("fa", ["فروردین ۱۴۰۳", "فروردین ۱۴۰۲"]), ("en", ["Farvardin 1403", "Farvardin 1402"])],
)
def test_no_span_runs_from_a_month_to_itself(edition, lang, names, area):
    _, html, _ = edition(lang, area)
    to_date = LexborHTMLParser(html).css("table")[-1]
    assert [cell.text() for cell in to_date.css("thead th")[1:3]] == names
