"""What is told of revisions as data, and which need a reason."""

import pytest

from helpers.domain.reasons import (
    COLUMNS,
    CORRECTION,
    METHOD,
    NOT_STATED,
    cause_of,
    read_reasons,
)
from helpers.domain.tidy import as_csv
from helpers.domain.vintages import History, Vintage
from helpers.errors import KarnamehError
from helpers.release.revisions import (
    extent_of_revisions,
    large_revisions,
    last_publication,
    publications_csv,
    revisions_csv,
)
from helpers.release.status import faults_before_a_build

SERIES = "public real"
KEY = ("pension_recipients", "1402-05", "abhar", "all", "all")
OTHER = ("pension_amount", "1402-05", "zanjan", "all", "all")
ROWS = (("case_files", 9),)


def history(*values: str, key=KEY, **last) -> History:
    """Return a cell as published again and again, in the publications of one month."""
    found = History(SERIES)
    for number, value in enumerate(values):
        now = Vintage(0, "1403-07", f"count {number}", f"register {number}", ROWS, "method")
        if last and number == len(values) - 1:
            now = now._replace(**last)
        found = found.at(SERIES, now).with_published([(key, value, "F")])
    return found


def reasons(tmp_path, *rows):
    path = tmp_path / "revisions.csv"
    path.write_text(as_csv(rows, COLUMNS), "utf-8")
    return read_reasons(tmp_path)


@pytest.mark.parametrize(
    ("last", "cause"),
    [
        ({"register": "register 0", "method": "another"}, METHOD),
        ({}, CORRECTION),
        ({"rows": (("case_files", 10),)}, NOT_STATED),
        ({"method": "another"}, NOT_STATED),
        ({"data_until": "1403-08"}, NOT_STATED),
        ({"rows": ()}, NOT_STATED),
    ],
)
def test_a_cause_is_told_only_as_far_as_it_is_known(last, cause):
    found = history("100", "105", **({"data_until": "1403-07"} | last))
    assert cause_of(KEY, 2, found, []) == cause


def test_a_cause_that_was_given_is_the_cause_and_the_nearest_row_gives_it(tmp_path):
    given = reasons(
        tmp_path,
        ("1403-07", "all", "all", "all", "method", "همه", "all of it"),
        ("1403-07", "pension_recipients", "1402-05", "all", "late_delivery", "دیر", "late"),
        ("1403-06", *KEY[:3], "correction", "پیش‌تر", "earlier"),
    )
    assert cause_of(KEY, 2, history("100", "105"), given) == "late_delivery"
    assert cause_of(OTHER, 2, history("100", "105", key=OTHER), given) == "method"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("1403-07", "all", "all", "all", "whim", "دلیل", "reason"), "cause 'whim'"),
        (("1403-07", "files", "all", "all", "method", "دلیل", "reason"), "no statistic 'files'"),
        (("1403-07", "all", "all", "all", "method", "…", "reason"), "in both languages"),
        (("1403-07", "all", "all", "all", "method", "دلیل", " "), "in both languages"),
        (("", "all", "all", "all", "method", "دلیل", "reason"), "a column is empty"),
    ],
)
def test_a_faulty_reason_is_refused_and_named_by_its_line(tmp_path, row, fault):
    good = ("1403-07", "all", "all", "all", "method", "دلیل", "reason")
    with pytest.raises(ValueError, match=rf"line 3: .*{fault}"):
        reasons(tmp_path, good, row)


def test_faulty_reasons_are_found_before_a_build(project):
    (project.reference / "revisions.csv").write_text("a,b\n", "utf-8")
    faults = [str(fault) for fault in faults_before_a_build(project)]
    assert any("revisions.csv: columns are ['a', 'b']" in fault for fault in faults)


@pytest.mark.parametrize(
    ("before", "after", "large"),
    [
        ("1000", "1100", True),  # 10 percent and 100 persons: both limits reached
        ("1000", "900", True),
        ("1000", "1095", False),  # too little in percent
        ("100", "120", False),  # too little in persons
        ("0", "25", True),
    ],
)
def test_a_revision_is_large_in_percent_and_in_its_unit(settings, before, after, large):
    assert bool(list(large_revisions(history(before, after), [], settings))) == large


def test_a_large_revision_names_the_cells_and_a_row_that_excuses_it(settings, tmp_path):
    found = history("1000", "2000")
    (error,) = large_revisions(found, [], settings)
    assert isinstance(error, KarnamehError)
    assert "pension_recipients 1402-05 abhar: 1,000 → 2,000" in error.found
    row = "1403-07,pension_recipients,1402-05,abhar,correction,…,…"
    assert error.do.endswith(row)
    said = reasons(tmp_path, row.replace("…", "said").split(","))
    assert list(large_revisions(found, said, settings)) == []


def test_only_what_the_publication_at_hand_revises_needs_a_reason(settings):
    assert list(large_revisions(history("1000", "2000", "2001"), [], settings)) == []


def test_revisions_and_publications_are_told_as_data():
    found = history("100", "105", "", "110", "120")
    assert revisions_csv(found, []).splitlines() == [
        "statistic,period,area,breakdown,category,publication,data_until,previous,value,cause",
        f"{','.join(KEY)},5,1403-07,110,120,correction",
    ], "what was published before the number ceased to be is forgotten"
    text = publications_csv(found)
    assert [line.split(",")[0::6] for line in text.splitlines()[1:]] == [
        ["1", "0"], ["2", "0"], ["3", "0"], ["4", "0"], ["5", "1"],
    ]  # fmt: skip
    assert last_publication(text) == (SERIES, "count 4")


def test_the_extent_of_revisions_is_that_of_each_statistic():
    found = history("100", "105", "95")
    found = found.with_published([((*KEY[:2], "tarom", *KEY[3:]), "50", "F"), (OTHER, "7", "F")])
    extent = extent_of_revisions(found)
    assert extent["pension_recipients"][:2] == (2, 1)
    assert extent["pension_recipients"].mean_absolute == pytest.approx(7.5)
    assert float(extent["pension_recipients"].mean_absolute_percent or 0) == pytest.approx(
        (5 + 1000 / 105) / 2
    )
    assert extent["pension_amount"] == (1, 0, None, None)
