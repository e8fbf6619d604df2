"""Registers made by Hypothesis: a few files with awkward days, shrunk to a case one can read."""

import datetime as dt

import pandas as pd
from hypothesis import strategies as st
from oracle import same_day_later
from scenario import Scenario

from helpers.domain.codelists import (
    CLOSURE_REASONS,
    END_REASONS,
    HEADSHIP_CAUSES,
    PAYMENT_KINDS,
    STAGES_BY_LEVEL,
)
from helpers.domain.periods import Month
from helpers.register.schema import TABLES

# Each with an Esfand of 30 days; the first with a school year from its beginning, the second with
# a complete year from its first month on, the third without any complete year.
COVERAGES = (
    (Month(1399, 7), Month(1401, 2)),
    (Month(1403, 1), Month(1404, 1)),
    (Month(1399, 11), Month(1400, 2)),
)
LENGTHS = (0, 1, 29, 30, 31, 364, 365, 366, 730, 1096, 1826, 3652)
SCALE_AMOUNTS = (3_500_000, 5_000_000, 7_000_000, 9_000_000, 11_000_000)


@st.composite
def days(draw: st.DrawFn, first: Month, last: Month) -> dt.date:
    """Draw a day of these months, often the first or the last of its month."""
    month = Month.from_index(draw(st.integers(first.index, last.index)))
    place = draw(st.sampled_from([0, month.days - 1]) | st.integers(0, month.days - 1))
    return month.first_day + dt.timedelta(days=place)


@st.composite
def ends(draw: st.DrawFn, start: dt.date) -> dt.date:
    """Draw a later day, or the same one; often an anniversary, or the day before or after it."""
    if draw(st.booleans()):
        return start + dt.timedelta(days=draw(st.sampled_from(LENGTHS)))
    later = same_day_later(start, 12 * draw(st.integers(1, 10)))
    return later + dt.timedelta(days=draw(st.integers(-1, 1)))


@st.composite
def spells(draw: st.DrawFn, case_id: str, counties: list[str], last: Month) -> list[dict]:
    """Draw the spells of a file, one after the other, some on the day the one before ended."""
    rows: list[dict] = []
    opened = draw(days(last - 140, last))
    born = draw(st.none() | ends(opened).map(lambda day: opened - 18 * (day - opened)))
    for _ in range(draw(st.integers(1, 3))):
        closed = draw(st.none() | ends(opened))
        if closed and closed > last.last_day:
            closed = None
        sex = draw(st.sampled_from(["female", "male"]))
        causes = st.none() | st.sampled_from(HEADSHIP_CAUSES)
        rows.append(
            {
                "case_id": case_id, "person_key": None,
                "county": draw(st.sampled_from(counties[:2])),
                "residence": draw(st.sampled_from(["urban", "rural"])),
                "opened_on": opened, "closed_on": closed,
                "closure_reason": draw(st.sampled_from(CLOSURE_REASONS)) if closed else None,
                "head_sex": sex, "head_birth_date": born,
                "headship_cause": draw(causes) if sex == "female" else None,
                "household_size": draw(st.integers(1, 7)),
            }
        )  # fmt: skip
        if closed is None:
            break
        pause = draw(st.sampled_from([0, 1, 30, 400]))
        opened = closed + dt.timedelta(days=max(pause, int(closed == opened)))
        if opened > last.last_day:
            break
    return rows


@st.composite
def payments(draw: st.DrawFn, case_id: str, first: Month, last: Month) -> list[dict]:
    """Draw payments for some months, before the register and before the file among them."""
    months = draw(st.lists(st.integers(first.index - 1, last.index), unique=True, max_size=8))
    rows = []
    for month in map(Month.from_index, sorted(months)):
        for kind in draw(st.sets(st.sampled_from(PAYMENT_KINDS), min_size=1)):
            size = draw(st.integers(1, 7))
            near = st.sampled_from(SCALE_AMOUNTS).flatmap(lambda a: st.integers(a - 1, a + 1))
            amount = draw(st.just(0) | near)
            if kind == "correction":
                amount *= draw(st.sampled_from([1, -1]))
            rows.append(
                {
                    "case_id": case_id, "month": str(month), "paid_on": month.last_day,
                    "kind": kind, "amount_rials": amount, "household_size": size,
                }
            )  # fmt: skip
    return rows


@st.composite
def supports(
    draw: st.DrawFn, case_id: str, counties: list[str], first: Month, last: Month
) -> list[dict]:
    """Draw the supports of a student, with gaps, some on the day the one before ended."""
    rows: list[dict] = []
    start = draw(days(first - 20, last))
    for _ in range(draw(st.integers(0, 3))):
        end = draw(st.none() | ends(start))
        if end and end > last.last_day:
            end = None
        level = draw(st.sampled_from(sorted(STAGES_BY_LEVEL)))
        reasons = st.none() | st.sampled_from(END_REASONS)
        rows.append(
            {
                "student_id": f"of {case_id}", "case_id": case_id, "person_key": None,
                "level": level, "stage": draw(st.sampled_from(STAGES_BY_LEVEL[level])),
                "sex": draw(st.sampled_from(["female", "male"])),
                "county": draw(st.sampled_from(counties[:2])),
                "support_start": start, "support_end": end,
                "end_reason": draw(reasons) if end else None,
                "support_rials": draw(st.none() | st.integers(0, 10**7)),
            }
        )  # fmt: skip
        if end is None:
            break
        start = end + dt.timedelta(days=max(draw(st.sampled_from([0, 1, 200])), int(start == end)))
        if start > last.last_day:
            break
    return rows


@st.composite
def scenarios(draw: st.DrawFn, counties: list[str]) -> Scenario:
    """Draw a register of a few files."""
    first, last = draw(st.sampled_from(COVERAGES))
    tables: dict[str, list[dict]] = {name: [] for name in TABLES}
    for number in range(draw(st.integers(1, 6))):
        case_id = f"c{number}"
        tables["case_files"] += draw(spells(case_id, counties, last))
        tables["pension_payments"] += draw(payments(case_id, first, last))
        tables["students"] += draw(supports(case_id, counties, first, last))
    for number, payment in enumerate(tables["pension_payments"]):
        payment["payment_id"] = f"p{number}"
    frames = {
        name: pd.DataFrame(rows, columns=list(TABLES[name].stored_names), dtype=object)
        for name, rows in tables.items()
    }
    return Scenario(**frames, first=first, last=last)
