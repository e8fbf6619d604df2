"""The register's place: a folder of Parquet files, or a database, named by a URI."""

import dataclasses
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends import BaseBackend
from ibis.common.exceptions import TableNotFound

from helpers.errors import DataError, RequestError, some
from helpers.files import alone_in, switch_folder
from helpers.register.about import (
    ABOUT_FILE,
    ABOUT_TABLE,
    MAKE_ONE,
    RegisterAbout,
    no_register,
    no_table,
    read_about,
)  # fmt: skip
from helpers.register.address import is_folder, place_of, without_password
from helpers.register.contents import table_digests
from helpers.register.engines import connect, replace_tables
from helpers.register.schema import TABLES

RECEIPT_FILE = "receipt.json"
_STAGED = ".register-"


@dataclass(frozen=True)
class Register:
    """An open register: its three tables as Ibis expressions of one engine."""

    case_files: ibis.Table
    pension_payments: ibis.Table
    students: ibis.Table
    about: RegisterAbout
    engine: BaseBackend

    def close(self) -> None:
        """Let go of the engine; the tables cannot be used any more."""
        self.engine.disconnect()


def open_register(uri: str | Path) -> Register:
    """Open the register that the URI names.

    What is known of it is the truth: where files were changed since they were written, or a DuckDB
    database may have been, its rows and its fingerprint are found again. A server's are as they
    were written, and so everywhere are the months covered and the warnings.

    Parameters
    ----------
    uri
        A folder of Parquet files, ``duckdb://file``, ``postgres://…`` or ``spark://host:port/folder``
        (the folder must be seen by every worker).

    Raises
    ------
    RequestError
        If there is no register, or the engine cannot be reached or is not installed.
    DataError
        If a table or a column is missing.
    """
    engine, folder = connect(str(uri), missing=no_register)
    try:
        if folder is not None:
            about = read_about(folder)
            tables = {name: _open_file(engine, folder, name) for name in TABLES}
        else:
            documents, *others = (_open_table(engine, str(uri), n) for n in (ABOUT_TABLE, *TABLES))
            about = RegisterAbout.from_json(documents.about.to_pyarrow()[0].as_py())
            tables = dict(zip(TABLES, others, strict=True))
        _check_columns(tables, str(uri))
        if folder is not None and table_digests(folder) != about.digests:
            about = _described_files(about, folder)
        elif folder is None and engine.name == "duckdb":
            about = _described(about, {name: engine.con.table(name) for name in TABLES})
    except BaseException:
        engine.disconnect()
        raise
    return Register(**tables, about=about, engine=engine)


def write_register(
    tables: Mapping[str, pa.Table | ibis.Table],
    about: RegisterAbout,
    uri: str | Path,
    *,
    receipt: str = "",
) -> RegisterAbout:
    """Put a register in the place of the one the URI names, whole or not at all.

    Parameters
    ----------
    tables
        The three tables by name, with the columns and types of the schema.
    about
        What is known of it; rows and fingerprint are filled in here.
    receipt
        JSON text on where it came from, kept beside the tables with their fingerprint.

    Returns
    -------
    RegisterAbout
        With rows and fingerprint.

    Raises
    ------
    RequestError
        If something that is not a register stands in the place: it would be lost.
    """
    if is_folder(uri := str(uri)):
        _check_replaceable(Path(uri))
    with staging(uri) as staged:
        for name, schema in TABLES.items():
            _write_file(tables[name], schema.arrow, staged / f"{name}.parquet")
        digests = table_digests(staged) if is_folder(uri) else {}
        about = _described_files(dataclasses.replace(about, digests=digests), staged)
        (staged / ABOUT_FILE).write_text(about.to_json(), "utf-8")
        if receipt:
            stored = json.loads(receipt) | {"fingerprint": about.fingerprint}
            receipt = json.dumps(stored, ensure_ascii=False, indent=1)
            (staged / RECEIPT_FILE).write_text(receipt, "utf-8")
        for file in staged.iterdir():
            file.chmod(0o600)
        if is_folder(uri):
            switch_folder(staged, Path(uri))
        else:
            documents = pa.table({"about": [about.to_json()], "receipt": [receipt]})
            files = {name: staged / f"{name}.parquet" for name in TABLES}
            replace_tables(uri, files, {ABOUT_TABLE: documents})
    return about


