"""A bad request is refused with a sentence, before any work."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.errors import RequestError
from helpers.report import open_report
from helpers.report.opening import check_names
from helpers.settings import STATISTICS_VARIABLE

REFUSED = {
    "month 13": ({"period": "1403-13"}, "there is no month 13"),
    "not a period": ({"period": "Mehr"}, "is not a period"),
    "a float": ({"period": 1402.0}, "is not a period"),
    "a truth value": ({"period": True}, "is not a period"),
    "before the data": ({"period": "1390-01"}, "1398-01 to 1403-07"),
    "an incomplete year": ({"period": "1403"}, "1398, 1399, 1400, 1401, 1402"),
    "an unknown area": ({"area": "abhaar"}, "did you mean abhar?"),
    "a way out of the folder": ({"area": "../../etc"}, "there is no area"),
    "an area that is a number": ({"area": 5}, "there is no area"),
    "an unknown language": ({"lang": "de"}, "'fa' or 'en'"),
    "no language": ({"lang": None}, "'fa' or 'en'"),
}


@pytest.mark.parametrize("case", REFUSED, ids=list(REFUSED))
def test_a_bad_parameter_is_refused_and_the_right_ones_are_offered(opened, case):
    parameters, said = REFUSED[case]
    with pytest.raises(RequestError) as refusal:
        opened(**({"period": "1403-07", "area": "abhar", "lang": "fa"} | parameters))
    assert said in str(refusal.value)


@pytest.mark.parametrize("period", ["1403-07", "۱۴۰۳-۰۷", "1403/7", "1402", 1402])
def test_a_period_may_be_written_in_any_digits(opened, period):
    assert str(opened(period, "abhar", "fa").context.period) in {"1403-07", "1402"}


@pytest.mark.parametrize(("period", "cadence"), [("1402", "monthly"), ("1402-07", "annual")])
def test_a_period_of_the_other_cadence_is_refused(opened, period, cadence):
    with pytest.raises(RequestError, match=f"this report is {cadence}"):
        opened(period, "abhar", "fa", cadence=cadence)


def test_a_misspelt_parameter_is_refused_with_the_right_name():
    injected = '# Parameters\nperod = "1403-06"\nlang = "en"\n'
    with pytest.raises(RequestError, match="perod") as refusal:
        check_names(["", 'period = "1403-07"', injected])
    assert "did you mean period?" in str(refusal.value)


def test_other_variables_of_a_notebook_are_nobodys_business():
    check_names(["perod = 1", '# Parameters\nperiod = "1403-06"\n'])


def test_without_a_published_table_the_way_to_one_is_named(opened, tmp_path, monkeypatch):
    monkeypatch.setenv(STATISTICS_VARIABLE, str(tmp_path / "none.parquet"))
    with pytest.raises(RequestError, match="make reports"):
        open_report("1403-07", "abhar", "fa")


def test_a_notebook_shows_a_refusal_as_one_line(capsys, main_module):
    shell = InteractiveShell()
    shell.run_cell(
        "from helpers.errors import RequestError\n"
        "raise RequestError('there is no month 13', found='1403-13', do='write 01 to 12')"
    )
    shown = capsys.readouterr().out.strip().splitlines()
    assert shown[-1] == ("RequestError: there is no month 13; found: 1403-13; do: write 01 to 12")
    assert len(shown) == 1


def test_an_unknown_statistic_or_breakdown_is_refused_with_the_nearest(opened):
    report = opened("1403-07", "abhar", "en")
    with pytest.raises(RequestError, match="files_active"):
        report.sentence("files_activ")
    with pytest.raises(RequestError, match="headship_cause"):
        report.section("files_active", by="cause")
    with pytest.raises(RequestError, match="not monthly"):
        report.trend("students_in_year")
    with pytest.raises(RequestError, match="one unit"):
        report.trend("files_active", "active_share")
