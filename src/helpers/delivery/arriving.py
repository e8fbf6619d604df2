"""The tables of a delivery, cleaned and laid on the workbench, source by source."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from helpers.delivery.cleaning.cleaner import Cleaner
from helpers.delivery.cleaning.vocabulary import Vocabulary
from helpers.delivery.findings import FaultLog
from helpers.delivery.plausibility import wrong_totals
from helpers.delivery.receipt import ReceivedFile
from helpers.delivery.source import ROW, Source
from helpers.delivery.workbench import Workbench


@dataclass
class Arrived:
    """What has arrived: the files, and how many cells were cleaned, by kind."""

    files: list[ReceivedFile] = field(default_factory=list)
    cleaned: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table."""
        counts: Counter[str] = Counter()
        for file in self.files:
            counts[file.table] += file.rows
        return dict(counts)


def arrive(
    bench: Workbench,
    sources: Sequence[Source],
    words: Vocabulary,
    secret: bytes,
    log: FaultLog,
) -> Arrived:
    """Clean all sources and lay them on the workbench; the first one has number 1.

    Parameters
    ----------
    secret
        Of the keys that stand for persons from here on.
    """
    cleaner, of_totals = Cleaner(words, secret), Cleaner(words, secret)
    arrived = Arrived()
    for number, source in enumerate(sources, 1):
        totals: dict[int, Mapping[str, int]] = {}
        ragged: list[int] = []
        rows = 0
        for cells in source.read():
            cleaned = cleaner.clean(cells.rows, source)
            bench.load(source.table, cleaned.values, number)
            for code, column, places in cleaned.faults:
                bench.note(code, column, number, places)
            ragged += cells.ragged
            if cells.totals.num_rows:
                totals |= _amounts(cells.totals, source, of_totals)
            rows += cells.rows.num_rows
        if ragged:
            bench.note("E106", "", number, ragged)
        if totals:
            log.add("W214", source.label, rows=tuple(totals))
            for column, row in wrong_totals(bench, number, source.table.name, totals):
                log.add("W215", source.label, column, rows=(row,))
        arrived.files.append(
            ReceivedFile(source.label, source.sha256, source.table.name, rows, source.form)
        )
    arrived.cleaned = Counter({kind: count for kind, count in cleaner.counts.items() if count})
    return arrived


def _amounts(
    totals: pa.RecordBatch, source: Source, cleaner: Cleaner
) -> dict[int, Mapping[str, int]]:
    """Return the amounts that rows of totals hold, in rials, by row and column."""
    money = [column.name for column in source.table.columns if column.kind == "money"]
    values = cleaner.clean(totals, source).values.select([ROW, *money]).to_pylist()
    return {
        row.pop(ROW): {column: amount for column, amount in row.items() if amount is not None}
        for row in values
    }
