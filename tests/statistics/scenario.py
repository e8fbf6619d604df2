"""A small random register full of difficult cases, for the oracle and the tests beside it."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa

from helpers.domain.about import About
from helpers.domain.codelists import (
    CLOSURE_REASONS,
    END_REASONS,
    HEADSHIP_CAUSES,
    STAGES_BY_LEVEL,
)  # fmt: skip
from helpers.domain.periods import Month
from helpers.register.about import RegisterAbout
from helpers.register.schema import TABLES
from helpers.register.store import Register

COUNTIES = 4  # the first so many hold all files


@dataclass(frozen=True)
class Scenario:
    """The tables of a register as frames, and the months it covers."""

    case_files: pd.DataFrame
    pension_payments: pd.DataFrame
    students: pd.DataFrame
    first: Month
    last: Month

    @property
    def about(self) -> About:
        return About(True, self.first, self.last, edition="public")

    def register(self) -> Register:
        """Return the register in a DuckDB of its own."""
        engine = ibis.duckdb.connect()
        for name, schema in TABLES.items():
            arrow = pa.Table.from_pandas(getattr(self, name), schema=schema.arrow, safe=False)
            engine.con.register(name, arrow)
        tables = {name: engine.table(name) for name in TABLES}
        return Register(**tables, about=RegisterAbout(True, self.first, self.last), engine=engine)


def random_scenario(
    seed: int, counties: list[str], first: Month, last: Month, files: int = 80
) -> Scenario:
    """Make a register: files reopened and moved, heads of unknown age, men who are paid."""
    rng = np.random.default_rng(seed)
    spells = [spell for number in range(files) for spell in _spells(rng, number, counties, last)]
    case_files = pd.DataFrame(spells)
    payments = [
        payment
        for case_id, rows in case_files.groupby("case_id")
        for payment in _payments(rng, str(case_id), rows, first, last)
    ]
    pension_payments = pd.DataFrame(payments)
    pension_payments["payment_id"] = [f"p{number}" for number in range(len(payments))]
    students = pd.DataFrame(
        [row for number in range(files) for row in _students(rng, number, counties, (first, last))]
    )
    return Scenario(case_files, pension_payments, students, first, last)


def _day(rng: np.random.Generator, month: int) -> dt.date:
    """Return a day of a month; often its first or last, where mistakes happen."""
    chosen = Month.from_index(month)
    offset = rng.choice([0, chosen.days - 1, int(rng.integers(chosen.days))])
    return chosen.first_day + dt.timedelta(days=int(offset))


def _years_later(day: dt.date, years: int, days: int) -> dt.date:
    """Return the same day of the month so many years later, or the day after: a limit."""
    month = Month.containing(day)
    later = month + 12 * years
    offset = min((day - month.first_day).days, later.days - 1)
    return later.first_day + dt.timedelta(days=offset + days)


def _spells(rng: np.random.Generator, number: int, counties: list[str], last: Month) -> list[dict]:
    rows: list[dict] = []
    start = last.index - int(rng.choice([5, 20, 40, 70, 130]) * rng.random())
    sex = "female" if rng.random() < 0.8 else "male"
    born = None if rng.random() < 0.1 else _day(rng, start - int(rng.integers(18 * 12, 75 * 12)))
    opened = _day(rng, start)
    for _spell in range(int(rng.integers(1, 4))):
        if Month.containing(opened) > last:
            break
        closed = opened + dt.timedelta(days=int(rng.choice([0, 8, 200, 380, 720, 1500])))
        if rng.random() < 0.3:
            closed = _years_later(opened, int(rng.integers(1, 4)), days=int(rng.integers(2)))
        is_open = closed > last.last_day or rng.random() < 0.2
        cause = rng.choice(HEADSHIP_CAUSES) if rng.random() < 0.8 else None
        rows.append(
            {
                "case_id": f"c{number}",
                "person_key": None,
                "county": rng.choice(counties[:COUNTIES], p=[0.7, 0.15, 0.1, 0.05]),
                "residence": "urban" if rng.random() < 0.9 else "rural",
                "opened_on": opened,
                "closed_on": None if is_open else closed,
                "closure_reason": None if is_open else rng.choice(CLOSURE_REASONS),
                "head_sex": sex,
                "head_birth_date": born,
                "headship_cause": cause if sex == "female" else None,
                "household_size": int(rng.integers(1, 8)),
            }
        )
        if is_open:
            break
        if rng.random() < 0.2:
            sex = "male" if sex == "female" else "female"
        opened = closed + dt.timedelta(days=int(rng.choice([1, 12, 90, 500])))
    return rows


def _payments(
    rng: np.random.Generator, case_id: str, spells: pd.DataFrame, first: Month, last: Month
) -> list[dict]:
    if rng.random() < 0.25:
        return []
    rows = []
    begins = Month.containing(spells["opened_on"].min()).index + int(rng.integers(-1, 4))
    for month in range(max(begins, first.index - 2), last.index + 1):
        size = int(rng.integers(1, 8))
        amount = int(rng.choice([3_500_000, 5_000_000, 9_000_000, 9_937_200, 31_231_200, 0]))
        common = {
            "case_id": case_id,
            "month": str(Month.from_index(month)),
            "paid_on": Month.from_index(month).last_day,
            "household_size": size,
        }
        if rng.random() < 0.75:
            rows.append({**common, "kind": "regular", "amount_rials": amount})
        for kind in ("arrears", "correction"):
            if rng.random() < 0.1:
                change = int(rng.integers(-900_000 if kind == "correction" else 0, 900_000))
                rows.append({**common, "kind": kind, "amount_rials": change})
    return rows


def _students(
    rng: np.random.Generator, number: int, counties: list[str], covered: tuple[Month, Month]
) -> list[dict]:
    first, last = covered
    rows: list[dict] = []
    if rng.random() < 0.3:
        return rows
    start = first.index + int(rng.integers(-20, last.index - first.index + 1))
    opened = _day(rng, start)
    sex = "female" if rng.random() < 0.6 else "male"
    for _support in range(int(rng.integers(1, 4))):
        if Month.containing(opened) > last:
            break
        level = "school" if rng.random() < 0.8 else "university"
        ended = opened + dt.timedelta(days=int(rng.choice([0, 15, 260, 600])))
        is_open = ended > last.last_day or rng.random() < 0.3
        unknown = is_open or rng.random() < 0.1
        rows.append(
            {
                "student_id": f"s{number}",
                "case_id": f"c{number}",
                "person_key": None,
                "level": level,
                "stage": rng.choice(STAGES_BY_LEVEL[level]),
                "sex": sex,
                "county": rng.choice(counties[:3]),
                "support_start": opened,
                "support_end": None if is_open else ended,
                "end_reason": None if unknown else rng.choice(END_REASONS),
                "support_rials": None if rng.random() < 0.2 else int(rng.integers(10**7)),
            }
        )
        if is_open:
            break
        opened = ended + dt.timedelta(days=int(rng.choice([1, 20, 200])))
    return rows


def write_scale(path: Path, first: Month, last: Month) -> None:
    """Write a pension scale for the months, rising with the household and the year."""
    pd.DataFrame(
        {
            "from_month": str(first),
            "to_month": str(last),
            "household_size": ["1", "2", "3", "4", "5+"],
            "amount_rials": [3_500_000, 5_000_000, 7_000_000, 9_000_000, 11_000_000],
        }
    ).to_csv(path, index=False)
