"""Rows that were sent twice: one is kept where all of it agrees."""

from helpers.delivery.source import ROW
from helpers.delivery.workbench import SOURCE, Workbench
from helpers.register.schema import TableSchema

_PLACE = f"{SOURCE}, {ROW}"


def set_apart_repeated(bench: Workbench, table: TableSchema) -> None:
    """Note rows that were sent twice, and make ``kept_<table>`` with one of each.

    Rows of one key with different contents are an error, and stay.
    """
    name, keys = table.name, ", ".join(table.key)
    contents = ", ".join(table.stored_names)
    bench.run(
        f"""
        CREATE TABLE twice_{name} AS SELECT {keys} FROM sent_{name}
        WHERE {" AND ".join(f"{key} IS NOT NULL" for key in table.key)}
        GROUP BY {keys} HAVING count(*) > 1
        """
    )
    if not bench.count(f"twice_{name}"):
        bench.run(f"CREATE VIEW kept_{name} AS FROM sent_{name}")
        return
    repeated = f"""
        SELECT {_PLACE} FROM sent_{name} SEMI JOIN twice_{name} USING ({keys})
        QUALIFY row_number() OVER (PARTITION BY {contents} ORDER BY {_PLACE}) > 1
    """
    bench.note_where("W201", "", repeated)
    bench.run(
        f"CREATE TABLE kept_{name} AS FROM sent_{name} ANTI JOIN ({repeated}) USING ({_PLACE})"
    )
    bench.note_where(
        "E121", ", ".join(table.key),
        f"""
        SELECT {_PLACE} FROM kept_{name}
        SEMI JOIN (FROM kept_{name} SEMI JOIN twice_{name} USING ({keys})
            SELECT {keys} GROUP BY {keys} HAVING count(*) > 1) USING ({keys})
        """,
    )  # fmt: skip
