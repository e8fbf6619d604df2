"""The published table as a file: the only thing that passes from counting to reading.

One Parquet file an edition, with the columns of :data:`helpers.domain.structure.COLUMNS` and what
a reader must know of the register in the file's own metadata. Written and read here, so that both
wings agree on it and neither imports the other.
"""

import dataclasses
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.domain.coverage import Coverage
from helpers.domain.periods import Month, parse_period
from helpers.domain.structure import COLUMNS

Edition = Literal["public", "internal"]
EDITIONS: tuple[Edition, ...] = ("public", "internal")

_METADATA_KEY = b"karnameh"
_SCHEMA = pa.schema(
    [pa.field(column, pa.float64() if column == "value" else pa.string()) for column in COLUMNS]
)


@dataclass(frozen=True)
class About(Coverage):
    """What a reader must know of the register behind the table.

    Attributes
    ----------
    edition
        ``public`` is protected; ``internal`` holds true values.
    synthetic
        Whether the people of the register are made up.
    first_month, last_month
        The months the register covers.
    rows
        Rows by table of the register.
    warnings
        Accepted oddities by code, as counted at ingest.
    fingerprint
        Checksum of the register.
    """

    edition: Edition
    synthetic: bool
    first_month: Month
    last_month: Month
    rows: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    fingerprint: str = ""

    def to_json(self) -> str:
        """Return the text kept in the file's metadata."""
        plain = dataclasses.asdict(self) | {
            "first_month": str(self.first_month),
            "last_month": str(self.last_month),
        }
        return json.dumps(plain, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> "About":
        """Return what the text says."""
        plain = json.loads(text)
        for name in ("first_month", "last_month"):
            plain[name] = parse_period(plain[name])
        return cls(**plain)


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
