"""The manifest of a release: what it was made from, and a checksum of every file."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from helpers.domain.about import About
from helpers.errors import DataError
from helpers.release.catalogue import Entry, Files
from helpers.release.checks import check_page
from helpers.release.inputs import inputs_of
from helpers.release.layout import foreign_files, read_manifest
from helpers.release.notebooks import Notebook
from helpers.release.origin import COUNTS, EDITIONS, Origin
from helpers.settings import Settings

SIGNED_BY = "signed_by"  # the public key; null where a release is not signed
_KEPT_BY_GIT = ".gitkeep"


def manifest_json(
    files: Files, about: About, notebooks: Sequence[Notebook], entries: Sequence[Entry],
    origin: Origin, *, settings: Settings,
) -> str:  # fmt: skip
    """Return the manifest of a release.

    Parameters
    ----------
    files
        Checksum and size of every file of the release but the manifest.
    about
        The register of the latest build; a warning too rare to be counted in public is null.
    entries
        Every edition.
    origin
        From which count each edition was made.
    """
    signing = settings.configuration.signing
    content: dict[str, Any] = {
        "edition": about.edition,
        SIGNED_BY: signing.public_key if signing else None,
        **inputs_of(settings),
        "register": {
            "fingerprint": about.fingerprint,
            "synthetic": about.synthetic,
            "first_month": str(about.first_month),
            "last_month": str(about.last_month),
            "rows": about.rows,
            "warnings": {code: count or None for code, count in about.warnings.items()},
        },
        "policy": settings.configuration.disclosure.model_dump(),
        "notebooks": {
            f"{notebook.cadence}/{notebook.path.name}": notebook.checksum for notebook in notebooks
        },
        COUNTS: origin.counts,
        EDITIONS: {
            entry.subject.identifier: {
                "count": origin.editions[entry.subject.identifier],
                "pages": {page.path: page.parameters for page in entry.pages},
            }
            for entry in entries
        },
        "files": {path: files[path][0] for path in sorted(files)},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def published_faults(folder: Path) -> Iterator[DataError]:
    """Yield what is wrong with a published folder, file by file.

    Files that are missing, too many or not as they were published, and pages unfit to be read.

    Raises
    ------
    RequestError
        If the folder holds no release.
    """
    yield from changed_files(folder)
    files = read_manifest(folder)["files"]
    for path in files:
        file = folder / path
        if path.endswith(".html") and file.is_file():
            yield from check_page(path, file.read_text("utf-8", "replace"), files)


def changed_files(folder: Path) -> Iterator[DataError]:
    """Yield the files that are not as the manifest of their release says."""
    for path, expected in read_manifest(folder)["files"].items():
        file = folder / path
        if not file.is_file():
            yield DataError("a published file is missing", where=path)
        elif (found := hashlib.sha256(file.read_bytes()).hexdigest()) != expected:
            yield DataError(
                "a published file was changed",
                where=path,
                found=found,
                expected=expected,
                do="build the release again",
            )
    for path in sorted(foreign_files(folder) - {_KEPT_BY_GIT}):
        yield DataError(
            "a file in the published folder is not of the release",
            where=path,
            do="look where it comes from; builds do not remove such files",
        )
