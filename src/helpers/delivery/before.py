"""The register that a delivery is for, as it is before."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.delivery.workbench import Workbench
from helpers.register.about import NoRegisterError, RegisterAbout
from helpers.register.address import folder_of
from helpers.register.receipt import check_receipt, receipts_in
from helpers.register.schema import TABLES
from helpers.register.store import open_register


@dataclass(frozen=True)
class Before:
    """What is known of it.

    Attributes
    ----------
    about
        None where there is no register, or a synthetic one: real people are not mixed with those.
    receipts
        Those of the deliveries so far, oldest first.
    """

    about: RegisterAbout | None = None
    receipts: Sequence[Mapping[str, Any]] = ()


def read_before(bench: Workbench, uri: str | Path) -> Before:
    """Lay the rows of the register on the workbench, and return what is known of it.

    Raises
    ------
    RequestError
        If the engine that holds it cannot be reached.
    DataError
        If it is damaged, or was changed by hand: nobody can say then what a delivery changes.
    """
    try:
        register = open_register(uri)
    except NoRegisterError:
        return Before()
    with closing(register):
        if register.about.synthetic:
            return Before()
        check_receipt(register, str(uri))
        folder = folder_of(str(uri))
        for name, table in TABLES.items():
            file = (folder or bench.folder) / f"{name}.parquet"
            if folder is None:
                getattr(register, name).select(*table.stored_names).to_parquet(file)
            bench.load_register(table, file)
        return Before(register.about, receipts_in(register, str(uri)))
