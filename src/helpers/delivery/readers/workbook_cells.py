"""Reads a workbook in a process of its own: its bytes come in, its cells go out as text.

A damaged workbook can bring its reader down, not only make it fail, and the last words of that may
quote a cell. So it goes down alone, and unheard. Run as ``python -m`` this module, which imports
little, as it is started for every workbook.
"""

import datetime as dt
import io
import json
import sys
from contextlib import suppress
from itertools import islice
from typing import BinaryIO

from python_calamine import CalamineWorkbook, PasswordError

from helpers.delivery.readers.error_cells import Errors, find_errors

PROTECTED, UNREADABLE = 3, 4

_MOST_MEMORY = 3 << 30
_ROWS_AT_ONCE = 20_000
_TOO_LONG = 1e15  # a spreadsheet keeps fifteen digits of a number

_Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def write_cells(book: bytes, out: BinaryIO) -> None:
    """Write the cells of a workbook: in each line, as JSON, some rows of a sheet.

    That is the number and the name of the sheet, row and column of the first cell, counted from 0,
    and the text of the cells by columns. Sheets without cells are left out.
    """
    opened = CalamineWorkbook.from_filelike(io.BytesIO(book))
    errors = find_errors(book)
    for number, name in enumerate(opened.sheet_names):
        sheet = opened.get_sheet_by_index(number)
        if sheet.start is None:
            continue
        row, place = sheet.start
        lines = islice(sheet.iter_rows(), row, None)  # they begin at the top of the sheet
        while rows := list(islice(lines, _ROWS_AT_ONCE)):
            _put_errors(rows, errors.get(number, {}), row, place)
            columns = [list(map(cell_text, cells)) for cells in zip(*rows, strict=True)]
            out.write(json.dumps([number, name, row, place, columns]).encode() + b"\n")
            row += len(rows)


def _put_errors(rows: list[list[_Cell]], errors: Errors, first_row: int, first_place: int) -> None:
    for (row, place), error in errors.items():
        if first_row <= row < first_row + len(rows):
            rows[row - first_row][place - first_place] = error


def cell_text(cell: _Cell) -> str:
    """Return a cell as text: whole numbers without a point, days and times in ISO form.

    A number that is too long for a spreadsheet is written as it shows it, 1.23E+15, so that nobody
    takes it for exact.
    """
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case float():
            return _number_text(cell)
        case dt.datetime():
            return cell.isoformat(sep=" ")
        case _:
            return str(cell)


def _number_text(number: float) -> str:
    shown = number if number.is_integer() else float(f"{number:.15g}")
    if abs(shown) >= _TOO_LONG:
        return f"{shown:.14E}"
    return str(int(shown)) if shown.is_integer() else repr(shown)


def _limit() -> None:
    """Let the process have no more memory than a workbook needs, and leave no image of it."""
    with suppress(ImportError, OSError, ValueError):  # not every system has such limits
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def main() -> int:
    """Read the standard input, write the standard output; return the status of the process."""
    _limit()
    try:
        write_cells(sys.stdin.buffer.read(), sys.stdout.buffer)
    except PasswordError:
        return PROTECTED
    except BaseException:  # a panic of the reader is no Exception
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
