"""The published numbers by vintage as a file: one row for each state of each cell."""

import io
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from helpers.domain.structure import KEY
from helpers.domain.vintages import History, Key, State, Vintage

_METADATA_KEY = b"karnameh vintages"
_TEXTS = (*KEY, "value", "conf_status")
_SCHEMA = pa.schema([*(pa.field(n, pa.string()) for n in _TEXTS), pa.field("vintage", pa.int32())])


def written(history: History) -> bytes:
    """Return the file; the same history gives the same bytes."""
    rows = [
        (*key, state.value, state.conf_status, state.vintage)
        for key in sorted(history.stories)
        for state in history.stories[key]
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_SCHEMA)
    said = {"series": history.series, "vintages": [v._asdict() for v in history.vintages]}
    metadata = {_METADATA_KEY: json.dumps(said, sort_keys=True).encode()}
    arrays = [pa.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=True)]
    buffer = io.BytesIO()
    table = pa.Table.from_arrays(arrays, schema=_SCHEMA.with_metadata(metadata))
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def read(path: Path) -> History:
    """Read a file; start no thread.

    Raises
    ------
    FileNotFoundError
        If nothing has been published yet.
    ValueError
        If the file holds something else.
    """
    content = path.read_bytes()
    if (names := pq.read_schema(io.BytesIO(content)).names) != _SCHEMA.names:
        raise ValueError(f"the columns are {', '.join(names)}")
    with pq.ParquetFile(io.BytesIO(content), pre_buffer=False, read_dictionary=_TEXTS) as parquet:
        table = parquet.read(use_threads=False)
        said = json.loads((parquet.schema_arrow.metadata or {}).get(_METADATA_KEY, b"{}"))
    try:
        vintages = tuple(
            Vintage(**v | {"rows": tuple(map(tuple, v["rows"]))}) for v in said["vintages"]
        )
        return History(said["series"], vintages, dict(_stories(table)))
    except (KeyError, TypeError) as error:
        raise ValueError(f"its description lacks {error}") from None


def _stories(table: pa.Table) -> Iterator[tuple[Key, tuple[State, ...]]]:
    columns = [_texts(table[name].combine_chunks()) for name in _TEXTS]
    keys = zip(*columns[: len(KEY)], strict=True)
    states = map(State, table["vintage"].to_pylist(), *columns[len(KEY) :])
    for key, group in groupby(zip(keys, states, strict=True), key=lambda pair: pair[0]):
        yield key, tuple(state for _, state in group)


def _texts(column: pa.DictionaryArray) -> list[str]:
    words = column.dictionary.to_pylist()
    return [words[place] for place in column.indices.to_pylist()]
