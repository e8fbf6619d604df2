"""Compound files, in which Excel 97 to 2003 kept its streams: a file system within a file.

The layout is that of [MS-CFB].
"""

import struct
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

_ENTRY_BYTES = 128
_LAST_SECTOR = 0xFFFFFFFA  # higher numbers are marks, such as that of a chain's end
_IN_HEADER = 109  # places of sectors that tell how the others follow each other


def stream_of(book: bytes, names: Sequence[str]) -> bytes:
    """Return the first stream of one of these names.

    Raises
    ------
    ValueError, struct.error, IndexError
        If there is none, or the file is damaged.
    """
    (shift,) = struct.unpack_from("<H", book, 0x1E)
    (directory,) = struct.unpack_from("<I", book, 0x30)
    smallest, first_of_small = struct.unpack_from("<II", book, 0x38)

    def sector(number: int) -> bytes:
        return book[number + 1 << shift : number + 2 << shift]

    links = _numbers(b"".join(map(sector, _sectors_of_links(book, sector))))

    def chained(first: int) -> bytes:
        return b"".join(map(sector, _chain(first, links)))

    entries = chained(directory)
    for place in range(0, len(entries), _ENTRY_BYTES):
        start, size = _named(entries, place, names)
        if size >= smallest:
            return chained(start)[:size]
        if size:
            (root,) = struct.unpack_from("<I", entries, 0x74)
            (less,) = struct.unpack_from("<H", book, 0x20)
            small, chain = chained(root), _chain(start, _numbers(chained(first_of_small)))
            return b"".join(small[n << less : n + 1 << less] for n in chain)[:size]
    raise ValueError("a compound file without the stream that was sought")


def _named(entries: bytes, place: int, names: Sequence[str]) -> tuple[int, int]:
    """Return first sector and size of an entry of the directory; 0 and 0 if it is another one."""
    (length,) = struct.unpack_from("<H", entries, place + 0x40)
    name = entries[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")
    return struct.unpack_from("<II", entries, place + 0x74) if name in names else (0, 0)


def _sectors_of_links(book: bytes, sector: Callable[[int], bytes]) -> Iterator[int]:
    """Yield the sectors in which it stands what sector follows which."""
    yield from _used(struct.unpack_from(f"<{_IN_HEADER}I", book, 0x4C))
    following, count = struct.unpack_from("<II", book, 0x44)
    for _ in range(min(count, len(book))):
        if following >= _LAST_SECTOR:
            return
        *listed, following = _numbers(sector(following))
        yield from _used(listed)


def _chain(first: int, links: Sequence[int]) -> Iterator[int]:
    """Yield the sectors of a stream; a chain that bites its tail ends somewhere."""

    def following() -> Iterator[int]:
        number = first
        while number < _LAST_SECTOR:
            yield number
            number = links[number]

    return islice(following(), len(links))


def _used(sectors: Sequence[int]) -> list[int]:
    return [number for number in sectors if number < _LAST_SECTOR]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
