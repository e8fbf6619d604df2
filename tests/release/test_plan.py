"""Which pages are asked for, and what is refused before any work."""

import re

import pytest
from trial_report import ROOT

from helpers.domain.coverage import Coverage
from helpers.domain.periods import Month, Year
from helpers.errors import RequestError
from helpers.release.notebooks import discover_notebooks
from helpers.release.plan import left_out, plan_pages, read_request
from helpers.settings import load_settings


class Covered(Coverage):
    first_month, last_month = Month(1400, 3), Month(1403, 7)


def planned(settings, **asked):
    notebooks = discover_notebooks(settings.notebooks)
    return list(plan_pages(read_request(settings, notebooks, **asked), notebooks, Covered()))


def test_without_options_the_latest_complete_month_and_year_of_everything_are_made(project):
    pages = planned(project)
    assert {page.subject.period for page in pages} == {Month(1403, 7), Year(1402)}
    assert len(pages) == 2 * len(project.areas) * 2


def test_the_projects_own_notebooks_make_108_pages():
    assert len(planned(load_settings(ROOT))) == 108


def test_a_range_in_persian_digits_names_its_months(project):
    pages = planned(project, periods=["۱۴۰۳-۰۵..۱۴۰۳-۰۷"], languages=["fa"], areas=["abhar"])
    assert [str(page.subject.period) for page in pages] == ["1403-05", "1403-06", "1403-07"]


def test_latest_can_be_asked_for_beside_another_period(project):
    pages = planned(project, periods=["latest", "1401"], languages=["en"], areas=["abhar"])
    assert [str(p.subject.period) for p in pages] == ["1403-07", "1402", "1401"]


def test_a_page_stands_where_the_architecture_says(project):
    page = planned(project, areas=["abhar"], languages=["fa"])[0]
    assert page.path == "fa/monthly/1403-07/abhar/trial.html"
    assert page.subject.csv == "data/monthly/1403-07/abhar/trial.csv"
    assert page.subject.xlsx == "data/monthly/1403-07/abhar/trial.xlsx"


def test_an_internal_edition_says_so_in_every_file_name(project):
    page = planned(project, edition="internal")[0]
    for path in (page.path, page.subject.csv, page.subject.xlsx):
        assert re.search(r"/trial-internal\.\w+$", path)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"areas": ["abhr"]}, "abhar"),
        ({"reports": ["trail"]}, "trial"),
        ({"languages": ["de"]}, "fa, en"),
        ({"periods": ["1403-13"]}, "no month 13"),
        ({"periods": ["yesterday"]}, "1403-07"),
        ({"periods": ["1399-12"]}, "1400-03 to 1403-07"),
        ({"periods": ["1403"]}, "1401 to 1402"),
    ],
)
def test_a_wrong_name_is_refused_with_the_right_ones(project, asked, said):
    with pytest.raises(RequestError, match=re.escape(said)) as refused:
        planned(project, **asked)
    assert refused.value.exit_status == 2


class Awaiting(Covered):
    """The last month of the register is there of some counties alone."""

    def awaited_of(self, month):
        return ("tarom",) if month == self.last_month else ()


def test_a_month_that_counties_have_yet_to_deliver_is_none_of_the_latest(project):
    notebooks = discover_notebooks(project.notebooks)
    request = read_request(project, notebooks)
    pages = plan_pages(request, notebooks, Awaiting())
    assert {page.subject.period for page in pages} == {Month(1403, 6), Year(1402)}
    assert "1403-07 is left out: nothing yet from tarom" in left_out(request, Awaiting())
    assert left_out(request, Covered()) == ""


def test_whoever_asks_for_an_incomplete_month_gets_it(project):
    notebooks = discover_notebooks(project.notebooks)
    request = read_request(project, notebooks, periods=["1403-07"])
    pages = plan_pages(request, notebooks, Awaiting())
    assert {page.subject.period for page in pages} == {Month(1403, 7)}
    assert left_out(request, Awaiting()) == ""


def test_a_year_whose_last_month_is_awaited_is_none_of_the_latest():
    class Year1402(Covered):
        last_month = Month(1402, 12)

        def awaited_of(self, month):
            return ("tarom",) if month == self.last_month else ()

    assert Year1402().latest == [Month(1402, 11), Year(1401)]
