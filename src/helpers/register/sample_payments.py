"""Synthetic pension payments: who is awarded one, when, how much, and what goes wrong."""

import numpy as np
import pandas as pd

from helpers.domain.periods import MONTHS_IN_YEAR, Month, parse_month
from helpers.register.sample_calendar import NEVER, Calendar
from helpers.register.sample_households import Households
from helpers.register.sample_targets import FIRST_MONTH, LARGEST_SCALE_SIZE, Targets
from helpers.settings import Settings

BATCH_MONTHS = 3  # awards come in batches, a quarter apart, when the budget allows
BATCHED_SHARE = 0.6
WAITING_SHAPE = 0.9
MALE_SHARE = 0.06
MISSED_SHARE, MISSED_PAID_LATER = 0.012, 0.7
SUSPENDED_SHARE = 0.03
LATE_RISE_SHARE, LATE_MONTHS = 0.22, 2
UNDERPAID_SHARE, OVERPAID_SHARE = 0.012, 0.004
CORRECTED_SHARE = 0.002
SMALLEST_UNIT = 100  # rials

PAYMENTS = ("file", "month", "paid_on", "kind", "amount_rials", "household_size")


def simulate_payments(
    households: Households,
    targets: Targets,
    settings: Settings,
    calendar: Calendar,
    until: Month,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return one row a payment, columns ``PAYMENTS``; days are counted from 1970-01-01.

    Exactly ``targets.recipients`` files with a female head have a regular payment for the target
    month; as in every month, some that are due one are passed over.
    """
    anchor = targets.month.index
    awarded = _award_months(households, targets, calendar, rng)
    due = _months_due(households, awarded, calendar, until)
    scale = read_scale(settings, until)
    due["scale"] = scale_amounts(scale, due["month"], due["household_size"])
    before = scale_amounts(scale, due["month"] - LATE_MONTHS, due["household_size"])

    files = len(households.files)
    risen = before < due["scale"]
    late = risen & (rng.random(files) < LATE_RISE_SHARE)[due["file"]]
    chance = rng.random(len(due))
    factor = np.select(
        [chance < UNDERPAID_SHARE, chance > 1 - OVERPAID_SHARE],
        [rng.uniform(0.5, 0.95, len(due)), rng.uniform(1.05, 1.4, len(due))],
        1.0,
    )
    amount = np.where(late, before, due["scale"]) * factor
    due["amount_rials"] = (amount / SMALLEST_UNIT).round().astype("int64") * SMALLEST_UNIT
    missed = (rng.random(len(due)) < MISSED_SHARE) | _suspended(due, files, anchor, rng)
    missed &= due["month"] != anchor
    missed[_passed_over(households, due, targets, rng)] = True
    start_of_next = calendar.start(due["month"].to_numpy() + 1)
    due["paid_on"] = start_of_next - rng.integers(2, 9, len(due))

    regular = due[~missed].assign(kind="regular")
    owed = due["scale"] - due["amount_rials"] * ~missed
    settled = (late & ~missed) | (missed & (rng.random(len(due)) < MISSED_PAID_LATER))
    arrears = due[settled & (owed > 0)].assign(kind="arrears", amount_rials=owed)
    arrears["paid_on"] += rng.integers(20, 95, len(arrears))
    corrected = due[~missed & (rng.random(len(due)) < CORRECTED_SHARE)].assign(kind="correction")
    share = rng.choice([-0.5, -0.25, -0.1, 0.1], len(corrected))
    corrected["amount_rials"] = (corrected["amount_rials"] * share).astype("int64")
    corrected["paid_on"] += rng.integers(25, 150, len(corrected))

    payments = pd.concat([regular, arrears, corrected], ignore_index=True)
    payments = payments[payments["paid_on"] <= int(calendar.end(until.index))]
    return payments.sort_values(["month", "paid_on", "file"], ignore_index=True)[list(PAYMENTS)]


def read_scale(settings: Settings, until: Month) -> pd.DataFrame:
    """Return the legislated amounts by month (rows) and household size 1 to 5 (columns), rials.

    For years before the table begins, the step from its first to its second year is taken back,
    year by year; after it ends, the last amounts go on.
    """
    table = pd.read_csv(settings.reference / "pension_scale.csv", dtype=str)
    sizes = table["household_size"].str.rstrip("+").astype(int)
    parts = [
        pd.DataFrame(
            {
                "month": range(parse_month(first).index, parse_month(last).index + 1),
                "size": size,
                "amount": int(amount),
            }
        )
        for first, last, size, amount in zip(
            table["from_month"], table["to_month"], sizes, table["amount_rials"], strict=True
        )
    ]
    known = pd.concat(parts).pivot(index="month", columns="size", values="amount")
    first = int(known.index[0])
    ratios = known.loc[first + MONTHS_IN_YEAR] / known.loc[first]
    step = float(ratios.to_numpy().mean())
    months = range(FIRST_MONTH.index - LATE_MONTHS, until.index + 1)
    scale = known.reindex(months).ffill()
    for month in range(months.start, first):
        years = -((month - first) // MONTHS_IN_YEAR)
        amounts = known.loc[first] / step**years
        scale.loc[month] = (amounts / SMALLEST_UNIT).round() * SMALLEST_UNIT
    return scale.astype("int64")


def scale_amounts(scale: pd.DataFrame, month: pd.Series, size: pd.Series) -> np.ndarray:
    """Return the amount of the scale for months and household sizes."""
    rows = np.asarray(month) - int(scale.index[0])
    columns = np.minimum(np.asarray(size), LARGEST_SCALE_SIZE) - 1
    return scale.to_numpy()[rows, columns]


def _award_months(
    households: Households, targets: Targets, calendar: Calendar, rng: np.random.Generator
) -> np.ndarray:
    """Give every file a waiting time, all stretched by the factor that meets the target.

    A file that is open at the target month-end is paid by then while factor × waiting time is
    below its age in months + 1, so the factor is a quantile of (age + 1) / waiting time.
    """
    files, anchor = households.files, targets.month.index
    opened = calendar.month_of(files["opened"].to_numpy())
    female = (files["head_sex"] == "female").to_numpy()
    waiting = rng.weibull(WAITING_SHAPE, len(files)) + 1e-6
    end = int(calendar.end(anchor))
    spells = households.spells
    running = spells.loc[(spells["opened"] <= end) & (spells["closed"] > end), "file"]
    candidates = np.zeros(len(files), bool)
    candidates[running] = True
    candidates &= female
    limits = np.sort((anchor - opened[candidates] + 1) / waiting[candidates])[::-1]
    awarded = targets.recipients + _missed_at_target(targets)
    factor = (limits[awarded - 1] + limits[awarded]) / 2
    month = opened + np.minimum(factor * waiting, 10_000).astype("int64")
    # Batches fall on the target month too, so moving to the next one crosses it for nobody.
    batch = month + (anchor - month) % BATCH_MONTHS
    month = np.where(rng.random(len(files)) < BATCHED_SHARE, batch, month)
    eligible = female | (rng.random(len(files)) < MALE_SHARE)
    return np.where(eligible, month, NEVER)


def _months_due(
    households: Households, awarded: np.ndarray, calendar: Calendar, until: Month
) -> pd.DataFrame:
    """One row for every month at whose end an awarded file is open."""
    spells = households.spells
    file = spells["file"].to_numpy()
    first = np.maximum(calendar.month_of(spells["opened"].to_numpy()), awarded[file])
    first = np.maximum(first, FIRST_MONTH.index)
    closed = spells["closed"].to_numpy()
    last = np.where(closed == NEVER, until.index, calendar.month_of(closed) - 1)
    last = np.minimum(last, until.index)
    months = np.maximum(last - first + 1, 0)
    nth = np.arange(months.sum()) - np.repeat(np.cumsum(months) - months, months)
    return pd.DataFrame(
        {
            "file": np.repeat(file, months),
            "month": np.repeat(first, months) + nth,
            "household_size": np.repeat(spells["household_size"].to_numpy(), months),
        }
    )


def _missed_at_target(targets: Targets) -> int:
    return round(MISSED_SHARE * targets.recipients)


def _passed_over(
    households: Households, due: pd.DataFrame, targets: Targets, rng: np.random.Generator
) -> np.ndarray:
    """Return the rows of the target month that are left out, so that the target is met."""
    female = (households.files["head_sex"] == "female").to_numpy()
    at_target = np.flatnonzero((due["month"] == targets.month.index) & female[due["file"]])
    return rng.choice(at_target, _missed_at_target(targets), replace=False)


def _suspended(due: pd.DataFrame, files: int, anchor: int, rng: np.random.Generator) -> np.ndarray:
    """Tell the months of a few files' suspensions, none of which covers the target month."""
    first = rng.integers(FIRST_MONTH.index, anchor - 6, files)
    months = np.where(rng.random(files) < SUSPENDED_SHARE, rng.integers(2, 6, files), 0)
    since = due["month"].to_numpy() - first[due["file"]]
    return (since >= 0) & (since < months[due["file"]])
