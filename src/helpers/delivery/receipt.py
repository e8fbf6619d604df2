"""What was delivered and what became of it: printed, and kept with the register."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.delivery.differences import Part
from helpers.errors import EXAMPLES_SHOWN

_PARTS_SHOWN = 20


@dataclass(frozen=True)
class ReceivedFile:
    """One table of a delivery: the checksum of its file, the table it brought, the rows read."""

    file: str
    sha256: str
    table: str
    rows: int
    form: str = ""


@dataclass(frozen=True)
class Receipt:
    """What was delivered and what became of it.

    Attributes
    ----------
    register
        Where it was written.
    received_on
        Day of the ingest.
    written
        False for a dry run, and where nothing was new.
    files
        The files, in the order in which they were read.
    rows_read, rows_stored
        Rows by table: of the delivery, and of the register as it is now.
    cleaned
        Cells changed, by kind of change.
    warnings
        Rows by code of the warning.
    parts
        What was changed, by table, county and month.
    first
        Whether it made the register.
    revisions_accepted
        Rows that contradicted earlier deliveries, and were taken.
    awaited
        The last month of the register, and the counties of which it holds no payment yet; printed,
        not stored.
    remarks
        The warnings in full; printed, not stored.
    """

    register: str
    received_on: str
    written: bool
    files: tuple[ReceivedFile, ...]
    rows_read: dict[str, int]
    rows_stored: dict[str, int]
    cleaned: dict[str, int]
    warnings: dict[str, int]
    parts: tuple[Part, ...] = ()
    first: bool = False
    revisions_accepted: int = 0
    awaited: tuple[str, tuple[str, ...]] = ("", ())
    remarks: tuple[str, ...] = ()

    def to_json(self, earlier: Sequence[Mapping[str, Any]] = ()) -> str:
        """Return the text kept with the register.

        Parameters
        ----------
        earlier
            The receipts of the deliveries before, oldest first.
        """
        plain = dataclasses.asdict(self)
        for printed in ("awaited", "remarks"):
            del plain[printed]
        return json.dumps(plain | {"earlier": list(earlier)}, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        lines = [
            self._headline,
            *(
                f"  {f.file}: {f.rows} rows of {f.table}, {f.form}, {f.sha256[:12]}"
                for f in self.files
            ),
            *(
                f"  {name}: {self.rows_read.get(name, 0)} rows read, the register holds {stored}"
                for name, stored in self.rows_stored.items()
            ),
            *self._changes,
            *(
                f"  cleaned: {count} cells, {kind.replace('_', ' ')}"
                for kind, count in self.cleaned.items()
            ),
        ]
        month, counties = self.awaited
        if counties:
            lines.append(f"  {month}: nothing yet from {', '.join(counties)}")
        return "\n".join([*lines, *self.remarks])

    @property
    def _headline(self) -> str:
        if self.written:
            return f"written to {self.register}"
        if not self.parts and not self.first:
            return f"nothing is new: {self.register} stays as it was"
        return f"dry run, nothing written to {self.register}"

    @property
    def _changes(self) -> list[str]:
        if self.first:
            return []
        lines = [f"  {part}" for part in self.parts[:_PARTS_SHOWN]]
        more = len(self.parts) - _PARTS_SHOWN
        return [*lines, f"  and {more} more parts"] if more > 0 else lines


def history_in_words(receipts: Sequence[Mapping[str, Any]]) -> str:
    """Return the deliveries that a register is made of, as a text of some lines for each."""
    if not receipts:
        return "no delivery is known: the register is a sample, or there is none"
    lines = []
    for number, receipt in enumerate(receipts, 1):
        rows = ", ".join(f"{n} {table}" for table, n in receipt.get("rows_read", {}).items())
        files = [file["file"] for file in receipt.get("files", [])]
        more = f" and {len(files) - EXAMPLES_SHOWN} more" if len(files) > EXAMPLES_SHOWN else ""
        lines.append(f"{number}. {receipt['received_on']}: {rows}")
        lines.append(f"   from {', '.join(files[:EXAMPLES_SHOWN])}{more}")
        lines.append(f"   {_in_words(receipt)}; checksum {receipt.get('fingerprint', '')[:12]}")
    return "\n".join(lines)


def _in_words(receipt: Mapping[str, Any]) -> str:
    parts = receipt.get("parts", [])
    if receipt.get("first", not parts):
        return "the register was made of it"
    counts = {what: sum(p[what] for p in parts) for what in ("new", "changed", "missing")}
    counties = sorted({p["county"] for p in parts if p["county"]})
    months = sorted({p["month"] for p in parts if p["month"]})
    rows = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    where = ", ".join([*counties, *([f"{months[0]} to {months[-1]}"] if months else [])])
    accepted = receipt.get("revisions_accepted", 0)
    revised = f"; {accepted} revisions of earlier deliveries were accepted" if accepted else ""
    return f"{rows} rows ({where}){revised}"
