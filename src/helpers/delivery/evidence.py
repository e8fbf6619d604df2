"""The rows at fault as they were sent, read once more: for examples, and for the refused rows."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.delivery.cleaning.vocabulary import Vocabulary
from helpers.delivery.faults import FAULTS
from helpers.delivery.findings import Fault, with_examples
from helpers.delivery.source import ROW, Source
from helpers.delivery.workbench import IN_REGISTER, SOURCE, Workbench
from helpers.errors import EXAMPLES_SHOWN

_EARLIER = "rows of earlier deliveries"


def faults_of_rows(bench: Workbench, sources: Sequence[Source], words: Vocabulary) -> list[Fault]:
    """Return what the workbench has noted of the delivery, with examples.

    Of rows that came earlier only errors are told: what was odd about them was said when they came.

    Parameters
    ----------
    sources
        The first has number 1.
    """
    noted = bench.run(f"""
        SELECT code, col, {SOURCE}, count(*), list({ROW} ORDER BY {ROW})[:{EXAMPLES_SHOWN}]
        FROM faults WHERE {SOURCE} <> {IN_REGISTER} OR code LIKE 'E%'
        GROUP BY code, col, {SOURCE} ORDER BY ALL
    """)
    shown: dict[int, set[int]] = {}
    for _, column, source, _, rows in noted:
        if source != IN_REGISTER and column:
            shown.setdefault(source, set()).update(rows)
    sent = {number: rows_as_sent(sources[number - 1], rows) for number, rows in shown.items()}
    faults = []
    for code, column, number, count, rows in noted:
        if number == IN_REGISTER:
            faults.append(Fault(FAULTS[code], _EARLIER, column, count=count))
            continue
        source = sources[number - 1]
        fault = Fault(FAULTS[code], source.label, column, tuple(rows), (), count)
        if number in sent and column in sent[number]:
            cells = sent[number].loc[sent[number][ROW].isin(rows), column]
            fault = with_examples(fault, cells, words.words(source.table[column]))
        faults.append(fault)
    return faults


def rows_as_sent(source: Source, rows: set[int]) -> pd.DataFrame:
    """Return some rows of a source as text, under canonical names and ``source_row``."""
    wanted = pa.array(sorted(rows), pa.int32())
    found: list[pa.RecordBatch] = []
    for cells in source.read():
        found.append(cells.rows.filter(pc.is_in(cells.rows.column(ROW), value_set=wanted)))
        if sum(map(len, found)) == len(wanted):
            break
    if not found:
        return pd.DataFrame(columns=[*(c.name for c in source.table.columns), ROW])
    return pa.Table.from_batches(found).to_pandas()
