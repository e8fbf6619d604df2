"""Synthetic case files and their spells, fitted to the published totals of one month-end."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.domain.codelists import CLOSURE_REASONS
from helpers.domain.periods import Month
from helpers.errors import DataError
from helpers.register.sample_calendar import NEVER, Calendar
from helpers.register.sample_targets import Targets

FIRST_OPENING = Month(1375, 1)
FEMALE_SHARE = 0.80
# Files opened by month of the year: few in the New Year holidays, many after the summer.
SEASON = (0.55, 1.0, 1.05, 1.05, 0.95, 0.9, 1.2, 1.2, 1.1, 1.1, 1.05, 0.85)
YEARLY_RISE = 0.05
LIFETIME_SHAPE = 0.75
REOPENED_ONCE, REOPENED_MORE = 0.15, 0.03
MOVED_SHARE = 0.35
PAUSED_SHARE = 0.003  # closed at the target month-end and reopened later, beside every active file

# Age at opening (mean, deviation) by cause of headship; male heads have no cause.
_AGES = {
    "death": (49, 13), "divorce": (37, 9), "incapacity": (46, 11), "prison": (36, 8),
    "addiction": (37, 8), "missing": (43, 10), "separation": (38, 9), "military_service": (23, 2),
    "self_headed": (40, 12), "other": (43, 12), None: (50, 13),
}  # fmt: skip
# Chances of the closure reasons, in the order of the code list, by kind of household.
_REASONS = {
    "widowed": (22, 10, 8, 26, 0, 4, 16, 10, 4),
    "divorced": (26, 16, 24, 4, 2, 5, 10, 9, 4),
    "breadwinner_away": (14, 10, 5, 5, 40, 4, 9, 9, 4),
    "other": (24, 15, 3, 14, 0, 5, 18, 16, 5),
}
_REASON_GROUPS = {
    "death": "widowed", "divorce": "divorced", "separation": "divorced",
    "prison": "breadwinner_away", "addiction": "breadwinner_away",
    "missing": "breadwinner_away", "military_service": "breadwinner_away",
}  # fmt: skip
_PAUSE_REASONS = (
    "self_reliance", "employment", "return_of_breadwinner", "other_support", "ineligible",
)  # fmt: skip


@dataclass(frozen=True)
class Households:
    """Case files, one row each, and their spells; days are counted from 1970-01-01.

    Attributes
    ----------
    files
        ``case_id, person_key, head_sex, headship_cause, birth, opened, closed``, by opening day;
        ``closed`` is the end of the last spell.
    spells
        ``file`` (row of ``files``), ``opened, closed, closure_reason, county, residence,
        household_size``.
    """

    files: pd.DataFrame
    spells: pd.DataFrame


def simulate_households(
    targets: Targets, calendar: Calendar, until: Month, rng: np.random.Generator
) -> Households:
    """Return case files opened up to a month that has the target month behind it."""
    anchor = int(calendar.end(targets.month.index))
    opened = _opening_days(targets, calendar, until, rng)
    paused = round(PAUSED_SHARE * targets.files_active)
    closed = _closing_days(opened, anchor, targets.files_active + paused, calendar, rng)
    files = _heads(opened, targets, anchor, rng).assign(opened=opened, closed=closed)
    return Households(files, _spells(files, targets, anchor, paused, calendar, rng))


def _opening_days(
    targets: Targets, calendar: Calendar, until: Month, rng: np.random.Generator
) -> np.ndarray:
    """Exactly the published total up to the target month; after it, as many a month as before."""
    months = np.arange(FIRST_OPENING.index, until.index + 1)
    rate = (1 + YEARLY_RISE * (months - months[0]) / 12) * np.array(SEASON)[months % 12]
    past = months <= targets.month.index
    rate = rate / rate[past].sum()
    counts = np.concatenate(
        [
            rng.multinomial(targets.files_total, rate[past]),
            rng.poisson(targets.files_total * rate[~past]),
        ]
    )
    month = np.repeat(months, counts)
    return np.sort(calendar.day_within(month, rng.random(len(month))))


def _closing_days(
    opened: np.ndarray, anchor: int, active: int, calendar: Calendar, rng: np.random.Generator
) -> np.ndarray:
    """Give every file a lifetime, all stretched by the factor that leaves ``active`` open.

    A file is open at the target month-end while factor × lifetime ≥ age + 1 day, so the factor is
    a quantile of (age + 1) / lifetime.
    """
    lifetime = rng.weibull(LIFETIME_SHAPE, len(opened)) + 1e-6
    past = opened <= anchor
    needed = np.sort((anchor - opened[past] + 1) / lifetime[past])
    factor = (needed[active - 1] + needed[active]) / 2
    closed = opened + np.minimum(factor * lifetime, 200 * 365).astype("int64")
    closed = np.maximum(calendar.not_month_end(closed), opened)
    return np.where(closed > calendar.starts[-1], NEVER, closed)


def _heads(
    opened: np.ndarray, targets: Targets, anchor: int, rng: np.random.Generator
) -> pd.DataFrame:
    count = len(opened)
    female = rng.random(count) < FEMALE_SHARE
    drawn = rng.choice(list(targets.cause_shares), count, p=list(targets.cause_shares.values()))
    cause = pd.Series(drawn, dtype=object).where(female, None)
    means = cause.map({key: age[0] for key, age in _AGES.items()}).fillna(_AGES[None][0])
    spreads = cause.map({key: age[1] for key, age in _AGES.items()}).fillna(_AGES[None][1])
    age = np.clip(rng.normal(means, spreads), 17, 85)
    # Nobody is older than about 92 at the target month: such files would have been closed.
    birth = np.maximum(opened - age * 365.25, anchor - 92 * 365.25).astype("int64")
    keys = np.array([rng.bytes(32).hex() for _ in range(count)], dtype=object)
    return pd.DataFrame(
        {
            "case_id": [str(number) for number in range(1_000_001, 1_000_001 + count)],
            "person_key": pd.Series(keys).mask(rng.random(count) < 0.02, None),
            "head_sex": np.where(female, "female", "male"),
            "true_cause": cause,
            "headship_cause": cause.where(rng.random(count) > 0.015, None),
            "birth": np.where(rng.random(count) < 0.012, NEVER, birth),
        }
    )


def _spells(
    files: pd.DataFrame,
    targets: Targets,
    anchor: int,
    paused: int,
    calendar: Calendar,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Cut the life of some files by pauses, of which exactly ``paused`` cover the target day."""
    pauses = _pauses(files, anchor, paused, calendar, rng)
    file = np.arange(len(files))
    spells = pd.DataFrame(
        {
            "file": np.concatenate([file, pauses.file]),
            "opened": np.concatenate([files.opened, pauses.reopened]),
        }
    ).sort_values(["file", "opened"], ignore_index=True)
    ends = pd.DataFrame(
        {
            "file": np.concatenate([file, pauses.file]),
            "closed": np.concatenate([files.closed, pauses.closed]),
            "moved": np.concatenate([np.zeros(len(files), bool), pauses.moved]),
            "last": np.concatenate([np.ones(len(files), bool), np.zeros(len(pauses), bool)]),
        }
    ).sort_values(["file", "closed"], ignore_index=True)
    spells = spells.assign(closed=ends.closed)
    spells["closure_reason"] = _closure_reasons(files, spells.file, ends, rng)
    first = ~spells.file.duplicated()
    after_move = ends.moved.shift(1, fill_value=False) & ~first
    return spells.assign(
        county=_kept(rng.choice(
            list(targets.county_weights), len(spells), p=list(targets.county_weights.values())
        ), first | after_move),
        residence=_kept(
            np.where(rng.random(len(spells)) < targets.urban_share, "urban", "rural"),
            first | after_move,
        ),
        household_size=_sizes(files.head_sex.to_numpy()[spells.file], first, targets, rng),
    )  # fmt: skip


