import dataclasses
import math
from decimal import Decimal

import pandas as pd
import pytest

from helpers.domain.about import About
from helpers.domain.periods import Month
from helpers.domain.structure import STATISTICS
from helpers.errors import DataError
from helpers.settings import Settings
from helpers.statistics.derive import Cell, combine, derive
from helpers.statistics.disclosure import COLUMNS
from helpers.statistics.tabulate import cells_of, places_of

ABOUT = About(True, Month(1401, 11), Month(1403, 2), edition="public")  # 1402 is complete
HIDDEN = Cell(math.nan, "A", "C", "confidential")
MISSING = Cell(math.nan, "L", "F", "register_begins")
TOTAL = ("all", "all")


def protected(settings: Settings, changes: dict[tuple, Cell]) -> pd.DataFrame:
    """Return a protected table in which every cell is 100, but for the changes."""
    rows = {
        (s.code, *place, *cell): Cell(100.0, note="rounded")
        for s in STATISTICS.values()
        if s.kind != "derived"
        for place in places_of(s, settings.areas, ABOUT)
        for cell in cells_of(s)
    }
    assert changes.keys() <= rows.keys()
    return pd.DataFrame(
        [(*key, *cell) for key, cell in (rows | changes).items()], columns=list(COLUMNS)
    )


@pytest.fixture
def county(settings: Settings) -> str:
    return settings.areas.counties[0].code


@pytest.fixture
def derived(settings: Settings):
    def compute(changes: dict[tuple, Cell], *key: str) -> Cell:
        frame = derive(protected(settings, changes), settings, ABOUT, minimum=10)
        row = frame.set_index(list(COLUMNS[:5])).loc[key]
        return Cell(*row)

    return compute


def test_a_share_is_rounded_half_up_from_protected_values(derived, county) -> None:
    changes = {
        ("files_active", "1402-01", county, *TOTAL): Cell(1.0),
        ("files_total", "1402-01", county, *TOTAL): Cell(16.0),
    }
    share = derived(changes, "active_share", "1402-01", county, *TOTAL)
    assert share == Cell(6.3)  # 6.25, which rounding to even would make 6.2


@pytest.mark.parametrize("hidden", ["files_active", "files_total"])
def test_a_share_of_a_hidden_value_is_hidden(derived, county, hidden) -> None:
    changes = {(hidden, "1402-01", county, *TOTAL): HIDDEN}
    cell = derived(changes, "active_share", "1402-01", county, *TOTAL)
    assert cell[1:] == ("A", "C", "from_confidential")
    assert math.isnan(cell.value)


def test_not_available_is_stronger_than_hidden() -> None:
    assert combine([HIDDEN, MISSING], lambda a, b: a + b) == MISSING


def test_a_share_of_nothing_is_not_applicable(derived, county) -> None:
    changes = {("files_total", "1402-01", county, *TOTAL): Cell(0.0)}
    cell = derived(changes, "active_share", "1402-01", county, *TOTAL)
    assert cell[1:] == ("M", "F", "no_base")


def test_students_by_level_are_divided_by_all_active_files(derived, county) -> None:
    changes = {
        ("students_supported", "1402-01", county, "level", "school"): Cell(40.0),
        ("files_active", "1402-01", county, *TOTAL): Cell(80.0),
    }
    cell = derived(changes, "students_per_100_active", "1402-01", county, "level", "school")
    assert cell.value == 50.0


def test_a_mean_is_of_its_own_category(derived, county) -> None:
    place = ("1402-01", county, "household_size", "3")
    changes = {
        ("pension_regular_amount", *place): Cell(1_230_000.0),
        ("pension_recipients", *place): Cell(20.0),
    }
    assert derived(changes, "pension_mean", *place).value == 61_500


@pytest.mark.parametrize(("recipients", "conf_status"), [(5.0, "C"), (10.0, "F")])
def test_a_mean_needs_ten_recipients(derived, county, recipients, conf_status) -> None:
    place = ("1402-01", county, *TOTAL)
    changes = {("pension_recipients", *place): Cell(recipients)}
    assert derived(changes, "pension_mean", *place).conf_status == conf_status


