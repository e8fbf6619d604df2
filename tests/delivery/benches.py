"""Rows laid on a workbench by hand, for tests of what is asked of it."""

from collections.abc import Mapping, Sequence

from helpers.delivery.repeated import set_apart_repeated
from helpers.delivery.workbench import Workbench
from helpers.register.schema import TABLES

FIRST_ROW = 2  # under the headings


def lay(bench: Workbench, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    """Lay rows of a first delivery, a source for each table; cells not named are empty."""
    for source, (name, cells) in enumerate(rows.items(), 1):
        for number, row in enumerate(cells, FIRST_ROW):
            places = row | {"source": source, "source_row": number}
            marks = ", ".join("?" * len(places))
            bench.run(
                f"INSERT INTO sent_{name} ({', '.join(places)}) VALUES ({marks})",
                list(places.values()),
            )
    for name, table in TABLES.items():
        set_apart_repeated(bench, table)
        bench.run(f"CREATE VIEW now_{name} AS FROM kept_{name}")


def noted(bench: Workbench, code: str) -> list[tuple[str, int]]:
    """Return the columns and rows at fault."""
    return bench.run("SELECT col, source_row FROM faults WHERE code = ? ORDER BY ALL", [code])
