"""Damages that no cleaning may repair, and those that leave a doubt."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from delivery.damage import SAME, Damage
from delivery.layout import NAME, Row
from delivery.office import Parcel
from delivery.spelling import Kept, Rounded

from helpers.domain.codelists import STAGES_BY_LEVEL

CASE_FILES, PAYMENTS, STUDENTS = "case_files", "pension_payments", "students"
# What stands for the number of the person of the row: whole, without its zeros, or in parts.
ID, SHORT_ID, PARTED_ID = "#id", "#short id", "#parted id"
SOMEBODY = "0049370812"  # whose number is where nobody's stands beside
PERSONAL = (NAME, ID, SHORT_ID, PARTED_ID)
ELSEWHERE = "tarom"  # a county from which the invented families do not come
Where = Callable[[Row], bool]


def pick(parcel: Parcel, table: str, where: Where = lambda row: True) -> Row:
    """Return a row of the table that nothing has been done to yet, to do something to it."""
    fit = [row for row in parcel.rows[table] if where(row)]
    untouched = [row for row in fit if not any(row is spoilt for spoilt in parcel.spoilt)]
    row = parcel.rng.choice(untouched or fit)
    parcel.spoilt.append(row)
    return row


def _add(parcel: Parcel, table: str, like: Row, **cells: str) -> None:
    row = like | cells
    parcel.rows[table].append(row)
    parcel.spoilt.append(row)


def _later(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def _cell(name: str, code: str, columns: dict[str, Sequence[str]], texts: Sequence[str]) -> Damage:
    """Return the damage of one cell, of one of the columns by table, that holds such a text."""

    def apply(parcel: Parcel) -> None:
        table = parcel.rng.choice(list(columns))
        column = parcel.rng.choice(columns[table])
        row = pick(parcel, table, lambda row: bool(row[column] and row.get("national_id", "1")))
        text = parcel.rng.choice(texts)
        row[column] = Kept(of_person(row).get(text, text))

    return Damage(name, apply, frozenset({code}))


def of_person(row: Row) -> dict[str, str]:
    """Return what each of ``PERSONAL`` stands for in a row."""
    number = row.get("national_id", "") or SOMEBODY
    short = number.lstrip("0")
    return {NAME: row[NAME], ID: number, SHORT_ID: f"\u200e{short}\u200e",
            PARTED_ID: f"{short[:3]}-{short[3:-1]}-{short[-1]}"}  # fmt: skip


def _row(
    name: str, code: str, table: str, change: Callable[[Row], dict[str, str]], *,
    where: Where = lambda row: True, added: bool = False,
) -> Damage:  # fmt: skip
    """Return the damage of one row, or of one that is added like it, by other cells."""

    def apply(parcel: Parcel) -> None:
        row = pick(parcel, table, where)
        if added:
            _add(parcel, table, row, **change(row))
        else:
            row.update(change(row))

    return Damage(name, apply, frozenset({code}))


def _doubt(
    name: str, code: str, table: str, change: Callable[[Row], dict[str, str]], *,
    where: Where = lambda row: True, added: bool = False,
) -> Damage:  # fmt: skip
    """Return the damage of one row that is accepted with a warning."""
    harm = _row(name, code, table, change, where=where, added=added)
    return replace(harm, outcome=SAME, warning=code, in_tables=True)


def _is_open(row: Row) -> bool:
    return not row["closed_on"]


def _is_regular(row: Row) -> bool:
    return row["kind"] == "regular"


def _has_id(row: Row) -> bool:
    return bool(row["national_id"])


def _has_lost_zeros(row: Row) -> bool:
    return row["national_id"].startswith("0")


def _wrong_check_digit(row: Row) -> dict[str, str]:
    *digits, last = row["national_id"]
    return {"national_id": Kept("".join([*digits, str((int(last) + 1) % 10)]))}


def _other_level(row: Row) -> dict[str, str]:
    other = next(level for level in STAGES_BY_LEVEL if level != row["level"])
    return {"stage": STAGES_BY_LEVEL[other][0]}


_DATES = {
    CASE_FILES: ("opened_on", "closed_on", "head_birth_date"), PAYMENTS: ("paid_on",),
    STUDENTS: ("support_start", "support_end"),
}  # fmt: skip
_NUMBERS = {CASE_FILES: ("case_id",), PAYMENTS: ("payment_id", "case_id"),
            STUDENTS: ("student_id", "case_id")}  # fmt: skip

IN_CELLS = (
    _cell("a required cell empty", "E111",
          {CASE_FILES: ("county", "residence", "opened_on", "household_size", "case_id"),
           PAYMENTS: ("month", "kind", "amount_rials"), STUDENTS: ("level", "support_start")},
          [""]),
    _cell("a day that no calendar has", "E112", _DATES,
          ["1402/12/30", "1401/07/31", "1401/13/01", "2023-02-29", "1401-00-10", "۱۴۰۱/۰۷/۳۱"]),
    _cell("a day that can be read in two ways, or in none", "E112", _DATES,
          ["21/10/2022", "03/07/30", "140107", "1401", "دیروز", "1234567", "#N/A", *PERSONAL]),
    _cell("a month that no year has", "E113", {PAYMENTS: ("month",)},
          ["1402-13", "1402-00", "1402", "02-07", "بهارستان 1402", *PERSONAL]),
    _cell("a word that is no label", "E114",
          {CASE_FILES: ("residence", "head_sex", "headship_cause"), PAYMENTS: ("kind",),
           STUDENTS: ("level", "stage", "sex")},
          ["urbann", "شهرری", "7", "#REF!", *PERSONAL]),
    _cell("a county of nowhere", "E115", {CASE_FILES: ("county",), STUDENTS: ("county",)},
          ["nowhere", "تهران", "19", *PERSONAL]),
    _cell("a number that is none", "E116",
          {CASE_FILES: ("household_size",), PAYMENTS: ("amount_rials", "household_size")},
          ["5.5", "پنج", "6.000", "6,00", "1,2345", "3-4", "?", "#VALUE!", NAME]),
    _cell("a household of impossible size", "E117",
          {CASE_FILES: ("household_size",), PAYMENTS: ("household_size",)}, ["0", "21", "-1"]),
    _row("support of less than nothing", "E117", STUDENTS, lambda row: {"support_rials": "-5000"},
         where=lambda row: bool(row["support_rials"])),
    _row("a national id with a wrong check digit", "E118", CASE_FILES, _wrong_check_digit,
         where=_has_id),
    _cell("a national id that is none", "E118",
          {CASE_FILES: ("national_id",), STUDENTS: ("national_id",)},
          ["12345", "1111111111", "00493708129", NAME]),
    _cell("a number rounded by a spreadsheet", "E119",
          _NUMBERS | {CASE_FILES: ("case_id", "national_id")},
          ["1.23E+09", "1.40235E+09", "7e+06", "۱.۲۳E+۰۹"]),
    *(_row(f"a national id without its zeros, in {table}", "E119", table,
           lambda row: {"national_id": Kept(row["national_id"].lstrip("0"))},
           where=_has_lost_zeros) for table in (CASE_FILES, STUDENTS)),
    _row("a long number made a number of a spreadsheet", "E119", PAYMENTS,
         lambda row: {"payment_id": Rounded("123456789012345678")}),
    _cell("a name for a number", "E134", _NUMBERS, [NAME]),
)  # fmt: skip

IN_ROWS = (
    _row("a payment of the future", "E120", PAYMENTS, lambda row: {"paid_on": "2090-01-01"}),
    _row("a month of the future", "E120", PAYMENTS, lambda row: {"month": "1480-01"}),
    _row("a file of the future", "E120", CASE_FILES, lambda row: {"opened_on": "2090-01-01"},
         where=_is_open),
    _row("a file twice, once with another residence", "E121", CASE_FILES,
         lambda row: {"residence": "urban" if row["residence"] == "rural" else "rural"},
         added=True),
    _row("a payment twice, once of another amount", "E121", PAYMENTS,
         lambda row: {"amount_rials": row["amount_rials"] + "0"}, added=True),
    _row("a student twice, once of the other sex", "E121", STUDENTS,
         lambda row: {"sex": "male" if row["sex"] == "female" else "female"}, added=True),
    _row("closed before it was opened", "E122", CASE_FILES,
         lambda row: {"closed_on": _later(row["opened_on"], -40)},
         where=lambda row: not _is_open(row)),
    _row("support that ended before it began", "E122", STUDENTS,
         lambda row: {"support_end": _later(row["support_start"], -1)},
         where=lambda row: bool(row["support_end"])),
    _row("closed without a reason", "E123", CASE_FILES, lambda row: {"closure_reason": ""},
         where=lambda row: not _is_open(row)),
    _row("opened while open", "E124", CASE_FILES,
         lambda row: {"opened_on": _later(row["opened_on"], 100)}, where=_is_open, added=True),
    _row("born after the file was opened", "E125", CASE_FILES,
         lambda row: {"head_birth_date": _later(row["opened_on"], 30)}),
    _row("a reason for closing without a day", "E126", CASE_FILES,
         lambda row: {"closure_reason": "moved"}, where=_is_open),
    _row("a reason for ending without a day", "E126", STUDENTS,
         lambda row: {"end_reason": "other"}, where=lambda row: not row["support_end"]),
    *(_row(f"a file that is unknown, in {table}", "E127", table,
           lambda row: {"case_id": "99998"}) for table in (PAYMENTS, STUDENTS)),
    _row("two regular payments for one month", "E128", PAYMENTS,
         lambda row: {"payment_id": "7999001"}, where=_is_regular, added=True),
    _row("a regular payment of less than nothing", "E129", PAYMENTS,
         lambda row: {"amount_rials": "-5000000"}, where=_is_regular),
    _row("a stage of the other level", "E130", STUDENTS, _other_level),
    _row("supported twice at once", "E131", STUDENTS,
         lambda row: {"support_start": _later(row["support_start"], 50)},
         where=lambda row: not row["support_end"], added=True),
    _row("a national id for the number of a file", "E132", CASE_FILES,
         lambda row: {"case_id": row["national_id"]}, where=_has_id),
    _row("a national id without its zeros for the number of a file", "E132", CASE_FILES,
         lambda row: {"case_id": row["national_id"].lstrip("0")}, where=_has_lost_zeros),
    _row("a national id for the number of a student", "E132", STUDENTS,
         lambda row: {"student_id": row["national_id"]}, where=_has_id),
    *(_row(f"the number of a file without its zeros, in {table}", "E133", table,
           lambda row: {"case_id": row["case_id"].lstrip("0")},
           where=lambda row: row["case_id"].startswith("0")) for table in (PAYMENTS, STUDENTS)),
)  # fmt: skip

DOUBTFUL = (
    _doubt("an unknown birth", "W203", CASE_FILES, lambda row: {"head_birth_date": ""}),
    _doubt("an unknown cause", "W204", CASE_FILES, lambda row: {"headship_cause": ""},
           where=lambda row: row["head_sex"] == "female"),
    _doubt("a cause for a man", "W205", CASE_FILES, lambda row: {"headship_cause": "divorce"},
           where=lambda row: row["head_sex"] == "male"),
    _doubt("a head of 130 years", "W206", CASE_FILES,
           lambda row: {"head_birth_date": _later(row["opened_on"], -130 * 366)}),
    _doubt("paid before the file was opened", "W207", PAYMENTS,
           lambda row: {"payment_id": "7999002", "month": "1389-05"},
           where=_is_regular, added=True),
    _doubt("a regular payment of nothing", "W208", PAYMENTS, lambda row: {"amount_rials": "0"},
           where=_is_regular),
    _doubt("one head of two files", "W209", CASE_FILES, lambda row: {"case_id": "99001"},
           where=lambda row: _is_open(row) and _has_id(row), added=True),
    _doubt("one head of two files in two counties", "W210", CASE_FILES,
           lambda row: {"case_id": "99002", "county": ELSEWHERE},
           where=lambda row: _is_open(row) and _has_id(row), added=True),
    _doubt("a student of another county", "W212", STUDENTS, lambda row: {"county": ELSEWHERE},
           where=lambda row: bool(row["support_end"])),
    _doubt("supported after the file was closed", "W211", STUDENTS,
           lambda row: {"case_id": "00412", "student_id": "849999", "national_id": ""},
           where=lambda row: not row["support_end"], added=True),
    _doubt("an amount with a zero too many", "W213", PAYMENTS,
           lambda row: {"amount_rials": row["amount_rials"] + "0"}, where=_is_regular),
)  # fmt: skip
