"""What is kept of published numbers, and what it says of the next ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain.about import About
from helpers.domain.periods import Month
from helpers.domain.vintages import (
    History,
    State,
    Vintage,
    is_revised,
    known_at,
    vintage_of,
)
from helpers.domain.vintages_file import read, written

KEYS = [("files_active", "1403-07", area, "all", "all") for area in ("abhar", "tarom", "ijrud")]
SERIES = "public synthetic"
HIDDEN = ("", "C")

cells = st.one_of(
    st.just(HIDDEN),
    st.just(("", "F")),
    st.integers(0, 4).map(lambda number: (str(5 * number), "F")),
)
tables = st.dictionaries(st.sampled_from(KEYS), cells, min_size=1)


def published(*publications: dict, until=lambda number: f"1403-{number:02}") -> History:
    """Publish tables one after the other, each of a month of its own."""
    history = History(SERIES)
    for number, table in enumerate(publications, 1):
        now = Vintage(0, until(number), f"count {number}")
        history = history.at(SERIES, now).with_published((k, *cell) for k, cell in table.items())
    return history


@given(st.lists(tables, min_size=1, max_size=5))
def test_the_last_published_state_of_every_cell_is_kept(publications):
    history = published(*publications)
    last = {}
    for table in publications:
        last |= table
    assert {key: story[-1][1:] for key, story in history.stories.items()} == last


@given(st.lists(tables, min_size=1, max_size=4), tables)
def test_every_cell_is_new_unchanged_or_revised_and_nothing_else_is_touched(before, now):
    old = published(*before)
    new = old.at(SERIES, Vintage(0, "1404-01", "now")).with_published(
        (key, *cell) for key, cell in now.items()
    )
    assert new.stories.keys() == old.stories.keys() | now.keys()
    for key in new.stories.keys() - now.keys():
        assert new.stories[key] == old.stories[key]
    for key, cell in now.items():
        past = old.stories.get(key, ())
        if not past:
            assert len(new.stories[key]) == 1
        elif past[-1][1:] == cell:
            assert new.stories[key] == past
        else:
            assert new.stories[key][-1] == State(len(old.vintages) + 1, *cell)
            numbers = bool(cell[0] and past[-1].value)
            assert is_revised(new.stories[key]) == numbers


@given(st.lists(tables, min_size=1, max_size=4))
def test_publishing_the_same_again_changes_nothing(publications):
    history = published(*publications)
    count = f"count {len(publications)}"
    for until, number in (("1403-01", count), ("1403-01", "another"), ("1404-02", "another")):
        again = history.at(SERIES, Vintage(0, until, number)).with_published(
            (key, *story[-1][1:]) for key, story in history.stories.items()
        )
        assert again == history


@given(st.lists(tables, min_size=1, max_size=5))
def test_the_parts_of_a_publication_may_be_published_one_by_one(publications):
    whole = published(*publications)
    *before, last = publications
    parts = published(*before)
    for key in reversed(list(last)):
        now = Vintage(0, f"1403-{len(publications):02}", f"count {len(publications)}")
        parts = parts.at(SERIES, now).with_published([(key, *last[key])])
    assert parts.stories == whole.stories


@given(st.lists(tables, min_size=1, max_size=6))
def test_what_has_no_value_now_has_none_anywhere_in_the_record(publications):
    history = published(*publications)
    for key, story in history.stories.items():
        if not story[-1].value:
            assert [state.value for state in story] == [""], key


def test_a_record_that_says_an_earlier_value_of_what_is_left_out_now_is_healed():
    key, now = KEYS[0], Vintage(1, "1403-01", "count")
    left_out = State(1, "", "F")
    older = History(SERIES, (now,), {key: (State(1, "10", "F"), left_out)})
    assert older.with_published([(key, "", "F")]).stories[key] == (left_out,)


@given(st.lists(tables, max_size=5))
def test_a_record_is_read_as_it_was_written_and_written_the_same_each_time(
    tmp_path_factory, publications
):
    history = published(*publications)
    path = tmp_path_factory.mktemp("record") / "published.parquet"
    path.write_bytes(written(history))
    assert read(path) == history
    assert written(read(path)) == path.read_bytes()


def test_another_table_is_not_taken_for_a_record(tmp_path: Path):
    import pandas as pd

    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "x.parquet")
    with pytest.raises(ValueError, match="the columns are a"):
        read(tmp_path / "x.parquet")


def test_a_revised_number_stays_so_until_a_later_month_arrives():
    key, months = KEYS[0], ["", "1403-06", "1403-07", "1403-07", "1403-08"]
    history = published(
        {key: ("10", "F")}, {key: ("15", "F")}, {KEYS[1]: ("5", "F")}, until=months.__getitem__
    )
    story = history.story(key, "15", "F")
    assert [state.value for state in story] == ["10", "15"]
    assert history.is_current(story)
    later = history.at(SERIES, Vintage(0, "1403-08", "later"))
    assert not later.is_current(later.story(key, "15", "F"))


@pytest.mark.parametrize("unsaid", [HIDDEN, ("", "F")])
def test_a_value_before_and_after_it_was_not_published_is_no_revision(unsaid):
    key = KEYS[0]
    history = published({key: ("10", "F")}, {key: unsaid}, {key: ("15", "F")})
    assert [state.value for state in history.stories[key]] == ["", "15"]
    assert not is_revised(history.stories[key])


def test_what_was_known_at_a_publication_is_the_last_state_until_then():
    story = (State(1, "5", "F"), State(3, "10", "F"))
    assert [s.value if (s := known_at(story, n)) else None for n in range(5)] == [
        None, "5", "5", "10", "10",
    ]  # fmt: skip


def test_publications_of_one_month_are_counted():
    months = ["", "1403-06", "1403-07", "1403-07", "1403-06"]
    tables = [{KEYS[0]: (str(number), "F")} for number in range(4)]
    history = published(*tables, until=months.__getitem__)
    assert [history.ordinal(number) for number in (1, 2, 3, 4)] == [1, 1, 2, 2]


def test_real_people_after_made_up_ones_begin_a_new_series():
    about = About(True, Month(1400, 1), Month(1403, 7), edition="public")
    real = About(False, Month(1400, 1), Month(1403, 7), edition="public")
    made_up = History(about.series).at(about.series, vintage_of(about, "a"))
    made_up = made_up.with_published([(KEYS[0], "10", "F")])
    history = made_up.at(real.series, vintage_of(real, "b"))
    assert (dict(history.stories), [v.number for v in history.vintages]) == ({}, [1])
