"""Settings of one office, and where its project's files are."""

import os
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from helpers.configuration import Configuration
from helpers.domain.about import Edition
from helpers.domain.areas import Areas, UnknownAreaError, read_areas
from helpers.domain.corrections import FILE as CORRECTIONS
from helpers.domain.corrections import Correction, read_corrections
from helpers.domain.pension_scale import FILE as PENSION_SCALE
from helpers.domain.pension_scale import PensionScale, PensionScaleError, read_pension_scale
from helpers.domain.plain_text import misleading_characters
from helpers.domain.release_calendar import CalendarError, ReleaseCalendar, read_calendar
from helpers.domain.terms import Terms, read_terms
from helpers.domain.vintages import PUBLISHED_NUMBERS
from helpers.errors import RequestError, some

FILE_NAME = "karnameh.toml"
ROOT_VARIABLE = "KARNAMEH_ROOT"
STATISTICS_VARIABLE = "KARNAMEH_STATISTICS"
HISTORY_VARIABLE = "KARNAMEH_HISTORY"


@dataclass(frozen=True)
class Settings:
    """The settings, and the folders of the project they belong to."""

    root: Path
    configuration: Configuration

    @property
    def reference(self) -> Path:
        """Folder of the reference tables."""
        return self.root / "data" / "reference"

    @property
    def register(self) -> Path:
        """Folder of the default register."""
        return self.root / "data" / "register"

    @property
    def statistics(self) -> Path:
        """Folder of the published tables, one file an edition."""
        return self.root / "data" / "statistics"

    @property
    def published_table(self) -> Path:
        """The published table that a notebook reads; a build names its own in the environment."""
        return Path(os.environ.get(STATISTICS_VARIABLE) or self.statistics / "public.parquet")

    @property
    def published_history(self) -> Path:
        """What a notebook compares the table with; a build names its own in the environment."""
        return Path(os.environ.get(HISTORY_VARIABLE) or self.reports / PUBLISHED_NUMBERS)

    @property
    def notebooks(self) -> Path:
        """Folder of the reports' notebooks."""
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        """Folder that is published."""
        return self.root / "reports"

    def folder_of(self, edition: Edition, *, prepared: bool = False) -> Path:
        """Return the folder of an edition: only what is published stands in the public one."""
        private = [edition] if edition != "public" else []
        return self.root / "-".join(["reports", *private, *(["prepared"] if prepared else [])])

    @cached_property
    def areas(self) -> Areas:
        """The province and its counties."""
        try:
            return read_areas(self._table("areas.csv"), self.configuration.province.code)
        except UnknownAreaError as error:
            raise RequestError(
                "the province of the settings is not in the table of areas",
                where=f"{FILE_NAME}, province.code",
                found=error.asked,
                expected=f"one of {', '.join(error.known)}",
                do="correct the code, or add the province and its counties to areas.csv",
            ) from None

    @cached_property
    def terms(self) -> Terms:
        """The words used in many places."""
        return read_terms(self._table("terms.csv"))

    @cached_property
    def corrections(self) -> list[Correction]:
        """The dated notices that correct published pages, the newest first."""
        try:
            return read_corrections(self.reference, self.areas.codes)
        except (OSError, ValueError) as error:
            raise RequestError(
                "the table of corrections is wrong",
                where=f"data/reference/{CORRECTIONS}",
                found=str(error),
                do="correct it",
            ) from None

    @cached_property
    def pension_scale(self) -> PensionScale:
        """The legislated pensions of each month, by household size, in rials."""
        try:
            return read_pension_scale(self.reference / PENSION_SCALE)
        except PensionScaleError as error:
            raise RequestError(
                "the pension scale does not give one amount for every household size",
                where=f"data/reference/{PENSION_SCALE}, months {some(error.months)}",
                do="complete the table, or leave the month out",
            ) from None

    @cached_property
    def calendar(self) -> ReleaseCalendar:
        """When each edition is to be published, and was."""
        path = self.reference / "release_calendar.csv"
        try:
            return read_calendar(path)
        except (OSError, UnicodeDecodeError, CalendarError) as error:
            raise RequestError(
                "the release calendar is wrong",
                where=str(path.relative_to(self.root)),
                found=str(error),
                expected="a row for each period: 1403-07,all,2024-11-10,,,",
                do="correct the rows",
            ) from None

    def _table(self, name: str) -> Path:
        """Return where a table of words stands, whose text is known to show what it says."""
        path = self.reference / name
        lines = path.read_text("utf-8-sig").split("\n")
        for number, line in enumerate(lines, 1):
            for character in misleading_characters(line.rstrip("\r")):
                raise RequestError(
                    "a table holds a character that changes how others are shown",
                    where=f"{path.relative_to(self.root).as_posix()}, line {number}",
                    found=character,
                    do="take it out",
                )
        return path


def find_root(start: Path | None = None) -> Path:
    """Return the project's folder: named in the environment, or at or above ``start``.

    A notebook may be run from any folder of the project, and the package itself stands in one.

    Raises
    ------
    RequestError
        If no folder with a settings file is found.
    """
    if named := os.environ.get(ROOT_VARIABLE):
        start = Path(named)
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents, *Path(__file__).resolve().parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise RequestError(
        f"no {FILE_NAME} was found",
        where=f"{start} and the folders above it",
        do=f"run from inside the project, or name its folder in {ROOT_VARIABLE}",
    )


def load_settings(root: Path | None = None) -> Settings:
    """Read and check the settings file of a project.

    Raises
    ------
    RequestError
        If the file cannot be read or a value is missing, unknown or wrong; all are listed.
    """
    root = root or find_root()
    path = root / FILE_NAME
    try:
        return Settings(root, Configuration.model_validate(tomllib.loads(path.read_text("utf-8"))))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RequestError(
            "the settings cannot be read",
            where=str(path),
            found=str(error),
            do="correct the file",
        ) from error
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise RequestError(
            "the settings are wrong",
            where=str(path),
            found="; ".join(faults),
            expected="the keys and values explained in the file",
            do="correct them",
        ) from None
