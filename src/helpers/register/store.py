"""The register's place: a folder of Parquet files, or a database, named by a URI."""

import dataclasses
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends import BaseBackend
from ibis.common.exceptions import TableNotFound

from helpers.domain.coverage import Coverage
from helpers.domain.periods import Month, parse_period
from helpers.errors import DataError, RequestError, some
from helpers.files import switch_folder
from helpers.register.engines import connect, is_folder, replace_tables, without_password
from helpers.register.schema import TABLES

ABOUT_FILE = "about.json"
ABOUT_TABLE = "about"
MAKE_ONE = "make one with `karnameh sample` or `karnameh ingest`"


@dataclass(frozen=True)
class RegisterAbout(Coverage):
    """What a user of the register must know of it.

    Attributes
    ----------
    synthetic
        Whether the people are made up.
    first_month, last_month
        The months covered: the first and last for which regular payments are held.
    rows
        Rows by table.
    warnings
        Accepted oddities by fault code, as counted at ingest.
    fingerprint
        Checksum of the contents: the same rows give the same one, in any order and on any engine.
    """

    synthetic: bool
    first_month: Month
    last_month: Month
    rows: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    fingerprint: str = ""

    def to_json(self) -> str:
        """Return the text kept beside the tables."""
        plain = dataclasses.asdict(self) | {
            "first_month": str(self.first_month),
            "last_month": str(self.last_month),
        }
        return json.dumps(plain, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "RegisterAbout":
        """Return what the text says."""
        plain = json.loads(text)
        for name in ("first_month", "last_month"):
            plain[name] = parse_period(plain[name])
        return cls(**plain)


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
    engine, folder = connect(str(uri), missing=_no_register)
    try:
        if folder is not None:
            about = _read_about(folder)
            tables = {name: _open_file(engine, folder, name) for name in TABLES}
        else:
            documents, *others = (_open_table(engine, str(uri), n) for n in (ABOUT_TABLE, *TABLES))
            about = RegisterAbout.from_json(documents.about.to_pyarrow()[0].as_py())
            tables = dict(zip(TABLES, others, strict=True))
        _check_columns(tables, str(uri))
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
        JSON text on where it came from, kept beside the tables.

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
    with _staging(uri) as staged:
        for name, schema in TABLES.items():
            _write_file(tables[name], schema.arrow, staged / f"{name}.parquet")
        rows, fingerprint = _describe(staged)
        about = dataclasses.replace(about, rows=rows, fingerprint=fingerprint)
        (staged / ABOUT_FILE).write_text(about.to_json(), "utf-8")
        if receipt:
            (staged / "receipt.json").write_text(receipt, "utf-8")
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
def _staging(uri: str) -> Iterator[Path]:
    """Give a folder only its owner can read, on the file system of the register to be."""
    beside = Path(uri).absolute().parent if is_folder(uri) else None
    if beside:
        beside.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".register-", dir=beside))
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


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


def _describe(folder: Path) -> tuple[dict[str, int], str]:
    """Return the rows by table, and a checksum that depends on neither order nor file format."""
    rows: dict[str, int] = {}
    whole = hashlib.sha256()
    with duckdb.connect() as connection:
        for name, schema in TABLES.items():
            cells = ", ".join(f"coalesce({c}::VARCHAR, chr(0))" for c in schema.stored_names)
            row = connection.execute(
                f"SELECT count(*), bit_xor(md5_number(concat_ws(chr(31), {cells})))"
                " FROM read_parquet($file)",
                {"file": os.fspath(folder / f"{name}.parquet")},
            ).fetchone()
            assert row is not None
            rows[name] = row[0]
            whole.update(f"{name} {row[0]} {row[1]}\n".encode())
    return rows, whole.hexdigest()


def _read_about(folder: Path) -> RegisterAbout:
    path = folder / ABOUT_FILE
    if not path.is_file():
        raise _no_register(os.fspath(folder))
    try:
        return RegisterAbout.from_json(path.read_text("utf-8"))
    except (ValueError, TypeError) as error:
        raise DataError(
            "what is written about the register cannot be read",
            where=os.fspath(path),
            found=str(error),
            do=MAKE_ONE,
        ) from error


def _open_file(engine: BaseBackend, folder: Path, name: str) -> ibis.Table:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise DataError(f"the register lacks the table {name}", where=str(folder), do=MAKE_ONE)
    return engine.read_parquet(path, table_name=name)


def _open_table(engine: BaseBackend, uri: str, name: str) -> ibis.Table:
    try:
        return engine.table(name)
    except TableNotFound:
        raise _no_register(uri) from None


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


def _no_register(uri: str) -> RequestError:
    return RequestError("there is no register", where=without_password(uri), do=MAKE_ONE)
