"""National ids: whether they are well formed, and the keyed hash that is stored instead."""

import hmac
import operator
import os
import re
import secrets
from pathlib import Path

from helpers.delivery.cleaning.columns import Reading
from helpers.delivery.cleaning.identifiers import ROUNDED_OFF
from helpers.errors import RequestError

DIGITS = 10
SECRET_BYTES = 32
_WEIGHTS = range(DIGITS, 1, -1)  # of all digits but the last, which is the check digit
_FEWEST_DIGITS = 8  # a spreadsheet drops the leading zeros; no id begins with three of them
_PARTED = re.compile("[0-9]+(?:-[0-9]+)+")


def read_person_key(text: str, *, secret: bytes) -> Reading:
    """Return the person key of the national id that a tidy text is.

    Where zeros put before eight or nine digits would make a valid id, digits have been lost; they
    are not put back, since one wrong number in eleven would pass.
    """
    digits = text.replace("-", "") if _PARTED.fullmatch(text) else text
    if is_national_id(digits):
        key = person_key(digits, secret)
        return Reading(key, changes=() if digits == text else ("spelling",))
    lost = _FEWEST_DIGITS <= len(digits) < DIGITS and is_national_id(digits.zfill(DIGITS))
    return Reading(fault="E119" if lost or ROUNDED_OFF.fullmatch(text) else "E118")


def is_national_id(text: str) -> bool:
    """Return whether this is ten digits, not all the same, whose last one is the check digit."""
    if len(text) != DIGITS or not (text.isascii() and text.isdigit()) or len(set(text)) == 1:
        return False
    rest = sum(map(operator.mul, _WEIGHTS, map(int, text))) % 11
    return int(text[-1]) == (rest if rest < 2 else 11 - rest)


def person_key(national_id: str, secret: bytes) -> str:
    """Return the HMAC-SHA-256 of a national id, in hexadecimal."""
    return hmac.digest(secret, national_id.encode(), "sha256").hex()


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
