"""What a reader of the published table must know of the register behind it."""

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Literal

from helpers.domain.coverage import Coverage
from helpers.domain.periods import Month, parse_period

Edition = Literal["public", "internal"]
EDITIONS: tuple[Edition, ...] = ("public", "internal")


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
