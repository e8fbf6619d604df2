"""Deliveries opened and read to the end, for tests of the readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.configuration import DeliveryRules
from helpers.delivery.findings import FaultLog
from helpers.delivery.readers.reading import open_sources
from helpers.delivery.source import ROW, Source
from helpers.register.schema import PENSION_PAYMENTS, TABLES

Rows = list[list[str]]

HEADINGS = [column.name for column in PENSION_PAYMENTS.columns]
PERSIAN = [column.heading for column in PENSION_PAYMENTS.columns]
PAYMENTS = [
    ["1001", "501", "1402-11", "1402/12/01", "regular", "6000000", "3"],
    ["1002", "501", "1402-12", "1403/01/05", "مستمری", "6000000", "3"],
    ["1003", "502", "1402-12", "1403/01/05", "معوقه", "5000000", "2"],
]


def as_csv(rows: Sequence[Sequence[str]], separator: str = ",", end: str = "\n") -> str:
    """Return rows as text; nothing in them needs quotation marks."""
    return "".join(separator.join(row) + end for row in rows)


@dataclass
class Opened:
    """What the readers make of a delivery.

    Attributes
    ----------
    rows, totals
        By label: the numbers of the rows, and their cells in the order of the contract.
    ragged
        By label, the numbers of rows with more or fewer cells.
    """

    sources: list[Source]
    log: FaultLog
    rows: dict[str, dict[int, list[str]]]
    totals: dict[str, dict[int, list[str]]]
    ragged: dict[str, list[int]]

    @property
    def codes(self) -> list[str]:
        """The codes of all faults noted."""
        return sorted(fault.kind.code for fault in self.log.faults)

    @property
    def source(self) -> Source:
        """The only source."""
        (source,) = self.sources
        return source

    @property
    def only_rows(self) -> dict[int, list[str]]:
        """The rows of the only source."""
        return self.rows[self.source.label]

    @property
    def only_totals(self) -> dict[int, list[str]]:
        """The totals of the only source."""
        return self.totals[self.source.label]

    @property
    def only_ragged(self) -> list[int]:
        """The ragged rows of the only source."""
        return self.ragged[self.source.label]


def opened(*places: str | Path, **headings: tuple[str, ...]) -> Opened:
    """Open a delivery, and read all of its rows."""
    log = FaultLog()
    sources = open_sources(places, DeliveryRules(headings=headings), log)
    result = Opened(sources, log, {}, {}, {})
    for source in sources:
        rows = result.rows[source.label] = {}
        totals = result.totals[source.label] = {}
        ragged = result.ragged[source.label] = []
        names = [column.name for column in TABLES[source.table.name].columns]
        for cells in source.read():
            assert cells.rows.schema.names == [*names, ROW] == cells.totals.schema.names
            for batch, found in ((cells.rows, rows), (cells.totals, totals)):
                for *row, number in zip(*batch.to_pydict().values(), strict=True):
                    found[number] = row
            ragged += cells.ragged
    return result
