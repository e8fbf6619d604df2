"""Files of a delivery, read as text: which table each brings, and under which headings."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from helpers.domain.persian import matching_key
from helpers.register.findings import FILE, ROW, FaultLog
from helpers.register.schema import TABLES, Column, TableSchema

SUFFIXES = (".csv", ".parquet")
_RIALS = ("ریال", "rials")
_TOMANS = ("تومان", "tomans")
_HEADING_ROW = 1


@dataclass(frozen=True)
class Source:
    """One file of a delivery.

    Attributes
    ----------
    file
        The file as it was named.
    sha256
        Checksum of its bytes.
    table
        The table it brings.
    cells
        Text, under canonical names, with ``source_file`` and ``source_row``; empty cells are "".
    in_tomans
        Columns whose heading says toman.
    """

    file: str
    sha256: str
    table: str
    cells: pd.DataFrame
    in_tomans: frozenset[str]


def list_files(sources: list[Path], log: FaultLog) -> list[Path]:
    """Return the files that are named or that stand in the folders named, each once."""
    files: dict[Path, None] = {}
    for source in sources:
        inside = sorted(
            path
            for path in source.rglob("*")
            if path.is_file() and not path.name.startswith((".", "~"))
        )
        found = inside if source.is_dir() else [source]
        if not found:
            log.add("E101", os.fspath(source))
        for path in found:
            if path.is_file() and path.suffix.lower() in SUFFIXES:
                files[path] = None
            else:
                log.add("E101", os.fspath(path))
    return list(files)


def read_source(path: Path, log: FaultLog) -> Source | None:
    """Read one file; None, with the faults noted, where it cannot be used."""
    file = os.fspath(path)
    bad_rows: list[int] = []
    try:
        if path.suffix.lower() == ".parquet":
            table = _read_parquet(path)
        else:
            table = _read_csv(path, bad_rows)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except (pa.ArrowException, OSError, ValueError):  # its text may quote a person's row
        log.add("E102", file)
        return None
    schema = _recognise(table.column_names)
    if schema is None:
        log.add("E103", file)
        return None
    if bad_rows:
        log.add("E106", file, rows=tuple(bad_rows))
    names, in_tomans = _canonical_names(table.column_names, schema, file, log)
    if names is None:
        return None
    cells = pd.DataFrame(
        {name: table.column(place).to_pandas().fillna("") for name, place in names.items()}
    )
    cells = cells.reindex(columns=[column.name for column in schema.columns], fill_value="")
    blank = (cells == "").all(axis="columns")
    rows = pd.RangeIndex(_HEADING_ROW + 1, _HEADING_ROW + 1 + len(cells) + len(bad_rows))
    cells[FILE] = file
    cells[ROW] = rows.difference(bad_rows)
    cells = cells[~blank]
    log.remember(file, cells)
    return Source(file, sha256, schema.name, cells, in_tomans)


def _read_csv(path: Path, bad_rows: list[int]) -> pa.Table:
    """Return the cells, and note the rows that have more or fewer of them than the headings."""

    def note(row: pa_csv.InvalidRow) -> str:
        bad_rows.append(row.number)
        return "skip"

    parsing = pa_csv.ParseOptions(
        newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=note
    )
    reading = pa_csv.ReadOptions(use_threads=False)  # or rows have no numbers
    with pa_csv.open_csv(path, reading, parsing) as reader:
        headings = reader.schema.names
    bad_rows.clear()
    text = pa_csv.ConvertOptions(
        column_types=dict.fromkeys(headings, pa.string()), strings_can_be_null=False
    )
    return pa_csv.read_csv(path, reading, parsing, text)


def _read_parquet(path: Path) -> pa.Table:
    table = pq.ParquetFile(path).read()
    return pa.table([_as_text(column) for column in table.columns], names=table.column_names)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_floating(column.type):  # whole numbers with gaps, as data frames keep them
        try:
            column = column.cast(pa.int64())
        except pa.ArrowInvalid:
            return column.cast(pa.string())
    return column.cast(pa.string())


def _headings(column: Column) -> dict[str, bool]:
    """Return the spellings of a column's headings, and whether each says toman."""
    spellings = {matching_key(text): False for text in (column.name, column.heading)}
    if column.kind == "money":
        for rials, tomans in zip(_RIALS, _TOMANS, strict=True):
            spellings |= {
                key.replace(rials, tomans): True for key in list(spellings) if rials in key
            }
    return spellings


def _recognise(headings: list[str]) -> TableSchema | None:
    """Return the table most of whose headings these are, if there is one."""
    keys = {matching_key(heading) for heading in headings}
    shares = {
        schema: sum(bool(keys & set(_headings(column))) for column in schema.columns)
        / len(schema.columns)
        for schema in TABLES.values()
    }
    best = max(shares, key=lambda schema: shares[schema])
    alone = list(shares.values()).count(shares[best]) == 1
    return best if shares[best] >= 0.5 and alone else None


def _canonical_names(
    headings: list[str], schema: TableSchema, file: str, log: FaultLog
) -> tuple[dict[str, int] | None, frozenset[str]]:
    """Return the place of each column, and those in toman; None where they are not clear."""
    places: dict[str, list[int]] = {column.name: [] for column in schema.columns}
    in_tomans = set()
    known = set()
    for column in schema.columns:
        spellings = _headings(column)
        for place, heading in enumerate(headings):
            says_toman = spellings.get(matching_key(heading))
            if says_toman is None:
                continue
            known.add(place)
            places[column.name].append(place)
            if says_toman:
                in_tomans.add(column.name)
    for column in schema.columns:
        if len(places[column.name]) > 1:
            log.add("E105", file, column.name, rows=(_HEADING_ROW,))
        elif not places[column.name] and column.kind != "national_id":
            log.add("E104", file, f"{column.name} («{column.heading}»)", rows=(_HEADING_ROW,))
    for place in range(len(headings)):
        if place not in known:
            log.add("W202", file, f"number {place + 1} from the left")
    if any(fault.file == file and fault.kind.code in {"E104", "E105"} for fault in log.faults):
        return None, frozenset()
    return {name: found[0] for name, found in places.items() if found}, frozenset(in_tomans)
