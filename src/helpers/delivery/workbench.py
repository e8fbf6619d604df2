"""Where a delivery lies while it is checked: a database of its own, beside the register to be."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import ibis
import numpy as np
import pyarrow as pa

from helpers.delivery.source import ROW
from helpers.domain.periods import FIRST_YEAR, LAST_YEAR, Year
from helpers.register.schema import TABLES, TableSchema

SOURCE = "source"
IN_REGISTER = 0  # the source of what came with earlier deliveries; others count from 1
_MEMORY = "1500MB"  # what does not fit is put on the disk

# As identity.is_national_id tells it, for a column at once.
_IS_NATIONAL_ID = """
    CREATE MACRO weighted(id) AS list_sum(list_transform(
        range(1, 10), lambda place: TRY_CAST(id[place] AS INTEGER) * (11 - place))) % 11;
    CREATE MACRO is_national_id(id) AS coalesce(
        regexp_full_match(id, '[0-9]{10}') AND id <> repeat(id[1], 10)
        AND TRY_CAST(id[10] AS INTEGER) =
            CASE WHEN weighted(id) < 2 THEN weighted(id) ELSE 11 - weighted(id) END, false)
"""


class Workbench:
    """The tables of a delivery, those of the register that it is for, and the faults found.

    No name and no national id gets here: cells have been cleaned, and persons are keys.

    Tables
    ------
    ``sent_<table>``
        The rows of the delivery: the stored columns, ``source`` and ``source_row``.
    ``old_<table>``
        The rows of the register, without the last two.
    ``faults``
        ``code``, ``col``, ``source``, ``source_row``: a row for each cell, or row, at fault.
    ``months``
        ``month``, ``first_day``, ``last_day`` of every Solar Hijri month there may be.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        file = folder / "workbench.duckdb"
        self.connection = duckdb.connect(
            file, config={"memory_limit": _MEMORY, "preserve_insertion_order": "false"}
        )
        # It goes when the work is done: nothing need be put in order on the disk.
        self.run("PRAGMA disable_checkpoint_on_shutdown")
        os.chmod(file, 0o600)
        for name, schema in TABLES.items():
            columns = ", ".join(
                f"{c.stored_name} {_sql_type(c.arrow_type)}" for c in schema.columns
            )
            self.run(f"CREATE TABLE old_{name} ({columns})")
            self.run(f"CREATE TABLE sent_{name} ({columns}, {SOURCE} INTEGER, {ROW} INTEGER)")
        self.run(
            f"CREATE TABLE faults (code VARCHAR, col VARCHAR, {SOURCE} INTEGER, {ROW} INTEGER)"
        )
        self.add_table("months", _months())
        self.run(_IS_NATIONAL_ID)

    def run(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement, and return its rows."""
        return self.connection.execute(sql, list(values)).fetchall()

    def load(self, table: TableSchema, rows: pa.RecordBatch, source: int) -> None:
        """Add cleaned rows of a source."""
        numbers = pa.repeat(pa.scalar(source, pa.int32()), rows.num_rows)
        names = (*table.stored_names, ROW)
        batch = pa.table({**{name: rows.column(name) for name in names}, SOURCE: numbers})
        self._insert(f"sent_{table.name}", batch)

    def load_register(self, table: TableSchema, file: Path) -> None:
        """Take the rows of a table of the register as it is, from a Parquet file."""
        columns = ", ".join(table.stored_names)
        self.run(f"DROP TABLE old_{table.name}")
        # A path can stand for a value nowhere in a view.
        place = os.fspath(file.absolute()).replace("'", "''")
        self.run(f"CREATE VIEW old_{table.name} AS SELECT {columns} FROM read_parquet('{place}')")

    def count(self, table: str) -> int:
        """Return the rows of a table."""
        return int(self.run(f"SELECT count(*) FROM {table}")[0][0])

    def tables(self) -> dict[str, ibis.Table]:
        """Return the tables of the register to be, in the order of their keys."""
        engine = ibis.duckdb.from_connection(self.connection)
        return {
            name: engine.table(f"now_{name}").order_by(list(table.key))
            for name, table in TABLES.items()
        }

    def note(self, code: str, column: str, source: int, rows: Sequence[int] | np.ndarray) -> None:
        """Note rows of a source that are at fault."""
        numbers = pa.array(rows, pa.int32())
        count = len(numbers)
        self._insert("faults", pa.table({
            "code": pa.repeat(code, count), "col": pa.repeat(column, count),
            SOURCE: pa.repeat(pa.scalar(source, pa.int32()), count), ROW: numbers,
        }))  # fmt: skip

    def note_where(self, code: str, column: str, selection: str) -> None:
        """Note what a query selects: ``source`` and ``source_row`` of rows at fault.

        A cell that is in error already is not noted again.
        """
        self.run(
            f"""
            INSERT INTO faults
            SELECT DISTINCT ?, ?, {SOURCE}, {ROW} FROM ({selection}) AS wrong
            WHERE NOT EXISTS (
                FROM faults f WHERE f.code LIKE 'E%' AND f.col = ?
                AND f.{SOURCE} = wrong.{SOURCE} AND f.{ROW} = wrong.{ROW})
            """,
            [code, column, column],
        )

    def add_table(self, name: str, rows: pa.Table) -> None:
        """Make a table of what is known besides."""
        self._from_arrow(f"CREATE TABLE {name} AS FROM", rows)

    def _insert(self, table: str, rows: object) -> None:
        self._from_arrow(f"INSERT INTO {table} BY NAME FROM", rows)

    def _from_arrow(self, statement: str, rows: object) -> None:
        self.connection.register("arriving", rows)
        self.run(f"{statement} arriving")
        self.connection.unregister("arriving")


@contextmanager
def workbench(folder: Path) -> Iterator[Workbench]:
    """Give a workbench in a folder, which goes with the folder."""
    bench = Workbench(folder)
    try:
        yield bench
    finally:
        bench.connection.close()


@cache
def _months() -> pa.Table:
    months = [month for year in range(FIRST_YEAR, LAST_YEAR) for month in Year(year).months]
    return pa.table({
        "month": [str(month) for month in months],
        "first_day": pa.array([month.first_day for month in months], pa.date32()),
        "last_day": pa.array([month.last_day for month in months], pa.date32()),
    })  # fmt: skip


def _sql_type(kind: pa.DataType) -> str:
    names = {pa.date32(): "DATE", pa.int32(): "INTEGER", pa.int64(): "BIGINT"}
    return names.get(kind, "VARCHAR")
