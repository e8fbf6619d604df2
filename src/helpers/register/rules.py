"""What must hold between the cells of a row, the rows of a table, and the tables."""

import datetime as dt
from collections.abc import Callable, Mapping

import pandas as pd

from helpers.domain.codelists import STAGES_BY_LEVEL
from helpers.domain.periods import Month, parse_month
from helpers.register.findings import FILE, ROW, FaultLog
from helpers.register.identity import DIGITS
from helpers.register.schema import TABLES

_DAYS_IN_A_YEAR = 365.25
_YOUNGEST, _OLDEST = 12, 110


def check_tables(
    tables: Mapping[str, pd.DataFrame], today: dt.date, log: FaultLog
) -> dict[str, pd.DataFrame]:
    """Note every broken rule, and return the tables with rows that were sent twice once.

    Parameters
    ----------
    tables
        Those that were delivered, by name, as ``cleaning.clean_table`` returns them.
    today
        The day of the ingest; nothing in the register is later.
    """
    kept = {name: _drop_repeated(frame, name, log) for name, frame in tables.items()}
    for name, frame in kept.items():
        _check_future(frame, name, today, log)
    checks: dict[str, Callable[[pd.DataFrame, FaultLog], None]] = {
        "case_files": _check_case_files,
        "pension_payments": _check_payments,
        "students": _check_students,
    }
    for name, check in checks.items():
        if name in kept:
            check(kept[name], log)
    if "case_files" in kept:
        for name in kept.keys() - {"case_files"}:
            _check_known(kept[name], kept["case_files"], log)
        if "pension_payments" in kept:
            _check_open(kept["pension_payments"], kept["case_files"], log)
    return kept


def _drop_repeated(frame: pd.DataFrame, name: str, log: FaultLog) -> pd.DataFrame:
    contents = frame.drop(columns=[FILE, ROW])
    key = list(TABLES[name].key)
    whole = frame[key].notna().all(axis="columns")
    repeated = contents.duplicated() & whole
    log.add_rows("W201", frame, repeated)
    once = frame[~repeated]
    twice = once.duplicated(key, keep=False) & whole[~repeated]
    log.add_rows("E121", once, twice, ", ".join(key))
    return once


def _check_future(frame: pd.DataFrame, name: str, today: dt.date, log: FaultLog) -> None:
    for column in TABLES[name].columns:
        if column.kind == "date":
            late = frame[column.name] > pd.Timestamp(today)
        elif column.kind == "month":
            late = frame[column.name].fillna("") > str(Month.containing(today))
        else:
            continue
        log.add_rows("E120", frame, late, column.name)


def _check_case_files(frame: pd.DataFrame, log: FaultLog) -> None:
    opened, born = frame.opened_on, frame.head_birth_date
    closed, reason = frame.closed_on.notna(), frame.closure_reason.notna()
    log.add_rows("E122", frame, frame.closed_on < opened, "closed_on")
    log.add_rows("E123", frame, closed & ~reason, "closure_reason")
    log.add_rows("E126", frame, reason & ~closed, "closed_on")
    overlapping = _overlaps(frame, "case_id", "opened_on", "closed_on", log)
    log.add_rows("E124", frame, overlapping, "opened_on")
    log.add_rows("E125", frame, born > opened, "head_birth_date")
    _check_not_an_id(frame, "case_id", log)
    age = (opened - born).dt.days / _DAYS_IN_A_YEAR
    improbable = ((age < _YOUNGEST) & (age >= 0)) | (age > _OLDEST)
    log.add_rows("W203", frame, born.isna(), "head_birth_date")
    log.add_rows("W206", frame, improbable, "head_birth_date")
    cause = frame.headship_cause.notna()
    log.add_rows("W204", frame, (frame.head_sex == "female") & ~cause, "headship_cause")
    log.add_rows("W205", frame, (frame.head_sex == "male") & cause, "headship_cause")


def _check_payments(frame: pd.DataFrame, log: FaultLog) -> None:
    regular = frame.kind == "regular"
    amount = frame.amount_rials.fillna(1)
    negative = (amount < 0) & (frame.kind != "correction") & frame.kind.notna()
    log.add_rows("E129", frame, negative, "amount_rials")
    file_and_month = ["case_id", "month"]
    counted = frame[regular & frame[file_and_month].notna().all(axis="columns")]
    log.add_rows("E128", counted, counted.duplicated(file_and_month, keep=False), "month")
    log.add_rows("W208", frame, regular & (amount == 0), "amount_rials")


def _check_students(frame: pd.DataFrame, log: FaultLog) -> None:
    ended, reason = frame.support_end.notna(), frame.end_reason.notna()
    log.add_rows("E122", frame, frame.support_end < frame.support_start, "support_end")
    log.add_rows("E126", frame, reason & ~ended, "support_end")
    levels = {stage: level for level, stages in STAGES_BY_LEVEL.items() for stage in stages}
    other = frame.stage.map(levels) != frame.level
    log.add_rows("E130", frame, other & frame.stage.notna() & frame.level.notna(), "stage")
    overlapping = _overlaps(frame, "student_id", "support_start", "support_end", log)
    log.add_rows("E131", frame, overlapping, "support_start")
    for column in ("student_id", "case_id"):
        _check_not_an_id(frame, column, log)


def _check_not_an_id(frame: pd.DataFrame, column: str, log: FaultLog) -> None:
    same = frame[column].str.zfill(DIGITS) == frame.national_id
    log.add_rows("E132", frame, same & frame.national_id.notna(), column)


def _check_known(frame: pd.DataFrame, case_files: pd.DataFrame, log: FaultLog) -> None:
    unknown = ~frame.case_id.isin(case_files.case_id) & frame.case_id.notna()
    log.add_rows("E127", frame, unknown, "case_id")


def _check_open(payments: pd.DataFrame, case_files: pd.DataFrame, log: FaultLog) -> None:
    """Note regular payments for a month on no day of which the case file was open."""
    regular = payments.loc[
        (payments.kind == "regular") & payments.month.notna(), ["case_id", "month"]
    ]
    months = {text: parse_month(text) for text in regular.month.unique()}
    first = regular.month.map({text: month.first_day for text, month in months.items()})
    last = regular.month.map({text: month.last_day for text, month in months.items()})
    paid = regular.assign(
        first=pd.to_datetime(first), last=pd.to_datetime(last), payment=regular.index
    )
    spells = case_files[["case_id", "opened_on", "closed_on"]].dropna(subset=["case_id"])
    both = paid.merge(spells, on="case_id", validate="many_to_many")
    within = ~(both.opened_on > both["last"]) & ~(both.closed_on < both["first"])
    known = payments.index.isin(both.payment)
    open_then = payments.index.isin(both.payment[within])
    log.add_rows("W207", payments, pd.Series(known & ~open_then, payments.index), "month")


def _overlaps(frame: pd.DataFrame, who: str, start: str, end: str, log: FaultLog) -> pd.Series:
    """Return the rows that begin before an earlier one of the same file or student has ended.

    An end that could not be read says nothing.
    """
    never = pd.Timestamp.max.floor("s").as_unit("s")
    ends = frame[end].fillna(never).where(~log.in_error(frame, end), frame[start])
    dated = frame.assign(**{end: ends}).dropna(subset=[who, start]).sort_values([who, start])
    latest_end = dated.groupby(who)[end].cummax()
    before = latest_end.groupby(dated[who]).shift()
    return (dated[start] < before).reindex(frame.index, fill_value=False)
