"""Whether a published folder can be trusted: signed, whole, sourced, free of contradictions."""

from collections.abc import Iterator
from pathlib import Path

from helpers.errors import DataError, KarnamehError
from helpers.release.gate import faults_of_release
from helpers.release.manifest import published_faults
from helpers.release.minisign import PublicKey, read_public_key
from helpers.release.reading import PublishedRelease
from helpers.release.signing import public_key, signature_faults, signed_by
from helpers.release.sources.check import unsourced_numbers
from helpers.settings import Settings


def faults_of_folder(
    folder: Path, settings: Settings, key: PublicKey | None = None
) -> Iterator[KarnamehError]:
    """Yield everything that is wrong with a published folder, by its files alone.

    Parameters
    ----------
    settings
        Words, areas and reference tables, and the key of the office.
    key
        The key that must have signed it, in the place of the office's.

    Raises
    ------
    RequestError
        If the folder holds no release.
    """
    try:
        yield from signature_faults(folder, key or public_key(settings))
        yield from published_faults(folder)
        release = PublishedRelease(folder)
        yield from unsourced_numbers(release, settings)
        yield from faults_of_release(release, settings)
    except DataError as error:  # a file that cannot be read
        yield error


def signature_in_words(folder: Path, settings: Settings, key: PublicKey | None = None) -> str:
    """Return who has signed a release without faults, and how that is known."""
    by = signed_by(folder)
    if by is None:
        return "it is not signed: nothing shows who made it"
    if key or public_key(settings):
        return f"signed by the key {by.name}"
    return (
        f"signed by the key {by.name}, which stands in the folder itself: compare it with the key"
        " that you know, or name that with --key"
    )


def key_named(text: str) -> PublicKey:
    """Return the public key that is named on the command line: a file, or the key itself.

    Raises
    ------
    RequestError
        If it is neither.
    """
    path = Path(text)
    return read_public_key(path.read_text("utf-8", "replace") if path.is_file() else text)