def _pauses(
    files: pd.DataFrame, anchor: int, paused: int, calendar: Calendar, rng: np.random.Generator
) -> pd.DataFrame:
    """One row a pause: the file, the days it is closed and reopened, and whether it moved.

    Raises
    ------
    DataError
        If too few pauses cover the target day for the published number of active files.
    """
    chance = rng.random(len(files))
    wanted = np.select([chance < REOPENED_MORE, chance < REOPENED_ONCE], [2, 1], 0)
    lives = np.minimum(files.closed, calendar.starts[-1]) - files.opened
    wanted = np.where(lives > 400, wanted, 0)
    file = np.repeat(np.arange(len(files)), wanted)
    part = np.concatenate([np.arange(n) for n in wanted if n]) if wanted.any() else file
    length = (lives.to_numpy() / np.maximum(wanted, 1))[file]
    moved = rng.random(len(file)) < MOVED_SHARE
    closed = files.opened.to_numpy()[file] + (part + 0.1 + 0.5 * rng.random(len(file))) * length
    away = np.where(moved, 1 + rng.integers(0, 30, len(file)), 20 + rng.exponential(300, len(file)))
    closed = calendar.not_month_end(closed.astype("int64"))
    reopened = closed + np.maximum(np.minimum(away, 0.3 * length), 1).astype("int64")
    pauses = pd.DataFrame({"file": file, "closed": closed, "reopened": reopened, "moved": moved})
    covering = pauses.index[(pauses.closed <= anchor) & (pauses.reopened > anchor)]
    if len(covering) < paused:
        raise DataError(
            "the sample cannot be calibrated: too few files are closed for a while",
            found=str(len(covering)),
            expected=f"at least {paused}, for so many active files",
            do="take another seed, or correct the published number of active files",
        )
    return pauses.drop(rng.permutation(covering)[paused:])


