"""A large delivery without faults, written quickly, and whether a register holds all of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from helpers.domain.codelists import CLOSURE_REASONS, HEADSHIP_CAUSES, STAGES_BY_LEVEL
from helpers.domain.periods import Month
from helpers.register.schema import TABLES

FORMS = ("csv", "parquet")
MONTHS_PAID = 60  # to each case file
FILES_FOR_A_STUDENT = 5
_LAST = Month(1403, 7)
_MONTHS = [_LAST - before for before in reversed(range(MONTHS_PAID))]
_FILES_AT_ONCE = 10_000
_RIALS_BY_SIZE = np.array([7_644_000, 10_920_000, 15_288_000, 19_656_000, 24_024_000])
_DIGITS = 9  # of a national id, before the check digit
_FIRST_HEAD, _FIRST_STUDENT = 10_000_000, 500_000_000


class WrongRegisterError(Exception):
    """A contestant's register is not what was delivered; its time counts for nothing."""


def write_delivery(folder: Path, payments: int, counties: Sequence[str], form: str) -> None:
    """Write three tables without faults, the same ones each time.

    With canonical headings, codes, ISO dates and plain digits: nothing is to be cleaned, which
    favours whoever cleans nothing.

    Parameters
    ----------
    payments
        How many, rounded up to whole case files of ``MONTHS_PAID`` each.
    counties
        Codes of those among which the case files are divided.
    form
        ``csv`` or ``parquet``.
    """
    folder.mkdir(parents=True)
    files = -(-payments // MONTHS_PAID)
    codes = pa.array(counties)
    makers: dict[str, Callable[[np.ndarray], pa.Table]] = {
        "case_files": lambda numbers: _case_files(numbers, codes),
        "pension_payments": _payments,
        "students": lambda numbers: _students(numbers[::FILES_FOR_A_STUDENT], codes),
    }
    for name, make in makers.items():
        _write(folder / f"{name}.{form}", (make(numbers) for numbers in _numbers(files)))


@dataclass(frozen=True)
class Contents:
    """What can be told of a delivery, and of the register made of it, without much time.

    Attributes
    ----------
    rows
        By table.
    rials
        Sum of all payments.
    persons
        How many heads of case files differ.
    """

    rows: dict[str, int]
    rials: int
    persons: int

    @classmethod
    def of_delivery(cls, payments: int) -> "Contents":
        """Return what stands in a delivery of so many payments."""
        files = -(-payments // MONTHS_PAID)
        rows = {
            "case_files": files,
            "pension_payments": files * MONTHS_PAID,
            "students": sum(len(n[::FILES_FOR_A_STUDENT]) for n in _numbers(files)),
        }
        rials = MONTHS_PAID * sum(int(_RIALS_BY_SIZE[_sizes(n) - 1].sum()) for n in _numbers(files))
        return cls(rows, rials, files)

    @classmethod
    def of_register(cls, folder: Path) -> "Contents":
        """Return what stands in the Parquet files of a register.

        Raises
        ------
        WrongRegisterError
            If there is none.
        """
        try:
            tables = {name: pq.ParquetFile(folder / f"{name}.parquet") for name in TABLES}
            rials = tables["pension_payments"].read(["amount_rials"]).column(0)
            persons = tables["case_files"].read(["person_key"]).column(0)
        except (OSError, pa.ArrowException) as error:
            raise WrongRegisterError("no register was made") from error
        rows = {name: table.metadata.num_rows for name, table in tables.items()}
        return cls(rows, pc.sum(rials).as_py(), pc.count_distinct(persons).as_py())


def _numbers(files: int) -> Iterator[np.ndarray]:
    """Yield the numbers of the case files, from 0, some at a time."""
    for first in range(0, files, _FILES_AT_ONCE):
        yield np.arange(first, min(first + _FILES_AT_ONCE, files))


def _write(path: Path, tables: Iterator[pa.Table]) -> None:
    first = next(tables)
    if path.suffix == ".csv":
        writer = pa_csv.CSVWriter(
            path, first.schema, write_options=pa_csv.WriteOptions(quoting_style="none")
        )
    else:
        writer = pq.ParquetWriter(path, first.schema)
    with writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(table)


def _case_files(numbers: np.ndarray, counties: pa.Array) -> pa.Table:
    opened = np.datetime64("2010-01-01") + (numbers * 37 % 3000)
    closed = numbers % 10 == 9
    female = numbers % 4 != 3
    return pa.table(
        {
            "case_id": _padded(numbers, 8),
            "national_id": _national_ids(_FIRST_HEAD + numbers),
            "county": counties.take(pa.array(numbers % len(counties))),
            "residence": _chosen(("urban", "rural"), numbers // 3),
            "opened_on": opened,
            "closed_on": pc.if_else(closed, pa.scalar(_LAST.last_day), None),
            "closure_reason": pc.if_else(closed, _chosen(CLOSURE_REASONS, numbers), None),
            "head_sex": pc.if_else(female, "female", "male"),
            "head_birth_date": opened - 8000 - numbers * 101 % 15_000,
            "headship_cause": pc.if_else(female, _chosen(HEADSHIP_CAUSES, numbers), None),
            "household_size": _sizes(numbers),
        }
    )


def _payments(numbers: np.ndarray) -> pa.Table:
    files = np.repeat(numbers, MONTHS_PAID)
    months = np.tile(np.arange(MONTHS_PAID), len(numbers))
    count = len(files)
    sizes = _sizes(files)
    return pa.table(
        {
            "payment_id": _padded(files * MONTHS_PAID + months, 11),
            "case_id": _padded(files, 8),
            "month": _chosen([str(month) for month in _MONTHS], months),
            "paid_on": pa.array([month.last_day for month in _MONTHS]).take(pa.array(months)),
            "kind": pa.repeat("regular", count),
            "amount_rials": _RIALS_BY_SIZE[sizes - 1],
            "household_size": sizes,
        }
    )


def _students(numbers: np.ndarray, counties: pa.Array) -> pa.Table:
    stages = STAGES_BY_LEVEL["school"] + STAGES_BY_LEVEL["university"]
    stage = numbers // FILES_FOR_A_STUDENT % len(stages)
    begun = np.full(len(numbers), np.datetime64("2022-09-23"))
    ended = stage % 2 == 0
    return pa.table(
        {
            "student_id": _padded(numbers, 8),
            "case_id": _padded(numbers, 8),
            "national_id": _national_ids(_FIRST_STUDENT + numbers),
            "level": pc.if_else(stage < len(STAGES_BY_LEVEL["school"]), "school", "university"),
            "stage": _chosen(stages, stage),
            "sex": _chosen(("female", "male"), numbers // 7),
            "county": counties.take(pa.array(numbers % len(counties))),
            "support_start": begun,
            "support_end": pc.if_else(ended, begun + 300, None),
            "end_reason": pc.if_else(ended, "graduated", None),
            "support_rials": 12_000_000 + stage * 10_000,
        }
    )


def _sizes(numbers: np.ndarray) -> np.ndarray:
    return numbers % len(_RIALS_BY_SIZE) + 1


def _chosen(values: Sequence[str], places: np.ndarray) -> pa.Array:
    return pa.array(values).take(pa.array(places % len(values)))


def _padded(numbers: np.ndarray, width: int) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def _national_ids(numbers: np.ndarray) -> pa.Array:
    """Return nine digits each, and the check digit that they ask for."""
    digits = numbers[:, None] // 10 ** np.arange(_DIGITS - 1, -1, -1) % 10
    rest = digits @ np.arange(_DIGITS + 1, 1, -1) % 11
    return _padded(numbers * 10 + np.where(rest < 2, rest, 11 - rest), _DIGITS + 1)
