"""How the cells of a workbook look, in one language."""

import xlsxwriter
from xlsxwriter.format import Format

from helpers.domain.persian import Lang
from helpers.domain.structure import DECIMALS

# Every office has it, and it has Persian letters; what lacks it takes another without serifs.
_FONT = {"font_name": "Tahoma", "font_family": 2, "font_size": 10, "valign": "vcenter"}
_BRAND, _SOFT = "#12436D", "#4C586A"
# Persian digits and marks, in Excel and LibreOffice alike; the cell stays a number.
PERSIAN_DIGITS = "[$-3000429]"
# A number is written from left to right, or its minus would change sides; units under units.
_OF_NUMBERS = {"align": "right", "reading_order": 1}


def formats(book: xlsxwriter.Workbook, lang: Lang) -> dict[str, Format]:
    """Return the formats by name; those of numbers by their unit."""
    digits = PERSIAN_DIGITS if lang == "fa" else ""
    reading = {"reading_order": 2 if lang == "fa" else 1}
    heading = _FONT | reading | {"bold": True, "bg_color": _BRAND, "font_color": "#FFFFFF"}
    heading |= {"text_wrap": True}
    looks = {
        "text": _FONT | reading,
        "key": _FONT | {"bold": True} | reading,
        "word": _FONT | {"font_color": _SOFT, "align": "right"} | reading,
        "note": _FONT | {"font_color": _SOFT} | reading,
        "wrapped": _FONT | {"text_wrap": True, "valign": "top"} | reading,
        "strong": _FONT | {"bold": True, "valign": "top", "text_wrap": True} | reading,
        "title": _FONT | {"bold": True, "font_size": 16, "font_color": _BRAND} | reading,
        "link": _FONT | {"font_color": "#0F4C81", "underline": 1, "valign": "top"} | reading,
        "heading": heading,
        "heading of numbers": heading | {"align": "right"},
    }
    for unit, decimals in DECIMALS.items():
        pattern = digits + "#,##0" + ("." + "0" * decimals if decimals else "")
        looks[unit] = _FONT | _OF_NUMBERS | {"num_format": pattern}
    return {name: book.add_format(look) for name, look in looks.items()}
