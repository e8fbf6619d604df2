"""Damages of whole files: columns, rows of text, and the bytes themselves."""

from collections.abc import Callable
from dataclasses import replace

from delivery.damage import Damage
from delivery.habits import BOOK_FORMS, FORMS, TEXT_FORMS
from delivery.harm import CASE_FILES, PAYMENTS, STUDENTS
from delivery.layout import NAME
from delivery.office import Files, Parcel
from delivery.sheets import Sheet, zipped
from delivery.xls import compound_file

from helpers.register.schema import TABLES

_TABLES = (CASE_FILES, PAYMENTS, STUDENTS)
_SEPARATORS = ",;\t|؛،"


def _columns(name: str, code: str, change: Callable[[Parcel, list[str]], None]) -> Damage:
    def apply(parcel: Parcel) -> None:
        change(parcel, parcel.columns[parcel.rng.choice(_TABLES)])

    return Damage(name, apply, frozenset({code}))


def _remove_one(parcel: Parcel, columns: list[str]) -> None:
    columns.remove(parcel.rng.choice([name for name in columns if name != "national_id"]))


def _write_one_twice(parcel: Parcel, columns: list[str]) -> None:
    columns.append(parcel.rng.choice(columns))


def _leave_out_a_table(parcel: Parcel) -> None:
    parcel.left_out.add(parcel.rng.choice(_TABLES))


def _send_no_regular_payment(parcel: Parcel) -> None:
    for row in parcel.rows[PAYMENTS]:
        if row["kind"] == "regular":
            row["kind"] = "arrears"


def _send_another_unit(parcel: Parcel) -> None:
    """Write a tenth, or the tenfold, of what the heading promises, in one file."""
    parcel.habits = replace(parcel.habits, by_files=False)
    smaller = parcel.rng.choice([True, False])
    for row in parcel.rows[PAYMENTS]:
        amount = row["amount_rials"]
        if amount.lstrip("-").isdigit():
            row["amount_rials"] = amount[:-1] if smaller else f"{amount}0"


def _lose_the_headings(parcel: Parcel) -> None:
    """Send one sheet without its headings, though others of the table may have theirs."""
    table = parcel.rng.choice(_TABLES)
    done = []

    def change(sheet: Sheet) -> None:
        if sheet.table == table and sheet.data and not done:
            done.append(sheet)
            lost = len(sheet.headings)
            del sheet.rows[sheet.headings.start : sheet.headings.stop]
            sheet.merged.clear()
            sheet.data = [row - lost for row in sheet.data]
            sheet.headings = range(0)

    parcel.on_sheets.append(change)


