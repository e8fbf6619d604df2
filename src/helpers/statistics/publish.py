"""From an open register to the published table: count, check, protect, derive, write."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.configuration import DisclosurePolicy
from helpers.domain.about import About, Edition, Known
from helpers.domain.deliveries import protected
from helpers.domain.periods import Period, Span, Year, parse_month, parse_period
from helpers.domain.published import write_published
from helpers.domain.structure import COLUMNS, CONF_STATUS, OBS_STATUS, STATISTICS
from helpers.files import hidden_log, write_durably
from helpers.register.store import Register
from helpers.settings import Settings
from helpers.statistics.derive import derive
from helpers.statistics.disclosure import disclose, protect
from helpers.statistics.identities import check_identities
from helpers.statistics.memory import Memory
from helpers.statistics.students import SCHOOL_YEAR, school_year_part
from helpers.statistics.tabulate import tabulate


def publish_statistics(
    register: Register, settings: Settings, edition: Edition, path: Path,
    memory: Memory | None = None,
) -> About:  # fmt: skip
    """Write the published table of a register.

    Parameters
    ----------
    edition
        ``public`` is protected by the settings' policy; ``internal`` holds true values.
    path
        The Parquet file to write, whole or not at all.
    memory
        Of what was protected before.

    Returns
    -------
    About
        What a reader must know of the register, as stored with the table.

    Raises
    ------
    DataError
        If the register contradicts its contract; nothing is written.
    """
    policy = settings.configuration.disclosure
    about = told_of(register.about, policy, edition)
    counts = tabulate(register, settings, about)
    check_identities(counts, register, settings.areas.codes, about.last_month)
    if edition == "public":
        base, log = protect(counts, policy, settings.areas.codes, memory)
        if memory:
            memory.write()
        derived = derive(base, settings, about, policy.mean_contributors)
        write_durably(hidden_log(path), log.to_csv(index=False), mode=0o600)
    else:
        base = disclose(counts)
        derived = derive(base, settings, about, minimum=0)
    table = pd.concat([base, derived], ignore_index=True)
    if edition != "public":
        table["conf_status"] = CONF_STATUS["internal"]  # every row says that it is not published
    write_published(describe_rows(table, settings, about), about, path)
    return about


def told_of(known: Known, policy: DisclosurePolicy, edition: Edition) -> About:
    """Return what the published table tells of the register; a warning may concern one person.

    Parameters
    ----------
    known
        True counts of rows with warnings, and of what was delivered.
    """
    base, fewest = 1, 1
    if edition == "public":
        base = policy.round_to
        fewest = max(policy.small_group, policy.hide_below, base)
    delivered = known.deliveries
    return About(
        known.synthetic, known.first_month, known.last_month, known.rows,
        protected(known.warnings, base, fewest), known.fingerprint,
        replace(
            delivered,
            rows=protected(delivered.rows, base, fewest),
            cleaned=protected(delivered.cleaned, base, fewest),
            fewest=fewest,
        ),
        edition=edition,
    )  # fmt: skip


def describe_rows(table: pd.DataFrame, settings: Settings, about: About) -> pd.DataFrame:
    """Return the published columns: days, unit and status filled in, rows in the order of all.

    A month is provisional until its year is complete in the register.

    Parameters
    ----------
    table
        The columns of :func:`helpers.statistics.disclosure.protect`; the cells of one statistic,
        period and area stand in their order.
    """
    days = _days(table)
    complete = {str(year) for year in about.years}
    provisional = ~table["period"].str[:4].isin(complete) & (
        table["obs_status"] == OBS_STATUS["normal"]
    )
    described = table.assign(
        period_start=[first for first, _ in days],
        period_end=[last for _, last in days],
        unit=table["statistic"].map({code: s.unit for code, s in STATISTICS.items()}),
        obs_status=table["obs_status"].mask(provisional, OBS_STATUS["provisional"]),
    )
    return described.iloc[_order(table, settings)][list(COLUMNS)].reset_index(drop=True)


def _days(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the first and the last day of every row's period."""
    of_period: dict[tuple[str, str], tuple[str, str]] = {}

    def look_up(statistic: str, period: str) -> tuple[str, str]:
        key = (statistic if statistic in SCHOOL_YEAR else "", period)
        if key not in of_period:
            span = _days_of(statistic, period)
            of_period[key] = (str(span.first_day), str(span.last_day))
        return of_period[key]

    return [*map(look_up, table["statistic"].tolist(), table["period"].tolist())]


def _days_of(statistic: str, period: str) -> Period | Span:
    """Return what the period column covers; in the school-year view, not the year it names."""
    first, _, last = period.partition("..")
    if last:
        return Span(parse_month(first), parse_month(last))
    parsed = parse_period(period)
    if isinstance(parsed, Year) and statistic in SCHOOL_YEAR:
        return school_year_part(statistic, parsed)
    return parsed


def _order(table: pd.DataFrame, settings: Settings) -> np.ndarray:
    """Return the order of the rows: by statistic, months before years before years to date, area.

    Within these the rows stay as they stand.
    """
    lengths = {7: 0, 4: 1}  # of a month and of a year, as text
    periods = sorted(table["period"].unique(), key=lambda text: (lengths.get(len(text), 2), text))
    ranks = [
        pd.Categorical(table[column], categories=categories).codes
        for column, categories in (
            ("area", settings.areas.codes), ("period", periods), ("statistic", list(STATISTICS)),
        )
    ]  # fmt: skip
    return np.lexsort(ranks)
