"""What is known of a register without counting it, and where that is written."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from helpers.domain.about import Known
from helpers.errors import DataError, RequestError
from helpers.register.address import without_password

ABOUT_FILE = "about.json"
ABOUT_TABLE = "about"
MAKE_ONE = "make one with `karnameh sample` or `karnameh ingest`"


@dataclass(frozen=True)
class RegisterAbout(Known):
    """What a user of the register must know of it.

    Attributes
    ----------
    digests
        SHA-256 of the files by table, as they were written; empty in a database. Files that have
        another one were changed since, and their rows and fingerprint must be found again.
    """

    digests: dict[str, str] = field(default_factory=dict)


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


class NoRegisterError(RequestError):
    """Nothing stands where a register is looked for."""


def no_register(uri: str) -> NoRegisterError:
    """Return the error for a place where no register is."""
    return NoRegisterError("there is no register", where=without_password(uri), do=MAKE_ONE)


def no_table(folder: Path, name: str) -> DataError:
    """Return the error for a folder that lacks one of the tables."""
    return DataError(f"the register lacks the table {name}", where=os.fspath(folder), do=MAKE_ONE)
