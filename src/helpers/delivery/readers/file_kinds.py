"""What a file is, told by its bytes: suffixes lie."""

import re
import zipfile
from typing import BinaryIO, Literal

from helpers.delivery.readers.unreadable import DAMAGED, UnreadableError

Kind = Literal["workbook", "Parquet", "text"]

_ZIP, _COMPOUND, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
_OTHERS = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a text of a word processor (RTF)",
    b"\x1f\x8b": "a file compressed by gzip",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"SQLite format": "an SQLite database",
    b"PK\x05\x06": "an empty archive",
}
_MARKUP = re.compile(rb"<[!?A-Za-z]")
_PARTS_OF_WORKBOOKS = {"[Content_Types].xml", "content.xml"}


def kind_of(file: BinaryIO) -> Kind:
    """Return what the bytes of a file are; it is read from the beginning.

    Raises
    ------
    UnreadableError
        If it is empty, or something that is not read.
    """
    head = file.read(1024)
    if not head:
        raise UnreadableError("an empty file")
    if head.startswith(_ZIP):
        if not _holds_workbook(file):
            raise UnreadableError("an archive or a document that is no workbook")
        return "workbook"
    if head.startswith(_COMPOUND):
        return "workbook"
    if head.startswith(_PARQUET):
        return "Parquet"
    bare = head.lstrip(_BYTE_ORDER_MARKS).replace(b"\0", b"").lstrip()
    if _MARKUP.match(bare):
        raise UnreadableError("a web page (HTML) or XML, whatever its suffix says")
    for beginning, what in _OTHERS.items():
        if bare.startswith(beginning):
            raise UnreadableError(what)
    return "text"


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Return whether the members of a zip file are the parts of a workbook."""
    return not _PARTS_OF_WORKBOOKS.isdisjoint(archive.namelist())


def _holds_workbook(file: BinaryIO) -> bool:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return is_workbook(archive)
    except DAMAGED:
        raise UnreadableError("a workbook or an archive that is not whole") from None
