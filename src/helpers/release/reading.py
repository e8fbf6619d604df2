"""A release read as anyone can read it: from its published files alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.domain.deliveries import Fact
from helpers.domain.structure import COLUMNS, STATISTICS
from helpers.domain.tidy import Row, from_csv
from helpers.domain.vintages import PAST_COLUMNS, PUBLISHED_NUMBERS, History
from helpers.errors import DataError
from helpers.release.layout import editions_of, read_manifest
from helpers.release.pages import Subject, marked, subject_of


@dataclass(frozen=True)
class PublishedRelease:
    """A published folder, or a staged one that is about to be published.

    What has been read is kept: the checks of a release all ask for the same files.

    Attributes
    ----------
    expected
        What it holds, where no catalogue says so yet.
    """

    folder: Path
    expected: Sequence[Subject] | None = None

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest.

        Raises
        ------
        RequestError
            If the folder holds no release.
        """
        return read_manifest(self.folder)

    @cached_property
    def subjects(self) -> Sequence[Subject]:
        """Every report, period and area of the release, in the order of its catalogue."""
        if self.expected is not None:
            return self.expected
        return [
            subject_of(edition["report"], edition["period"], edition["area"], edition["edition"])
            for edition in editions_of(self.folder)
        ]

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of every published CSV, by its path.

        Raises
        ------
        DataError
            If a file is missing, or has other columns than the published table.
        """
        return {path: self._read(path) for path in self._csv_paths()}

    @cached_property
    def past(self) -> dict[Subject, list[Row]]:
        """What was published of the numbers of every edition before."""
        return {subject: self._read(subject.revisions, PAST_COLUMNS) for subject in self.subjects}

    @cached_property
    def delivered(self) -> dict[Subject, list[Fact]]:
        """What the pages of an edition say of the deliveries; where it has a file of that."""
        files = self.manifest["files"]
        return {
            subject: [*map(Fact._make, self._table(subject.deliveries, Fact._fields))]
            for subject in self.subjects
            if subject.deliveries in files
        }

    @cached_property
    def history(self) -> History | None:
        """The record of what was published; a release that was made before there was one has none.

        Raises
        ------
        DataError
            If it cannot be read.
        """
        from helpers.domain.vintages_file import read  # loads what a build without work needs not

        path = marked(PUBLISHED_NUMBERS, self.manifest["edition"])
        if path not in self.manifest["files"]:
            return None
        try:
            return read(self.folder / path)
        except (OSError, ValueError) as error:
            raise DataError(
                "the record of what was published cannot be read",
                where=path,
                found=str(error),
                do="build the release again",
            ) from None

    def _csv_paths(self) -> Iterator[str]:
        return (subject.csv for subject in self.subjects)

    def _read(self, path: str, columns: Sequence[str] = COLUMNS) -> list[Row]:
        rows = self._table(path, columns)
        place = columns.index("statistic")
        if unknown := sorted({row[place] for row in rows} - STATISTICS.keys()):
            raise _unreadable(path, f"there is no statistic {', '.join(unknown)}", columns)
        return rows

    def _table(self, path: str, columns: Sequence[str]) -> list[Row]:
        try:
            rows = from_csv((self.folder / path).read_text("utf-8"), columns)
        except (OSError, ValueError) as error:
            raise _unreadable(path, str(error), columns) from None
        if any(len(row) != len(columns) for row in rows):
            raise _unreadable(path, "a row with more or fewer cells", columns)
        return rows


def _unreadable(path: str, found: str, columns: Sequence[str]) -> DataError:
    return DataError(
        "the published numbers of an edition cannot be read",
        where=path,
        found=found,
        expected=f"a CSV with the columns {', '.join(columns)}, of known codes",
        do="build the release again",
    )
