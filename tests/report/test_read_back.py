"""The tables of the sections are read back by their words alone, and a wrong cell is noticed."""

from decimal import Decimal

import pytest
from sample_table import LAST

from helpers.domain.structure import COLUMNS, KEY
from helpers.release.pages import Page, Subject
from helpers.release.reconcile.page import cells_shown

VALUE, KEY_PLACES = COLUMNS.index("value"), [COLUMNS.index(name) for name in KEY]
# What is shown, how many cells of its table say which fact they state, and one of them.
SECTIONS = {
    "seasons": (lambda report: report.seasons("students_supported"), 3 * 12, ">1,456<"),
    "heat": (lambda report: report.heat("active_per_1000"), 9 * 13, ">5.2<"),
    "heat of shares": (lambda report: report.heat("pension_share_of_active"), 9 * 13, ">52.4<"),
    "composition": (
        lambda report: report.composition("students_supported", by="level"), 3 * 24, ">1,456<",
    ),
    "scale": (
        lambda report: report.scale("pension_mean", by="household_size"), 3 * 6, ">19,110,544<",
    ),
}  # fmt: skip


@pytest.fixture
def read(opened, settings):
    """Return a function that shows one thing of the province and reads its table."""

    def cells(show, lang, change=str):
        report = opened(str(LAST), "zanjan", lang)
        html = change(str(show(report).html))
        values = {
            tuple(row[place] for place in KEY_PLACES): Decimal(row[VALUE]) if row[VALUE] else None
            for row in report.context.table.used_rows()
        }
        page = Page(Subject("caseload", LAST, "zanjan"), lang)
        return list(cells_shown(html, page, values, settings))

    return cells


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("name", SECTIONS)
def test_each_cell_says_the_published_number(read, name, lang):
    show, count, _ = SECTIONS[name]
    shown = read(show, lang)
    assert len(shown) == count
    assert [cell for cell in shown if cell.number != cell.expected] == []


@pytest.mark.parametrize("name", SECTIONS)
def test_a_wrong_cell_is_noticed(read, name):
    show, _, text = SECTIONS[name]
    shown = read(show, "en", lambda html: html.replace(text, ">7<"))
    assert [cell for cell in shown if cell.number != cell.expected]
