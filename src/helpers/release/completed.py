"""What a notebook hands over when it has run to its end: the numbers its page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import from_csv
from helpers.domain.vintages import PAST_COLUMNS
from helpers.errors import DataError
from helpers.release.notebooks import COMPLETE_TAG

MIMETYPE = "application/vnd.karnameh.report+json"


@dataclass(frozen=True)
class Completed:
    """The result of a notebook that ran to its end.

    Attributes
    ----------
    status
        Observation status of the whole page, an SDMX letter.
    synthetic
        Whether the people behind the numbers are made up.
    summary
        The headline as plain text.
    rows
        The rows of the published table that the page shows: tuples in the order of
        :data:`helpers.domain.structure.COLUMNS`, values as text.
    absent
        Keys the page has looked up and the table does not hold.
    past
        What was published of the rows: tuples in the order of
        :data:`helpers.domain.vintages.PAST_COLUMNS`.
    main_series
        The statistics whose revision triangle the page shows.
    """

    status: str
    synthetic: bool
    summary: str
    rows: tuple[tuple[str, ...], ...]
    absent: tuple[tuple[str, ...], ...] = ()
    past: tuple[tuple[str, ...], ...] = ()
    main_series: tuple[str, ...] = ()


def read_completed(notebook: NotebookNode) -> Completed:
    """Return what the cell tagged ``complete`` handed over.

    Raises
    ------
    DataError
        If the cell did not run, or its output lacks a part: a notebook that ends early must not
        count as done.
    """
    content = next(_handed_over(notebook), None)
    if content is None:
        raise DataError(
            "the notebook ended before its last cell",
            where=f"the cell tagged {COMPLETE_TAG!r}",
            found="no output of report.complete()",
            do="look for an early exit, or add report.complete() as the last cell",
        )
    try:
        return Completed(
            status=content["status"],
            synthetic=content["synthetic"],
            summary=content["summary"],
            rows=tuple(from_csv(content["rows"], COLUMNS)),
            absent=tuple(from_csv(content["absent"], KEY)),
            past=tuple(from_csv(content["past"], PAST_COLUMNS)),
            main_series=tuple(content["main_series"]),
        )
    except (KeyError, ValueError) as error:
        raise DataError(
            "the notebook did not hand over its numbers as it should",
            where=f"the cell tagged {COMPLETE_TAG!r}",
            found=str(error),
            expected="status, synthetic, summary, absent, past, main_series, and rows with "
            + ", ".join(COLUMNS),
        ) from None


def _handed_over(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    for cell in notebook.cells:
        if cell.cell_type == "code" and COMPLETE_TAG in cell.metadata.get("tags", []):
            for output in cell.outputs:
                if MIMETYPE in output.get("data", {}):
                    yield output.data[MIMETYPE]
