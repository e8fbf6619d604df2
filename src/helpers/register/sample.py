"""The sample register: synthetic people that meet the published totals exactly."""

from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa

from helpers.domain.periods import Month, Span
from helpers.errors import DataError, RequestError
from helpers.register.about import NoRegisterError, RegisterAbout
from helpers.register.address import without_password
from helpers.register.contents import contents_of
from helpers.register.sample_calendar import NEVER, Calendar, as_dates
from helpers.register.sample_households import FIRST_OPENING, Households, simulate_households
from helpers.register.sample_payments import simulate_payments
from helpers.register.sample_students import simulate_students
from helpers.register.sample_targets import FIRST_MONTH, Targets, read_targets
from helpers.register.schema import CASE_FILES, PENSION_PAYMENTS, STUDENTS
from helpers.register.store import write_register
from helpers.settings import Settings

DEFAULT_SEED = 1403
LATEST_YEARS = 10
YEARS_AFTER = 12  # the calendar reaches beyond the end, for students who have not finished

# Columns by which a copy of the register differs from the original.
_IDENTIFIERS = {
    "case_files": ("case_id", "person_key"),
    "pension_payments": ("payment_id", "case_id"),
    "students": ("student_id", "case_id", "person_key"),
}


def write_sample(
    uri: str | Path,
    settings: Settings,
    *,
    scale: int = 1,
    seed: int = DEFAULT_SEED,
    since: Month = FIRST_MONTH,
    until: Month | None = None,
) -> str:
    """Make a sample register, put it in the place of the one the URI names, and describe it.

    Parameters
    ----------
    scale
        How many copies of the province's households, with ids of their own.
    seed
        The same seed gives the same register.
    since
        The first month covered. A shorter register is protected and built sooner.
    until
        The last month covered; by default the month the published totals are for.

    Returns
    -------
    str
        What was made, and which of its totals are real.

    Raises
    ------
    RequestError
        If the scale, the seed or the months make no sense, or real people's register stands there.
    """
    targets = read_targets(settings)
    until = until or targets.month
    latest = targets.month + 12 * LATEST_YEARS
    if scale < 1 or seed < 0 or not FIRST_MONTH <= since <= until <= latest:
        raise RequestError(
            "no such sample can be made",
            found=f"scale {scale}, seed {seed}, since {since}, until {until}",
            expected=f"scale 1 or more, seed 0 or more, months from {FIRST_MONTH} to {latest}",
        )
    _spare_real_people(uri)
    tables = make_sample(targets, settings, seed=seed, since=since, until=until)
    about = RegisterAbout(synthetic=True, first_month=since, last_month=until)
    stored = write_register(_repeated(tables, scale), about, uri)
    exact = targets if scale == 1 and until >= targets.month else None
    return _told(stored, since, until, exact)


def _told(stored: RegisterAbout, since: Month, until: Month, exact: Targets | None) -> str:
    """Return what was made, and, if there are any, which of its totals are real."""
    rows = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in stored.rows.items())
    lines = [
        f"sample register: {rows}, {since} to {until}",
        "every person is made up; pensions before the published scale begins are its first step"
        " taken back",
    ]
    if exact:
        lines.append(
            f"as published, at the end of {exact.month}: {exact.files_total:,} files,"
            f" {exact.files_active:,} active, {exact.recipients:,} women paid a pension,"
            f" {exact.school_students:,} school and {exact.university_students:,}"
            " university students"
        )
    return "\n".join(lines)


def _spare_real_people(uri: str | Path) -> None:
    """Refuse to put made-up people in the place of those that offices have delivered."""
    try:
        about = contents_of(uri).about
    except (NoRegisterError, DataError):  # a sample mends what is damaged
        return
    if not about.synthetic:
        raise RequestError(
            "a register of real people stands in the sample's place",
            where=without_password(str(uri)),
            expected="no register, or a sample",
            do="name another place with --register, or move the register away",
        )