def _lines(name: str, change: Callable[[Parcel, list[str], int], None], *codes: str) -> Damage:
    """Return a damage of the lines of a text file, at the place of a row of it."""

    def apply(parcel: Parcel) -> None:
        table = parcel.rng.choice(_TABLES)
        done = []

        def of_file(sheet: Sheet, lines: list[str]) -> None:
            if sheet.table == table and sheet.data and not done:
                done.append(sheet)
                there = [place for place in sheet.data if place < len(lines)]
                change(parcel, lines, parcel.rng.choice(there[len(there) // 2 :]))

        parcel.on_lines.append(of_file)

    return Damage(name, apply, frozenset(codes), forms=TEXT_FORMS)


def _separator(parcel: Parcel) -> str:
    return parcel.habits.separator if parcel.habits.form == "csv" else "\t"


def _put_a_cell_too_many(parcel: Parcel, lines: list[str], place: int) -> None:
    separator = _separator(parcel)
    first, _, rest = lines[place].partition(separator)
    lines[place] = separator.join([first, "کوچه سرو", rest])


def _break_off(parcel: Parcel, lines: list[str], place: int) -> None:
    lines[place] = lines[place][: len(lines[place]) // 3]
    del lines[place + 1 :]


def _leave_a_quote_open(parcel: Parcel, lines: list[str], place: int) -> None:
    separator = _separator(parcel)
    first, _, rest = lines[place].partition(separator)
    lines[place] = f'{first}{separator}"{rest}'


def _files(name: str, change: Callable[[Parcel, Files], None], *codes: str, forms=FORMS) -> Damage:
    def apply(parcel: Parcel) -> None:
        parcel.on_files.append(lambda files: change(parcel, files))

    return Damage(name, apply, frozenset(codes), forms=forms)


def _truncate(parcel: Parcel, files: Files) -> None:
    file = parcel.rng.choice([name for name in files if name.endswith(BOOK_FORMS)])
    files[file] = files[file][: len(files[file]) * parcel.rng.randrange(30, 95) // 100]


def _lose_bytes_of_letters(parcel: Parcel, files: Files) -> None:
    """Put a title of Persian letters above a file, and break two of them."""
    title = "فهرست خانوارهای تحت پوشش در پایان سال\n".encode()
    file = parcel.rng.choice([name for name in files if name.endswith(TEXT_FORMS)])
    files[file] = title[:5] + title[6:31] + b"\xff" + title[32:] + files[file]


def _in_utf_8(damage: Damage) -> Damage:
    def apply(parcel: Parcel) -> None:
        parcel.habits = replace(parcel.habits, encoding="utf-8", headings="persian", labels="fa")
        damage.apply(parcel)

    return replace(damage, apply=apply)


def _with(name: str, content: bytes) -> Callable[[Parcel, Files], None]:
    """Return what puts another file beside those of the delivery."""
    return lambda parcel, files: files.update({name: content})


def _put_a_web_page(parcel: Parcel, files: Files) -> None:
    """Save a table as a page of the web, as offices' programs do, under the suffix of Excel."""
    table = TABLES[PAYMENTS]
    row = parcel.rows[CASE_FILES][0]
    cells = [column.heading for column in table.columns], [row[NAME], row["national_id"]]
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in cells)
    files["report.xls"] = f"<html><body><table>{lines}</table></body></html>".encode()


def _put_an_archive(parcel: Parcel, files: Files) -> None:
    inner = {name: content for name, content in files.items() if name == min(files)}
    files["more.zip"] = zipped({"inner.zip": zipped(inner)})


_ENCRYPTED = compound_file({"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": b"\x07" * 5000})

IN_FILES = (
    _files("a letter among the files", _with("نامه.docx", b"PK\x03\x04 dear office"), "E101"),
    _files("an archive in an archive", _put_an_archive, "E101", "E102"),
    _files("a workbook that broke off", _truncate, "E102", forms=BOOK_FORMS),
    _files("an empty file", _with("more.csv", b""), "E102"),
    _files("a workbook of no bytes", _with("more.xlsx", b""), "E102"),
    _files("a workbook with a password", _with("more.xlsx", _ENCRYPTED), "E102"),
    _files("a page of the web called .xls", _put_a_web_page, "E102"),
    _in_utf_8(_files("letters with lost bytes", _lose_bytes_of_letters, "E102", forms=TEXT_FORMS)),
    Damage("a table without its headings", _lose_the_headings, frozenset({"E103"})),
    _files("a table of something else", _with("more.csv", b"item,price\npen,5\nink,7\n"), "E103"),
    _columns("a column missing", "E104", _remove_one),
    _columns("a column twice", "E105", _write_one_twice),
    _lines("a row with a cell too many", _put_a_cell_too_many, "E106"),
    _lines("a text that broke off", _break_off, "E106", "E102"),
    _lines("a quotation mark that is not closed", _leave_a_quote_open, "E106", "E102"),
    Damage("a table that is not sent", _leave_out_a_table, frozenset({"E107"})),
    Damage("no regular payment", _send_no_regular_payment, frozenset({"E108"})),
    Damage("amounts in another unit", _send_another_unit, frozenset({"E135"})),
)
