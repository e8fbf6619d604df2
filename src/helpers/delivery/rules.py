"""What must hold between the cells of a row, the rows of a table, and the tables.

Each rule selects the rows that break it, of the register as it would be: ``now_<table>``, where the
rows of earlier deliveries stand beside those of this one.
"""

import datetime as dt
from dataclasses import dataclass

from helpers.delivery.source import ROW
from helpers.delivery.workbench import IN_REGISTER, SOURCE, Workbench
from helpers.domain.codelists import STAGES_BY_LEVEL
from helpers.domain.periods import Month
from helpers.register.schema import TABLES

_YOUNGEST, _OLDEST = 12, 110
_BY_CHANCE = 0.3  # a share of valid ones that only national ids exceed
_NEVER = "DATE '9999-12-31'"
_PLACE = f"{SOURCE}, {ROW}"


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes
    ----------
    code
        Of the fault.
    column
        Where it is noted; several names, or none, if no one cell is to blame.
    broken
        A query of ``source`` and ``source_row`` of the rows that break it.
    """

    code: str
    column: str
    broken: str


def _of_row(code: str, table: str, column: str, condition: str) -> Rule:
    return Rule(code, column, f"SELECT {_PLACE} FROM now_{table} WHERE {condition}")


def check_rules(bench: Workbench, today: dt.date, *, complete: bool) -> None:
    """Note every broken rule; what is only odd between rows, once nothing is in error.

    Parameters
    ----------
    today
        The day of the ingest; nothing in the register is later.
    complete
        Whether all that was delivered could be read; else files may be unknown for that alone.
    """
    rules = [*_future(today), *_CASE_FILES, *_PAYMENTS, *_STUDENTS, *_NUMBERS]
    if complete:
        rules += _UNKNOWN_FILES
    for rule in rules:
        bench.note_where(rule.code, rule.column, rule.broken)
    if complete and not bench.run("FROM faults WHERE code LIKE 'E%' LIMIT 1"):
        for rule in _BETWEEN_ROWS:
            bench.note_where(rule.code, rule.column, rule.broken)


def _future(today: dt.date) -> list[Rule]:
    latest = {"date": f"DATE '{today}'", "month": f"'{Month.containing(today)}'"}
    return [
        _of_row("E120", name, column.name, f"{column.name} > {latest[column.kind]}")
        for name, table in TABLES.items()
        for column in table.columns
        if column.kind in latest
    ]


def _overlapping(code: str, table: str, who: str, start: str, end: str) -> Rule:
    """Select what begins before an earlier one of the same file or student has ended.

    An end that could not be read says nothing. Where the later one came with an earlier delivery,
    it is the other that is new.
    """
    return Rule(code, start, f"""
        WITH dated AS (
            SELECT {_PLACE}, {who}, {start}, CASE
                WHEN EXISTS (FROM faults f WHERE f.code LIKE 'E%' AND f.col = '{end}'
                    AND f.{SOURCE} = t.{SOURCE} AND f.{ROW} = t.{ROW}) THEN {start}
                ELSE coalesce({end}, {_NEVER}) END AS latest
            FROM now_{table} t WHERE {who} IS NOT NULL AND {start} IS NOT NULL),
        compared AS (
            SELECT {_PLACE}, {start} < max(latest) OVER earlier AS too_early,
                arg_max(({_PLACE}), latest) OVER earlier AS other
            FROM dated WINDOW earlier AS (
                PARTITION BY {who} ORDER BY {start}, {_PLACE}
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
        SELECT {_PLACE} FROM compared WHERE too_early AND {SOURCE} <> {IN_REGISTER}
        UNION ALL
        SELECT other[1], other[2] FROM compared WHERE too_early AND {SOURCE} = {IN_REGISTER}
        """)  # fmt: skip


def _two_files_of_one_person(code: str, counties: str) -> Rule:
    return Rule(code, "national_id", f"""
        SELECT a.{SOURCE}, a.{ROW} FROM now_case_files a JOIN now_case_files b
        ON a.person_key = b.person_key AND a.case_id <> b.case_id
        AND a.opened_on < coalesce(b.closed_on, {_NEVER})
        AND b.opened_on < coalesce(a.closed_on, {_NEVER})
        WHERE a.county {counties} b.county
        """)  # fmt: skip


_AGE = "date_sub('year', head_birth_date, opened_on)"
_CASE_FILES = (
    _of_row("E122", "case_files", "closed_on", "closed_on < opened_on"),
    _of_row("E123", "case_files", "closure_reason", "closed_on NOTNULL AND closure_reason ISNULL"),
    _of_row("E126", "case_files", "closed_on", "closure_reason NOTNULL AND closed_on ISNULL"),
    _overlapping("E124", "case_files", "case_id", "opened_on", "closed_on"),
    _of_row("E125", "case_files", "head_birth_date", "head_birth_date > opened_on"),
    _of_row("W203", "case_files", "head_birth_date", "head_birth_date ISNULL"),
    _of_row("W204", "case_files", "headship_cause",
            "head_sex = 'female' AND headship_cause ISNULL"),
    _of_row("W205", "case_files", "headship_cause", "head_sex = 'male' AND headship_cause NOTNULL"),
    _of_row("W206", "case_files", "head_birth_date",
            f"head_birth_date <= opened_on AND {_AGE} NOT BETWEEN {_YOUNGEST} AND {_OLDEST}"),
)  # fmt: skip

_PAYMENTS = (
    _of_row("E129", "pension_payments", "amount_rials",
            "amount_rials < 0 AND kind <> 'correction'"),
    Rule("E128", "month", f"""
        SELECT {_PLACE} FROM now_pension_payments SEMI JOIN (
            SELECT case_id, month FROM now_pension_payments
            WHERE kind = 'regular' AND case_id NOTNULL AND month NOTNULL
            GROUP BY case_id, month HAVING count(*) > 1) USING (case_id, month)
        WHERE kind = 'regular'
        """),
    _of_row("W208", "pension_payments", "amount_rials", "kind = 'regular' AND amount_rials = 0"),
)  # fmt: skip

_LEVELS = ", ".join(
    f"('{level}', '{stage}')" for level, stages in STAGES_BY_LEVEL.items() for stage in stages
)
_STUDENTS = (
    _of_row("E122", "students", "support_end", "support_end < support_start"),
    _of_row("E126", "students", "support_end", "end_reason NOTNULL AND support_end ISNULL"),
    _of_row("E130", "students", "stage",
            f"stage NOTNULL AND level NOTNULL AND (level, stage) NOT IN ({_LEVELS})"),
    _overlapping("E131", "students", "student_id", "support_start", "support_end"),
)  # fmt: skip


def _zeros_lost(table: str, column: str, numbers: str) -> Rule:
    """Select the numbers that differ from another one by zeros before it alone."""
    return Rule("E133", column, f"""
        WITH numbers AS ({numbers}),
        short AS (
            SELECT ltrim(id, '0') AS id FROM numbers
            WHERE ltrim(id, '0') IN (
                SELECT ltrim(id, '0') FROM numbers WHERE id LIKE '0%')
            AND regexp_full_match(id, '[0-9]+')
            GROUP BY ALL HAVING count(*) > 1)
        SELECT {_PLACE} FROM now_{table} WHERE ltrim({column}, '0') IN (FROM short)
        """)  # fmt: skip


def _national_ids(table: str, column: str) -> Rule:
    """Select numbers that are national ids.

    One number of ten digits in eleven has a valid check digit by chance. So where an office numbers
    its files by ten digits, and few of them are valid, those are none.
    """
    return Rule("E132", column, f"""
        WITH ten AS (
            SELECT DISTINCT {column} AS id FROM now_{table}
            WHERE regexp_full_match({column}, '[0-9]{{10}}')),
        valid AS (SELECT id FROM ten WHERE is_national_id(id)),
        form AS (
            SELECT (SELECT count(*) FROM ten) >= count(DISTINCT {column}) / 2
                AND (SELECT count(*) FROM valid) <= {_BY_CHANCE} * (SELECT count(*) FROM ten)
                AS own
            FROM now_{table} WHERE EXISTS (FROM valid))
        SELECT {_PLACE} FROM now_{table} SEMI JOIN valid ON {column} = id
        WHERE NOT (SELECT own FROM form)
        """)  # fmt: skip


_FILES = " UNION ".join(f"SELECT case_id AS id FROM now_{table}" for table in TABLES)
_NUMBERS = (
    *(_national_ids(name, table.key[0]) for name, table in TABLES.items()),
    *(_zeros_lost(table, "case_id", _FILES) for table in TABLES),
    _zeros_lost("pension_payments", "payment_id",
                "SELECT DISTINCT payment_id AS id FROM now_pension_payments"),
    _zeros_lost("students", "student_id", "SELECT DISTINCT student_id AS id FROM now_students"),
)  # fmt: skip


def _unknown_file(table: str) -> Rule:
    known = "SELECT case_id FROM now_case_files WHERE case_id NOTNULL"
    return _of_row("E127", table, "case_id", f"case_id NOTNULL AND case_id NOT IN ({known})")


_UNKNOWN_FILES = (_unknown_file("pension_payments"), _unknown_file("students"))

_BETWEEN_ROWS = (
    _two_files_of_one_person("W209", "="),
    _two_files_of_one_person("W210", "<>"),
    Rule("W207", "month", f"""
        SELECT p.{SOURCE}, p.{ROW} FROM now_pension_payments p JOIN months m USING (month)
        ASOF LEFT JOIN now_case_files c ON p.case_id = c.case_id AND m.last_day >= c.opened_on
        WHERE p.kind = 'regular' AND NOT coalesce(coalesce(c.closed_on, {_NEVER}) >= m.first_day
            AND c.opened_on NOTNULL, false)
        AND p.case_id IN (SELECT case_id FROM now_case_files)
        """),
    Rule("W211", "support_end", f"""
        SELECT s.{SOURCE}, s.{ROW} FROM now_students s JOIN (
            SELECT case_id, max(coalesce(closed_on, {_NEVER})) AS closed_on
            FROM now_case_files GROUP BY case_id) c USING (case_id)
        WHERE coalesce(s.support_end, {_NEVER}) > c.closed_on
        """),
    Rule("W212", "county", f"""
        SELECT s.{SOURCE}, s.{ROW} FROM now_students s
        WHERE s.county NOTNULL AND s.case_id IN (SELECT case_id FROM now_case_files)
        AND NOT EXISTS (FROM now_case_files c WHERE c.case_id = s.case_id AND c.county = s.county)
        """),
)  # fmt: skip
