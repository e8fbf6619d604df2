"""National ids: whether they are well formed, and the keyed hash that is stored instead."""

import hmac
import os
import secrets
from pathlib import Path

import pandas as pd

from helpers.errors import RequestError

DIGITS = 10
SECRET_BYTES = 32
_FEWEST_DIGITS = 8  # a spreadsheet drops the leading zeros; no id begins with three of them


def read_national_ids(text: pd.Series) -> pd.Series:
    """Return the ids as ten digits; missing where a text is none.

    Leading zeros that a spreadsheet dropped are put back: the check digit tells whether rightly.
    """
    padded = text.where(text.str.len() < _FEWEST_DIGITS, text.str.zfill(DIGITS))
    distinct = {value: value if is_national_id(value) else None for value in padded.unique()}
    return padded.map(distinct).astype("str")


def is_national_id(text: str) -> bool:
    """Return whether this is ten digits, not all the same, whose last one is the check digit."""
    if len(text) != DIGITS or not (text.isascii() and text.isdigit()) or len(set(text)) == 1:
        return False
    weighted = sum(int(digit) * (DIGITS - place) for place, digit in enumerate(text[:-1]))
    rest = weighted % 11
    return int(text[-1]) == (rest if rest < 2 else 11 - rest)


def person_keys(national_ids: pd.Series, secret: bytes) -> pd.Series:
    """Return the HMAC-SHA-256 of each id, in hexadecimal; missing where there is no id."""
    distinct = {
        value: hmac.digest(secret, value.encode(), "sha256").hex()
        for value in national_ids.dropna().unique()
    }
    return national_ids.map(distinct).astype("str")


def read_secret(path: Path) -> bytes:
    """Return the secret of the keyed hash; it is made on first use, for the owner's eyes alone.

    Whoever loses it gets other keys for the same persons; whoever else gets it can try all ids.

    Raises
    ------
    RequestError
        If the file holds no secret, or others may read it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _checked_secret(path)
    with os.fdopen(made, "w") as file:
        file.write(secrets.token_hex(SECRET_BYTES))
    return _checked_secret(path)


def _checked_secret(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise RequestError(
            "others may read the secret of the person keys", where=os.fspath(path),
            do=f"chmod 600 {path}",
        )  # fmt: skip
    try:
        secret = bytes.fromhex(path.read_text("ascii"))
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise RequestError(
            "the file of the secret of the person keys does not hold one", where=os.fspath(path),
            expected=f"{2 * SECRET_BYTES} hexadecimal digits",
            do="put the right file back; without it, persons get other keys than before",
        )  # fmt: skip
    return secret
