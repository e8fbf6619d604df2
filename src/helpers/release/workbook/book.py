"""A workbook put together: for each language a cover, the tables, and notes.

As guidance for statistics in spreadsheets asks for: a table a sheet, its title in the first cell,
no merged cells, no empty rows within it, words instead of empty cells, a list of sheets.
"""

import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from helpers.domain.about import Edition
from helpers.domain.persian import DIRECTION, Lang
from helpers.release.citation import citation, full_title
from helpers.release.completed import Completed
from helpers.release.pages import Subject
from helpers.release.workbook.cover import cover_lines, note_lines
from helpers.release.workbook.formats import formats
from helpers.release.workbook.numbers_sheet import NumbersSheet
from helpers.release.workbook.tables import SheetTable, TableMaker
from helpers.release.workbook.words import CellWords
from helpers.settings import Settings

HEADING_ROW = 2  # counted from 0; above stand the title and what is to be said of the cells
TABLE_STYLE = "Table Style Light 1"  # bands of grey
_A4 = 9
_FOOTER = "&L&A&R&P"
# Widths in letters, and the height of a line in points: not every program finds it by itself.
_OF_NAME, _LETTERS, _OF_TITLE, _LINE, _AIR = 32, 90, 100, 16, 4
_NARROWEST, _WIDEST, _ROOM = 11, 46, 3
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(
    subject: Subject,
    titles: Mapping[Lang, str],
    completed: Completed,
    checksum: str,
    settings: Settings,
) -> bytes:
    """Return the workbook of a page's numbers, all of it in each language.

    Its bytes depend on nothing but the numbers, the words and the settings.

    Parameters
    ----------
    titles
        The report's title by language.
    completed
        What the page's notebook handed over.
    checksum
        SHA-256 of the CSV of the page's numbers.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, dict(_OPTIONS))
    mark = _mark(subject.edition, settings)
    first, *_ = settings.configuration.languages
    book.set_properties(
        {
            "created": dt.datetime.combine(subject.period.last_day, dt.time()),
            "title": full_title(subject, titles[first], first, settings),
            "subject": subject.identifier,
            "author": settings.configuration.organisation.name(first),
            "status": mark,
        }
    )
    for lang in settings.configuration.languages:
        cited = citation(subject, titles, lang, completed, checksum, settings)
        _Part(book, lang, subject, titles[lang], completed, cited, settings).write()
    for sheet in book.worksheets() if mark else ():
        sheet.set_header(f"&C&B{mark}")  # on every page of paper
    book.close()
    return stream.getvalue()


def _mark(edition: Edition, settings: Settings) -> str:
    """Return what a workbook that is not public calls itself, in all languages."""
    if edition == "public":
        return ""
    words = settings.terms.text
    return " · ".join(words("page", edition, lang) for lang in settings.configuration.languages)


@dataclass
class _Part:
    """The sheets of one language."""

    book: xlsxwriter.Workbook
    lang: Lang
    subject: Subject
    title: str
    completed: Completed
    citation: str
    settings: Settings

    def write(self) -> None:
        """Write the cover, the tables and the notes, in this order."""
        self.words = CellWords(self.lang, self.settings)
        self.looks = formats(self.book, self.lang)
        maker = TableMaker(self.subject, self.completed.rows, self.words, self.looks, self.settings)
        tables = list(maker.tables())
        cover = self._sheet("cover_sheet")
        names = [*(table.name for table in tables), "notes_sheet"]
        self._write_cover(cover, names)
        for table in tables:
            self._write_table(table)
        lines = note_lines(self.subject, self.completed.rows, self.lang, self.settings)
        self._write_pairs(self._sheet("notes_sheet"), self._title_of("notes_sheet"), lines)

    def _sheet(self, name: str, kind: type[Worksheet] = Worksheet) -> Worksheet:
        """Return a new sheet, as it is to be seen and printed."""
        sheet = self.book.add_worksheet(self.words("page", name), kind)
        if DIRECTION[self.lang] == "rtl":
            sheet.right_to_left()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(_FOOTER)
        return sheet

    def _title_of(self, name: str) -> str:
        whole = full_title(self.subject, self.title, self.lang, self.settings)
        return f"{self.words('page', name)}: {whole}"

    def _write_cover(self, sheet: Worksheet, names: Iterable[str]) -> None:
        title = full_title(self.subject, self.title, self.lang, self.settings)
        lines = [*cover_lines(
            self.subject, self.completed.status, self.citation, self.lang, self.settings
        )]  # fmt: skip
        if self.completed.synthetic:
            lines.insert(0, (self.words("page", "synthetic"), self.words("page", "synthetic_note")))
        self._write_pairs(sheet, title, lines)
        sheet.hide_gridlines(2)
        row = len(lines) + 1
        sheet.write_string(row, 0, self.words("page", "sheets"), self.looks["heading"])
        sheet.write_string(row, 1, self.words("page", "contents"), self.looks["heading"])
        for line, name in enumerate(names, start=row + 1):
            called = self.words("page", name)
            sheet.write_url(line, 0, f"internal:'{called}'!A1", self.looks["link"], called)
            explained = self.settings.terms["page", name].definition(self.lang)
            sheet.write_string(line, 1, explained, self.looks["wrapped"])

    def _write_pairs(self, sheet: Worksheet, title: str, lines: Iterable[tuple[str, str]]) -> None:
        sheet.set_column(0, 0, _OF_NAME)
        sheet.set_column(1, 1, _LETTERS)
        self._write_title(sheet, title)
        for row, (name, text) in enumerate(lines, start=1):
            sheet.set_row(row, _LINE * max(-(-len(text) // _LETTERS), -(-len(name) // _OF_NAME)))
            sheet.write_string(row, 0, name, self.looks["strong"])
            sheet.write_string(row, 1, text, self.looks["wrapped"])

    def _write_title(self, sheet: Worksheet, title: str) -> None:
        sheet.set_row(0, 2 * _LINE)
        sheet.write_string(0, 0, title, self.looks["title"])

    def _write_table(self, table: SheetTable) -> None:
        sheet = self._sheet(table.name, NumbersSheet)
        self._write_title(sheet, self._title_of(table.name))
        sheet.write_string(1, 0, self._note(), self.looks["note"])
        widths = _widths(table)
        columns = [
            {"header": text, "header_format": self.looks[_heading(place, table)]}
            for place, text in enumerate(table.headings)
        ]
        sheet.add_long_table(
            HEADING_ROW,
            HEADING_ROW + max(len(table.lines), 1),
            {"name": f"{table.name}_{self.lang}", "style": TABLE_STYLE, "columns": columns},
        )
        sheet.write_lines(HEADING_ROW + 1, table.lines, self.looks["text"])
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        wraps = any(len(text) + _ROOM > w for text, w in zip(table.headings, widths, strict=True))
        sheet.set_row(HEADING_ROW, _LINE * (2 if wraps else 1) + _AIR)
        sheet.freeze_panes(HEADING_ROW + 1, table.frozen)
        sheet.set_landscape()
        sheet.repeat_rows(HEADING_ROW)

    def _note(self) -> str:
        """Return what stands above every table, so that no sheet is taken for what it is not."""
        said = self.words("page", "sheet_note").format(
            data=self.words("page", "data_sheet"), note=self.words("column", "note")
        )
        mark = f"{self.words('page', 'synthetic')}. " if self.completed.synthetic else ""
        return mark + said


def _heading(place: int, table: SheetTable) -> str:
    return "heading of numbers" if place in table.numbers else "heading"


def _widths(table: SheetTable) -> list[int]:
    """Return the width of each column in letters: its longest text, its heading in two lines.

    Together they are no narrower than the title above them.
    """
    widths = []
    columns = zip(*table.lines, strict=True) if table.lines else ((),) * len(table.headings)
    for heading, column in zip(table.headings, columns, strict=True):
        texts = (cell if isinstance(cell, str) else cell.text for cell in set(column))
        longest = max(map(len, texts), default=0)
        wanted = max(longest, len(heading) // 2, *map(len, heading.split())) + _ROOM
        widths.append(min(max(wanted, _NARROWEST), _WIDEST))
    missing = max(_OF_TITLE - sum(widths), 0)
    return [width + missing // len(widths) for width in widths]
