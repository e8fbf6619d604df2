"""Errors: each refuses the delivery."""

from helpers.delivery.faults.kind import FaultKind

_CORRECT = "correct it at the source"
_ASK = "look the file up at the office, and correct it at the source"

ERRORS = (
    FaultKind(
        "E101", "the file is not one that can be read",
        "Only files of known kinds are read; none is passed over in silence.",
        "a file ending in .xlsx, .xls, .xlsb, .ods, .csv, .tsv, .txt or .parquet, or a folder"
        " or .zip of such files", "`list.docx`",
        "save it as a workbook or as CSV (UTF-8), or name the right file",
    ),
    FaultKind(
        "E102", "the contents cannot be read",
        "The file is damaged, empty, protected by a password, or its letters can be read in no"
        " known encoding.",
        "a whole workbook without a password; CSV in UTF-8, UTF-16 or Windows-1256; Parquet",
        "a download that broke off",
        "open it, look whether it is whole, and save it anew",
    ),
    FaultKind(
        "E103", "the table is not recognised by its columns",
        "A file belongs to the table whose headings it carries, in whatever order.",
        "the headings of case files, of pension payments or of students in a row at the top",
        "a file without a row of headings",
        "put the headings, Persian or canonical, above the rows; or say in karnameh.toml, under"
        " [deliveries.headings], what the office calls the columns",
    ),
    FaultKind(
        "E104", "a column is missing",
        "Its cells may be empty, where the contract says so; the column itself must be there."
        " Only the national id may be left out.",
        "every column of the table", "case files without «تاریخ مختومه»",
        "add the column, empty if need be; or say in karnameh.toml, under"
        " [deliveries.headings], what the office calls it",
    ),
    FaultKind(
        "E105", "a column stands twice",
        "Which of the two holds is not for the program to guess.",
        "every column once, by one of its headings", "«ماه» and `month` in one file",
        "remove one of them",
    ),
    FaultKind(
        "E106", "the row has more or fewer cells than the headings",
        "Cells have moved into the columns of others.",
        "as many cells as headings", "an address with a comma, without quotation marks",
        "put cells that hold commas between quotation marks",
    ),
    FaultKind(
        "E107", "no file brings this table",
        "A register is three tables: the first delivery brings all of them.",
        "files for case files, pension payments and students", "a delivery without students",
        "deliver the missing file; a table without rows still has its headings",
    ),
    FaultKind(
        "E108", "there is no regular payment",
        "The months a register covers are those of its regular payments.",
        "at least one regular payment", "a file of payments that holds headings alone",
        "deliver the payments of the months to be reported",
    ),
    FaultKind(
        "E111", "a required cell is empty",
        "Nothing can be counted without it.", "a value", "a case file without a county",
        _CORRECT,
    ),
    FaultKind(
        "E112", "not a date",
        "The cell cannot be read as a day one way only.",
        "a Solar Hijri date as 1403/07/30, 1403-07-30 or 14030730, Gregorian 2024-10-21, or a"
        " date cell of a workbook",
        "`1403/07/31` (Mehr has 30 days); `21/10/2024`", _CORRECT,
    ),
    FaultKind(
        "E113", "not a month", "Payments are counted in the month they are for.",
        "a Solar Hijri month as 1403-07", "`1403-13`", _CORRECT,
    ),
    FaultKind(
        "E114", "not in the code list", "A category outside the list would be lost.",
        "a code of the list, or its Persian or English label", "`urbann`", _CORRECT,
    ),
    FaultKind(
        "E115", "not a county of the province", "The row would be counted nowhere.",
        "the code or the name of a county in data/reference/areas.csv", "a city's name",
        "correct it at the source, or add the county to areas.csv",
    ),
    FaultKind(
        "E116", "not a whole number", "It cannot be added up.",
        "digits, with thousands marks or without", "`5.5`; `پنج`", _CORRECT,
    ),
    FaultKind(
        "E117", "the number is out of bounds", "No household, and no support, is of that size.",
        "a household size from 1 to 20; money for support not below 0", "a household of 0",
        _CORRECT,
    ),
    FaultKind(
        "E118", "not a national id",
        "The ten digits must agree with their check digit. The number is never shown.",
        "10 digits with a valid check digit, or an empty cell", "nine digits",
        "correct it at the source, or leave the cell empty",
    ),
    FaultKind(
        "E119", "the number has lost its digits",
        "A spreadsheet has rounded a long number, or taken the zeros before it away; different"
        " files or persons may now look the same.",
        "the number as text, all digits", "`1.23E+09`; a national id of nine digits",
        "format the column as text before filling it, and export again",
    ),
    FaultKind(
        "E120", "the date is in the future", "What has not happened cannot be counted.",
        "a day or a month not after the day of the ingest", "opened next year", _CORRECT,
    ),
    FaultKind(
        "E121", "the key stands twice, with different contents",
        "Which of the rows holds is not for the program to guess.",
        "each file and day of opening, payment, student and start of support once",
        "two payments of one number", "remove or correct one of the rows",
    ),
    FaultKind(
        "E122", "it ends before it begins", "A spell or a support of negative length.",
        "an end on or after the beginning", "opened 1402/05/01, closed 1401/05/01", _CORRECT,
    ),
    FaultKind(
        "E123", "closed without a reason", "Closures are reported by reason.",
        "a reason wherever there is a closing date", "«تاریخ مختومه» without «علت مختومه»",
        _CORRECT,
    ),
    FaultKind(
        "E124", "the spells of one case file overlap",
        "The file would be open twice at once.",
        "each spell beginning on or after the day the one before was closed",
        "opened again while still open", _ASK,
    ),
    FaultKind(
        "E125", "the head was born after the file was opened",
        "One of the two dates is wrong.", "a birth before the opening",
        "born 1403, opened 1402", _CORRECT,
    ),
    FaultKind(
        "E126", "a reason for ending without a date",
        "Whether it has ended cannot be read one way only.",
        "both the date and the reason, or neither", "«علت مختومه» without «تاریخ مختومه»",
        _CORRECT,
    ),
    FaultKind(
        "E127", "the case file is unknown",
        "Payments and students belong to a file of this delivery or of an earlier one.",
        "a number that stands among the case files", "a payment to a file never delivered",
        "deliver the case file too, or correct the number",
    ),
    FaultKind(
        "E128", "two regular payments to one file for one month",
        "A second one is an arrear or a correction; counted as regular it would be a"
        " second pension.",
        "at most one regular payment for each file and month", "the month sent twice",
        "remove one, or say which kind it is",
    ),
    FaultKind(
        "E129", "the amount is negative",
        "Only a correction may take money back.",
        "0 or more, unless the kind is correction", "a regular payment of -5,000,000",
        "correct the amount or the kind",
    ),
    FaultKind(
        "E130", "the stage is not one of the level",
        "School and university are counted apart.",
        "a stage of school for school, of university for university",
        "school, bachelor", "correct the level or the stage",
    ),
    FaultKind(
        "E131", "the supports of one student overlap", "The student would be counted twice.",
        "each support beginning on or after the day the one before ended",
        "a new support while the old one has no end", _ASK,
    ),
    FaultKind(
        "E132", "a national id stands in place of the file's number",
        "Numbers of files are stored; national ids never are.",
        "the number that the office gave the file", "«شماره پرونده» equal to «کد ملی»",
        "deliver the file's own number",
    ),
    FaultKind(
        "E133", "the number differs from another one by zeros before it alone",
        "A spreadsheet has taken the zeros away, or they are two files: that is not for the"
        " program to guess.",
        "one and the same number, zeros included, wherever a file, a payment or a student is"
        " named", "file `00123` with payments to file `123`",
        "format the column as text before filling it, and export again",
    ),
    FaultKind(
        "E134", "not the number of a file, a payment or a student",
        "Words may be a name, and no name is ever stored.",
        "a number, or a short code with digits in it", "a name in the column «شماره پرونده»",
        "put the office's own number there",
    ),
    FaultKind(
        "E135", "the amounts are in another unit than the heading says",
        "Half of the regular payments are far below, or far above, the legislated pension:"
        " every sum would be wrong by the same factor.",
        "rials under «مبلغ (ریال)», tomans under «مبلغ (تومان)»",
        "tomans under «مبلغ (ریال)»",
        "correct the heading, and deliver again",
    ),
)  # fmt: skip
