"""Invented families: a clean delivery of some dozens of rows, and names that nobody bears."""

import datetime as dt
from collections.abc import Sequence
from random import Random

import pandas as pd
from delivered import national_id

from helpers.domain.codelists import CLOSURE_REASONS, END_REASONS, HEADSHIP_CAUSES, STAGES_BY_LEVEL
from helpers.register.schema import TABLES

MONTHS = ("1402-09", "1402-10", "1402-11", "1402-12")
LAST_DAY = dt.date(2024, 3, 19)  # of these months
PAID_ON = (dt.date(2023, 12, 21), dt.date(2024, 1, 21), dt.date(2024, 2, 20), LAST_DAY)
PENSION = {1: 7_644_000, 2: 10_920_000, 3: 15_288_000, 4: 19_656_000, 5: 24_024_000}

# Words of no language, without letters that are written in two ways: found however they are spelt.
FAMILY_NAMES = ("ژرفانبد", "پگاسوند", "چمخالگر", "گلرنجوم", "دژبرزان", "شپلوند")
_FIRST_NAMES = ("فاطمه", "زهرا", "معصومه", "علی", "حسین", "سمیه")

Tables = dict[str, pd.DataFrame]


def name(number: int) -> str:
    """Return a first name and a family name."""
    first = _FIRST_NAMES[number % len(_FIRST_NAMES)]
    return f"{first} {FAMILY_NAMES[number // 2 % len(FAMILY_NAMES)]}"


def invented_tables(counties: Sequence[str], seed: int = 0, files: int = 18) -> Tables:
    """Return the three tables as text under canonical names, with nothing in them at fault.

    File numbers begin with zeros, have a letter in them, or have ten digits; so do national ids.
    Amounts are whole tomans, and those of the legislated pension.
    """
    rng = Random(seed)
    case_files = [row for number in range(files) for row in _spells(number, counties, rng)]
    families = [row for row in case_files if not row["closed_on"]]
    payments = [row for family in families for row in _payments(family, rng)]
    for number, row in enumerate(payments):
        row["payment_id"] = str(7_000_123 + number)
    students = [row for n, family in enumerate(families) if n % 2 for row in _student(n, family)]
    tables = {"case_files": case_files, "pension_payments": payments, "students": students}
    return {table: _frame(table, rows) for table, rows in tables.items()}


def _frame(table: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[column.name for column in TABLES[table].columns])


def _spells(number: int, counties: Sequence[str], rng: Random) -> list[dict[str, str]]:
    """Return the spells of a file: of every third one two, of every ninth the second closed too."""
    female = number % 4 != 3
    opened = dt.date(2012, 1, 1) + dt.timedelta(days=rng.randrange(3000))
    closed = opened + dt.timedelta(days=rng.randrange(30, 900))
    row = {
        "case_id": f"{('00', 'Z-0', '14023500')[number % 3]}{412 + number}",
        "national_id": national_id((37_123_450, 4_937_080, 427_800_110)[number % 3] + number)
        if number % 7 != 6 else "",
        "county": counties[number % len(counties)],
        "residence": rng.choice(["urban", "rural"]),
        "opened_on": opened.isoformat(),
        "closed_on": "",
        "closure_reason": "",
        "head_sex": "female" if female else "male",
        "head_birth_date": (opened - dt.timedelta(days=rng.randrange(7500, 24_000))).isoformat(),
        "headship_cause": HEADSHIP_CAUSES[number % len(HEADSHIP_CAUSES)] if female else "",
        "household_size": str(1 + rng.randrange(6)),
    }  # fmt: skip
    if number % 3:
        return [row]
    reason = CLOSURE_REASONS[number // 3 % len(CLOSURE_REASONS)]
    first = row | {"closed_on": closed.isoformat(), "closure_reason": reason}
    again = row | {"opened_on": (closed + dt.timedelta(days=number)).isoformat()}
    if number % 9 == 0:
        ended = dt.date(2023, 11, 1) + dt.timedelta(days=number)
        again |= {"closed_on": ended.isoformat(), "closure_reason": reason}
    return [first, again]


def _payments(family: dict[str, str], rng: Random) -> list[dict[str, str]]:
    size = int(family["household_size"])
    row = {"case_id": family["case_id"], "household_size": str(size)}
    amount = str(PENSION[min(size, 5)])
    rows = [
        row | {"month": month, "paid_on": str(day), "kind": "regular", "amount_rials": amount}
        for month, day in zip(MONTHS, PAID_ON, strict=True)
    ]
    other = rng.choice([
        {"kind": "arrears", "amount_rials": amount},
        {"kind": "correction", "amount_rials": f"-{10_000 * rng.randrange(1, 90)}"},
    ])  # fmt: skip
    return [*rows, rows[0] | other | {"paid_on": LAST_DAY.isoformat()}]


def _student(number: int, family: dict[str, str]) -> list[dict[str, str]]:
    """Return a support that has ended, and the one that goes on."""
    level = "university" if number % 4 == 1 else "school"
    stages = STAGES_BY_LEVEL[level]
    row = {
        "student_id": f"8{40_210 + number}" if number % 3 else f"S/{number}",
        "case_id": family["case_id"],
        "national_id": national_id(56_234_110 + number),
        "level": level,
        "stage": stages[number % len(stages)],
        "sex": "female" if number % 3 else "male",
        "county": family["county"],
        "support_start": "2021-09-23",
        "support_end": "2022-09-22",
        "end_reason": END_REASONS[number % len(END_REASONS)],
        "support_rials": str(12_500_000 + 10_000 * number),
    }
    open_end = dict.fromkeys(("support_end", "end_reason", "support_rials"), "")
    return [row, row | open_end | {"support_start": "2022-09-23"}]
