"""What a delivery changes in the register: what is new, and what contradicts an earlier delivery.

Offices send the same county and month again: with what was late, corrected, or by mistake. So a
delivery is held against what is there, part by part. A *part* is a county's regular payments of one
month, a county's case files, or a county's students.

- A part of which more than half of the rows come again is listed anew: what is missing is taken
  back. To other parts the delivery only adds, or it changes what it names; so a few rows of people
  who moved touch nothing else in the county that they left. Whoever knows better says so.
- A delivery *contradicts* an earlier one where it changes what can have been reported: a changed
  row, one that is missing, or one that is added to a month for which the county had delivered. What
  has only gone on since, such as a file closed after that month, contradicts nothing; nor do new
  arrears and corrections, which are about earlier months by their nature.
"""

from dataclasses import dataclass
from typing import Literal

from helpers.delivery.source import ROW
from helpers.delivery.workbench import IN_REGISTER, SOURCE, Workbench
from helpers.register.schema import CASE_FILES, PENSION_PAYMENTS, STUDENTS, TABLES, TableSchema

LeftOut = Literal["as evident", "goes", "stays"]
_PERSON = "person_key"

# The end that is filled in as time goes on, and what may change with it.
_GOES_ON = {
    CASE_FILES.name: ("closed_on", ("closed_on", "closure_reason")),
    STUDENTS.name: ("support_end", ("support_end", "end_reason", "support_rials")),
}
_BEGINS = {CASE_FILES.name: "opened_on", STUDENTS.name: "support_start"}


@dataclass(frozen=True)
class Part:
    """What a delivery does to one part of the register.

    Attributes
    ----------
    county
        Its code; empty where no case file tells it.
    month
        Of payments; empty for other tables.
    new, same, changed, missing
        Rows.
    contradicting
        How many of them change what can have been reported.
    columns
        Those in which changed rows differ.
    """

    table: str
    county: str
    month: str
    new: int
    same: int
    changed: int
    missing: int
    contradicting: int
    columns: tuple[str, ...]

    @property
    def is_touched(self) -> bool:
        """Whether the register is another one because of it."""
        return bool(self.new or self.changed or self.missing)

    @property
    def contradiction(self) -> str:
        """In words: where, and how many rows of each kind."""
        return f"{self}; at odds with what was delivered before: {self.contradicting}"

    def __str__(self) -> str:
        what = ", ".join(
            f"{count} {name}"
            for name, count in (
                ("new", self.new),
                ("changed", self.changed),
                ("missing", self.missing),
            )
            if count
        )
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        where = " ".join(filter(None, (self.county or "county not known", self.month)))
        return f"{self.table} {where}: {what}{columns}"


def compare(bench: Workbench, left_out: LeftOut = "as evident") -> list[Part]:
    """Hold the delivery against the register, and make the tables as they would be.

    Makes ``now_<table>``: the rows of the delivery, and those of the register that it neither
    replaces nor takes back, with ``source`` 0.

    Parameters
    ----------
    left_out
        What becomes of rows that the delivery leaves out of the parts that it touches.

    Returns
    -------
    list of Part
        All that the delivery is about, in the order of tables, counties and months; none where
        there was no register.
    """
    if not any(bench.count(f"old_{name}") for name in TABLES):
        for name in TABLES:
            bench.run(f"CREATE VIEW now_{name} AS FROM kept_{name}")
        return []
    bench.run(_COUNTIES)
    parts = []
    for table in TABLES.values():
        bench.run(_matches(table))
        bench.run(_now(table, left_out))
        parts += _parts(bench, table, left_out)
    return parts


# The county of a file at the end of each month, and the last month for which each had delivered.
_COUNTIES = """
    CREATE VIEW spells AS
    SELECT case_id, opened_on, county FROM kept_case_files
    UNION ALL SELECT case_id, opened_on, county FROM old_case_files
        ANTI JOIN kept_case_files USING (case_id, opened_on);
    CREATE TABLE old_regular AS
    SELECT p.payment_id, coalesce(s.county, '') AS county, p.month
    FROM old_pension_payments p JOIN months m USING (month)
    ASOF LEFT JOIN old_case_files s ON p.case_id = s.case_id AND m.last_day >= s.opened_on
    WHERE p.kind = 'regular';
    CREATE TABLE delivered AS
    SELECT county, max(last_day) AS until FROM old_regular JOIN months USING (month)
    GROUP BY county
"""


