"""The manifest of a release: what it was made from, and a checksum of every file."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from helpers.domain.about import About
from helpers.errors import DataError
from helpers.release.catalogue import Files
from helpers.release.checks import check_page
from helpers.release.ingredients import digest_of_file
from helpers.release.layout import read_manifest
from helpers.release.notebooks import Notebook
from helpers.release.origin import COUNTS, EDITIONS, Origin
from helpers.release.render import SOFTWARE
from helpers.settings import Settings

LOCK_FILE = "requirements.lock"


def manifest_json(
    files: Files, about: About, notebooks: Sequence[Notebook], origin: Origin, *,
    settings: Settings,
) -> str:  # fmt: skip
    """Return the manifest of a release.

    Parameters
    ----------
    files
        Checksum and size of every file of the release but the manifest.
    about
        The register of the latest build.
    origin
        From which count each edition was made.
    """
    lock = settings.root / LOCK_FILE
    content: dict[str, Any] = {
        "edition": about.edition,
        "software": SOFTWARE,
        "lock_file": digest_of_file(lock) if lock.is_file() else None,
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
        COUNTS: origin.counts,
        EDITIONS: {name: {"count": count} for name, count in origin.editions.items()},
        "files": {path: files[path][0] for path in sorted(files)},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def published_faults(folder: Path) -> Iterator[DataError]:
    """Yield what is wrong with a published folder.

    Files that are missing or not as they were published, and pages unfit to be read.

    Raises
    ------
    RequestError
        If the folder holds no release.
    """
    files = read_manifest(folder)["files"]
    for path, expected in files.items():
        file = folder / path
        if not file.is_file():
            yield DataError("a published file is missing", where=path)
            continue
        content = file.read_bytes()
        if (found := hashlib.sha256(content).hexdigest()) != expected:
            yield DataError(
                "a published file was changed",
                where=path,
                found=found,
                expected=expected,
                do="build the release again",
            )
        if path.endswith(".html"):
            yield from check_page(path, content.decode("utf-8", "replace"), files)
