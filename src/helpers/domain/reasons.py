"""Why published numbers were revised, as far as it is known or has been said."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.domain.codelists import TOTAL
from helpers.domain.persian import Lang
from helpers.domain.structure import KEY, STATISTICS
from helpers.domain.vintages import History, Key

FILE = "revisions.csv"
COLUMNS = ("data_until", "statistic", "period", "area", "cause", "reason_fa", "reason_en")
LATE, CORRECTION, METHOD, NOT_STATED = "late_delivery", "correction", "method", "not_stated"
CAUSES = (LATE, CORRECTION, METHOD, NOT_STATED)

UNSAID = "…"  # in a row that waits for its reason

_KEY_PLACES = {name: KEY.index(name) for name in ("statistic", "period", "area")}


@dataclass(frozen=True)
class Reason:
    """Why numbers were revised in one publication; ``all`` stands for every one.

    Attributes
    ----------
    data_until
        The last month of the register of the publication that has revised them.
    """

    data_until: str
    statistic: str
    period: str
    area: str
    cause: str
    reason_fa: str
    reason_en: str

    def text(self, lang: Lang) -> str:
        """Return the reason in the language."""
        return self.reason_fa if lang == "fa" else self.reason_en

    def covers(self, key: Key, data_until: str) -> bool:
        """Whether it speaks of a cell in a publication with data until a month."""
        return self.data_until == data_until and all(
            asked in {TOTAL, key[_KEY_PLACES[name]]}
            for name, asked in (
                ("statistic", self.statistic), ("period", self.period), ("area", self.area),
            )
        )  # fmt: skip


def read_reasons(reference: Path) -> list[Reason]:
    """Read the reasons, those for fewest cells first; none where there is no such table.

    Raises
    ------
    ValueError
        If a column is missing, or a cause is none; every faulty row is named.
    """
    path = reference / FILE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{FILE}: columns are {reader.fieldnames}, expected {COLUMNS}")
        rows = [Reason(**{name: row[name] for name in COLUMNS}) for row in reader]
    faults = [f"line {line}: {fault}" for line, row in enumerate(rows, 2) if (fault := _fault(row))]
    if faults:
        raise ValueError(f"{FILE}: {'; '.join(faults)}")
    return sorted(rows, key=lambda row: (row.statistic, row.period, row.area).count(TOTAL))


def _fault(row: Reason) -> str:
    if row.cause not in CAUSES[:-1]:
        return f"cause {row.cause!r}, expected one of {', '.join(CAUSES[:-1])}"
    if row.statistic not in {TOTAL, *STATISTICS}:
        return f"there is no statistic {row.statistic!r}"
    if {row.reason_fa.strip(), row.reason_en.strip()} & {"", UNSAID}:
        return "the reason is not given in both languages"
    return "" if row.data_until and row.period and row.area else "a column is empty"


def reason_of(key: Key, vintage: int, history: History, reasons: Sequence[Reason]) -> Reason | None:
    """Return the reason given for what a vintage has changed of a cell."""
    until = history.vintages[vintage - 1].data_until
    return next((reason for reason in reasons if reason.covers(key, until)), None)


def cause_of(key: Key, vintage: int, history: History, reasons: Sequence[Reason]) -> str:
    """Return why a vintage has changed a cell: as given, or as far as it shows by itself.

    The same register counted otherwise is a change of method. As many records as before, with the
    same method and none of a later month, are corrected ones. Records that have been added may be
    late or may correct others: that only the office knows.
    """
    if given := reason_of(key, vintage, history, reasons):
        return given.cause
    before, now = history.vintages[vintage - 2], history.vintages[vintage - 1]
    if before.register == now.register:
        return METHOD
    same = (before.method, before.data_until, before.rows) == (now.method, now.data_until, now.rows)
    return CORRECTION if same and now.rows else NOT_STATED
