"""Identities that true values must satisfy, checked at every count before protection."""

from collections.abc import Iterator, Sequence

import ibis.expr.types as ir
import numpy as np
import pandas as pd

from helpers.audit.system import System
from helpers.domain.codelists import TOTAL
from helpers.domain.periods import Month
from helpers.domain.structure import KEY, STATISTICS
from helpers.errors import DataError, some
from helpers.register.store import Register
from helpers.statistics.tabulate import Counts


def check_identities(
    counts: Counts, register: Register, areas: Sequence[str], last_month: Month
) -> None:
    """Check that the counts agree with each other, and with the register counted plainly.

    Parameters
    ----------
    areas
        Codes, the province first.

    Raises
    ------
    DataError
        Listing every identity that fails, with examples of where.
    """
    failures = [*find_failures(counts.frame, areas)]
    failures += _recount(counts.frame, register, areas[0], last_month)
    if failures:
        raise DataError(
            "the counts contradict each other; nothing is published",
            found="; ".join(failures),
            expected="every identity of the method holds on true values",
            do="look for overlapping or double rows in the register",
        )


def find_failures(frame: pd.DataFrame, areas: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each identity that fails, with at most five places.

    The identities are the relations that an attacker would use on what is published: where one did
    not hold, the audit would rest on a mistake.
    """
    there = frame[frame["gap"] == ""]
    keys = list(zip(*(there[column].tolist() for column in KEY), strict=True))
    system = System.of(keys, areas)
    places: dict[str, dict[str, None]] = {}
    values = system.completed(there["value"].to_numpy())
    for row in system.fail(values).tolist():
        *_, (_, period, area, _, _) = system.cells(row)  # the whole, or what is before and after
        places.setdefault(system.names[row], {})[f"{period} {area}"] = None
    for column in np.flatnonzero(system.added & (values < 0)).tolist():
        part, period, area, _, _ = system.keys[column]
        places.setdefault(f"no {part} is below zero", {})[f"{period} {area}"] = None
    for name, where in places.items():
        yield f"{name} fails in {some(list(where))}"
    kinds = there["statistic"].map({code: s.kind for code, s in STATISTICS.items()})
    negative = there[(there["value"] < 0) & (kinds != "sum")]
    if len(negative):
        cells = negative[list(KEY)].agg(" ".join, axis=1).tolist()
        yield f"no count is below zero fails in {some(cells)}"


def _recount(frame: pd.DataFrame, register: Register, province: str, month: Month) -> Iterator[str]:
    """Compare the last month's stocks with distinct files and students, counted from the dates.

    The stocks are sums of events; overlapping or double rows would show here.
    """
    files, students = register.case_files, register.students
    day = month.last_day
    opened = files.filter(files.opened_on <= day)
    active = opened.filter(opened.closed_on.isnull() | (opened.closed_on > day))
    started = students.filter(students.support_start <= day)
    running = started.filter(started.support_end.isnull() | (started.support_end > day))
    plain: dict[str, ir.IntegerScalar] = {
        "files_total": opened.case_id.nunique(),
        "files_active": active.case_id.nunique(),
        "students_supported": running.student_id.nunique(),
    }
    now = frame[(frame["period"] == str(month)) & (frame["area"] == province)]
    totals = now[now["breakdown"] == TOTAL].set_index("statistic")["value"]
    for statistic, expression in plain.items():
        distinct = int(expression.to_pyarrow().as_py())
        if totals[statistic] != distinct:
            yield (
                f"{statistic} {month}: {totals[statistic]:.0f} by events,"
                f" {distinct} distinct in the register"
            )
