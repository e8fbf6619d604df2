"""What the workbench knows by itself agrees with what is known elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.delivery.cleaning.identity import is_national_id
from helpers.delivery.workbench import workbench
from helpers.domain.periods import parse_month


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    with workbench(tmp_path_factory.mktemp("bench")) as made:
        yield made


def _with_check_digit(nine: str) -> str:
    return next(id_ for digit in "0123456789" if is_national_id(id_ := nine + digit))


@given(
    st.lists(
        st.one_of(
            st.text("0123456789", min_size=9, max_size=9).filter(lambda t: len(set(t)) > 1)
            .map(_with_check_digit),
            st.text("0123456789", min_size=8, max_size=11),
            st.sampled_from(["0" * 10, "1" * 10, "f1", "", "۰۴۹۹۳۷۰۸۹۹", "049937089a"]),
        ),
        min_size=1,
    )
)  # fmt: skip
def test_national_ids_are_told_in_a_query_as_they_are_alone(bench, texts):
    found = bench.run("SELECT t, is_national_id(t) FROM (SELECT unnest(?) AS t)", [texts])
    assert [valid for _, valid in found] == [is_national_id(text) for text, _ in found]


def test_months_are_those_of_the_calendar(bench):
    for text, first, last in bench.run("FROM months USING SAMPLE 50 ROWS"):
        month = parse_month(text)
        assert (first, last) == (month.first_day, month.last_day)
    assert bench.run("SELECT count(*) FROM months WHERE month LIKE '1403-%'") == [(12,)]


def test_a_cell_in_error_is_not_noted_again(bench):
    bench.note("E112", "opened_on", 1, [2, 3])
    bench.note_where("E122", "opened_on", "SELECT 1 AS source, unnest([3, 4]) AS source_row")
    assert bench.run("SELECT source_row FROM faults WHERE code = 'E122'") == [(4,)]