def _closure_reasons(
    files: pd.DataFrame, file: pd.Series, ends: pd.DataFrame, rng: np.random.Generator
) -> np.ndarray:
    group = files.true_cause.map(_REASON_GROUPS).fillna("other").to_numpy()[file]
    chance = rng.random(len(ends))
    final = np.empty(len(ends), dtype=object)
    for name, weights in _REASONS.items():
        bounds = np.cumsum(weights) / sum(weights)
        chosen = np.array(CLOSURE_REASONS, dtype=object)[np.searchsorted(bounds, chance)]
        final = np.where(group == name, chosen, final)
    pause = np.where(ends.moved, "moved", rng.choice(_PAUSE_REASONS, len(ends)))
    return np.where(ends["last"], final, pause)


def _kept(drawn: np.ndarray, fresh: pd.Series) -> np.ndarray:
    """Keep the value of the spell before, except where a spell starts afresh."""
    return pd.Series(drawn).where(fresh).ffill().to_numpy()


def _sizes(
    head_sex: np.ndarray, first: pd.Series, targets: Targets, rng: np.random.Generator
) -> np.ndarray:
    """Sizes by the published shares; four or more are spread, and a later spell may differ."""
    count = len(head_sex)
    women = 1 + rng.choice(len(targets.size_shares), count, p=targets.size_shares)
    more = rng.choice([0, 1, 2, 3, 5], count, p=[0.62, 0.25, 0.09, 0.03, 0.01])
    women = np.where(women == len(targets.size_shares), women + more, women)
    men = rng.choice([1, 2, 3, 4, 5, 6, 7], count, p=[0.1, 0.2, 0.27, 0.26, 0.11, 0.04, 0.02])
    kept = _kept(np.where(head_sex == "female", women, men), first).astype("int64")
    later = kept + np.where(first, 0, rng.choice([-1, 0, 1], count, p=[0.2, 0.7, 0.1]))
    return np.maximum(later, 1)