def _matches(table: TableSchema) -> str:
    """Return SQL that makes ``match_<table>``: each row sent, and what the register says of it."""
    name, key = table.name, table.key
    compared = [c for c in table.stored_names if c not in (*key, _PERSON)]
    differing = ", ".join(
        f"CASE WHEN n.{c} IS DISTINCT FROM o.{c} THEN '{c}' END" for c in compared
    )
    if _PERSON in table.stored_names:  # a delivery without national ids takes no key back
        differing += f", CASE WHEN n.{_PERSON} <> coalesce(o.{_PERSON}, '') THEN '{_PERSON}' END"
    county, month, joins = _part_of_new(table)
    goes_on = _has_gone_on(*_GOES_ON[name]) if name in _GOES_ON else "false"
    begins = f"n.{_BEGINS[name]} <= d.until" if name in _BEGINS else f"""
        n.kind = 'regular' AND EXISTS (
            FROM old_regular r WHERE r.county = {county} AND r.month = {month})"""  # fmt: skip
    return f"""
        CREATE TABLE match_{name} AS
        SELECT {", ".join(f"n.{k}" for k in key)}, {county} AS county, {month} AS month,
            o.{key[0]} IS NOT NULL AS known,
            list_filter([{differing}], lambda c: c IS NOT NULL) AS columns,
            coalesce(CASE WHEN NOT known THEN {begins}
                WHEN list_has_all(['{_PERSON}'], columns) THEN false  -- no figure rests on it
                ELSE NOT ({goes_on}) END, false) AS contradicts
        FROM kept_{name} n LEFT JOIN old_{name} o ON {" AND ".join(f"n.{k} = o.{k}" for k in key)}
        {joins}
    """


def _part_of_new(table: TableSchema) -> tuple[str, str, str]:
    """Return SQL of the county and the month of the part of a row, and the joins they need."""
    if table is not PENSION_PAYMENTS:
        county = "coalesce(n.county, '')"
        return county, "''", f"LEFT JOIN delivered d ON d.county = {county}"
    month = "CASE WHEN n.kind = 'regular' THEN n.month ELSE '' END"
    joins = """
        LEFT JOIN months m ON n.month = m.month
        ASOF LEFT JOIN spells s ON n.case_id = s.case_id AND m.last_day >= s.opened_on
    """
    return "coalesce(s.county, '')", month, joins


def _has_gone_on(until: str, columns: tuple[str, ...]) -> str:
    """Return the condition that a row differs only by what has happened since the last month.

    What was still open has ended after all that the county had delivered, or was paid more.
    """
    among = "[" + ", ".join(f"'{column}'" for column in (*columns, _PERSON)) + "]"
    ended_since = f"(n.{until} ISNULL OR d.until ISNULL OR n.{until} > d.until)"
    paid_more = (
        " AND coalesce(n.support_rials, 0) >= coalesce(o.support_rials, 0)"
        if "support_rials" in columns
        else ""
    )
    return f"o.{until} ISNULL AND list_has_all({among}, columns) AND {ended_since}{paid_more}"


def _taken_back(table: TableSchema, left_out: LeftOut) -> str:
    """Return SQL of the register's rows that a part listed anew leaves out."""
    name, keys = table.name, ", ".join(table.key)
    if table is PENSION_PAYMENTS:
        old = "old_regular"
    else:
        old = f"(SELECT {keys}, coalesce(county, '') AS county, '' AS month FROM old_{name})"
    again = {"as evident": "again > 0.5 * size", "goes": "again > 0", "stays": "false"}[left_out]
    return f"""
        SELECT {keys}, county, month FROM {old} SEMI JOIN (
            SELECT county, month, count(*) AS size, count(*) FILTER (known) AS again
            FROM {old} LEFT JOIN (SELECT {keys}, true AS known FROM kept_{name}) USING ({keys})
            GROUP BY ALL HAVING {again}) USING (county, month)
        ANTI JOIN kept_{name} USING ({keys})
    """


def _now(table: TableSchema, left_out: LeftOut) -> str:
    name, keys = table.name, ", ".join(table.key)
    same_person = (
        f"REPLACE (coalesce(n.{_PERSON}, o.{_PERSON}) AS {_PERSON})"
        if _PERSON in table.stored_names
        else ""
    )
    return f"""
        CREATE TABLE now_{name} AS
        SELECT n.* {same_person} FROM kept_{name} n LEFT JOIN old_{name} o
        ON {" AND ".join(f"n.{k} = o.{k}" for k in table.key)}
        UNION ALL BY NAME
        SELECT *, {IN_REGISTER} AS {SOURCE}, row_number() OVER () AS {ROW}
        FROM old_{name} ANTI JOIN kept_{name} USING ({keys})
        ANTI JOIN ({_taken_back(table, left_out)}) USING ({keys})
    """


def _parts(bench: Workbench, table: TableSchema, left_out: LeftOut) -> list[Part]:
    name = table.name
    found = bench.run(f"""
        WITH sent AS (
            SELECT county, month, count(*) FILTER (NOT known) AS new,
                count(*) FILTER (known AND columns = []) AS same,
                count(*) FILTER (known AND columns <> []) AS changed,
                count(*) FILTER (contradicts AND (NOT known OR columns <> [])) AS contradicting,
                list_distinct(flatten(list(columns) FILTER (known))) AS columns
            FROM match_{name} GROUP BY ALL),
        gone AS (
            SELECT county, month, count(*) AS missing
            FROM ({_taken_back(table, left_out)}) GROUP BY ALL)
        SELECT county, month, coalesce(new, 0), coalesce(same, 0), coalesce(changed, 0),
            coalesce(missing, 0), coalesce(contradicting, 0) + coalesce(missing, 0), columns
        FROM sent FULL JOIN gone USING (county, month) ORDER BY county, month
    """)
    return [
        Part(
            name, county, month, new, same, changed, gone, contradicting, tuple(sorted(names or ()))
        )
        for county, month, new, same, changed, gone, contradicting, names in found
    ]
