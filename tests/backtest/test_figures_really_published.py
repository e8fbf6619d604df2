"""The figures that the office published on 3 Aban 1403, found on our pages."""

import csv
import re

import pytest
from backtest.recount import recount

from helpers.domain.periods import Month
from helpers.domain.persian import format_number

MEASURES = {
    "caseload": ("case_files_total_social", "case_files_active_social"),
    "pensions": ("pension_women_heads",),
    "students": ("school_students_supported_social", "university_students_supported_social"),
}


@pytest.fixture(scope="module")
def figures(root):
    with (root / "data" / "reference" / "published_figures.csv").open(encoding="utf-8") as file:
        return {
            row["measure_id"]: float(row["value"])
            for row in csv.DictReader(file)
            if row["reference_date_jalali"] == "1403-08-03"
        }


def visible_text(page: str) -> str:
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize(
    ("report", "measure"), [(r, m) for r, measures in MEASURES.items() for m in measures]
)
def test_the_page_of_the_month_states_the_published_count(release, figures, lang, report, measure):
    page = release.path(f"{lang}/monthly/{{monthly}}/{{province}}/{report}.html")
    assert format_number(figures[measure], lang) in visible_text(page.read_text("utf-8"))


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("report", ["caseload", "pensions"])
def test_the_page_says_that_the_published_share_does_not_follow(release, lang, report):
    page = release.path(f"{lang}/monthly/{{monthly}}/{{province}}/{report}.html")
    text = visible_text(page.read_text("utf-8"))
    for number, decimals in ((57, 0), (52.4, 1), (5325, 0), (3302, 0)):
        assert format_number(number, lang, decimals) in text


def test_the_register_of_the_sample_meets_the_published_counts_exactly(release, figures):
    counts = recount(release, Month(1403, 7), None)
    found = {
        "case_files_total_social": counts["files_total", "all", "all"],
        "case_files_active_social": counts["files_active", "all", "all"],
        "pension_women_heads": counts["pension_recipients", "all", "all"],
        "school_students_supported_social": counts["school_students", "all", "all"],
        "university_students_supported_social": counts["university_students", "all", "all"],
    }
    assert found == {measure: figures[measure] for measure in found}