def test_an_average_of_the_year_is_of_its_twelve_months(derived, county) -> None:
    changes = {("files_active", "1402-05", county, *TOTAL): Cell(106.0)}
    cell = derived(changes, "files_active_average", "1402", county, *TOTAL)
    assert cell.value == 101  # 100.5


def test_one_hidden_month_hides_the_average_of_the_year(derived, county) -> None:
    changes = {("pension_recipients", "1402-05", county, *TOTAL): HIDDEN}
    cell = derived(changes, "pension_recipients_average", "1402", county, *TOTAL)
    assert cell.conf_status == "C"


def test_the_last_month_of_a_year_is_esfand_as_published(derived, county) -> None:
    changes = {("pension_recipients", "1402-12", county, *TOTAL): Cell(345.0, note="rounded")}
    cell = derived(changes, "pension_recipients_last_month", "1402", county, *TOTAL)
    assert cell == Cell(345.0, note="rounded")


def test_a_year_to_date_adds_the_protected_months(derived, county) -> None:
    changes = {("files_opened", "1402-02", county, *TOTAL): Cell(0.0)}
    cell = derived(changes, "files_opened", "1402-01..1402-03", county, *TOTAL)
    assert cell == Cell(200.0, note="rounded")


def test_the_first_month_is_a_year_to_date_too(derived, county) -> None:
    assert derived({}, "files_opened", "1402-01..1402-01", county, *TOTAL).value == 100


def test_a_hidden_month_hides_the_year_to_date(derived, county) -> None:
    changes = {("files_closed", "1402-02", county, *TOTAL): HIDDEN}
    cell = derived(changes, "files_closed", "1402-01..1402-04", county, *TOTAL)
    assert cell[1:] == ("A", "C", "from_confidential")


def test_a_year_to_date_before_the_register_is_not_available(derived, county) -> None:
    cell = derived({}, "files_opened", "1401-01..1401-12", county, *TOTAL)
    assert cell[1:] == ("L", "F", "register_begins")


def test_rates_per_inhabitant_name_their_reference_year(settings, derived, county) -> None:
    cell = derived({}, "active_per_1000", "1402", county, *TOTAL)
    year = settings.configuration.province.population_year
    inhabitants = settings.areas[county].population[year]
    assert cell.note == "population_reference_year"
    assert cell.value == float(round(Decimal(100_000) / inhabitants, 1))


def test_households_headed_by_women_are_known_for_the_province_only(settings, derived) -> None:
    place = ("1402", settings.areas.province.code, *TOTAL)
    cell = derived({("pension_recipients", *place): Cell(3035.0)}, "pension_per_1000_fhh", *place)
    assert cell.value == 87.3  # 3035 of 10.8 % of 321,983
    frame = derive(protected(settings, {}), settings, ABOUT, minimum=10)
    areas = frame.loc[frame["statistic"] == "pension_per_1000_fhh", "area"]
    assert set(areas) == {settings.areas.province.code}


def test_a_reference_year_without_figures_is_refused(settings: Settings) -> None:
    province = settings.configuration.province.model_copy(update={"population_year": 1350})
    configuration = settings.configuration.model_copy(update={"province": province})
    wrong = dataclasses.replace(settings, configuration=configuration)
    with pytest.raises(DataError, match="reference year of the population"):
        derive(protected(settings, {}), wrong, ABOUT, minimum=10)


def test_every_derived_statistic_is_made(settings: Settings) -> None:
    frame = derive(protected(settings, {}), settings, ABOUT, minimum=10)
    expected = {
        (s.code, *place, *cell)
        for s in STATISTICS.values()
        if s.kind == "derived"
        for place in places_of(s, settings.areas, ABOUT)
        for cell in cells_of(s)
    }
    keys = set(frame[list(COLUMNS[:5])].itertuples(index=False, name=None))
    assert {key for key in keys if ".." not in key[1]} == expected
