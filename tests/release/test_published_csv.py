"""Every CSV of a release is safe to open in a spreadsheet."""

import csv
import io
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.deliveries import Fact
from helpers.errors import DataError
from helpers.release.agreement import Agreement, agreement_csv
from helpers.release.delivered import facts_csv
from helpers.release.published_csv import published_csv
from helpers.release.quality import Indicator, quality_csv

FORMULA = "=HYPERLINK(1)"
COLUMNS = ("one", "two")
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
starts = st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "\n", " =", "=1", "-1", "+2.5", "－"])


@given(st.lists(st.tuples(st.builds(str.__add__, starts, texts), texts), max_size=3))
def test_what_is_written_runs_in_no_spreadsheet(rows):
    try:
        written = published_csv(rows, COLUMNS, "a trial")
    except DataError:
        return
    for line in csv.reader(io.StringIO(written)):
        for cell in line:
            if cell.lstrip()[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}:
                float(cell)  # a number; whatever else begins so fails here


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_every_number_is_written(number):
    assert f"{number:f}" in published_csv([(f"{number:f}", "")], COLUMNS, "a trial")


def test_the_error_names_the_table_and_the_text():
    with pytest.raises(DataError) as refused:
        published_csv([("fine", FORMULA)], COLUMNS, "a trial")
    assert refused.value.where == "a trial"
    assert FORMULA in refused.value.found


def filled(kind, **values):
    return kind(**{field.name: "" for field in fields(kind)} | values)


@pytest.mark.parametrize(
    "write",
    [
        lambda: facts_csv((Fact("rows", code=FORMULA),)),
        lambda: agreement_csv([filled(Agreement, publisher=FORMULA)]),
        lambda: quality_csv([filled(Indicator, report=FORMULA)]),
    ],
    ids=["deliveries", "published figures", "quality"],
)
def test_a_formula_is_refused_in_the_list_of(write):
    with pytest.raises(DataError, match="begins like a formula"):
        write()
