"""What was published before: what a build compares with, and puts on record for the next one.

The record stands in the published folder and is published with it: a release and what it remembers
change in one step, a folder that is moved keeps its past, and another folder has its own.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from helpers.domain.reasons import FILE, read_reasons
from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import Row
from helpers.domain.vintages import PUBLISHED_NUMBERS, History, Key, vintage_of
from helpers.errors import DataError, KarnamehError
from helpers.files import write_durably
from helpers.release.count import Table
from helpers.release.ingredients import method_of
from helpers.release.pages import marked
from helpers.release.revisions import (
    PUBLICATIONS,
    REVISIONS,
    large_revisions,
    last_publication,
    publications_csv,
    revisions_csv,
)  # fmt: skip
from helpers.settings import Settings

PATHS = (PUBLISHED_NUMBERS, REVISIONS, PUBLICATIONS)

_KEY_PLACES = [COLUMNS.index(name) for name in KEY]
_VALUE, _CONF_STATUS = COLUMNS.index("value"), COLUMNS.index("conf_status")


class Past:
    """The numbers published before, as they look from the count at hand.

    A build that finds the same count as before reads no more than the list of publications.

    Parameters
    ----------
    live
        The published folder.
    hand_over
        Where pages find them when the count at hand is not among them yet.

    Attributes
    ----------
    path
        The file that pages compare with.
    """

    def __init__(self, live: Path, table: Table, settings: Settings, hand_over: Path) -> None:
        self._table, self._settings = table, settings
        self._record = {path: marked(path, table.about.edition) for path in PATHS}
        self._file = live / self._record[PUBLISHED_NUMBERS]
        self._hand_over = hand_over
        self._last = self._last_publication(live)
        on_file = self._last == (table.about.series, table.digest)
        self.path = self._file if on_file else hand_over
        if not on_file:
            from helpers.domain.vintages_file import written

            write_durably(hand_over, written(self.history))

    def forget(self) -> None:
        """Remove what was handed over to pages."""
        self._hand_over.unlink(missing_ok=True)

    @property
    def is_another_series(self) -> bool:
        """Whether the register is of other people than what was published, so none is revised."""
        return self._last is not None and self._last[0] not in {"", self._table.about.series}

    @cached_property
    def history(self) -> History:
        """The published numbers, the last vintage being that of the count at hand."""
        from helpers.domain.vintages_file import read

        series = self._table.about.series
        now = vintage_of(self._table.about, self._table.digest, method_of(self._settings))
        try:
            return read(self._file).at(series, now)
        except FileNotFoundError:
            return History(series).at(series, now)
        except ValueError as error:
            raise self._unreadable(error) from None

    def on_record(self, rows: Iterable[Row]) -> tuple[dict[str, bytes], list[KarnamehError]]:
        """Return the files of the release to be that hold its past, and why it must not be.

        Parameters
        ----------
        rows
            What its editions publish that were made from the count at hand.
        """
        from helpers.domain.vintages_file import written

        history = self.history.with_published(map(_cell, rows))
        try:
            reasons = read_reasons(self._settings.reference)
        except ValueError as error:
            return {}, [DataError("the reasons of revisions cannot be read", where=FILE,
                                  found=str(error), do="correct the table")]  # fmt: skip
        files = {
            PUBLISHED_NUMBERS: written(history),
            REVISIONS: revisions_csv(history, reasons).encode(),
            PUBLICATIONS: publications_csv(history).encode(),
        }
        files = {self._record[path]: content for path, content in files.items()}
        return files, list(large_revisions(history, reasons, self._settings))

    def _last_publication(self, live: Path) -> tuple[str, str] | None:
        """Return series and count of the last publication; None where there is no record."""
        if not self._file.is_file():
            return None
        try:
            return last_publication((live / self._record[PUBLICATIONS]).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: OSError | ValueError) -> DataError:
        return DataError(
            "the record of what was published cannot be read", where=str(self._file),
            found=str(error), do="put back a copy of the published folder",
        )  # fmt: skip


def _cell(row: Row) -> tuple[Key, str, str]:
    return tuple(row[place] for place in _KEY_PLACES), row[_VALUE], row[_CONF_STATUS]
