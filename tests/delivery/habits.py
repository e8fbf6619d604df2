"""The habits of an office: all the ways in which it may write and send the same tables."""

from dataclasses import dataclass

TEXT_FORMS = ("csv", "tsv", "txt")
BOOK_FORMS = ("xlsx", "xls", "xlsb", "ods")
FORMS = TEXT_FORMS + BOOK_FORMS


@dataclass(frozen=True)
class Habits:
    """How an office writes and sends; the defaults give CSV files as the contract would have them.

    Attributes
    ----------
    form
        Suffix of its files.
    headings
        ``canonical``, ``persian``, or ``own``: words of the office, explained in its settings.
    labels
        Of codes and counties: ``codes``, ``fa``, ``en``, or ``mixed`` in one column.
    arabic_letters
        Whether ی, ک, ه are written ي or ى, ك, ة.
    joints
        Inside words, for ZWNJ: ZWNJ, a space, or nothing.
    digits
        ``latin``, ``persian``, ``arabic``, or ``mixed`` from cell to cell.
    dates
        Gregorian: ``iso``, ``time`` (00:00:00 behind it), ``cell`` of a workbook, ``serial``
        number. Solar Hijri: ``slash``, ``dash``, ``dot``, ``plain``, ``short`` (without zeros).
        Or ``mixed``.
    months
        ``dash``, ``slash``, ``short``, ``plain``, ``words``, ``mixed``.
    marks
        Between thousands: nothing, or a sign.
    minus
        Of a negative amount: ``before``, ``behind``, or ``sign`` (U+2212).
    unit
        ``rials``, ``tomans`` as the heading says, or ``cells``: one of both behind each amount.
    numbers
        Amounts and sizes as ``text``, as ``numbers`` (in a workbook; numbers of files and persons
        too, where no digit is lost) or as ``floats``: 3.0.
    strays
        Marks of direction, spaces that do not break, and spaces around cells.
    names, row_numbers, remarks
        Columns that the contract does not know.
    shuffled
        Columns in any order, rows too.
    titles, blank_columns, blank_rows
        How many.
    padded
        Whether titles, blank rows and totals have as many cells as the headings.
    bands
        Of the headings: none, ``groups`` above them, ``tall`` (each over two rows), ``split`` (what
        two neighbours begin with stands above both).
    wide
        Whether some headings stand over a blank column too.
    totals
        The label at the foot; none if empty.
    wrong_totals
        Whether a total is not the sum of the rows.
    by_county
        Whether each county's rows have a total of their own.
    encoding, separator, line_end
        Of text files.
    trailing
        A separator behind ``all`` rows, ``some``, or none.
    pack
        ``files`` named one by one, a ``folder``, ``folders`` in it, or ``zip``.
    by_files
        Whether each county has its files.
    one_book
        Whether the tables are sheets of one workbook.
    other_sheets
        Whether workbooks have sheets of something else.
    twice
        Share of the rows that are sent twice.
    file_twice
        Whether a file is sent twice, under two names.
    """

    form: str = "csv"
    headings: str = "canonical"
    labels: str = "codes"
    arabic_letters: bool = False
    joints: str = "\u200c"
    digits: str = "latin"
    dates: str = "iso"
    months: str = "dash"
    marks: str = ""
    minus: str = "before"
    unit: str = "rials"
    numbers: str = "text"
    strays: bool = False
    names: bool = False
    row_numbers: bool = False
    remarks: bool = False
    shuffled: bool = False
    titles: int = 0
    blank_columns: int = 0
    blank_rows: int = 0
    padded: bool = True
    bands: str = ""
    wide: bool = False
    totals: str = ""
    wrong_totals: bool = False
    by_county: bool = False
    encoding: str = "utf-8"
    separator: str = ","
    line_end: str = "\r\n"
    trailing: str = ""
    pack: str = "folder"
    by_files: bool = False
    one_book: bool = False
    other_sheets: bool = False
    twice: float = 0
    file_twice: bool = False

    @property
    def is_text(self) -> bool:
        """Whether its files are text."""
        return self.form in TEXT_FORMS
