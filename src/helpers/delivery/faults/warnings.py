"""Warnings: what is odd but accepted, counted and shown in the reports."""

from helpers.delivery.faults.kind import FaultKind

WARNINGS = (
    FaultKind(
        "W201", "the same row stands twice; one is kept",
        "Every cell agrees, so it is one row sent twice.", "each row once",
        "one county in two files", "nothing; or leave the second one out",
    ),
    FaultKind(
        "W202", "a column is not part of the contract; it is left out",
        "It is neither stored nor shown.", "the columns of the table alone",
        "a column of remarks", "nothing; do not send what is not needed",
    ),
    FaultKind(
        "W203", "the head's birth date is not known", "Counted as of unknown age.",
        "a date", "an empty cell", "ask the office to fill it in",
    ),
    FaultKind(
        "W204", "the cause of a woman's headship is not known", "Counted as unknown cause.",
        "a cause", "an empty cell", "ask the office to fill it in",
    ),
    FaultKind(
        "W205", "a cause of headship for a man", "It is kept, and counted nowhere.",
        "an empty cell", "head male, cause death of husband", "correct the sex or the cause",
    ),
    FaultKind(
        "W206", "the head's age at opening is improbable",
        "Under 12 or over 110 years; counted as it stands.", "a likely date",
        "born 1250", "look the date up",
    ),
    FaultKind(
        "W207", "a regular payment for a month in which the file was not open",
        "Counted in its month as it stands.",
        "the file open on some day of the month", "paid after the file was closed",
        "look up whether it is an arrear",
    ),
    FaultKind(
        "W208", "a regular payment of zero", "It makes nobody a recipient.",
        "more than 0", "a suspended pension sent as 0", "nothing; or leave the row out",
    ),
    FaultKind(
        "W209", "one person heads two files that are open at once",
        "Both are counted as they stand.",
        "one open file for each head", "a file opened anew in another county before the old one"
        " was closed", "look up which of the files is to be closed",
    ),
    FaultKind(
        "W210", "a household has open files in two counties at once",
        "It is counted in both counties.", "one open file for each household",
        "moved, and not closed where it was", "close the file in the county it has left",
    ),
    FaultKind(
        "W211", "the student's support goes on while the case file is closed",
        "Counted as it stands.", "the case file open as long as the support goes on",
        "support without an end, file closed last year", "look up which of the two has ended",
    ),
    FaultKind(
        "W212", "the student's county is not that of the case file",
        "Counted in the student's county.", "a county in which the case file is or was",
        "a student in the dormitory of another county", "nothing, if it is so",
    ),
    FaultKind(
        "W213", "the amount of a regular payment is far from the legislated pension",
        "Less than a fifth, or more than five times as much; counted as it stands.",
        "about the amount for the size of the household", "a zero too many",
        "look the amount up",
    ),
    FaultKind(
        "W214", "a row of totals is left out",
        "It is the sum of what stands in the other rows.", "rows of data alone",
        "«جمع کل» at the foot", "nothing",
    ),
    FaultKind(
        "W215", "the total at the foot is not the sum of the rows",
        "Rows may be missing, or stand twice.", "a total that agrees, or none",
        "«جمع کل» above a row that was filtered out", "compare the file with its source",
    ),
    FaultKind(
        "W216", "a sheet holds no table of the contract; it is left out",
        "It is neither stored nor shown.", "sheets with the headings of a table",
        "a sheet of charts", "nothing; do not send what is not needed",
    ),
)  # fmt: skip
