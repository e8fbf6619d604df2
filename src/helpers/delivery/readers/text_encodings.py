"""The encoding of a text file, told by all of its bytes: marks and strictness, no guesses."""

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from helpers.delivery.readers.places import Place
from helpers.delivery.readers.unreadable import UnreadableError

_MOSTLY = 0.95


@dataclass(frozen=True)
class Encoding:
    """How letters stand as bytes.

    Attributes
    ----------
    name
        As people call it.
    codec
        As Python calls it.
    mark
        Bytes of the mark before the first letter.
    """

    name: str
    codec: str
    mark: bytes = b""


_UTF_8 = Encoding("UTF-8", "utf-8")
_MARKED = (
    Encoding("UTF-8", "utf-8", codecs.BOM_UTF8),
    Encoding("UTF-16", "utf-16-le", codecs.BOM_UTF16_LE),
    Encoding("UTF-16", "utf-16-be", codecs.BOM_UTF16_BE),
)
_UNMARKED_UTF_16 = (Encoding("UTF-16", "utf-16-le"), Encoding("UTF-16", "utf-16-be"))
_WINDOWS_1256 = Encoding("Windows-1256", "cp1256")


def tell_encoding(place: Place) -> tuple[Encoding, str]:
    """Return the encoding of a file and the SHA-256 of its bytes; all of it is read.

    Raises
    ------
    UnreadableError
        If it is in none of the encodings known, or damaged.
    """
    sha256 = hashlib.sha256()
    likely = _likely(next(place.chunks(), b""))
    if _holds(likely, place.chunks(), sha256.update):
        return likely, sha256.hexdigest()
    if likely == _UTF_8 and _is_windows_1256(place.chunks()):
        return _WINDOWS_1256, sha256.hexdigest()
    raise UnreadableError(f"not the letters of {likely.name}, or some of them damaged")


def _likely(head: bytes) -> Encoding:
    """Return the encoding that a mark names, or zeros: UTF-16 alone writes them into texts."""
    for known in _MARKED:
        if head.startswith(known.mark):
            return known
    if 0 not in head:
        return _UTF_8
    return _UNMARKED_UTF_16[head[::2].count(0) > head[1::2].count(0)]


def _holds(encoding: Encoding, chunks: Iterator[bytes], also: Callable[[bytes], object]) -> bool:
    """Return whether all bytes are letters in this encoding; each chunk is passed on."""
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    strict = True
    for chunk in chunks:
        also(chunk)
        try:
            strict = strict and "\0" not in decoder.decode(chunk)
        except UnicodeDecodeError:
            strict = False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return strict


def _is_windows_1256(chunks: Iterator[bytes]) -> bool:
    """Return whether text that is not UTF-8 is Persian or Arabic in the code page of Windows.

    In damaged UTF-8 most bytes above 127 still stand in the pairs that a Persian letter makes
    there; a byte damaged in plain ASCII stands alone. Windows-1256 has words of such bytes, and
    nearly all of them are Arabic letters.
    """
    counts = np.zeros(256, dtype=np.int64)
    pairs = neighbours = 0
    for chunk in chunks:
        data = np.frombuffer(chunk, dtype=np.uint8)
        counts += np.bincount(data, minlength=256)
        this, following = data[:-1], data[1:]
        begins, goes_on = (this >= 0xC2) & (this <= 0xDF), (following & 0xC0) == 0x80
        pairs += int((begins & goes_on).sum())
        neighbours += int(((this >= 0x80) & (following >= 0x80)).sum())
    high = int(counts[128:].sum())
    letters = [(code, letter) for code in range(128, 256) if (letter := _letter(code)).isalpha()]
    of_letters = sum(counts[code] for code, _ in letters)
    arabic = sum(counts[code] for code, letter in letters if "\u0600" <= letter <= "\u06ff")
    return bool(
        not counts[0]
        and 2 * pairs < high / 2
        and neighbours >= high / 2
        and arabic >= _MOSTLY * of_letters > 0
    )


def _letter(code: int) -> str:
    return bytes([code]).decode(_WINDOWS_1256.codec)
