"""Tables: scope, words for what is hidden or missing, notes only where needed."""

import html5lib
import pytest

from helpers.report.breakdowns import breakdown_table
from helpers.report.comparison import comparison_section
from helpers.report.html import link

NOW = "1403-07"
HIDDEN = {("files_closed", NOW, "closure_reason", "death"): None}


def html_of(context, code="files_closed", by="closure_reason"):
    return str(breakdown_table(context, code, by).fragment(context.words, folded=False).html)


@pytest.mark.parametrize(("lang", "word"), [("fa", "محرمانه"), ("en", "confidential")])
def test_a_hidden_cell_says_so_in_words_and_the_note_says_why(with_values, lang, word):
    html = html_of(with_values(lang, HIDDEN))
    assert f'<td class="confidential">{word}</td>' in html
    assert ("شمارهای کوچک" if lang == "fa" else "small counts") in html


def test_a_table_without_hidden_cells_explains_none(with_values):
    context = with_values("en", {})
    assert "onfidential" not in html_of(context, "files_active", "residence")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_table_has_a_caption_and_scopes_on_both_axes(with_values, lang):
    tree = html5lib.parseFragment(html_of(with_values(lang, {})), namespaceHTMLElements=False)
    [table] = tree.iter("table")
    rows = list(table.find("tbody"))
    assert table.find("caption").text
    assert {th.get("scope") for th in table.find("thead").iter("th")} == {"col"}
    assert all([th.get("scope") for th in row.iter("th")] == ["row"] for row in rows)
    width = len(list(table.find("thead").iter("th")))
    assert all(len(list(row)) == width for row in rows)


def test_a_negative_change_is_isolated_from_the_direction_of_the_page(with_values):
    context = with_values("fa", {("files_active", "1403-06"): 5800})
    assert '<bdi dir="ltr">−۷</bdi>' in str(comparison_section(context, ["files_active"]).html)


def test_a_change_is_not_stated_beside_a_hidden_value(with_values):
    context = with_values("en", {("files_active", "1403-06"): None})
    [row] = [
        line
        for line in comparison_section(context, ["files_active"]).text.splitlines()
        if line.startswith("Active case files")
    ]
    assert row.split(" | ")[2:4] == ["confidential", "confidential"]


def test_flows_have_a_year_to_date_and_stocks_do_not(with_values):
    context = with_values("en", {})
    first, second = comparison_section(context, ["files_active", "files_opened"]).text.split("\n\n")
    assert "Active case files" in first and "Active case files" not in second
    assert "Farvardin to Mehr 1403" in second


def test_counts_and_sums_of_a_county_are_said_to_be_rounded(opened):
    context = opened(NOW, "abhar", "en").context
    assert "nearest multiple of 5" in html_of(context, "files_active", "residence")


def test_what_only_the_province_has_is_not_compared_on_a_county_page(opened):
    report = opened(NOW, "abhar", "en")
    assert "female-headed" not in report.comparison("files_active", "pension_per_1000_fhh").text
    assert "province only" in report.trend("pension_per_1000_fhh").text


def test_text_of_a_source_is_escaped_and_only_links_of_the_web_are_links():
    assert link("javascript:alert(1)", "<b>x</b>") == "&lt;b&gt;x&lt;/b&gt;"
    assert 'href="https://example.org/?a=1&amp;b=2"' in link("https://example.org/?a=1&b=2", "x")
