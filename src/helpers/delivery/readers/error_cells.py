"""Cells of workbooks that hold an error, such as #N/A: the reader of workbooks gives them as blank.

So an end that a formula failed to find would pass for none. They are looked for in the files
themselves: in the XML of .xlsx and .ods, in the binary records of .xlsb and .xls.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from helpers.delivery.readers.compound_files import stream_of

Errors = dict[tuple[int, int], str]
"""By row and column, both counted from 0, the error that stands there."""

_NAMES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
_OTHER = "#ERROR!"
_MOST_REPEATED = 1 << 14
_ZIP = b"PK"
_XML_ERROR = re.compile(
    rb"<(?:\w+:)?c\b([^>]*\st=[\"']e[\"'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v[^>]*>([^<]*)<",
    re.DOTALL,
)
_REFERENCE = re.compile(rb"\sr=[\"']([A-Z]+)(\d+)[\"']")
_XLSB_ROW, _XLSB_ERRORS, _XLSB_SHEET = 0, (3, 11), 156
_XLS_FORMULA, _XLS_ERROR, _XLS_SHEET, _XLS_BEGIN, _XLS_END = 0x06, 0x205, 0x85, 0x809, 0x0A


def find_errors(book: bytes) -> dict[int, Errors]:
    """Return the error cells of a workbook, by number of the sheet, the first being 0.

    Raises
    ------
    Exception
        Of many kinds, if the workbook is damaged.
    """
    return {number: errors for number, errors in enumerate(_of_sheets(book)) if errors}


def _of_sheets(book: bytes) -> Iterator[Errors]:
    if not book.startswith(_ZIP):
        yield from _in_xls(stream_of(book, ("Workbook", "Book")))
        return
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            yield from _in_ods(archive.read("content.xml"))
        elif "xl/workbook.bin" in names:
            yield from map(_in_xlsb, _parts(archive, "bin"))
        else:
            yield from map(_in_xlsx, _parts(archive, "xml"))


def _parts(archive: zipfile.ZipFile, suffix: str) -> Iterator[bytes]:
    """Yield the parts of a workbook that are its sheets."""
    book = archive.read(f"xl/workbook.{suffix}")
    relations = ElementTree.fromstring(archive.read(f"xl/_rels/workbook.{suffix}.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    if suffix == "bin":
        used = [_wide_text(data, 8) for kind, data in _xlsb_records(book) if kind == _XLSB_SHEET]
    else:
        used = [identifier for sheet in ElementTree.fromstring(book).iter()
                if sheet.tag.endswith("}sheet")
                for name, identifier in sheet.items() if name.endswith("}id")]  # fmt: skip
    for identifier in used:
        target = targets[identifier]
        yield archive.read(target[1:] if target.startswith("/") else f"xl/{target}")


def _in_xlsx(part: bytes) -> Errors:
    errors = {}
    if b't="e"' in part or b"t='e'" in part:
        for attributes, text in _XML_ERROR.findall(part):
            reference = _REFERENCE.search(attributes)
            if reference is None:
                raise ValueError("an error in a cell that has no name")
            column = 0
            for letter in reference[1]:
                column = 26 * column + letter - ord("A") + 1
            errors[int(reference[2]) - 1, column - 1] = text.decode()
    return errors


def _in_xlsb(part: bytes) -> Errors:
    errors, row = {}, 0
    for kind, data in _xlsb_records(part):
        if kind == _XLSB_ROW:
            (row,) = struct.unpack_from("<I", data)
        elif kind in _XLSB_ERRORS:
            column, error = struct.unpack_from("<I4xB", data)
            errors[row, column] = _NAMES.get(error, _OTHER)
    return errors


def _in_xls(stream: bytes) -> Iterator[Errors]:
    begins = [struct.unpack_from("<I", data)[0]
              for kind, data in _xls_records(stream, 0) if kind == _XLS_SHEET]  # fmt: skip
    for begin in begins:
        errors = {}
        for kind, data in _xls_records(stream, begin):
            if kind == _XLS_ERROR:
                row, column, error, is_error = struct.unpack_from("<HH2xBB", data)
            elif kind == _XLS_FORMULA:
                row, column, what, error, text = struct.unpack_from("<HH2xBxB3xH", data)
                is_error = what == 2 and text == 0xFFFF
            else:
                continue
            if is_error:
                errors[row, column] = _NAMES.get(error, _OTHER)
        yield errors


def _in_ods(content: bytes) -> Iterator[Errors]:
    if b':value-type="error"' not in content:
        return
    errors: Errors = {}
    row = 0
    for _, element in ElementTree.iterparse(io.BytesIO(content)):
        tag = element.tag.rpartition("}")[2]
        if tag == "table":
            yield errors
            errors, row = {}, 0
        elif tag == "table-row":
            rows = _repeated(element, "rows")
            column = 0
            for cell in element:
                columns = _repeated(cell, "columns")
                if "error" in (v for k, v in cell.items() if k.endswith("}value-type")):
                    text = "".join(cell.itertext()) or _OTHER
                    errors |= {
                        (row + below, column + beside): text
                        for below in range(min(rows, _MOST_REPEATED))
                        for beside in range(min(columns, _MOST_REPEATED))
                    }
                column += columns
            row += rows
            element.clear()


def _repeated(element: ElementTree.Element, what: str) -> int:
    counts = [v for k, v in element.items() if k.endswith(f"}}number-{what}-repeated")]
    return int(counts[0]) if counts else 1


def _xlsb_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and contents of the records of a binary part."""
    place = 0
    while place < len(part):
        kind, place = _varying(part, place, 2)
        size, place = _varying(part, place, 4)
        yield kind, part[place : place + size]
        place += size


def _varying(part: bytes, place: int, longest: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and the place behind it."""
    number = 0
    for position in range(longest):
        byte = part[place + position]
        number |= (byte & 0x7F) << 7 * position
        if not byte & 0x80:
            return number, place + position + 1
    return number, place + longest


def _xls_records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and contents of the records from a beginning to its end; charts within count."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        depth += {_XLS_BEGIN: 1, _XLS_END: -1}.get(kind, 0)
        if depth <= 0:
            return
        place += 4 + size


def _wide_text(data: bytes, place: int) -> str:
    (letters,) = struct.unpack_from("<I", data, place)
    return data[place + 4 : place + 4 + 2 * letters].decode("utf-16-le")
