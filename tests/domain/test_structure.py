import pytest

from helpers.domain.structure import COLUMNS, KEY, STATISTICS, statistic_named, statistics_of


def test_the_columns_of_the_published_table_are_the_agreed_ones():
    assert ",".join(COLUMNS) == (
        "statistic,period,period_start,period_end,area,breakdown,category,value,unit,"
        "obs_status,conf_status,note"
    )
    assert set(KEY) < set(COLUMNS)


def test_stages_of_a_level_are_those_of_the_level():
    assert STATISTICS["school_students"].categories("stage") == (
        "primary", "lower_secondary", "upper_secondary",
    )  # fmt: skip
    assert len(STATISTICS["students_supported"].categories("stage")) == 7


def test_a_breakdown_that_a_statistic_does_not_have_is_refused():
    with pytest.raises(KeyError, match="files_closed has no breakdown 'sex'"):
        STATISTICS["files_closed"].categories("sex")


def test_a_misspelt_statistic_comes_with_the_right_name():
    with pytest.raises(KeyError, match="files_active"):
        statistic_named("file_active")


def test_annual_statistics_stand_in_no_monthly_report():
    monthly = {s.code for s in statistics_of("caseload", "monthly")}
    annual = {s.code for s in statistics_of("caseload", "annual")}
    assert annual - monthly == {"files_active_average", "files_closed_within", "closed_within"}


def test_only_flows_and_sums_add_up_over_months():
    additive = {code for code, s in STATISTICS.items() if s.additive}
    assert additive.isdisjoint({"files_active", "pension_recipients", "pension_mean"})
