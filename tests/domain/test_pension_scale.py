"""The legislated scale is whole for every month it speaks of."""

from pathlib import Path

import pytest

from helpers.domain.codelists import HOUSEHOLD_SIZES
from helpers.domain.pension_scale import PensionScaleError, read_pension_scale
from helpers.domain.periods import Month

HEADING = "from_month,to_month,household_size,amount_rials\n"


def write(path: Path, *rows: tuple[str, str, str]) -> Path:
    path.write_text(HEADING + "".join(f"{','.join(row)},{1000 * len(row[2])}\n" for row in rows))
    return path


def test_the_amounts_hold_for_every_month_of_their_span_and_no_other(tmp_path: Path) -> None:
    rows = [("1400-11", "1401-01", size) for size in HOUSEHOLD_SIZES]
    scale = read_pension_scale(write(tmp_path / "scale.csv", *rows))
    assert list(scale) == [Month(1400, 11), Month(1400, 12), Month(1401, 1)]
    assert scale[Month(1400, 12)] == {"1": 1000, "2": 1000, "3": 1000, "4": 1000, "5+": 2000}


@pytest.mark.parametrize("sizes", [HOUSEHOLD_SIZES[1:], (*HOUSEHOLD_SIZES, "1")])
def test_a_month_with_a_size_missing_or_twice_is_named(tmp_path: Path, sizes) -> None:
    whole = [("1400-01", "1400-01", size) for size in HOUSEHOLD_SIZES]
    rows = [*whole, *(("1400-02", "1400-02", size) for size in sizes)]
    with pytest.raises(PensionScaleError) as caught:
        read_pension_scale(write(tmp_path / "scale.csv", *rows))
    assert caught.value.months == ["1400-02"]


def test_the_scale_of_the_project_grants_more_to_larger_households(settings) -> None:
    for amounts in settings.pension_scale.values():
        granted = [amounts[size] for size in HOUSEHOLD_SIZES]
        assert granted == sorted(set(granted))
