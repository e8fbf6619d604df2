"""From an open register to the published table: count, check, protect, derive, write."""

from pathlib import Path

import numpy as np
import pandas as pd

from helpers.domain.about import About, Edition
from helpers.domain.periods import Period, Span, Year, parse_month, parse_period
from helpers.domain.published import write_published
from helpers.domain.structure import COLUMNS, OBS_STATUS, STATISTICS
from helpers.register.store import Register
from helpers.settings import Settings
from helpers.statistics.derive import derive
from helpers.statistics.disclosure import disclose, protect
from helpers.statistics.identities import check_identities
from helpers.statistics.students import SCHOOL_YEAR, school_year_part
from helpers.statistics.tabulate import cells_of, tabulate


def publish_statistics(
    register: Register, settings: Settings, edition: Edition, path: Path
) -> About:
    """Write the published table of a register.

    Parameters
    ----------
    edition
        ``public`` is protected by the settings' policy; ``internal`` holds true values.
    path
        The Parquet file to write, whole or not at all.

    Returns
    -------
    About
        What a reader must know of the register, as stored with the table.

    Raises
    ------
    DataError
        If the register contradicts its contract; nothing is written.
    """
    known = register.about
    about = About(
        edition, known.synthetic, known.first_month, known.last_month, known.rows,
        known.warnings, known.fingerprint,
    )  # fmt: skip
    counts = tabulate(register, settings, about)
    check_identities(counts, register, settings.areas.province.code, about)
    policy = settings.configuration.disclosure
    if edition == "public":
        base = protect(counts, policy, settings.areas.province.code)
        derived = derive(base, settings, about, policy.minimum_contributors)
    else:
        base = disclose(counts)
        derived = derive(base, settings, about, minimum=0)
    table = pd.concat([base, derived], ignore_index=True)
    write_published(describe_rows(table, settings, about), about, path)
    return about


def describe_rows(table: pd.DataFrame, settings: Settings, about: About) -> pd.DataFrame:
    """Return the published columns: days, unit and status filled in, rows in the order of all.

    A month is provisional until its year is complete in the register.
    """
    pairs = table[["statistic", "period"]].drop_duplicates()
    days = {
        (statistic, period): (str(span.first_day), str(span.last_day))
        for statistic, period in pairs.itertuples(index=False, name=None)
        for span in [_days_of(statistic, period)]
    }
    dated = list(zip(table["statistic"].tolist(), table["period"].tolist(), strict=True))
    complete = {str(year) for year in about.years}
    provisional = ~table["period"].str[:4].isin(complete) & (
        table["obs_status"] == OBS_STATUS["normal"]
    )
    described = table.assign(
        period_start=[days[pair][0] for pair in dated],
        period_end=[days[pair][1] for pair in dated],
        unit=table["statistic"].map({code: s.unit for code, s in STATISTICS.items()}),
        obs_status=table["obs_status"].mask(provisional, OBS_STATUS["provisional"]),
    )
    order = np.lexsort(_ranks(described, settings))
    return described.iloc[order][list(COLUMNS)].reset_index(drop=True)


def _days_of(statistic: str, period: str) -> Period | Span:
    """Return what the period column covers; in the school-year view, not the year it names."""
    first, _, last = period.partition("..")
    if last:
        return Span(parse_month(first), parse_month(last))
    parsed = parse_period(period)
    if isinstance(parsed, Year) and statistic in SCHOOL_YEAR:
        return school_year_part(statistic, parsed)
    return parsed


def _ranks(table: pd.DataFrame, settings: Settings) -> list[pd.Series]:
    """Return the columns to sort by, the weightiest last: months, then years, then to date."""
    statistics = {code: rank for rank, code in enumerate(STATISTICS)}
    cells = {
        (s.code, *cell): rank for s in STATISTICS.values() for rank, cell in enumerate(cells_of(s))
    }
    areas = {code: rank for rank, code in enumerate(settings.areas.codes)}
    kinds = {7: 0, 4: 1}  # lengths of a month and of a year, as text
    columns = (table[name].tolist() for name in ("statistic", "breakdown", "category"))
    triples = zip(*columns, strict=True)
    return [
        pd.Series([cells[triple] for triple in triples], index=table.index),
        table["area"].map(areas),
        table["period"],
        table["period"].str.len().map(kinds).fillna(2),
        table["statistic"].map(statistics),
    ]
