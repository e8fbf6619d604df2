"""Workbooks as Excel 97 to 2003 saved them: BIFF8 records in a compound file.

No more than a reader needs. The records are those of [MS-XLS], the file is that of [MS-CFB].
"""

import struct
from collections.abc import Sequence

from delivery.sheets import FORMATS, GENERAL, Sheet, number_of


def xls_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook as Excel 97 to 2003 saved it."""
    bodies = [_xls_sheet(sheet) for sheet in sheets]
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x1FAA, 1997, 0, 6))
    start += _record(0x42, struct.pack("<H", 1200))
    for form in FORMATS:
        start += _record(0xE0, struct.pack("<HHH14x", 0, form, 0))
    names = [_short_text(sheet.name) for sheet in sheets]
    end = _record(0x0A, b"")
    place = len(start) + sum(10 + len(name) for name in names) + len(end)
    bound = b""
    for name, body in zip(names, bodies, strict=True):
        bound += _record(0x85, struct.pack("<IH", place, 0) + name)
        place += len(body)
    return compound_file({"Workbook": start + bound + end + b"".join(bodies)})


def _xls_sheet(sheet: Sheet) -> bytes:
    width = max(map(len, sheet.rows), default=0)
    body = [
        _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x1FAA, 1997, 0, 6)),
        _record(0x200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0)),
    ]
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell:
                text = struct.pack("<HB", len(cell.encode("utf-16-le")) // 2, 1)
                text += cell.encode("utf-16-le")
                body.append(_record(0x204, struct.pack("<HHH", row, column, GENERAL) + text))
            elif cell is not None and not isinstance(cell, str):
                form, number = number_of(cell)
                body.append(_record(0x203, struct.pack("<HHHd", row, column, form, number)))
    if sheet.merged:
        places = b"".join(struct.pack("<HHHH", *place) for place in sheet.merged)
        body.append(_record(0xE5, struct.pack("<H", len(sheet.merged)) + places))
    return b"".join([*body, _record(0x0A, b"")])


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _short_text(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST_STREAM = 4096  # shorter ones would stand in a stream of small ones


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return a compound file, as old workbooks and those with a password are, of named streams."""
    body, fat, entries = b"", [], []
    for name, content in sorted(streams.items(), key=lambda stream: (len(stream[0]), stream[0])):
        padded = content.ljust(max(len(content), _SMALLEST_STREAM), b"\0")
        sectors = -(-len(padded) // _SECTOR)
        entries.append((name, 2, len(fat), len(padded)))
        body += padded.ljust(sectors * _SECTOR, b"\0")
        fat += [*range(len(fat) + 1, len(fat) + sectors), _END]
    directory = b"".join(
        _directory_entry(name, kind, start, size, number, len(entries))
        for number, (name, kind, start, size) in enumerate([("Root Entry", 5, _END, 0), *entries])
    )
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    first = len(fat)
    fat += [*range(first + 1, first + len(directory) // _SECTOR), _END]
    tables = next(n for n in range(1, 110) if n * 128 >= len(fat) + n)
    places = range(len(fat), len(fat) + tables)
    fat += [_FAT] * tables
    fat += [_FREE] * (tables * 128 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, first, 0, _SMALLEST_STREAM, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return header + body + directory + struct.pack(f"<{len(fat)}I", *fat)


def _directory_entry(
    name: str, kind: int, start: int, size: int, number: int, streams: int
) -> bytes:
    root = number == 0
    after = number + 1 if not root and number < streams else _FREE
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ", encoded, len(encoded) + 2, kind, 1, _FREE, after,
        1 if root and streams else _FREE, 0, start, size,
    )  # fmt: skip
