"""An office that sends its tables as its habits are: files of every kind, whole or in parts."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from delivery.habits import Habits
from delivery.invented import Tables, name
from delivery.layout import NAME, NUMBER, REMARK, Group, Row, lay_out
from delivery.sheets import Cell, Sheet, save, zipped
from delivery.spelling import DIGITS, Speller
from delivery.workbooks import workbook_bytes

from helpers.domain.areas import UnknownAreaError
from helpers.domain.persian import ZWNJ
from helpers.register.schema import TABLES
from helpers.settings import Settings

COUNTY = "#county"  # of the file, as it is known before anything is spoilt
TITLES = {
    "case_files": "پرونده‌ها", "pension_payments": "پرداخت مستمری", "students": "دانش‌آموزان",
}  # fmt: skip
_EVERYWHERE = ""  # the county of a file that holds all of them
_NOTES = Sheet("راهنما", [["راهنمای تکمیل فرم"], [None, "تماس", 241], [None, name(5), None]])
_NOT_IN_1256 = str.maketrans(
    {"ی": "ي", "٬": ",", "−": "-", "\ufeff": ""}
    | dict(zip(DIGITS["persian"] + DIGITS["arabic"], DIGITS["latin"] * 2, strict=True))
)
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u00a0"))

Files = dict[str, bytes]


@dataclass
class Parcel:
    """A delivery as long as anything about it can still be changed.

    Attributes
    ----------
    rows
        By table: canonical text by canonical name, and the name of a person and a county beside.
    columns
        By table, what stands on its sheets, from the left.
    left_out
        Tables that are not sent.
    on_sheets
        What is done to each sheet before it is saved.
    on_lines
        What is done to the lines of each text file; a quoted cell may hold line breaks.
    on_files
        What is done to the contents of the files, by name, before they are sent.
    """

    rows: dict[str, list[Row]]
    habits: Habits
    settings: Settings
    rng: Random
    columns: dict[str, list[str]]
    left_out: set[str] = field(default_factory=set)
    on_sheets: list[Callable[[Sheet], None]] = field(default_factory=list)
    on_lines: list[Callable[[Sheet, list[str]], None]] = field(default_factory=list)
    on_files: list[Callable[[Files], None]] = field(default_factory=list)
    spoilt: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Tables, settings: Settings, habits: Habits, seed: int = 0) -> "Parcel":
        """Return a parcel of tables as text under canonical names."""
        rows = {table: frame.to_dict("records") for table, frame in tables.items()}
        counties = {row["case_id"]: row["county"] for row in rows["case_files"]}
        for number, row in enumerate(row for of_table in rows.values() for row in of_table):
            row[NAME] = name(number)
            row[COUNTY] = row.get("county") or counties.get(row["case_id"], "")
        columns = {table: [column.name for column in TABLES[table].columns] for table in rows}
        return cls(rows, habits, settings, Random(seed), columns)

    def send(self, folder: Path) -> list[Path]:
        """Write the delivery into a folder, and return what is to be named to the ingest."""
        files: Files = {}
        for stem, sheets in self._books():
            for sheet in sheets:
                for change in self.on_sheets:
                    change(sheet)
            files[f"{stem}.{self.habits.form}"] = self._saved(sheets)
        if self.habits.file_twice:
            first = min(files)
            files[f"copy of {first}"] = files[first]
        for change_files in self.on_files:
            change_files(files)
        if self.habits.pack == "zip":
            save(folder / "delivery.zip", zipped(files))
            return [folder / "delivery.zip"]
        for number, (file, content) in enumerate(files.items()):
            below = f"{number % 2}/" if self.habits.pack == "folders" else ""
            save(folder / f"{below}{file}", content)
        if self.habits.pack == "files":
            return [folder / file for file in files]
        return [folder]

    def _books(self) -> Iterator[tuple[str, list[Sheet]]]:
        """Yield the sheets of each file, and how it is called."""
        speller = Speller(self.habits, self.settings.terms, self.settings.areas, self.rng)
        sent = [table for table in self.rows if table not in self.left_out]
        for county in self._counties if self.habits.by_files else [_EVERYWHERE]:
            sheets = [
                lay_out(
                    TITLES[table], TABLES[table], self._columns(table),
                    self._groups(table, county), speller,
                )
                for table in sent
            ]  # fmt: skip
            if self.habits.one_book and not self.habits.is_text:
                yield f"delivery {county}".strip(), sheets
            else:
                for table, sheet in zip(sent, sheets, strict=True):
                    yield f"{table} {county}".strip(), [sheet]

    @property
    def _counties(self) -> list[str]:
        return sorted({row[COUNTY] for rows in self.rows.values() for row in rows})

    def _columns(self, table: str) -> list[str]:
        habits = self.habits
        others = ((NUMBER, habits.row_numbers), (NAME, habits.names), (REMARK, habits.remarks))
        first, *rest = [column for column, has in others if has] or [""]
        return [*filter(None, [first]), *self.columns[table], *rest]

    def _groups(self, table: str, county: str) -> list[Group]:
        rows = [row for row in self.rows[table] if county in (_EVERYWHERE, row[COUNTY])]
        if self.habits.shuffled:
            self.rng.shuffle(rows)
        twice = int(self.habits.twice * len(rows))
        rows += self.rng.sample(rows, twice)
        counties = sorted({row[COUNTY] for row in rows}) if self.habits.by_county else []
        if not counties:
            return [("", rows)]
        return [(self._named(c), [row for row in rows if row[COUNTY] == c]) for c in counties]

    def _named(self, county: str) -> str:
        try:
            return self.settings.areas[county].name_fa
        except UnknownAreaError:
            return county

    def _saved(self, sheets: list[Sheet]) -> bytes:
        if not self.habits.is_text:
            others = [_NOTES] if self.habits.other_sheets else []
            return workbook_bytes([*others, *sheets], f".{self.habits.form}")
        lines = text_lines(sheets[0], self.habits)
        for change in self.on_lines:
            change(sheets[0], lines)
        text = "".join(line + self.habits.line_end for line in lines)
        return encoded(text, self.habits.encoding)


def text_lines(sheet: Sheet, habits: Habits) -> list[str]:
    """Return the rows of a sheet as text, without the ends of lines."""
    separator = "\t" if habits.form in {"tsv", "txt"} else habits.separator
    lines = []
    for row in sheet.rows:
        line = io.StringIO()
        writer = csv.writer(line, delimiter=separator)
        writer.writerow([_as_text(cell, habits) for cell in row])
        lines.append(line.getvalue().removesuffix("\r\n"))
    return lines


def _as_text(cell: Cell, habits: Habits) -> str:
    text = "" if cell is None else str(cell)
    if habits.encoding != "cp1256":
        return text
    if habits.labels != "fa":  # among Latin letters alone, marks do not tell whose code page it is
        text = text.translate(_MARKS).strip(ZWNJ)
    return text.translate(_NOT_IN_1256)


def encoded(text: str, encoding: str) -> bytes:
    """Return a text as bytes; UTF-16 begins with its mark."""
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return mark.get(encoding, b"") + text.encode(encoding)
