"""Extracts in, a register out: replaced whole, or refused with every fault in one list."""

import dataclasses
import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from helpers.domain.periods import parse_month
from helpers.domain.persian import latin_digits
from helpers.errors import DataError
from helpers.register.about import RegisterAbout
from helpers.register.address import is_folder, without_password
from helpers.register.cleaning import Vocabulary, clean_table
from helpers.register.findings import FILE, ROW, Fault, FaultLog
from helpers.register.identity import DIGITS, is_national_id, person_keys, read_secret
from helpers.register.readers import Source, list_files, read_source
from helpers.register.rules import check_tables
from helpers.register.schema import TABLES, TableSchema
from helpers.register.store import write_register
from helpers.settings import Settings


@dataclass(frozen=True)
class ReceivedFile:
    """One file of a delivery: its checksum, the table it brought, and the rows read."""

    file: str
    sha256: str
    table: str
    rows: int


@dataclass(frozen=True)
class Receipt:
    """What was delivered and what became of it.

    Attributes
    ----------
    register
        Where it was written.
    received_on
        Day of the ingest.
    written
        False for a dry run.
    files
        The files, in the order in which they were read.
    rows_read, rows_stored
        Rows by table.
    cleaned
        Cells changed, by kind of change.
    warnings
        Rows by code of the warning.
    remarks
        The warnings in full; printed, not stored.
    """

    register: str
    received_on: str
    written: bool
    files: tuple[ReceivedFile, ...]
    rows_read: dict[str, int]
    rows_stored: dict[str, int]
    cleaned: dict[str, int]
    warnings: dict[str, int]
    remarks: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the text kept with the register."""
        plain = dataclasses.asdict(self)
        del plain["remarks"]
        return json.dumps(plain, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        done = "written to" if self.written else "dry run, nothing written to"
        lines = [f"{done} {self.register}"]
        lines += [f"  {f.file}: {f.rows} rows of {f.table}, {f.sha256[:12]}" for f in self.files]
        lines += [
            f"  {name}: {self.rows_read[name]} rows read, {stored} stored"
            for name, stored in self.rows_stored.items()
        ]
        lines += [f"  cleaned: {count} cells, {kind}" for kind, count in self.cleaned.items()]
        return "\n".join([*lines, *self.remarks])


def ingest(
    sources: list[Path],
    uri: str | Path,
    settings: Settings,
    *,
    dry_run: bool = False,
    today: dt.date | None = None,
) -> Receipt:
    """Read a delivery, and put it in the place of the register.

    Parameters
    ----------
    sources
        CSV (UTF-8) or Parquet files, or folders of them; together they are the whole register.
    uri
        The register, as :func:`helpers.register.store.open_register` takes it.
    dry_run
        Check everything, write nothing.
    today
        No date may be later; by default the present day.

    Returns
    -------
    Receipt
        Fit to be printed.

    Raises
    ------
    DataError
        If anything is at fault: lists every fault. The register is then as it was, and the
        refused rows stand in a CSV beside it.
    """
    today = today or dt.date.today()
    log = FaultLog()
    cleaned: Counter[str] = Counter()
    delivered = [read_source(path, log) for path in list_files(sources, log)]
    read = [source for source in delivered if source is not None]
    cells = {
        name: pd.concat([s.cells for s in read if s.table == name], ignore_index=True)
        for name in TABLES
        if any(source.table == name for source in read)
    }
    words = Vocabulary(settings.terms, settings.areas)
    in_tomans = {source.file: source.in_tomans for source in read}
    values = {
        name: clean_table(frame, TABLES[name], words, log, cleaned, in_tomans)
        for name, frame in cells.items()
    }
    tables = check_tables(values, today, log)
    _check_delivery(tables, log)
    refused_file = _refused_file(uri, settings)
    if log.errors:
        to_write = not dry_run and any(fault.rows for fault in log.errors)
        if to_write:
            _write_refused(cells, log.errors, refused_file)
        raise _refusal(log, refused_file if to_write else None)
    receipt = Receipt(
        register=without_password(str(uri)),
        received_on=today.isoformat(),
        written=not dry_run,
        files=tuple(_received(source) for source in read),
        rows_read={name: len(frame) for name, frame in cells.items()},
        rows_stored={name: len(frame) for name, frame in tables.items()},
        cleaned={kind: count for kind, count in cleaned.items() if count},
        warnings=log.warning_counts,
        remarks=tuple(str(fault) for fault in log.warnings),
    )
    if dry_run:
        return receipt
    secret = read_secret(settings.root / "data" / "secret" / "person_key")
    stored = {name: _stored(frame, TABLES[name], secret) for name, frame in tables.items()}
    about = _about(tables["pension_payments"], log.warning_counts)
    write_register(stored, about, uri, receipt=receipt.to_json())
    refused_file.unlink(missing_ok=True)  # it was about the delivery before
    return receipt


def _received(source: Source) -> ReceivedFile:
    return ReceivedFile(source.file, source.sha256, source.table, len(source.cells))


def _check_delivery(tables: Mapping[str, pd.DataFrame], log: FaultLog) -> None:
    readable = not any(fault.kind.code in {"E102", "E103", "E104", "E105"} for fault in log.faults)
    for name in TABLES:
        if name not in tables and readable:
            log.add("E107", name)
    payments = tables.get("pension_payments")
    if payments is not None and not (payments.kind == "regular").any():
        log.add("E108", "pension_payments")


def _about(payments: pd.DataFrame, warnings: dict[str, int]) -> RegisterAbout:
    """Return what is known: the months covered are those of the regular payments."""
    months = payments.month[payments.kind == "regular"]
    return RegisterAbout(
        synthetic=False,
        first_month=parse_month(months.min()),
        last_month=parse_month(months.max()),
        warnings=warnings,
    )


def _stored(frame: pd.DataFrame, schema: TableSchema, secret: bytes) -> pa.Table:
    if "national_id" in frame:
        frame = frame.assign(person_key=person_keys(frame.national_id, secret))
    frame = frame.sort_values(list(schema.key))[list(schema.stored_names)]
    return pa.Table.from_pandas(frame, schema=schema.arrow, preserve_index=False)


def _refused_file(uri: str | Path, settings: Settings) -> Path:
    """Return the file of refused rows: beside the register, or in the project's data."""
    place = str(uri).removeprefix("duckdb://")
    register = Path(place) if is_folder(place) else settings.register
    return register.with_name(f"{register.name}-refused.csv")


