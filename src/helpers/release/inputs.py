"""What a release is made from, besides the register: code, settings, words, libraries.

Stands in the manifest, so that whoever rebuilds a release can see whether the same went in.
"""

import hashlib
import subprocess
from functools import cache
from pathlib import Path

import helpers
from helpers.release.ingredients import Ingredients, digest_of_file
from helpers.settings import Settings

LOCK_FILE = "requirements.lock"
_PACKAGE = Path(helpers.__file__).parent
_SECONDS = 10


def inputs_of(settings: Settings) -> dict[str, object]:
    """Return the inputs of a release by name, as its manifest has them."""
    from helpers.release.render import (
        SOFTWARE,
    )  # loads much that a build without work does not need

    lock = settings.root / LOCK_FILE
    plain = settings.configuration.model_dump_json(exclude={"limits", "signing"})
    return {
        "software": SOFTWARE,
        "code": {"commit": commit_of_code(), "sources": digest_of_sources()},
        "lock_file": digest_of_file(lock) if lock.is_file() else None,
        "settings": hashlib.sha256(plain.encode()).hexdigest(),
        "reference": {
            path.relative_to(settings.reference).as_posix(): digest_of_file(path)
            for path in sorted(settings.reference.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        },
    }


def input_ingredients(settings: Settings) -> Ingredients:
    """Return what the manifest tells of the inputs, beside what a release's pages are made from."""
    signing = settings.configuration.signing
    return {
        "all code": digest_of_sources(),
        "commit": commit_of_code() or "",
        "signing key": signing.public_key if signing else "",
    }


@cache
def digest_of_sources() -> str:
    """Return a digest of every file of the package: code, templates, fonts."""
    whole = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(
                f"{path.relative_to(_PACKAGE).as_posix()} {digest_of_file(path)}\n".encode()
            )
    return whole.hexdigest()


@cache
def commit_of_code() -> str | None:
    """Return the commit that has last changed the package.

    None where it stands in no repository, or has been changed since.
    """
    last = _git("log", "-1", "--format=%H", "--", ".")
    return last or None if last and _git("status", "--porcelain", "--", ".") == "" else None


def _git(*arguments: str) -> str | None:
    command = ["git", "-C", str(_PACKAGE), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
