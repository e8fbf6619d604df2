"""Tables of a database, read as the files that an office would have saved them to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

import ibis
import numpy as np
import pyarrow as pa
from ibis.backends import BaseBackend
from ibis.common.exceptions import TableNotFound

from helpers.delivery.findings import FaultLog
from helpers.delivery.readers.arrow_text import Checksum, as_text
from helpers.delivery.readers.headings import Heading, KnownHeadings
from helpers.delivery.readers.kept import KeptCells
from helpers.delivery.readers.totals import RowSorter
from helpers.delivery.source import BATCH_ROWS, Cells, Source
from helpers.errors import KarnamehError, RequestError
from helpers.register.engines import connect

SCHEMES = ("postgresql", "postgres", "duckdb")
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/{1,2}(.*)", re.DOTALL)
_HEADING_ROW = 1  # as if the names of the columns stood in a row of their own
_ALL_TABLES = """
    SELECT table_schema, table_name FROM information_schema.tables
    WHERE table_catalog = current_database()
    AND table_schema NOT IN ('information_schema', 'pg_catalog') ORDER BY 1, 2
"""


@dataclass(frozen=True)
class DatabaseAddress:
    """Where a database is, and which of its tables is meant.

    Attributes
    ----------
    scheme
        The engine.
    uri
        For the engine alone: the password stands in it.
    table
        As ``schema.table`` or ``table``; empty: every one that is recognised.
    label
        As messages name it.
    """

    scheme: str
    uri: str
    table: str
    label: str


def database_address(place: str) -> DatabaseAddress | None:
    """Return the database that a place of a delivery names; None if it is no address of one.

    What stands between the user's name and the last @ is taken for the password, even where its
    signs are not written as an address should have them.
    """
    match = _ADDRESS.fullmatch(place)
    if match is None:
        return None
    scheme, rest = match[1].lower(), match[2]
    if scheme == "duckdb":
        path, _, table = rest.partition("#")
        return DatabaseAddress(scheme, f"{scheme}://{path}", table, f"{scheme}://{rest}")
    credentials, at, rest = rest.rpartition("@")
    user, colon, password = credentials.partition(":")
    host, _, table = rest.partition("#")
    hidden = f":{quote(unquote(password), safe='')}" if colon else ""
    shown = f"{scheme}://{user}{':…' if colon else ''}{at}{host.partition('?')[0]}"
    label = f"{shown}#{table}" if table else shown
    return DatabaseAddress(scheme, f"{scheme}://{user}{hidden}{at}{host}", table, label)


def open_database(address: DatabaseAddress, known: KnownHeadings, log: FaultLog) -> list[Source]:
    """Return the tables that a database brings; what cannot be used is noted.

    Rows are read once, in the order of their contents, and kept in memory.
    """
    if address.scheme not in SCHEMES:
        log.add("E101", address.label, hint="no database that deliveries are read from")
        return []
    try:
        engine, _ = connect(address.uri, missing=lambda _: RequestError("there is no such file"))
    except KarnamehError as error:
        log.add("E102", address.label, hint=error.do or error.what)
        return []
    except Exception:  # of as many kinds as there are engines; what they say may hold anything
        log.add("E102", address.label, hint="the database cannot be opened")
        return []
    try:
        names = [address.table] if address.table else _recognised(engine, address, known, log)
        sources = []
        for name in names:
            label = f"{address.label.removesuffix(f'#{name}')}#{name}"
            sources += _open_table(engine, name, label, known, log)
        return sources
    except Exception:
        log.add("E102", address.label, hint="its tables cannot be listed")
        return []
    finally:
        engine.disconnect()


def _recognised(
    engine: BaseBackend, address: DatabaseAddress, known: KnownHeadings, log: FaultLog
) -> list[str]:
    """Return the tables and views that are recognised by their columns; the others are counted."""
    recognised, others = [], 0
    for schema, name in engine.raw_sql(_ALL_TABLES).fetchall():
        if known.find([engine.table(name, database=schema).columns]):
            recognised.append(f"{schema}.{name}")
        else:
            others += 1
    if not recognised:
        log.add("E103", address.label)
    elif others:
        log.add("W216", address.label, hint=f"tables and views of something else: {others}")
    return recognised


def _open_table(
    engine: BaseBackend, name: str, label: str, known: KnownHeadings, log: FaultLog
) -> list[Source]:
    schema, _, table = name.rpartition(".")
    try:
        found = engine.table(table, database=schema or None)
        heading = known.find([found.columns])
        if heading is None:
            log.add("E103", label)
            return []
        if not known.note_faults(heading, label, log):
            return []
        checksum = Checksum()
        kept = KeptCells(_cells(_batches(engine, _sorted(found, heading)), heading, checksum))
    except TableNotFound:
        log.add("E102", label, hint="there is no such table")
    except Exception:  # of as many kinds as there are engines; what they say may quote a cell
        log.add("E102", label, hint="the database does not give the rows")
    else:
        return [Source(label, "table of a database", checksum.hexdigest(), heading.table,
                       heading.rows, heading.columns, kept.read)]  # fmt: skip
    return []


def _sorted(table: ibis.Table, heading: Heading) -> ibis.Table:
    """Return the columns of the contract; a database has no order of its own, so in theirs."""
    columns = [table.columns[column.place] for column in heading.columns if column.name]
    return table.select(*columns).order_by(*columns)


def _batches(engine: BaseBackend, table: ibis.Table) -> Iterator[pa.RecordBatch]:
    if engine.name == "duckdb":  # whose present connections lack what Ibis asks them for
        statement = ibis.to_sql(table, dialect="duckdb")
        return engine.con.sql(statement).to_arrow_reader(BATCH_ROWS)
    return table.to_pyarrow_batches(chunk_size=BATCH_ROWS)


def _cells(
    batches: Iterator[pa.RecordBatch], heading: Heading, checksum: Checksum
) -> Iterator[Cells]:
    sorter = RowSorter(heading.table, heading.columns)
    places = [column.place for column in heading.columns if column.name]
    next_row = _HEADING_ROW + 1
    for batch in batches:
        columns = [as_text(column) for column in batch.columns]
        checksum.update(columns)
        numbers = np.arange(next_row, next_row + len(batch))
        yield sorter.sort(dict(zip(places, columns, strict=True)), numbers)
        next_row += len(batch)
