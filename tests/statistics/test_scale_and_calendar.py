import datetime as dt
from pathlib import Path

import pytest

from helpers.domain.periods import Month, Year
from helpers.errors import DataError
from helpers.register.scale import read_scale
from helpers.statistics.calendar import calendar, period_names

HEADING = "from_month,to_month,household_size,amount_rials\n"
SIZES = ("1", "2", "3", "4", "5+")


def write(path: Path, *spans: tuple[str, str], sizes: tuple[str, ...] = SIZES) -> Path:
    rows = [f"{first},{last},{size},1000\n" for first, last in spans for size in sizes]
    path.write_text(HEADING + "".join(rows))
    return path


def test_a_scale_holds_for_every_month_of_its_span(tmp_path: Path) -> None:
    scale = read_scale(write(tmp_path / "scale.csv", ("1400-11", "1401-02")))
    months = [Month.from_index(month) for month in scale["month"].unique()]
    assert [str(month) for month in months] == ["1400-11", "1400-12", "1401-01", "1401-02"]
    assert len(scale) == 4 * len(SIZES)


def test_the_scale_of_the_project_can_be_read(settings) -> None:
    assert not read_scale(settings.reference / "pension_scale.csv").empty


@pytest.mark.parametrize(
    ("spans", "sizes"),
    [
        ([("1400-01", "1400-03"), ("1400-03", "1400-05")], SIZES),
        ([("1400-03", "1400-03")], SIZES[:-1]),
    ],
)
def test_a_month_with_two_scales_or_half_a_scale_is_refused(tmp_path, spans, sizes) -> None:
    with pytest.raises(DataError) as caught:
        read_scale(write(tmp_path / "scale.csv", *spans, sizes=sizes))
    assert "months 1400-03" in caught.value.where


def test_the_calendar_knows_the_leap_day() -> None:
    days = calendar(dt.date(2025, 3, 20), dt.date(2025, 3, 21)).to_pyarrow().to_pylist()
    by_day = {row["day"]: row for row in days}
    leap, new_year = by_day[dt.date(2025, 3, 20)], by_day[dt.date(2025, 3, 21)]
    assert (leap["month"], leap["day_of_month"]) == (Month(1403, 12).index, 30)
    assert (new_year["month"], new_year["day_of_month"]) == (Month(1404, 1).index, 1)
    assert new_year["ordinal"] == dt.date(2025, 3, 21).toordinal()
    assert len(days) == 30 + 31


def test_months_and_years_never_share_a_number(scenario) -> None:
    names = period_names(scenario.about)
    assert names[Month(1401, 1).index] == "1401-01"
    assert names[1401] == "1401"
    assert len(names) == len(scenario.about.months) + len(scenario.about.years)
    assert Year(1400) not in scenario.about.years
