"""Whether amounts can be what they are said to be: beside the legislated pension, and in sum."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from helpers.delivery.source import ROW
from helpers.delivery.workbench import SOURCE, Workbench
from helpers.domain.codelists import HOUSEHOLD_SIZES, LARGEST_HOUSEHOLD_SIZE_SHOWN
from helpers.domain.periods import Month
from helpers.register.scale import read_scale

_FAR = 5  # times as much or as little; toman and rial differ by ten
_FEWEST = 10  # payments of a source, of which half are far, before its unit is in doubt


def check_amounts(bench: Workbench, scale: Path) -> list[int]:
    """Note regular payments far from the legislated pension of their month and household size.

    Returns
    -------
    list of int
        Sources of whose payments half are so: they are in another unit, and no single one is odd.
    """
    amounts = read_scale(scale)
    bench.add_table("scale", pa.table({
        "month": [str(Month.from_index(index)) for index in amounts.month],
        "size": amounts.household_size.to_list(), "scale": amounts.scale.to_list(),
    }))  # fmt: skip
    top = LARGEST_HOUSEHOLD_SIZE_SHOWN
    bench.run(f"""
        CREATE VIEW against_scale AS
        SELECT {SOURCE}, {ROW}, amount_rials / scale AS ratio
        FROM now_pension_payments p JOIN scale s ON p.month = s.month
        AND s.size = CASE WHEN p.household_size >= {top} THEN '{HOUSEHOLD_SIZES[-1]}'
            ELSE p.household_size::VARCHAR END
        WHERE kind = 'regular' AND amount_rials > 0
    """)
    far = f"(ratio <= 1 / {_FAR} OR ratio >= {_FAR})"
    other_unit = bench.run(f"""
        SELECT {SOURCE} FROM against_scale GROUP BY {SOURCE}
        HAVING count(*) >= {_FEWEST} AND count(*) FILTER ({far}) >= count(*) / 2 AND {SOURCE} > 0
    """)
    if not other_unit:
        bench.note_where("W213", "amount_rials", f"FROM against_scale WHERE {far}")
    return [source for (source,) in other_unit]


def wrong_totals(
    bench: Workbench, source: int, table: str, totals: Mapping[int, Mapping[str, int]]
) -> list[tuple[str, int]]:
    """Return the totals that are the sum neither of all rows above nor of those since the last one.

    Parameters
    ----------
    source, table
        Which rows are meant.
    totals
        By row of a total, in ascending order: the amounts in rials that stand there, by column.

    Returns
    -------
    list of tuple
        Column and row of each.
    """
    wrong = []
    above = 0
    for row, amounts in totals.items():
        for column, amount in amounts.items():
            [(whole, part)] = bench.run(
                f"""
                SELECT coalesce(sum({column}), 0),
                    coalesce(sum({column}) FILTER ({ROW} > {above}), 0)
                FROM sent_{table} WHERE {SOURCE} = ? AND {ROW} < ?
                """,
                [source, row],
            )
            if amount not in (whole, part):
                wrong.append((column, row))
        above = row
    return wrong
