"""A register against the receipt of the delivery that it came from."""

import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from helpers.errors import DataError
from helpers.register.about import ABOUT_TABLE
from helpers.register.address import folder_of, without_password
from helpers.register.store import RECEIPT_FILE, Register, open_register


def check_receipt(register: Register, uri: str) -> None:
    """Check that an ingested register holds what was ingested; others have no receipt.

    Parameters
    ----------
    register
        Opened from ``uri``: rows and fingerprint are those of what is there now.

    Raises
    ------
    DataError
        If rows or checksum are not those of the receipt.
    """
    receipt = read_receipt(register, uri)
    said = {
        **{f"rows of {name}": rows for name, rows in receipt.get("rows_stored", {}).items()},
        **({"checksum": receipt["fingerprint"]} if "fingerprint" in receipt else {}),
    }
    there = {
        **{f"rows of {name}": rows for name, rows in register.about.rows.items()},
        "checksum": register.about.fingerprint,
    }
    differing = [name for name in said if said[name] != there.get(name)]
    if differing:
        raise DataError(
            "the register is not what was ingested",
            where=f"the register and its receipt: {without_password(uri)}",
            found="; ".join(f"{name} {there.get(name)} in the register" for name in differing),
            expected="; ".join(f"{name} {said[name]} in the receipt" for name in differing),
            do="put the register back as it was, or move it away and ingest all deliveries again;"
            " what must be corrected is corrected in a delivery",
        )


def read_receipt(register: Register, uri: str) -> Mapping[str, Any]:
    """Return the receipt kept with a register; empty where there is none."""
    folder = folder_of(uri)
    if folder is not None:
        path = Path(folder) / RECEIPT_FILE
        text = path.read_text("utf-8") if path.is_file() else ""
    else:
        text = register.engine.table(ABOUT_TABLE).receipt.to_pyarrow()[0].as_py()
    try:
        receipt: dict[str, Any] = json.loads(text or "{}")
    except ValueError as error:
        raise DataError(
            "the receipt of the register cannot be read",
            where=without_password(uri), found=str(error), do="ingest the delivery again",
        ) from error  # fmt: skip
    return receipt


def receipts_of(uri: str | Path) -> list[Mapping[str, Any]]:
    """Return the receipts of the deliveries that a register is made of, oldest first.

    Raises
    ------
    RequestError
        If there is no register.
    DataError
        If they cannot be read.
    """
    with closing(open_register(uri)) as register:
        return receipts_in(register, str(uri))


def receipts_in(register: Register, uri: str) -> list[Mapping[str, Any]]:
    """Return the receipts of the deliveries that an open register is made of, oldest first."""
    receipt = read_receipt(register, uri)
    newest = {name: value for name, value in receipt.items() if name != "earlier"}
    return [*receipt.get("earlier", []), newest] if receipt else []
