"""The numbers of a page as CSV."""

import csv
import io

import pytest
from trial_report import page_of, row

from helpers.domain.structure import COLUMNS
from helpers.domain.vintages import PAST_COLUMNS
from helpers.errors import DataError
from helpers.release.downloads import csv_text, past_csv


def rows_of(settings, *changes):
    subject = page_of(settings).subject
    return [tuple(row(subject, **change).values()) for change in changes or ({},)]


def test_a_csv_has_the_columns_of_the_published_table_and_the_values_as_given(settings):
    rows = rows_of(settings, {}, {"value": "", "conf_status": "C", "note": "confidential"})
    text = csv_text(rows)
    assert [tuple(line) for line in csv.reader(io.StringIO(text))] == [COLUMNS, *rows]


def test_a_csv_is_plain_ascii_without_a_mark_at_its_start(settings):
    assert csv_text(rows_of(settings)).isascii()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_code_that_a_spreadsheet_would_run_is_refused(settings, start):
    with pytest.raises(DataError, match="begins like a formula"):
        csv_text(rows_of(settings, {"category": f"{start}cmd"}))


def test_a_negative_value_is_a_number_and_not_refused(settings):
    assert ",-4.6," in csv_text(rows_of(settings, {"value": "-4.6"}))


def test_a_formula_among_earlier_values_is_refused():
    with pytest.raises(DataError, match="begins like a formula"):
        past_csv([("=1+1", *[""] * (len(PAST_COLUMNS) - 1))])
