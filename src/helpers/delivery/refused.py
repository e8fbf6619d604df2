"""The refused rows, for the office that sent them: as they were sent, and why."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.delivery.cleaning.identity import is_national_id
from helpers.delivery.cleaning.vocabulary import Vocabulary
from helpers.delivery.evidence import rows_as_sent
from helpers.delivery.faults import FAULTS
from helpers.delivery.findings import described, may_be_shown
from helpers.delivery.source import ROW, Source
from helpers.delivery.workbench import SOURCE, Workbench
from helpers.domain.persian import latin_digits
from helpers.register.address import place_of
from helpers.settings import Settings

FILE = "source_file"


def refused_file(uri: str | Path, settings: Settings) -> Path:
    """Return where the refused rows are written: beside the register, or in the project's data."""
    register = place_of(str(uri)) or settings.register
    return register.with_name(f"{register.name}-refused.csv")


def write_refused(
    bench: Workbench, sources: Sequence[Source], words: Vocabulary, path: Path
) -> int:
    """Write the rows in error for their owner alone; return how many there are.

    Neither national ids are written, nor what stands in a cell that cannot be read and may be a
    name: file, row and column say where to look.
    """
    rows = []
    for number, source in enumerate(sources, 1):
        noted = bench.run(
            f"""
            SELECT {ROW}, code, col FROM faults
            WHERE code LIKE 'E%' AND {SOURCE} = ? ORDER BY ALL
            """,
            [number],
        )
        if noted:
            rows.append(
                _rows_of(source, pd.DataFrame(noted, columns=[ROW, "code", "column"]), words)
            )
    if not rows:
        return 0
    refused = pd.concat(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    owner_only = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(owner_only, "w", encoding="utf-8-sig", newline="") as file:
        refused.to_csv(file, index=False)
    return len(refused)


def _rows_of(source: Source, noted: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    """Return the rows in error of one source, with their reasons before the cells."""
    told = noted.assign(
        reasons=[
            f"{code} {column}: {FAULTS[code].title}"
            for code, column in zip(noted["code"], noted["column"], strict=True)
        ]
    )
    reasons = told.groupby(ROW, as_index=False).agg({"reasons": "; ".join})
    sent = rows_as_sent(source, set(reasons[ROW])).drop(columns="national_id", errors="ignore")
    rows = reasons.merge(sent, "left", on=ROW, validate="one_to_one").set_index(ROW)
    for row, column in zip(noted[ROW], noted["column"], strict=True):
        if column in rows and not may_be_shown(
            str(rows.loc[row, column]), words.words(source.table[column])
        ):
            rows.loc[row, column] = described(str(rows.loc[row, column]))
    cells = [column for column in sent.columns if column != ROW]
    numbers = [column.name for column in source.table.columns if column.kind == "text"]
    rows[numbers] = rows[numbers].map(_without_id, na_action="ignore")
    return rows.reset_index().assign(**{FILE: source.label, "table": source.table.name})[
        [FILE, ROW, "reasons", "table", *cells]
    ]


def _without_id(number: str) -> str:
    """Return the number of a file or the like; a national id in its place is left out.

    Where other cells can be read they are dates, amounts and the like, and no ids.
    """
    return "" if is_national_id("".join(re.findall(r"[0-9]", latin_digits(number)))) else number