def _check_replaceable(folder: Path) -> None:
    """Refuse to replace what was not written here, such as a folder of documents."""
    vacant = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if not vacant and not (folder / ABOUT_FILE).is_file():
        raise RequestError(
            "something that is not a register stands in the register's place",
            where=os.fspath(folder),
            expected=f"no such folder, an empty one, or a register (with {ABOUT_FILE})",
            do="name another place with --register, or move it away",
        )


@contextmanager
def staging(uri: str | Path) -> Iterator[Path]:
    """Give a folder that only its owner can read, where the register to be is put together.

    It stands on the file system of the register, and is removed in the end; what a killed process
    has left there is removed with it.
    """
    place = place_of(str(uri))
    beside = place.absolute().parent if place else Path(tempfile.gettempdir())
    beside.mkdir(parents=True, exist_ok=True)
    for abandoned in beside.glob(f"{_STAGED}*"):
        with suppress(_InUseError, OSError), alone_in(abandoned, wait=_refuse_in_use):
            shutil.rmtree(abandoned)
    staged = Path(tempfile.mkdtemp(prefix=_STAGED, dir=beside))
    try:
        with alone_in(staged, wait=_refuse_in_use):
            yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


class _InUseError(Exception):
    """Another process puts a register together there."""


def _refuse_in_use() -> None:
    raise _InUseError


def _write_file(table: pa.Table | ibis.Table, schema: pa.Schema, path: Path) -> None:
    if isinstance(table, pa.Table):
        pq.write_table(table.select(schema.names).cast(schema), path, compression="zstd")
        return
    expression = table.select(*schema.names).cast(ibis.Schema.from_pyarrow(schema))
    engine = table.get_backend()
    if engine.name != "duckdb":
        expression.to_parquet(path, compression="zstd")
        return
    # To keep the rows in order, DuckDB would hold most of them in memory; no order is promised.
    engine.raw_sql("SET preserve_insertion_order = false")
    try:
        expression.to_parquet(path, compression="zstd")
    finally:
        engine.raw_sql("RESET preserve_insertion_order")


def _described_files(about: RegisterAbout, folder: Path) -> RegisterAbout:
    with duckdb.connect() as connection:
        files = {name: os.fspath(folder / f"{name}.parquet") for name in TABLES}
        return _described(about, {name: connection.read_parquet(f) for name, f in files.items()})


def _described(
    about: RegisterAbout, tables: Mapping[str, duckdb.DuckDBPyRelation]
) -> RegisterAbout:
    """Fill in the rows by table, and a checksum that depends on neither order nor file format."""
    rows: dict[str, int] = {}
    whole = hashlib.sha256()
    for name, schema in TABLES.items():
        cells = ", ".join(f"coalesce({c}::VARCHAR, chr(0))" for c in schema.stored_names)
        found = tables[name].aggregate(
            f"count(*), bit_xor(md5_number(concat_ws(chr(31), {cells})))"
        )
        count, checksum = found.fetchall()[0]
        rows[name] = count
        whole.update(f"{name} {count} {checksum}\n".encode())
    return dataclasses.replace(about, rows=rows, fingerprint=whole.hexdigest())


def _open_file(engine: BaseBackend, folder: Path, name: str) -> ibis.Table:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise no_table(folder, name)
    return engine.read_parquet(path, table_name=name)


def _open_table(engine: BaseBackend, uri: str, name: str) -> ibis.Table:
    try:
        return engine.table(name)
    except TableNotFound:
        raise no_register(uri) from None


def _check_columns(tables: Mapping[str, ibis.Table], uri: str) -> None:
    for name, table in tables.items():
        expected = TABLES[name].stored_names
        if missing := [column for column in expected if column not in table.columns]:
            raise DataError(
                f"the register's table {name} lacks columns",
                where=without_password(uri),
                found=some(list(table.columns)),
                expected=", ".join(missing) + " besides",
                do=MAKE_ONE,
            )
