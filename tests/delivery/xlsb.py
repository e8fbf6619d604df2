"""Workbooks as Excel saves them "binary": BIFF12 records in the parts of an archive.

No more than a reader needs. The records are those of [MS-XLSB].
"""

import struct
from collections.abc import Iterable, Sequence
from itertools import chain

from delivery.sheets import FORMATS, GENERAL, Cell, Sheet, number_of, zipped

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BINARY = "application/vnd.ms-excel"


def xlsb_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook as Excel saves it "binary"."""
    numbers = range(1, len(sheets) + 1)
    bundle = b"".join(
        _record(156, struct.pack("<II", 0, number) + _text(f"rId{number}") + _text(s.name))
        for number, s in zip(numbers, sheets, strict=True)
    )
    properties = _record(153, struct.pack("<III", 0, 0, 0))
    book = _record(131) + properties + _record(143) + bundle + _record(144) + _record(132)
    targets = [(f"worksheets/sheet{number}.bin", "worksheet") for number in numbers]
    parts = {
        "[Content_Types].xml": _content_types([target for target, _ in targets]),
        "_rels/.rels": _relations([("xl/workbook.bin", "officeDocument")]),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": _relations([*targets, ("styles.bin", "styles")]),
        "xl/styles.bin": _styles(),
    }
    for (target, _), sheet in zip(targets, sheets, strict=True):
        parts[f"xl/{target}"] = _xlsb_sheet(sheet)
    return zipped(parts)


def _xlsb_sheet(sheet: Sheet) -> bytes:
    last = max(map(len, sheet.rows), default=1) - 1
    size = struct.pack("<IIII", 0, max(len(sheet.rows) - 1, 0), 0, last)
    rows = chain.from_iterable(_xlsb_row(row, cells) for row, cells in enumerate(sheet.rows))
    merged = b""
    if sheet.merged:
        places = (_record(176, struct.pack("<IIII", *place)) for place in sheet.merged)
        merged = _record(177, struct.pack("<I", len(sheet.merged))) + b"".join(places)
        merged += _record(178)
    parts = (_record(129), _record(148, size), _record(145), *rows, _record(146), merged)
    return b"".join((*parts, _record(130)))


def _xlsb_row(row: int, cells: Sequence[Cell]) -> Iterable[bytes]:
    yield _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
    for column, cell in enumerate(cells):
        if isinstance(cell, str) and cell:
            yield _record(6, struct.pack("<II", column, GENERAL) + _text(cell))
        elif cell is not None and not isinstance(cell, str):
            form, number = number_of(cell)
            yield _record(5, struct.pack("<IId", column, form, number))


def _styles() -> bytes:
    formats = b"".join(
        _record(47, struct.pack("<HHHHHBBHBB", 0, form, 0, 0, 0, 0, 0, 0, 0, 0)) for form in FORMATS
    )
    cells = _record(617, struct.pack("<I", 2)) + formats + _record(618)
    return _record(278) + cells + _record(279)


def _record(kind: int, content: bytes = b"") -> bytes:
    """Return a record; its kind and its length are written in groups of seven bits."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(content), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def _content_types(sheets: Iterable[str]) -> bytes:
    kinds = {"xl/workbook.bin": "sheet.binary.macroEnabled.main", "xl/styles.bin": "styles"}
    kinds |= dict.fromkeys((f"xl/{sheet}" for sheet in sheets), "worksheet")
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{_BINARY}.{kind}"/>'
        for part, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{rels}"/>'
        f"{overrides}</Types>"
    ).encode()


def _relations(targets: Iterable[tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'.encode()
