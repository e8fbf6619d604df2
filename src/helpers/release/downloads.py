"""The numbers of a page as CSV, for machines."""

from collections import Counter
from collections.abc import Collection, Sequence

from helpers.domain.codelists import TOTAL
from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import Row
from helpers.domain.vintages import PAST_COLUMNS
from helpers.release.pages import Subject
from helpers.release.published_csv import published_csv

Rows = Sequence[Row]


def csv_text(rows: Rows) -> str:
    """Return the rows as CSV: the columns of the published table, codes and ASCII digits.

    Raises
    ------
    DataError
        If a code could run as a formula in a spreadsheet.
    """
    return published_csv(rows, COLUMNS, "the numbers of the page")


def past_shown(past: Rows, main_series: Collection[str], subject: Subject) -> list[Row]:
    """Return what was published of a page's numbers: of those revised, and of the main series.

    Parameters
    ----------
    past
        The stories of all numbers of the page, as rows in the order of ``PAST_COLUMNS``.
    main_series
        Codes of the statistics whose revision triangle the page shows.
    """
    times = Counter(row[: len(KEY)] for row in past)
    return [
        row
        for row in past
        if times[key := row[: len(KEY)]] > 1
        or (key[0] in main_series and key[2:] == (subject.area, TOTAL, TOTAL))
    ]


def past_csv(past: Rows) -> str:
    """Return what was published before as CSV.

    Raises
    ------
    DataError
        If a code could run as a formula in a spreadsheet.
    """
    return published_csv(past, PAST_COLUMNS, "what was published of the numbers before")