def make_sample(
    targets: Targets, settings: Settings, *, seed: int, until: Month, since: Month = FIRST_MONTH
) -> dict[str, pa.Table]:
    """Return the three tables, simulated beyond both ``until`` and the target month and cut.

    Of what was before ``since`` only payments are left out: a file or a student's support counts
    from the day it began.
    """
    rng = np.random.default_rng(seed)
    end = max(until, targets.month)
    calendar = Calendar.between(FIRST_OPENING - 1, end + 12 * YEARS_AFTER)
    households = simulate_households(targets, calendar, end, rng)
    payments = simulate_payments(households, targets, settings, calendar, end, rng)
    students = simulate_students(households, targets, calendar, end, rng)
    cutoff = int(calendar.end(until.index))
    ids = households.files["case_id"].to_numpy()
    return {
        "case_files": _case_files(households, cutoff),
        "pension_payments": _pension_payments(payments, ids, Span(since, until), cutoff),
        "students": _students(students, ids, cutoff, rng),
    }


def _case_files(households: Households, cutoff: int) -> pa.Table:
    spells = households.spells[households.spells["opened"] <= cutoff]
    files = households.files.loc[spells["file"]].reset_index(drop=True)
    spells = spells.reset_index(drop=True)
    closed = spells["closed"] <= cutoff
    birth = files["birth"].to_numpy()
    columns = {
        "case_id": files["case_id"],
        "person_key": files["person_key"],
        "county": spells["county"],
        "residence": spells["residence"],
        "opened_on": as_dates(spells["opened"].to_numpy(), cutoff),
        "closed_on": as_dates(spells["closed"].to_numpy(), cutoff),
        "closure_reason": spells["closure_reason"].where(closed, None),
        "head_sex": files["head_sex"],
        "head_birth_date": as_dates(birth, NEVER - 1),
        "headship_cause": files["headship_cause"],
        "household_size": spells["household_size"],
    }
    return _typed(columns, CASE_FILES.arrow)


def _pension_payments(payments: pd.DataFrame, ids: np.ndarray, span: Span, cutoff: int) -> pa.Table:
    known = payments["month"].between(span.first.index, span.last.index)
    known &= payments["paid_on"] <= cutoff
    payments = payments[known].reset_index(drop=True)
    months = {index: str(Month.from_index(index)) for index in payments["month"].unique().tolist()}
    columns = {
        "payment_id": (10_000_001 + payments.index).astype(str),
        "case_id": ids[payments["file"]],
        "month": payments["month"].map(months),
        "paid_on": as_dates(payments["paid_on"].to_numpy(), cutoff),
        "kind": payments["kind"],
        "amount_rials": payments["amount_rials"],
        "household_size": payments["household_size"],
    }
    return _typed(columns, PENSION_PAYMENTS.arrow)


def _students(
    students: pd.DataFrame, ids: np.ndarray, cutoff: int, rng: np.random.Generator
) -> pa.Table:
    students = students[students["start"] <= cutoff].reset_index(drop=True)
    number = students["student"].rank(method="dense").astype(int)
    keys = np.array([rng.bytes(32).hex() for _ in range(number.max())], dtype=object)
    ended = students["end"] <= cutoff
    columns = {
        "student_id": (5_000_000 + number).astype(str),
        "case_id": ids[students["file"]],
        "person_key": keys[number - 1],
        "level": students["level"],
        "stage": students["stage"],
        "sex": students["sex"],
        "county": students["county"],
        "support_start": as_dates(students["start"].to_numpy(), cutoff),
        "support_end": as_dates(students["end"].to_numpy(), cutoff),
        "end_reason": students["end_reason"].where(ended, None),
        "support_rials": students["support_rials"].astype("Int64"),
    }
    return _typed(columns, STUDENTS.arrow)


def _typed(columns: dict[str, object], schema: pa.Schema) -> pa.Table:
    arrays = [pa.array(columns[field.name], type=field.type, from_pandas=True) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _repeated(tables: dict[str, pa.Table], scale: int) -> dict[str, pa.Table | ibis.Table]:
    """Return so many copies of the tables; each copy's ids and keys are its own."""
    if scale == 1:
        return dict(tables)
    copies = ibis.range(scale).unnest().name("copy").as_table()
    return {
        name: ibis.memtable(table).cross_join(copies).mutate(
            **{
                column: ibis._[column] + "-" + ibis._["copy"].cast("string")
                for column in _IDENTIFIERS[name]
            }
        ).drop("copy")
        for name, table in tables.items()
    }  # fmt: skip
