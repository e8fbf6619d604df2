"""The published folder as it stands: which release it is, and which editions it holds."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.domain.about import EDITIONS
from helpers.errors import DataError, RequestError
from helpers.release.pages import marked

MANIFEST = "manifest.json"
CATALOGUE = "catalogue.json"
SIGNATURE = f"{MANIFEST}.minisig"
PUBLIC_KEY = "minisign.pub"


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a published folder.

    Raises
    ------
    RequestError
        If the folder holds no release.
    """
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        if not {"edition", "files"} <= content.keys():
            raise ValueError("it names no edition, or no files")
    except FileNotFoundError:
        raise RequestError(
            "the folder holds no release",
            where=str(folder),
            expected=MANIFEST,
            do="name another folder, or build a release",
        ) from None
    except (ValueError, AttributeError) as error:
        raise DataError(
            "the manifest of the release cannot be read",
            where=str(folder / MANIFEST), found=str(error), do="put back a copy of the release",
        ) from None  # fmt: skip
    return content


def release_id(folder: Path) -> str:
    """Return what tells a release from every other; empty where none is published."""
    path = folder / MANIFEST
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def editions_of(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the editions of a published folder as its catalogue describes them."""
    names = (folder / marked(CATALOGUE, edition) for edition in EDITIONS)
    path = next((name for name in names if name.is_file()), None)
    if path is None:
        return
    try:
        content = json.loads(path.read_text("utf-8"))
        editions = [edition | {"edition": content["edition"]} for edition in content["editions"]]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            "the catalogue of the release cannot be read",
            where=str(path), found=str(error), do="put back a copy of the release",
        ) from None  # fmt: skip
    yield from editions


def foreign_files(folder: Path) -> set[str]:
    """Return the files in a published folder that are not of its release; they are left alone."""
    if not (folder / MANIFEST).is_file():
        ours = set()
    else:
        ours = {MANIFEST, SIGNATURE, *read_manifest(folder)["files"]}
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found} - ours
