"""Every fault that an ingest can find: what it means, what it does, and what to do about it."""

from helpers.delivery.faults.errors import ERRORS
from helpers.delivery.faults.kind import FaultKind
from helpers.delivery.faults.warnings import WARNINGS

__all__ = ["FAULTS", "FaultKind", "faults_table"]

FAULTS: dict[str, FaultKind] = {kind.code: kind for kind in (*ERRORS, *WARNINGS)}


def faults_table() -> str:
    """Return the page of the documentation that lists every fault."""
    lines = [
        "# Faults of deliveries",
        "",
        "Made from `src/helpers/delivery/faults/` by `make docs`.",
        "",
        "An **error** (E…) refuses the delivery: the register stays as it was, and the refused rows"
        " are written beside it. A **warning** (W…) is counted, kept with the register and shown.",
        "Examples are invented. No message shows a name or a national id.",
    ]
    for title, is_error in (("Errors", True), ("Warnings", False)):
        lines += [
            "",
            f"## {title}",
            "",
            "| code | fault | meaning | example | expected | what to do |",
            "|---|---|---|---|---|---|",
        ]
        lines += [
            f"| {kind.code} | {kind.title} | {kind.meaning} | {kind.example} | {kind.expected}"
            f" | {kind.do} |"
            for kind in FAULTS.values()
            if kind.is_error == is_error
        ]
    return "\n".join([*lines, ""])
