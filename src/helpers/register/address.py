"""Where a register is: the URI that names it, read without any engine."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from helpers.errors import RequestError

SCHEMES = ("duckdb", "postgres", "postgresql", "spark")


def is_folder(uri: str) -> bool:
    """Return whether the URI is a plain path: a folder of Parquet files."""
    return "://" not in uri


def scheme_of(uri: str) -> str:
    """Return the engine that a URI with a scheme names.

    Raises
    ------
    RequestError
        If no engine of this name holds registers.
    """
    scheme = uri.partition("://")[0]
    if scheme not in SCHEMES:
        raise RequestError(
            "no engine of this name holds registers",
            found=without_password(uri),
            expected="a folder, or " + ", ".join(f"{name}://…" for name in SCHEMES),
        )
    return scheme


def folder_of(uri: str) -> Path | None:
    """Return the folder of Parquet files that an engine is to read; None where it holds tables."""
    if is_folder(uri):
        return Path(uri)
    return Path(urlsplit(uri).path) if scheme_of(uri) == "spark" else None


def database_of(uri: str) -> Path:
    """Return the file of a ``duckdb://`` register."""
    return Path(uri.removeprefix("duckdb://"))


def place_of(uri: str) -> Path | None:
    """Return the folder or the file in which a register lies; None where a server holds it."""
    return folder_of(uri) or (database_of(uri) if scheme_of(uri) == "duckdb" else None)


def without_password(uri: str) -> str:
    """Return the URI as it may be shown."""
    parts = urlsplit(uri)
    if parts.password is None:
        return uri
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username or ''}:…@{host}"))
