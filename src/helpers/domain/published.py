"""The published table as a file: the only thing that passes from counting to reading.

One Parquet file an edition, with the columns of :data:`helpers.domain.structure.COLUMNS` and what
a reader must know of the register in the file's own metadata. Written and read here, so that both
wings agree on it and neither imports the other.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from helpers.domain.about import About
from helpers.domain.structure import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

_METADATA_KEY = b"karnameh"
_TEXTS = [column for column in COLUMNS if column != "value"]
_SCHEMA = pa.schema(
    [pa.field(column, pa.float64() if column == "value" else pa.string()) for column in COLUMNS]
)


def write_published(table: "pd.DataFrame", about: About, path: Path) -> None:
    """Write the table to one file, whole or not at all.

    Parameters
    ----------
    table
        Columns ``COLUMNS``; ``value`` float, NaN where hidden or not available; the rest text,
        never missing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    arrow = pa.Table.from_pandas(table[list(COLUMNS)], schema=_SCHEMA, preserve_index=False)
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    pq.write_table(arrow.replace_schema_metadata({_METADATA_KEY: about.to_json().encode()}), staged)
    os.replace(staged, path)


def read_published(
    path: Path, *, filters: list[tuple[str, str, object]] | None = None
) -> tuple["pd.DataFrame", About]:
    """Read the table, or the rows that pass the filters, and what is known of the register.

    Raises
    ------
    FileNotFoundError
        If the file does not exist: nothing has been tabulated yet.
    """
    about = About.from_json((pq.read_schema(path).metadata or {})[_METADATA_KEY])
    frame = pq.read_table(path, filters=filters).to_pandas()
    return frame, about


def read_columns(path: Path) -> tuple[dict[str, list[Any]], About]:
    """Read the table column by column, and what is known of the register; start no thread.

    Returns
    -------
    dict
        The columns by name: ``value`` as floats, None where there is none; the rest as text, equal
        texts of a column being one object, so that a large table takes little memory.

    Raises
    ------
    FileNotFoundError
        If the file does not exist: nothing has been tabulated yet.
    """
    with pq.ParquetFile(path, pre_buffer=False, read_dictionary=_TEXTS) as file:
        table = file.read(use_threads=False)
        about = About.from_json((file.schema_arrow.metadata or {})[_METADATA_KEY])
    columns = {name: _texts(table[name].combine_chunks()) for name in _TEXTS}
    return columns | {"value": table["value"].to_pylist()}, about


def _texts(column: pa.DictionaryArray) -> list[str]:
    words = column.dictionary.to_pylist()
    return [words[place] for place in column.indices.to_pylist()]
