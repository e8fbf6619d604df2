"""Workbooks of every kind that an office may have saved."""

import datetime as dt
import io
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from delivery.sheets import Cell, Sheet, zipped
from delivery.xls import xls_bytes
from delivery.xlsb import xlsb_bytes

SUFFIXES = (".xlsx", ".xls", ".xlsb", ".ods")


def workbook_bytes(sheets: Sequence[Sheet], suffix: str) -> bytes:
    """Return a workbook, of the kind that the suffix names, with these sheets."""
    writers = {".xlsx": _xlsx, ".xls": xls_bytes, ".xlsb": xlsb_bytes, ".ods": _ods}
    return writers[suffix](sheets)


def _xlsx(sheets: Sequence[Sheet]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy/mm/dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.right_to_left()
            for place in sheet.merged:
                top, bottom, left, right = place
                page.merge_range(top, left, bottom, right, "")
            for number, row in enumerate(sheet.rows):
                for column, cell in enumerate(row):
                    match cell:
                        case None | "":
                            pass
                        case dt.date():
                            page.write_datetime(number, column, cell, day)
                        case str():
                            page.write_string(number, column, cell)
                        case _:
                            page.write_number(number, column, cell)
    return out.getvalue()


_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {"office": "office", "table": "table", "text": "text"}.items()
)


def _ods(sheets: Sequence[Sheet]) -> bytes:
    tables = "".join(
        f"<table:table table:name={quoteattr(sheet.name)}>"
        + "".join(
            f"<table:table-row>{_ods_row(sheet, number)}</table:table-row>"
            for number in range(len(sheet.rows))
        )
        + "</table:table>"
        for sheet in sheets
    )
    content = (
        f'<office:document-content {_ODS_SPACES} office:version="1.3"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        f' manifest:version="1.3"><manifest:file-entry manifest:full-path="/"'
        f' manifest:media-type="{_ODS_TYPE}"/><manifest:file-entry'
        ' manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    parts = {"mimetype": _ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest}
    return zipped({name: text.encode() for name, text in parts.items()})


def _ods_row(sheet: Sheet, number: int) -> str:
    spans = {(top, left): (bottom, right) for top, bottom, left, right in sheet.merged}
    cells = []
    for column, cell in enumerate(sheet.rows[number]):
        span = ""
        if (number, column) in spans:
            bottom, right = spans[number, column]
            span = (
                f' table:number-rows-spanned="{bottom - number + 1}"'
                f' table:number-columns-spanned="{right - column + 1}"'
            )
        covered = any(
            top <= number <= bottom and left <= column <= right and (top, left) != (number, column)
            for top, bottom, left, right in sheet.merged
        )
        tag = "covered-table-cell" if covered else "table-cell"
        cells.append(f"<table:{tag}{span}{_ods_value(cell)}</table:{tag}>")
    return "".join(cells)


def _ods_value(cell: Cell) -> str:
    match cell:
        case None | "":
            return ">"
        case dt.date():
            return f' office:value-type="date" office:date-value="{cell.isoformat()}">'
        case str():
            paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
            return f' office:value-type="string">{paragraphs}'
        case _:
            return f' office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p>'
