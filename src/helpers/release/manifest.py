"""The manifest of a release: what it was made from, and a checksum of every file."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from helpers.domain.about import About
from helpers.errors import DataError, RequestError
from helpers.release.catalogue import checksum
from helpers.release.checks import check_pages
from helpers.release.notebooks import Notebook
from helpers.release.render import SOFTWARE
from helpers.settings import Settings

FILE_NAME = "manifest.json"
LOCK_FILE = "requirements.lock"


def manifest_json(
    folder: Path, paths: Sequence[str], about: About, notebooks: Sequence[Notebook],
    *, settings: Settings,
) -> str:  # fmt: skip
    """Return the manifest of a release.

    Parameters
    ----------
    folder
        Where the files stand.
    paths
        Every file of the release but the manifest.
    about
        The register of the latest build.
    """
    lock = settings.root / LOCK_FILE
    content: dict[str, Any] = {
        "edition": about.edition,
        "software": SOFTWARE,
        "lock_file": checksum(lock) if lock.is_file() else None,
        "register": {
            "fingerprint": about.fingerprint,
            "synthetic": about.synthetic,
            "first_month": str(about.first_month),
            "last_month": str(about.last_month),
            "rows": about.rows,
            "warnings": about.warnings,
        },
        "policy": settings.configuration.disclosure.model_dump(),
        "notebooks": {
            f"{notebook.cadence}/{notebook.path.name}": notebook.checksum for notebook in notebooks
        },
        "files": {path: checksum(folder / path) for path in sorted(paths)},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a published folder.

    Raises
    ------
    RequestError
        If the folder holds no release.
    """
    try:
        content: dict[str, Any] = json.loads((folder / FILE_NAME).read_text("utf-8"))
    except FileNotFoundError:
        raise RequestError(
            "the folder holds no release",
            where=str(folder),
            expected=FILE_NAME,
            do="name another folder, or build a release",
        ) from None
    return content


def published_faults(folder: Path) -> Iterator[DataError]:
    """Yield what is wrong with a published folder.

    Files that are missing or not as they were published, and pages unfit to be read.

    Raises
    ------
    RequestError
        If the folder holds no release.
    """
    yield from _changed_files(folder)
    pages = [path for path in read_manifest(folder)["files"] if path.endswith(".html")]
    yield from check_pages(folder, pages)


def _changed_files(folder: Path) -> Iterator[DataError]:
    for path, expected in read_manifest(folder)["files"].items():
        file = folder / path
        if not file.is_file():
            yield DataError("a published file is missing", where=path)
        elif checksum(file) != expected:
            yield DataError(
                "a published file was changed",
                where=path,
                found=checksum(file),
                expected=expected,
                do="build the release again",
            )
