"""What is known of a register without counting it, and where that is written."""

import dataclasses
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from helpers.domain.coverage import Coverage
from helpers.domain.periods import Month, parse_period
from helpers.errors import DataError, RequestError
from helpers.register.address import without_password

ABOUT_FILE = "about.json"
ABOUT_TABLE = "about"
MAKE_ONE = "make one with `karnameh sample` or `karnameh ingest`"


@dataclass(frozen=True)
class RegisterAbout(Coverage):
    """What a user of the register must know of it.

    Attributes
    ----------
    synthetic
        Whether the people are made up.
    first_month, last_month
        The months covered: the first and last for which regular payments are held.
    rows
        Rows by table.
    warnings
        Accepted oddities by fault code, as counted at ingest.
    fingerprint
        Checksum of the contents: the same rows give the same one, in any order and on any engine.
    digests
        SHA-256 of the files by table, as they were written; empty in a database. Files that have
        another one were changed since, and their rows and fingerprint must be found again.
    """

    synthetic: bool
    first_month: Month
    last_month: Month
    rows: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    fingerprint: str = ""
    digests: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the text kept beside the tables."""
        plain = dataclasses.asdict(self) | {
            "first_month": str(self.first_month),
            "last_month": str(self.last_month),
        }
        return json.dumps(plain, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "RegisterAbout":
        """Return what the text says."""
        plain = json.loads(text)
        for name in ("first_month", "last_month"):
            plain[name] = parse_period(plain[name])
        return cls(**plain)


def read_about(folder: Path) -> RegisterAbout:
    """Return what is written beside the tables of a folder.

    Raises
    ------
    RequestError
        If there is no register.
    DataError
        If what is written cannot be read.
    """
    path = folder / ABOUT_FILE
    if not path.is_file():
        raise no_register(os.fspath(folder))
    try:
        return RegisterAbout.from_json(path.read_text("utf-8"))
    except (ValueError, TypeError, KeyError) as error:
        raise DataError(
            "what is written about the register cannot be read",
            where=os.fspath(path),
            found=str(error),
            do=MAKE_ONE,
        ) from error


def no_register(uri: str) -> RequestError:
    """Return the error for a place where no register is."""
    return RequestError("there is no register", where=without_password(uri), do=MAKE_ONE)


def no_table(folder: Path, name: str) -> DataError:
    """Return the error for a folder that lacks one of the tables."""
    return DataError(f"the register lacks the table {name}", where=os.fspath(folder), do=MAKE_ONE)
