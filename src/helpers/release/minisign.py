"""Signatures in the format of minisign: Ed25519 over a BLAKE2b digest, keys and signatures as text.

What is signed here, ``minisign -V`` verifies, and the other way round; keys can be used by both.
The same key and content give the same signature.
"""

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from helpers.errors import DataError, RequestError

_ALGORITHM, _HASHED, _NOT_ENCRYPTED, _CHECKSUM = b"Ed", b"ED", b"\0\0", b"B2"
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "
_KEY_BYTES, _IDENTITY_BYTES, _SIGNATURE_BYTES = 32, 8, 64
_KDF_BYTES = 48  # salt and limits of a password that there is not


class SignatureError(DataError):
    """A signature does not fit."""


@dataclass(frozen=True)
class PublicKey:
    """The half of a key pair that everyone may know.

    Attributes
    ----------
    identity
        Eight bytes that tell keys apart.
    key
        The Ed25519 key.
    """

    identity: bytes
    key: bytes

    @property
    def name(self) -> str:
        """The identity as minisign shows it."""
        return self.identity[::-1].hex().upper()

    @property
    def text(self) -> str:
        """The key on one line, as ``minisign -P`` takes it."""
        return base64.b64encode(_ALGORITHM + self.identity + self.key).decode()

    @property
    def file(self) -> str:
        """The contents of a key file."""
        return f"{_UNTRUSTED}minisign public key {self.name}\n{self.text}\n"


@dataclass(frozen=True)
class SecretKey:
    """A key pair."""

    identity: bytes
    seed: bytes

    @property
    def public(self) -> PublicKey:
        """The half that everyone may know."""
        return PublicKey(self.identity, self._private.public_key().public_bytes_raw())

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def file(self) -> str:
        """The contents of a key file, without a password: only its owner may read it."""
        key = self.identity + self.seed + self.public.key
        whole = _ALGORITHM + _NOT_ENCRYPTED + _CHECKSUM + bytes(_KDF_BYTES) + key + _checksum(key)
        return f"{_UNTRUSTED}minisign secret key {self.public.name}\n{_encoded(whole)}\n"

    def sign(self, content: bytes, comment: str) -> str:
        """Return the signature file of some content.

        Parameters
        ----------
        comment
            One line that is signed too.
        """
        signature = self._private.sign(_digest(content))
        whole = self._private.sign(signature + comment.encode())
        return (
            f"{_UNTRUSTED}signature from minisign secret key {self.public.name}\n"
            f"{_encoded(_HASHED + self.identity + signature)}\n"
            f"{_TRUSTED}{comment}\n{_encoded(whole)}\n"
        )


def new_key() -> SecretKey:
    """Return a new key pair."""
    return SecretKey(
        secrets.token_bytes(_IDENTITY_BYTES), Ed25519PrivateKey.generate().private_bytes_raw()
    )


def check_signature(content: bytes, signature: str, key: PublicKey, *, where: str) -> str:
    """Check a signature file and return the comment that was signed with it.

    Parameters
    ----------
    where
        What the signature is of, for the error.

    Raises
    ------
    SignatureError
        If it is not of this content, or not by this key.
    """
    try:
        _, first, comment, second = signature.splitlines()
        parts, whole = _decoded(first), _decoded(second)
        algorithm, identity, signed = parts[:2], parts[2:10], parts[10:]
        if algorithm != _HASHED or len(signed) != _SIGNATURE_BYTES or _TRUSTED not in comment:
            raise ValueError
    except ValueError:
        raise SignatureError(
            "a signature cannot be read",
            where=where, expected="four lines, as minisign writes them",
        ) from None  # fmt: skip
    if identity != key.identity:
        raise SignatureError(
            "a signature is by another key",
            where=where, found=PublicKey(identity, b"").name, expected=key.name,
        )  # fmt: skip
    comment = comment.removeprefix(_TRUSTED)
    public = Ed25519PublicKey.from_public_bytes(key.key)
    try:
        public.verify(signed, _digest(content))
        public.verify(whole, signed + comment.encode())
    except InvalidSignature:
        raise SignatureError(
            "a signature is not of what it stands beside: one of the two was changed",
            where=where, expected=f"a signature by the key {key.name}",
        ) from None  # fmt: skip
    return comment


def identity_in(signature: str) -> bytes:
    """Return the identity of the key that a signature names; empty where it names none."""
    try:
        return _decoded(signature.splitlines()[1])[2:10]
    except (ValueError, IndexError):
        return b""


def read_public_key(text: str) -> PublicKey:
    """Return the public key that stands in a text: the line alone, or the contents of a key file.

    Raises
    ------
    RequestError
        If there is none.
    """
    lines = text.strip().splitlines()
    try:
        content = _decoded(lines[-1])
    except (ValueError, IndexError):
        content = b""
    if len(content) != 2 + _IDENTITY_BYTES + _KEY_BYTES or content[:2] != _ALGORITHM:
        raise RequestError(
            "this is no public key",
            found=text.strip()[:80],
            expected="a key as minisign writes it: 56 letters and digits that begin with RW",
        )
    return PublicKey(content[2:10], content[10:])


def read_secret_key(path: Path) -> SecretKey:
    """Return the key pair in a file.

    Raises
    ------
    RequestError
        If there is none, others may read it, or it has a password.
    """
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise RequestError(
                "others may read the secret key of the signatures",
                where=os.fspath(path), do=f"chmod 600 {path}",
            )  # fmt: skip
        content = _decoded(path.read_text("utf-8").splitlines()[1])
    except FileNotFoundError:
        raise RequestError(
            "there is no secret key to sign with",
            where=os.fspath(path),
            do="put the key back, or make a new pair with `karnameh key`",
        ) from None
    except (ValueError, IndexError):
        content = b""
    key, checksum = content[54:126], content[126:]
    fits = content[:6] == _ALGORITHM + _NOT_ENCRYPTED + _CHECKSUM and checksum == _checksum(key)
    if not fits or len(key) != _IDENTITY_BYTES + 2 * _KEY_BYTES:
        raise RequestError(
            "the file holds no secret key that can be used",
            where=os.fspath(path),
            expected="one made by `karnameh key`, or by `minisign -G -W`, without a password",
        )
    return SecretKey(key[:8], key[8:40])


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content).digest()


def _checksum(key: bytes) -> bytes:
    return hashlib.blake2b(_ALGORITHM + key, digest_size=_KEY_BYTES).digest()


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
