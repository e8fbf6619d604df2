"""What a workbook holds besides what its sheets show: nothing in which a number could stand.

Read part by part, since a spreadsheet shows some of it in other places than cells, and some never.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Collection, Iterator
from zipfile import ZipFile

from helpers.release.workbook.book import TABLE_STYLE
from helpers.release.workbook.formats import PERSIAN_DIGITS

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|styles|sharedStrings|theme/theme1|worksheets/sheet\d+|tables/table\d+)\.xml"
    r"|xl/worksheets/_rels/sheet\d+\.xml\.rels"
)
_DIGIT = re.compile(r"\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
_VERSIONS = {"AppVersion", "DocSecurity", "i4"}
_FORMAT = re.compile(rf"(?:{re.escape(PERSIAN_DIGITS)})?[#,0.]+")
# Names that a spreadsheet makes: of the cells of a filter, and of the rows printed on every page.
_CELLS = {
    "_xlnm._FilterDatabase": re.compile(r".*!\$[A-Z]+\$1:\$[A-Z]+\$\d+", re.DOTALL),
    "_xlnm.Print_Titles": re.compile(r".*!\$\d+:\$\d+", re.DOTALL),
}
# Of a sheet: whatever stands in its cells is read as they are shown, but for formulas.
_DATA = re.compile(r"<sheetData>.*</sheetData>", re.DOTALL)
_LAYOUT = re.compile(
    r"<\?xml[^>]*>|<worksheet\b[^>]*>|<dimension\b[^>]*/>|<sheetFormatPr\b[^>]*/>"
    r"|<sheetViews>.*?</sheetViews>|<cols>.*?</cols>|<(?:autoFilter|pageMargins)\b[^>]*/>"
    r'|<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>|<pageSetup\b[^>]*/>'
    r'|<tableParts count="1"><tablePart r:id="rId\d+"/></tableParts>',
    re.DOTALL,
)
_LINK = re.compile(r"<hyperlink ref=\"[A-Z]+\d+\" location=\"'([^\"]*)'!A1\" display=\"[^\"]*\"/>")
# Of a table: where it stands and how it looks; its name, and those of its columns, are words.
_PLACES = {"id", "ref", "count"}
_STYLE = TABLE_STYLE.replace(" ", "")
_FORMULA = re.compile(r"<f\b.{0,40}", re.DOTALL)


def unseen(
    book: ZipFile, identifier: str, names: Collection[str], shown: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the parts of a workbook in which something stands that its sheets do not show.

    Parameters
    ----------
    identifier
        Of the workbook's numbers.
    names, shown
        Of the sheets, and the texts in their cells.

    Yields
    ------
    tuple
        The part, and what stands there.
    """
    found = book.namelist()
    if book.comment:
        yield "the file itself", repr(book.comment)
    for part in found:
        if not _PARTS.fullmatch(part) or found.count(part) > 1:
            yield part, "a workbook of numbers and notes has no such part"
    texts: dict[str, Callable[[ET.Element], Iterator[str]]] = {
        "docProps/core.xml": lambda root: _properties(root, {identifier, *shown}),
        "docProps/app.xml": lambda root: _properties(root, names),
        "xl/workbook.xml": _of_workbook,
        "xl/styles.xml": _formats,
        "xl/sharedStrings.xml": lambda root: _not_shown(root, shown),
    }
    for part in dict.fromkeys(found):
        if part in texts:
            yield from ((part, text) for text in texts[part](ET.fromstring(book.read(part))))
        elif part.startswith("xl/worksheets/sheet"):
            yield from ((part, text) for text in _around_cells(book.read(part).decode()))
        elif part.startswith("xl/tables/"):
            yield from ((part, text) for text in _of_table(ET.fromstring(book.read(part)), shown))


def _properties(root: ET.Element, known: Collection[str]) -> Iterator[str]:
    for element in root.iter():
        text, tag = element.text or "", element.tag.rpartition("}")[2]
        if tag not in _VERSIONS and text not in known and not _MOMENT.fullmatch(text):
            yield from _with_digit(text)


def _of_workbook(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        tag, said = element.tag.rpartition("}")[2], element.attrib
        if tag == "sheet" and "state" in said:
            yield f"the sheet {said.get('name')} is {said['state']}"
        if tag == "definedName":
            cells = _CELLS.get(said.get("name", ""))
            if not (cells and cells.fullmatch(element.text or "")):
                yield f"the name {said.get('name')} for {element.text}"


def _of_table(root: ET.Element, shown: Collection[str]) -> Iterator[str]:
    """Yield what a table is called, and its columns, if they are called otherwise than seen."""
    for element in root.iter():
        for name, text in element.attrib.items():
            if name not in _PLACES and text not in {*shown, _STYLE, "1", "0"}:
                yield from _with_digit(text)
        if element.text and element.text.strip():
            yield element.text


def _formats(root: ET.Element) -> Iterator[str]:
    codes = (element.attrib.get("formatCode") for element in root.iter())
    yield from (code for code in codes if code and not _FORMAT.fullmatch(code))


def _not_shown(root: ET.Element, shown: Collection[str]) -> Iterator[str]:
    texts = ("".join(element.itertext()) for element in root)
    yield from (text for text in texts if text not in shown)


def _around_cells(xml: str) -> Iterator[str]:
    yield from _with_digit(_LAYOUT.sub("", _DATA.sub("", _LINK.sub("", xml))))
    if formula := _FORMULA.search(xml):
        yield formula[0]


def _with_digit(text: str) -> Iterator[str]:
    if found := _DIGIT.search(text):
        yield text[max(found.start() - 40, 0) : found.end() + 40]
