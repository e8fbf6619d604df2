"""Synthetic school and university students of the supported households."""

import numpy as np
import pandas as pd

from helpers.domain.codelists import LEVELS
from helpers.domain.periods import MEHR, MONTHS_IN_YEAR, Month
from helpers.errors import DataError
from helpers.register.sample_calendar import NEVER, Calendar
from helpers.register.sample_households import Households
from helpers.register.sample_targets import Targets

# Stage, age at its beginning, years, chance to be supported in it, chance to leave it early.
STAGES = (
    ("school", "primary", 6, 6, 0.68, 0.05),
    ("school", "lower_secondary", 12, 3, 0.88, 0.10),
    ("school", "upper_secondary", 15, 3, 0.88, 0.14),
    ("university", "associate", 18, 2, 0.06, 0.12),
    ("university", "bachelor", 18, 4, 0.22, 0.10),
    ("university", "master", 22, 2, 0.04, 0.08),
    ("university", "doctorate", 24, 4, 0.012, 0.08),
)
OLDEST_AT_OPENING = 24
INTERRUPTED_SHARE = 0.06
YEARLY_SUPPORT = {"school": 9_000_000, "university": 24_000_000}  # rials, in the target year
YEARLY_GROWTH = 1.35
ROWS = (
    "student", "file", "level", "stage", "sex", "county", "start", "end", "end_reason",
    "support_rials",
)  # fmt: skip


