"""The published table as a file: the only thing that passes from counting to reading.

One Parquet file an edition, with the columns of :data:`helpers.domain.structure.COLUMNS` and what
a reader must know of the register in the file's own metadata. Written and read here, so that both
wings agree on it and neither imports the other.
"""

import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.domain.about import About
from helpers.domain.structure import COLUMNS

_METADATA_KEY = b"karnameh"
_SCHEMA = pa.schema(
    [pa.field(column, pa.float64() if column == "value" else pa.string()) for column in COLUMNS]
)


def write_published(table: pd.DataFrame, about: About, path: Path) -> None:
    """Write the table to one file, whole or not at all.

    Parameters
    ----------
    table
        Columns ``COLUMNS``; ``value`` float, NaN where hidden or not available; the rest text.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    arrow = pa.Table.from_pandas(table[list(COLUMNS)], schema=_SCHEMA, preserve_index=False)
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    pq.write_table(arrow.replace_schema_metadata({_METADATA_KEY: about.to_json().encode()}), staged)
    os.replace(staged, path)


def read_published(
    path: Path, *, filters: list[tuple[str, str, object]] | None = None
) -> tuple[pd.DataFrame, About]:
    """Read the table, or the rows that pass the filters, and what is known of the register.

    Raises
    ------
    FileNotFoundError
        If the file does not exist: nothing has been tabulated yet.
    """
    about = About.from_json((pq.read_schema(path).metadata or {})[_METADATA_KEY])
    frame = pq.read_table(path, filters=filters).to_pandas()
    return frame, about
