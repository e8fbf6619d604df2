"""A delivery, read: every table that its files and databases bring, or why it cannot be used."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from helpers.configuration import DeliveryRules
from helpers.delivery.findings import FaultLog
from helpers.delivery.readers.databases import database_address, open_database
from helpers.delivery.readers.file_kinds import Kind, kind_of
from helpers.delivery.readers.headings import KnownHeadings
from helpers.delivery.readers.parquet_files import open_parquet
from helpers.delivery.readers.places import Place, find_files
from helpers.delivery.readers.text_files import open_text
from helpers.delivery.readers.unreadable import DAMAGED, UnreadableError
from helpers.delivery.readers.workbooks import open_workbook
from helpers.delivery.source import Source

_READERS: dict[Kind, Callable[[Place, KnownHeadings, FaultLog], list[Source]]] = {
    "workbook": open_workbook,
    "Parquet": open_parquet,
    "text": open_text,
}


def open_sources(places: Sequence[str | Path], rules: DeliveryRules, log: FaultLog) -> list[Source]:
    """Return the tables of a delivery, each with what gives its rows.

    Parameters
    ----------
    places
        Files, folders, archives, and addresses of databases: ``postgresql://user:pw@host/database``
        or ``duckdb://file``, with ``#schema.table`` or ``#table`` behind it for one table alone.
    rules
        What the office's settings say of headings.
    log
        Takes what is wrong with whole files, sheets and columns, and what reading the rows finds
        so later on; nothing of it is raised.

    Raises
    ------
    RequestError
        If the rules name a column that no table has, or one heading for two columns.
    """
    known = KnownHeadings(rules)
    sources: list[Source] = []
    paths: list[Path] = []
    addresses = {}
    for place in map(str, places):
        if address := database_address(place):
            addresses[address.uri, address.table] = address
        else:
            paths.append(Path(place))
    for file in find_files(paths, log):
        sources += _open_file(file, known, log)
    for address in addresses.values():
        sources += open_database(address, known, log)
    return list({source.label: source for source in sources}.values())


def _open_file(file: Place, known: KnownHeadings, log: FaultLog) -> list[Source]:
    try:
        with closing(file.open()) as opened:
            kind = kind_of(opened)
        return _READERS[kind](file, known, log)
    except UnreadableError as error:
        log.add("E102", file.label, hint=str(error))
    except DAMAGED:  # their texts may quote a cell
        log.add("E102", file.label, hint="it is not whole")
    return []