def simulate_students(
    households: Households,
    targets: Targets,
    calendar: Calendar,
    until: Month,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return one row a period of support, columns ``ROWS``; days are counted from 1970-01-01.

    At the end of the target month exactly the published numbers of school and university students
    have support running. Nobody's periods overlap.
    """
    children = _children(households, calendar, rng)
    rows = pd.concat(
        [_supports(children, *stage, calendar=calendar, rng=rng) for stage in STAGES],
        ignore_index=True,
    )
    rows = _interrupted(rows, calendar, rng)
    rows = _without_overlap(rows[rows["start"] <= int(calendar.end(until.index))])
    rows = _fitted(rows, targets, int(calendar.end(targets.month.index)), rng)
    years = np.maximum(
        (np.minimum(rows["end"], rows["start"] + 2000) - rows["start"]) / 365.25, 0.2
    )
    since = (rows["start"] - int(calendar.end(targets.month.index))) / 365.25
    amount = rows["level"].map(YEARLY_SUPPORT) * years * YEARLY_GROWTH**since
    amount = (amount * rng.uniform(0.8, 1.25, len(rows)) / 100_000).round() * 100_000
    rows["support_rials"] = amount.where(rng.random(len(rows)) > 0.03)
    return rows.sort_values(["student", "start"], ignore_index=True)[list(ROWS)]


def _children(households: Households, calendar: Calendar, rng: np.random.Generator) -> pd.DataFrame:
    """One row a child and spell of its household: sex, and the year in which it turns six."""
    spells = households.spells
    others = np.maximum(spells["household_size"].to_numpy() - 1, 0)
    # The other members are children but for a few; the same child stays over a file's spells.
    nth = np.arange(others.sum()) - np.repeat(np.cumsum(others) - others, others)
    frame = spells.loc[spells.index.repeat(others), ["file", "opened", "closed", "county"]]
    frame = frame.assign(nth=nth).reset_index(drop=True)
    frame["student"] = frame.groupby(["file", "nth"], sort=False).ngroup()
    count = int(frame["student"].max()) + 1
    age = rng.integers(0, OLDEST_AT_OPENING + 1, count)
    first_opening = frame.groupby("student")["opened"].transform("min")
    year = calendar.month_of(first_opening.to_numpy()) // MONTHS_IN_YEAR
    girl = rng.random(count) < 0.53
    return frame.assign(
        born=year - age[frame["student"]],
        sex=np.where(girl[frame["student"]], "female", "male"),
        luck=rng.random(count)[frame["student"]],
    )


def _supports(
    children: pd.DataFrame,
    level: str,
    stage: str,
    age: int,
    years: int,
    supported: float,
    leaving: float,
    *,
    calendar: Calendar,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Support in one stage: from Mehr of its first year, or of the year the file was opened."""
    chance = (children["luck"] * 7919 + age * 0.37) % 1 if level == "school" else None
    drawn = rng.random(len(children)) if chance is None else chance
    frame = children[drawn < supported].copy()
    begin = (frame["born"] + age).to_numpy() * MONTHS_IN_YEAR + MEHR - 1
    finish = begin + years * MONTHS_IN_YEAR - 1
    opened = calendar.month_of(frame["opened"].to_numpy())
    next_mehr = opened + (MEHR - 1 - opened) % MONTHS_IN_YEAR
    first = np.maximum(begin, next_mehr)
    late = rng.choice([0, 1, 3], len(frame), p=[0.8, 0.15, 0.05])
    left = rng.random(len(frame)) < leaving
    stays = np.maximum(finish - first, 4)
    last = np.where(left, first + 1 + (rng.random(len(frame)) * stays).astype("int64"), finish)
    last -= np.where(left, 0, rng.integers(0, 3, len(frame)))
    end = calendar.day_within(last, rng.random(len(frame)))
    start = calendar.day_within(first + late, 0.7 * rng.random(len(frame)))
    closed = frame["closed"].to_numpy()
    with_file = closed <= end
    other = rng.random(len(frame)) < 0.04
    frame["level"], frame["stage"] = level, stage
    frame["start"] = np.maximum(start, frame["opened"])
    frame["end"] = np.where(with_file, calendar.not_month_end(closed), end)
    frame["end_reason"] = np.select(
        [with_file, other, left], ["case_closed", "other", "left_education"], "graduated"
    )
    return frame[(first <= finish) & (frame["end"] > frame["start"])]


def _interrupted(rows: pd.DataFrame, calendar: Calendar, rng: np.random.Generator) -> pd.DataFrame:
    """Cut some long periods in two: support ends for a while and begins again."""
    length = (rows["end"] - rows["start"]).to_numpy()
    cut = (length > 500) & (rng.random(len(rows)) < INTERRUPTED_SHARE)
    first, second = rows[cut].copy(), rows[cut].copy()
    middle = first["start"] + (length[cut] * rng.uniform(0.3, 0.6, cut.sum())).astype("int64")
    first["end"] = calendar.not_month_end(middle.to_numpy())
    first["end_reason"] = "other"
    second["start"] = first["end"] + rng.integers(40, 150, cut.sum())
    return pd.concat([rows[~cut], first, second], ignore_index=True)


def _without_overlap(rows: pd.DataFrame) -> pd.DataFrame:
    """Drop a period that begins before the same student's period before it has ended."""
    rows = rows.sort_values(["student", "start", "end"], ignore_index=True)
    reached = rows.groupby("student")["end"].cummax()
    before = reached.groupby(rows["student"]).shift(1, fill_value=-NEVER)
    return rows[rows["start"] > before]


def _fitted(
    rows: pd.DataFrame, targets: Targets, anchor: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Leave out students so that the published numbers are met, past and future thinned alike.

    Raises
    ------
    DataError
        If the households have fewer children than the published numbers need.
    """
    running = rows[(rows["start"] <= anchor) & (rows["end"] > anchor)]
    luck = rng.random(int(rows["student"].max()) + 1)
    kept = pd.Series(False, index=rows.index)
    wanted = {"university": targets.university_students, "school": targets.school_students}
    for level in LEVELS:
        now = running[running["level"] == level]
        if len(now) < wanted[level]:
            raise DataError(
                f"the sample has too few {level} students",
                found=str(len(now)), expected=str(wanted[level]),
                do="correct the published figures, or the published number of active files",
            )  # fmt: skip
        # Everyone with less luck than the threshold goes, whether supported now or then.
        threshold = np.sort(luck[now["student"]])[wanted[level] - 1]
        kept |= (rows["level"] == level) & (luck[rows["student"]] <= threshold)
    return rows[kept]
