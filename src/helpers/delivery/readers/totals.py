"""Rows of totals and blank rows, told from rows of data."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.delivery.source import ROW, Cells, FoundColumn
from helpers.domain.persian import normalise_letters
from helpers.register.schema import TableSchema

_LABELS = "جمع|مجموع|سرجمع|جمعکل|حاصل جمع|totals?|grand total|sub[- ]?total|sum"
_LABEL = re.compile(rf"\W*(?:{_LABELS})(?:\W.*)?", re.DOTALL)
VISIBLE = r"[^\s\pZ\p{Cf}]"
_BLANK = r"^[\s\pZ\p{Cf}]*$"
_BLANK_OR_LIKE_A_LABEL = r"(?i)^[^\pL\pN]*(?:$|جـ*م|مـ*ج|سـ*ر|حـ*ا|total|grand|sub|sum)"


def is_total_label(text: str) -> bool:
    """Return whether a cell says that its row is a total: «جمع», or «جمع کل» of somewhere."""
    return bool(_LABEL.fullmatch(normalise_letters(text).casefold()))


def is_blank(text: str) -> bool:
    """Return whether a cell holds nothing that can be seen."""
    return not text or not normalise_letters(text)


class RowSorter:
    """Sorts rows of text into rows of data and totals; blank rows are left out.

    A row is a total if one of its cells says so, and where a row of data has its key, its case file
    and its day there stands nothing, or only that. It is blank if the columns of the contract are.

    Parameters
    ----------
    table
        What the rows are of.
    columns
        Those found under the headings; every one of the key is among them.
    """

    def __init__(self, table: TableSchema, columns: Sequence[FoundColumn]) -> None:
        self._places = {column.name: column.place for column in columns if column.name}
        self._schema = pa.schema(
            [*((column.name, pa.string()) for column in table.columns), (ROW, pa.int32())]
        )
        self._identifying = [
            self._places[column.name]
            for column in table.columns
            if column.name in self._places
            and (
                column.name in (*table.key, "case_id")
                or (column.kind == "date" and column.required)
            )
        ]

    def sort(
        self, columns: Mapping[int, pa.Array], numbers: np.ndarray, ragged: Sequence[int] = ()
    ) -> Cells:
        """Return the cells of some rows.

        Parameters
        ----------
        columns
            By place, the text of all columns, without nulls and all of one length.
        numbers
            The rows, as a spreadsheet numbers them.
        ragged
            Numbers of rows that are not among these.
        """
        totals, blank = self._told_apart(columns)
        rows = self._under_contract(columns, numbers)
        if not totals and not len(blank):
            return Cells(rows, rows.slice(0, 0), tuple(ragged))
        of_data = np.ones(len(numbers), dtype=bool)
        of_data[totals] = False
        of_data[blank] = False
        return Cells(rows.filter(pa.array(of_data)), rows.take(pa.array(totals, pa.int64())),
                     tuple(ragged))  # fmt: skip

    def is_total(self, cells: Mapping[int, str]) -> bool:
        """Return whether a row is a total; cells that it lacks are blank."""
        return any(map(is_total_label, cells.values())) and all(
            is_blank(cell) or is_total_label(cell)
            for cell in (cells.get(place, "") for place in self._identifying)
        )

    def _told_apart(self, columns: Mapping[int, pa.Array]) -> tuple[list[int], np.ndarray]:
        """Return the places of the totals and of the blank rows."""
        doubtful = _matching(columns[self._identifying[0]], _BLANK_OR_LIKE_A_LABEL)
        blank = doubtful
        for column in columns.values():
            if not len(blank):
                break
            blank = blank[_matching(column.take(pa.array(blank)), _BLANK)]
        doubtful = np.setdiff1d(doubtful, blank, assume_unique=True)
        texts = [column.take(pa.array(doubtful)).to_pylist() for column in columns.values()]
        totals, of_others = [], []
        for row, *cells in zip(doubtful.tolist(), *texts, strict=True):
            by_place = dict(zip(columns, cells, strict=True))
            if self.is_total(by_place):
                totals.append(row)
            elif all(is_blank(by_place[place]) for place in self._places.values()):
                of_others.append(row)
        return totals, np.append(blank, np.array(of_others, dtype=np.int64))

    def _under_contract(
        self, columns: Mapping[int, pa.Array], numbers: np.ndarray
    ) -> pa.RecordBatch:
        nothing = pa.repeat(pa.scalar(""), len(numbers))
        arrays = [
            columns[self._places[name]] if name in self._places else nothing
            for name in self._schema.names[:-1]
        ]
        return pa.RecordBatch.from_arrays(
            [*arrays, pa.array(numbers, pa.int32())], schema=self._schema
        )


def _matching(texts: pa.Array, pattern: str) -> np.ndarray:
    """Return the places of the texts that match."""
    found = pc.match_substring_regex(texts, pattern)
    return np.flatnonzero(found.to_numpy(zero_copy_only=False)).astype(np.int64)