def _write_refused(cells: Mapping[str, pd.DataFrame], errors: list[Fault], path: Path) -> None:
    """Write the rows at fault as they were sent, but for the national ids, and why."""
    faults = [
        (fault.file, row, f"{fault.kind.code} {fault.column}: {fault.kind.title}")
        for fault in errors
        for row in fault.rows
    ]
    reasons = (
        pd.DataFrame(faults, columns=[FILE, ROW, "reasons"])
        .groupby([FILE, ROW], as_index=False)
        .agg({"reasons": "; ".join})
    )
    refused = reasons
    if cells:
        sent = pd.concat(frame.assign(table=name) for name, frame in cells.items())
        sent = sent.drop(columns="national_id", errors="ignore")
        refused = reasons.merge(sent, "left", on=[FILE, ROW], validate="one_to_one")
        columns = refused.columns.drop([FILE, ROW, "reasons", "table"])
        refused[columns] = refused[columns].map(_without_id, na_action="ignore")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    owner_only = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(owner_only, "w", encoding="utf-8-sig", newline="") as file:
        refused.to_csv(file, index=False)


def _without_id(cell: str) -> str:
    """Return the cell; a national id, which may stand in a wrong column, is left out."""
    return "" if is_national_id(latin_digits(cell).strip().zfill(DIGITS)) else cell


def _refusal(log: FaultLog, refused_file: Path | None) -> DataError:
    rows = {(fault.file, row) for fault in log.errors for row in fault.rows}
    listed = "\n".join(str(fault) for fault in (*log.errors, *log.warnings))
    beside = f"; the refused rows stand in {refused_file}" if refused_file else ""
    return DataError(
        f"the delivery is refused: {len(log.errors)} faults, {len(rows)} rows; the register stays"
        f" as it was{beside}\n{listed}",
        do="correct all of these, and ingest the whole delivery again; every code is explained in"
        " docs/data-faults.md",
    )
