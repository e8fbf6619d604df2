"""The engines a register can live on, reached through Ibis by URI."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends import BaseBackend

from helpers.errors import KarnamehError, RequestError
from helpers.register.address import (
    database_of,
    folder_of,
    is_folder,
    scheme_of,
    without_password,
)  # fmt: skip

_EXTRAS = {"postgres": "postgres", "postgresql": "postgres", "spark": "spark"}
_ROWS_AT_ONCE = 500_000


def connect(
    uri: str, *, missing: Callable[[str], KarnamehError]
) -> tuple[BaseBackend, Path | None]:
    """Connect to the engine that holds the register.

    Parameters
    ----------
    uri
        As :func:`helpers.register.store.open_register` takes it.
    missing
        Makes the error for a place where nothing is.

    Returns
    -------
    tuple
        The engine, and the folder of Parquet files it is to read; None where it holds the tables.
    """
    if is_folder(uri):
        if not Path(uri).is_dir():
            raise missing(uri)
        return ibis.duckdb.connect(), Path(uri)
    scheme = scheme_of(uri)
    if scheme == "spark":
        return _installed(uri, lambda: _connect_spark(uri))
    if scheme == "duckdb":
        path = database_of(uri)
        if not path.is_file():
            raise missing(uri)
        return ibis.duckdb.connect(path, read_only=True), None
    return _installed(uri, lambda: (ibis.connect(uri), None))


def replace_tables(uri: str, files: Mapping[str, Path], documents: Mapping[str, pa.Table]) -> None:
    """Put Parquet files and small tables into a database, in the place of those of the same names.

    They are loaded under other names first and renamed in one transaction.

    Raises
    ------
    RequestError
        If the engine has no such transaction (Spark).
    """
    scheme = scheme_of(uri)
    if scheme == "spark":
        raise RequestError(
            "Spark reads a register, and does not write one",
            found=uri,
            do="write it to a folder of Parquet files that the workers see, and open that",
        )
    if scheme == "duckdb":
        path = database_of(uri)
        path.parent.mkdir(parents=True, exist_ok=True)
        engine: BaseBackend = ibis.duckdb.connect(path)
        path.chmod(0o600)
    else:
        engine, _ = _installed(uri, lambda: (ibis.connect(uri), None))
    try:
        for name, file in files.items():
            source = pq.ParquetFile(file)
            _load(engine, name, source.schema_arrow, source.iter_batches(_ROWS_AT_ONCE))
        for name, table in documents.items():
            _load(engine, name, table.schema, table.to_batches())
        steps = [
            statement
            for name in (*files, *documents)
            for statement in (
                f'DROP TABLE IF EXISTS "{name}"',
                f'ALTER TABLE "{name}_new" RENAME TO "{name}"',
            )
        ]
        engine.raw_sql("; ".join(["BEGIN", *steps, "COMMIT"]))
    finally:
        engine.disconnect()


def _load(
    engine: BaseBackend, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]
) -> None:
    engine.raw_sql(f'DROP TABLE IF EXISTS "{name}_new"')
    engine.create_table(f"{name}_new", schema=ibis.Schema.from_pyarrow(schema))
    for batch in batches:
        engine.insert(f"{name}_new", pa.Table.from_batches([batch]))


def _connect_spark(uri: str) -> tuple[BaseBackend, Path | None]:
    """Read the register's Parquet files on a cluster; without a host, on this machine."""
    from pyspark.sql import SparkSession  # type: ignore[import-not-found,unused-ignore]

    parts = urlsplit(uri)
    master = f"spark://{parts.netloc}" if parts.netloc else "local[*]"
    session = SparkSession.builder.master(master).appName("karnameh").getOrCreate()
    return ibis.pyspark.connect(session), folder_of(uri)


def _installed(
    uri: str, connection: Callable[[], tuple[BaseBackend, Path | None]]
) -> tuple[BaseBackend, Path | None]:
    """Return the connection, or say in a sentence why there is none."""
    extra = _EXTRAS[scheme_of(uri)]
    try:
        return connection()
    except ImportError as error:
        raise RequestError(
            f"the engine of {without_password(uri)} is not installed",
            found=str(error).partition("\n")[0],
            do=f"install the extra: pip install 'karnameh[{extra}]'",
        ) from error
    except Exception as error:
        raise RequestError(
            "the engine that holds the register cannot be reached",
            where=without_password(uri),
            found=os.linesep.join(str(error).splitlines()[:2]),
            do="check the address, the user and that the server is running",
        ) from error
