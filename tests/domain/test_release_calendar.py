"""The calendar of releases: what its rows say, and which rows are refused."""

import datetime as dt

import pytest

from helpers.domain.periods import Month, Year
from helpers.domain.release_calendar import COLUMNS, CalendarError, read_calendar

HEADING = ",".join(COLUMNS)


@pytest.fixture
def calendar(tmp_path):
    """Return a function that reads a calendar with these rows."""

    def read(*rows, heading=HEADING):
        path = tmp_path / "release_calendar.csv"
        path.write_text("\n".join([heading, *rows, ""]), "utf-8")
        return read_calendar(path)

    return read


def test_a_row_of_its_own_counts_before_that_of_all_reports(calendar):
    read = calendar("1403-07,all,2024-11-10,,,", "1403-07,pensions,2024-11-17,,,")
    assert read.of("caseload", Month(1403, 7)).planned_on == dt.date(2024, 11, 10)
    assert read.of("pensions", Month(1403, 7)).planned_on == dt.date(2024, 11, 17)
    assert read.of("caseload", Month(1403, 8)) is None


def test_the_next_release_is_the_next_period_of_the_same_cadence(calendar):
    read = calendar(
        "1403,all,2025-06-10,,,", "1403-09,all,2025-01-09,,,", "1403-08,pensions,2024-12-10,,,"
    )
    assert read.after("caseload", Month(1403, 7)).period == Month(1403, 9)
    assert read.after("pensions", Month(1403, 7)).period == Month(1403, 8)
    assert read.after("caseload", Month(1403, 9)) is None
    assert read.after("caseload", Year(1402)).period == Year(1403)


def test_a_late_release_counts_from_its_real_day(calendar):
    (row,) = calendar("1403-07,all,2024-11-10,2024-11-13,دیرکرد داده‌ها,Late delivery")
    assert (row.due_on, row.days_late) == (dt.date(2024, 11, 13), 3)
    assert row.days_after_period == 23  # Mehr 1403 ended on 21 October 2024
    assert (row.note("fa"), row.note("en")) == ("دیرکرد داده‌ها", "Late delivery")


def test_rows_stand_in_the_order_of_their_days(calendar):
    read = calendar("1403,all,2025-06-10,,,", "1403-07,all,2024-11-10,,,")
    assert [str(row.period) for row in read] == ["1403-07", "1403"]


def test_an_office_without_a_calendar_has_an_empty_one(tmp_path):
    assert list(read_calendar(tmp_path / "release_calendar.csv")) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("1403-13,all,2024-11-10,,,", "line 2: there is no month 13"),
        ("Mehr,all,2024-11-10,,,", "line 2: 'Mehr' is not a period"),
        ("1403-07,all,1403-08-20,,,", "line 2: planned_on '1403-08-20' is not a day"),
        ("1403-07,all,20 Aban,,,", "line 2: planned_on '20 Aban' is not a day"),
        ("1403-07,all,2999-01-01,,,", "line 2: planned_on '2999-01-01' is not a day"),
        ("1403-07,all,,,,", "line 2: planned_on '' is not a day"),
        ("1403-07,,2024-11-10,,,", "line 2: report is empty"),
        ("1403-07,all,2024-10-21,,,", "planned_on 2024-10-21 is not after the end of 1403-07"),
        ("1403-07,all,2024-11-10,2024-10-01,x,x", "published_on 2024-10-01 is not after the end"),
        ("1403-07,all,2024-11-10,2024-11-13,,", "a note must say why"),
        ("1403-07,all,2024-11-10,2024-11-09,,", "a note must say why"),
        ("1403-07,all,2024-11-10,2024-11-13,دیرکرد,", "not written in both languages"),
        ("1403-07,all,2024-11-10,,,,more", "line 2: has more than 6 cells"),
        ("1403-07", "line 2: planned_on '' is not a day"),
    ],
)
def test_a_wrong_row_is_named_by_its_line(calendar, row, fault):
    with pytest.raises(CalendarError) as refused:
        calendar(row)
    assert fault in str(refused.value)


def test_all_wrong_rows_are_named_at_once(calendar):
    with pytest.raises(CalendarError) as refused:
        calendar("x,all,2024-11-10,,,", "1403-07,all,2024-11-10,,,", "1403-07,all,2024-11-11,,,")
    first, second = refused.value.faults
    assert first.startswith("line 2: 'x'")
    assert second == "line 4: 1403-07 all stands twice"


def test_other_columns_are_refused(calendar):
    with pytest.raises(CalendarError, match="expected period, report, planned_on"):
        calendar("1403-07,2024-11-10", heading="period,planned")
