"""Numbers written by hand: named with their cell, and let through once their phrase is declared."""

import pytest
from nbformat.v4 import new_markdown_cell
from trial_report import executed, notebook_of, write_notebook

from helpers.errors import DataError
from helpers.release.execute import Run
from helpers.release.notebooks import discover_notebooks
from helpers.release.sources.constants import FILE, Constants, read_constants
from helpers.release.sources.prose import numbers_by_hand
from helpers.release.sources.tokens import number_alone, plain, tokens

SENTENCE = "پیش از این، ۵۷ درصد از پرونده‌ها بسته شده بود."
ROW = "۵۷ درصد از پرونده‌ها,57 percent of the files,The annual report of 1400\n"


def declare(settings, rows, heading="fa,en,source\n"):
    (settings.reference / FILE).write_text(heading + rows, "utf-8")


def test_a_number_by_hand_stops_the_build_and_names_its_cell(project, publish, runs):
    def with_a_sentence(page):
        notebook = executed(page)
        notebook.cells.insert(3, new_markdown_cell(SENTENCE, metadata={"tags": ["fa"]}))
        return Run(page, notebook)

    runs["of"] = with_a_sentence
    said = "\n".join(map(str, publish().failures))
    assert "monthly/trial.ipynb, cell 4, on fa/monthly/1403-07/abhar/trial.html" in said
    assert "57 in" in said
    assert FILE in said
    declare(project, ROW)
    assert publish().failures == ()


def test_what_a_page_shows_of_its_own_accord_is_looked_at_too(publish, runs):
    runs["of"] = lambda page: Run(page, executed(page, html="<table><tr><td>3</td></tr></table>"))
    said = "\n".join(map(str, publish().failures))
    assert "a table that names the rows of its numbers" in said
    assert "cell 4" in said


def test_a_sentence_that_says_what_it_is_about_may_say_its_published_value(publish, runs):
    html = '<p data-statistic="median_months_open">{} ماه</p>'
    runs["of"] = lambda page: Run(page, executed(page, html=html.format("۵٬۷۹۳")))
    assert [str(fault) for fault in publish().failures] == []
    runs["of"] = lambda page: Run(page, executed(page, html=html.format("۵٬۷۹۴")))
    assert publish(force=True).failures


def test_check_names_the_cell_before_anything_is_built(project):
    cells = (new_markdown_cell(SENTENCE, metadata={"tags": ["fa"]}),)
    write_notebook(project.root, "monthly", notebook_of(*cells))
    monthly, annual = sorted(discover_notebooks(project.notebooks), key=lambda n: n.cadence)[::-1]
    (fault,) = numbers_by_hand(monthly, project)
    assert (fault.where, fault.found[:2]) == ("monthly/trial.ipynb, cell 2 (fa)", "57")
    assert list(numbers_by_hand(annual, project)) == []
    declare(project, ROW)
    assert list(numbers_by_hand(monthly, project)) == []


@pytest.mark.parametrize(
    "row", ["57,57,a bare number\n", "۵۷ درصد,57 percent,\n", "درصد,percent,no number\n"]
)
def test_a_constant_is_a_phrase_with_a_number_and_a_source(project, row):
    declare(project, row)
    with pytest.raises(DataError, match="not declared whole"):
        read_constants(project.reference)


def test_a_table_of_constants_with_other_columns_is_refused(project):
    declare(project, "", heading="phrase,source\n")
    with pytest.raises(DataError, match="other columns"):
        read_constants(project.reference)


def test_a_declared_phrase_says_nothing_for_its_number_elsewhere(project):
    declare(project, ROW)
    constants = Constants(project, "en")
    assert constants.others("57 percent of the files", ())[1] == []
    for text in ("57 files", "157 percent of the files", "1.57 percent of the files"):
        assert len(constants.others(text, ())[1]) == 1, text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("۵٬۷۹۳ پرونده", ["5,793"]), ("٣ و ３", ["3", "3"]), ("\u2066−۳٫۵\u2069", ["3.5"]),
        ("12,34", ["12", "34"]), ("½ ² Ⅳ", ["0.5", "2", "4"]), ("۱\u200c۲", ["1", "2"]),
    ],
)  # fmt: skip
def test_numbers_are_found_in_any_script(text, numbers):
    assert [token.text for token in tokens(plain(text))] == numbers


def test_a_number_alone_keeps_its_sign():
    assert number_alone(plain("−۱٬۲۰۰")).signed == -1200
    assert number_alone("3 files") is None
