"""Which pages are measured, and that a wrong one is noticed."""

import nbformat
import pandas as pd
import pytest

from benchmarks.pages import Headlines, WrongPageError, pages_of, spread

STATISTIC = "pension_recipients"


@pytest.fixture
def project(tmp_path):
    notebook = nbformat.v4.new_notebook(
        metadata={"karnameh": {"report": "pensions"}},
        cells=[nbformat.v4.new_code_cell(f'report.headline("students_new", "{STATISTIC}")')],
    )
    path = tmp_path / "notebooks" / "monthly" / "file-name.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    total = {"period": "1403-07", "area": "abhar", "breakdown": "all", "category": "all"}
    rows = [
        {"statistic": "students_new", "value": None} | total,
        {"statistic": STATISTIC, "value": 1999.0} | total | {"category": "death"},
        {"statistic": STATISTIC, "value": 2345.0} | total,
    ]
    pd.DataFrame(rows).to_parquet(tmp_path / "public.parquet")
    return tmp_path


@pytest.fixture
def made(project):
    def make(lang, text):
        page = project / "made" / lang / "monthly" / "1403-07" / "abhar" / "pensions.html"
        page.parent.mkdir(parents=True)
        page.write_text(text, "utf-8")
        return pages_of(project / "made", project / "notebooks")

    return make


def test_a_page_has_the_notebook_that_calls_itself_so_and_the_parameters_of_its_path(project, made):
    [page] = made("fa", "")
    assert page.notebook == project / "notebooks" / "monthly" / "file-name.ipynb"
    assert page.parameters == {"period": "1403-07", "area": "abhar", "lang": "fa"}


@pytest.mark.parametrize(("lang", "number"), [("en", "2,345"), ("fa", "۲٬۳۴۵")])
def test_a_page_with_the_first_published_number_of_its_headline_is_right(
    project, made, lang, number
):
    pages = made(lang, f"<p>{number} women</p>")
    Headlines(project / "public.parquet").check(pages, project / "made")


@pytest.mark.parametrize("text", ["", "12,345", "2,3451", "1,999", "۲٬۳۴۵"])
def test_a_page_without_that_number_is_wrong(project, made, text):
    pages = made("en", f"<p>{text} women</p>")
    with pytest.raises(WrongPageError, match="does not show"):
        Headlines(project / "public.parquet").check(pages, project / "made")


def test_a_page_that_was_not_made_is_wrong(project, made):
    pages = made("en", "2,345")
    with pytest.raises(WrongPageError, match="was not made"):
        Headlines(project / "public.parquet").check(pages, project / "elsewhere")


@pytest.mark.parametrize("count", [1, 2, 3, 12, 100, 108])
def test_a_part_of_the_pages_is_spread_evenly_and_holds_none_twice(count):
    pages = list(range(108))
    part = spread(pages, count)
    assert len(part) == count
    ends_and_steps = [b - a for a, b in zip([-1, *part], [*part, 108], strict=True)]
    assert max(ends_and_steps[1:-1], default=0) <= 108 // count + 1
    assert part == sorted(set(part))


def test_asking_for_more_pages_than_there_are_gives_all():
    assert spread([1, 2, 3], 5) == [1, 2, 3]
