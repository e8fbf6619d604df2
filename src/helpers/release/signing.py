"""The signature of a release: made when it is put together, checked before it is trusted."""

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from helpers.errors import DataError, KarnamehError, RequestError
from helpers.release.layout import MANIFEST, SIGNATURE, read_manifest
from helpers.release.manifest import SIGNED_BY, changed_files
from helpers.release.minisign import (
    PublicKey,
    SecretKey,
    SignatureError,
    check_signature,
    new_key,
    read_public_key,
    read_secret_key,
)  # fmt: skip
from helpers.settings import FILE_NAME, Settings

_RESTORE = (
    "find out who changed it; put back a copy that you know, or build into another folder"
    " with --out"
)


def public_key(settings: Settings) -> PublicKey | None:
    """Return the key that signs the office's releases; None where none is configured."""
    signing = settings.configuration.signing
    return read_public_key(signing.public_key) if signing else None


def secret_key(settings: Settings) -> SecretKey | None:
    """Return what releases are signed with; None where nothing is configured.

    Raises
    ------
    RequestError
        If the secret key is missing, or is not that of the public one in the settings.
    """
    signing = settings.configuration.signing
    if signing is None:
        return None
    path = settings.root / signing.secret_key
    secret = read_secret_key(path)
    if secret.public != public_key(settings):
        raise RequestError(
            "the secret key is not that of the public key in the settings",
            where=f"{path}; {FILE_NAME}, signing.public_key",
            found=f"the secret key of {secret.public.name}",
            do=f'put the right file back, or write public_key = "{secret.public.text}"',
        )
    return secret


def make_key(path: Path) -> PublicKey:
    """Write a new secret key, for its owner's eyes alone, and return the public one.

    Raises
    ------
    RequestError
        If there is one already: without it nobody could sign as before.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise RequestError(
            "there is a secret key already",
            where=os.fspath(path),
            do="move it away and keep it; what it has signed stays signed",
        ) from None
    secret = new_key()
    with os.fdopen(made, "w", encoding="ascii") as file:
        file.write(secret.file)
        file.flush()
        os.fsync(file.fileno())
    return secret.public


def signature_of(manifest: bytes, secret: SecretKey) -> str:
    """Return the signature of a manifest; it holds no clock, so the same is signed the same."""
    return secret.sign(manifest, f"file:{MANIFEST}\thashed")


def signed_by(folder: Path) -> PublicKey | None:
    """Return the key that a release says it is signed with.

    Raises
    ------
    RequestError
        If what it names is no key.
    """
    named = read_manifest(folder).get(SIGNED_BY)
    return read_public_key(named) if named else None


def signature_faults(folder: Path, must: PublicKey | None) -> Iterator[KarnamehError]:
    """Yield what is wrong with the signature of a release.

    Parameters
    ----------
    must
        The key that must have signed it. Without one, a release may be unsigned; if it is signed,
        then by the key that it names itself, which shows no more than that whoever signed it has
        left it so.
    """
    signature = folder / SIGNATURE
    try:
        by = must or signed_by(folder)
        if by is None:
            if signature.exists():
                yield SignatureError("a release that is not signed has a signature beside it",
                                     where=SIGNATURE, do=_RESTORE)  # fmt: skip
        elif not signature.is_file():
            yield SignatureError("the release has no signature", where=SIGNATURE,
                                 expected=f"one by the key {by.name}", do=_RESTORE)  # fmt: skip
        else:
            content, text = (folder / MANIFEST).read_bytes(), signature.read_bytes()
            check_signature(content, text.decode("utf-8", "replace"), by, where=MANIFEST)
            if signed_by(folder) != by:
                yield SignatureError("the release names another key than the one that signed it",
                                     where=MANIFEST, expected=by.name, do=_RESTORE)  # fmt: skip
    except KarnamehError as error:
        error.do = error.do or _RESTORE
        yield error


def check_before_building(folder: Path, settings: Settings, *, ours: bool) -> None:
    """Refuse to build on a published release that is not what was signed.

    Its editions of other periods would stay, and be signed as if nothing had happened.

    Parameters
    ----------
    ours
        Whether the build's own records know this very manifest: it may then be older than the key,
        or signed with an earlier one.

    Raises
    ------
    DataError
        If a signature is wrong or missing, or files are not as the signed manifest says.
    """
    if not (folder / MANIFEST).is_file():
        return
    must = None if ours else public_key(settings)
    faults = signature_faults(folder, must)
    if must:
        faults = chain(faults, changed_files(folder))
    for fault in faults:
        raise DataError(
            "what is published is not what was signed; nothing is built on it",
            where=f"{folder}: {fault.where}",
            found=fault.what + (f" ({fault.found})" if fault.found else ""),
            expected=fault.expected,
            do=_RESTORE,
        )
