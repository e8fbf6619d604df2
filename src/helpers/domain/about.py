"""What is known of a register, and of a published table that was counted from one."""

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Literal, Self

from helpers.domain.coverage import Coverage
from helpers.domain.deliveries import Deliveries, Fact, facts_of
from helpers.domain.periods import Month, Period, parse_period

Edition = Literal["public", "internal"]
EDITIONS: tuple[Edition, ...] = ("public", "internal")


@dataclass(frozen=True)
class Known(Coverage):
    """What is known of a register without looking into it.

    Attributes
    ----------
    synthetic
        Whether the people of the register are made up.
    first_month, last_month
        The months covered: the first and last for which regular payments are held.
    rows
        Rows by table.
    warnings
        Accepted oddities by fault code, as counted at ingest.
    fingerprint
        Checksum of the contents: the same rows give the same one, in any order and on any engine.
    deliveries
        What the offices sent; nothing is known of it where the register was made otherwise.
    """

    synthetic: bool
    first_month: Month
    last_month: Month
    rows: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    fingerprint: str = ""
    deliveries: Deliveries = field(default_factory=Deliveries)

    def awaited_of(self, month: Month) -> tuple[str, ...]:
        """Return the codes of the counties that have sent nothing for a month covered."""
        return self.deliveries.missing(str(month))

    def to_json(self) -> str:
        """Return the text that is kept beside what is described."""
        plain = dataclasses.asdict(self) | {
            "first_month": str(self.first_month),
            "last_month": str(self.last_month),
        }
        return json.dumps(plain, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Return what the text says."""
        plain = json.loads(text)
        for name in ("first_month", "last_month"):
            plain[name] = parse_period(plain[name])
        if "deliveries" in plain:  # older texts say nothing of them
            plain["deliveries"] = Deliveries(**plain["deliveries"])
        return cls(**plain)


@dataclass(frozen=True)
class About(Known):
    """What a reader of a published table must know of the register behind it.

    Unlike the rows of the register, its warnings and the counts of its deliveries are protected as
    :func:`helpers.domain.deliveries.protected` does it.

    Attributes
    ----------
    edition
        ``public`` is protected; ``internal`` holds true values.
    """

    edition: Edition = field(kw_only=True)

    @property
    def series(self) -> str:
        """What makes numbers comparable at all: made-up people are no revision of real ones."""
        return f"{self.edition} {'synthetic' if self.synthetic else 'real'}"

    def delivered(self, period: Period, due_days: int) -> tuple[Fact, ...]:
        """Return what a page of a period says of the deliveries; of made-up people, nothing.

        Parameters
        ----------
        due_days
            Days after the end of a month by which the payments of a county should be here.
        """
        if self.synthetic:
            return ()
        return facts_of(self.deliveries, self.warnings, period, due_days)
