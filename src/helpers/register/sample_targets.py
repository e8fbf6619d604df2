"""What the sample is fitted to: published totals, shares and pension amounts.

Every number of a real office comes from the reference tables; none stands in the code.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.domain.periods import Month, parse_period
from helpers.errors import DataError
from helpers.settings import Settings

FIRST_MONTH = Month(1398, 1)
LARGEST_SCALE_SIZE = 5
_TOTALS = {
    "files_total": "case_files_total_social",
    "files_active": "case_files_active_social",
    "recipients": "pension_women_heads",
    "school_students": "school_students_supported_social",
    "university_students": "university_students_supported_social",
}
_CAUSES = {
    "death": "women_heads_cause_spouse_deceased_share",
    "divorce": "women_heads_cause_divorced_share",
    "incapacity": "women_heads_cause_spouse_incapacitated_share",
    "self_headed": "women_heads_cause_self_headed_girls_share",
}
# How the rest, on which nothing is published, is shared out.
_OTHER_CAUSES = {
    "prison": 0.17, "addiction": 0.26, "missing": 0.04, "separation": 0.21,
    "military_service": 0.02, "other": 0.30,
}  # fmt: skip


@dataclass(frozen=True)
class Targets:
    """The published figures of the province, and the shares that the rest follows.

    Attributes
    ----------
    month
        The last month that had ended when the totals were published; they hold at its end.
    files_total, files_active, recipients, school_students, university_students
        The totals, met exactly.
    cause_shares
        Causes of headship of female heads; they add up to one.
    size_shares
        Female-headed households of 1, 2, 3, and 4 or more persons; they add up to one.
    county_weights
        By area code, half by service centres and half by population; they add up to one.
    urban_share
        Of households headed by a woman.
    """

    month: Month
    files_total: int
    files_active: int
    recipients: int
    school_students: int
    university_students: int
    cause_shares: dict[str, float]
    size_shares: tuple[float, ...]
    county_weights: dict[str, float]
    urban_share: float


def read_targets(settings: Settings) -> Targets:
    """Read the targets from the reference tables.

    Raises
    ------
    DataError
        If a total of the province is not published, or not for the same day as the others.
    """
    path = settings.reference / "published_figures.csv"
    figures = pd.read_csv(path, dtype={"value": float}, usecols=[
        "measure_id", "value", "geography", "geography_level", "reference_date_jalali",
    ])  # fmt: skip
    province = settings.configuration.province
    ours = figures[figures.geography == province.published_figures_name]
    totals = {name: ours[ours.measure_id == measure] for name, measure in _TOTALS.items()}
    days = {day for rows in totals.values() for day in rows.reference_date_jalali.dropna()}
    if any(len(rows) != 1 for rows in totals.values()) or len(days) != 1:
        raise DataError(
            "the sample cannot be calibrated",
            where=str(path),
            found=", ".join(f"{_TOTALS[name]}: {len(rows)}" for name, rows in totals.items()),
            expected=f"one row each for {province.published_figures_name}, of the same day",
            do="add the province's published totals, or correct province.published_figures_name",
        )
    published_in = parse_period(days.pop()[:7])
    assert isinstance(published_in, Month)
    country = figures[figures.geography_level == "country"].set_index("measure_id").value
    causes = {cause: float(country[measure]) / 100 for cause, measure in _CAUSES.items()}
    rest = 1 - sum(causes.values())
    causes |= {cause: rest * share for cause, share in _OTHER_CAUSES.items()}
    sizes = country["female_headed_households_size_share"].to_numpy()
    headed_by_women = (
        settings.areas.province.households[province.households_year]
        * province.female_headed_share / 100
    )  # fmt: skip
    urban = ours[ours.measure_id == "female_headed_households_urban"].value.iloc[0]
    return Targets(
        month=published_in - 1,
        **{name: int(rows.value.iloc[0]) for name, rows in totals.items()},
        cause_shares=causes,
        size_shares=tuple(sizes / sizes.sum()),
        county_weights=_county_weights(settings),
        urban_share=float(urban / headed_by_women),
    )


def _county_weights(settings: Settings) -> dict[str, float]:
    counties = settings.areas.counties
    centres = np.array([max(county.service_centres.values()) for county in counties], float)
    year = settings.configuration.province.population_year
    people = np.array([county.population[year] for county in counties], float)
    weights = (centres / centres.sum() + people / people.sum()) / 2
    return dict(zip((county.code for county in counties), weights.tolist(), strict=True))
