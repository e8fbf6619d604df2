"""A small clean delivery, and a project of its own to ingest it into."""

import dataclasses
import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from helpers.delivery.ingest import Receipt, ingest
from helpers.register.schema import TABLES
from helpers.settings import Settings


def national_id(number: int) -> str:
    """Make up a national id: nine digits and the check digit they ask for."""
    digits = f"{number:09d}"
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    return digits + str(rest if rest < 2 else 11 - rest)


def _table(name: str, rows: list[str]) -> pd.DataFrame:
    columns = [column.name for column in TABLES[name].columns]
    return pd.DataFrame([row.split(",") for row in rows], columns=columns).replace("-", "")


@dataclass
class Delivery:
    """Three tables as text, to be spoilt by a test and delivered."""

    tables: dict[str, pd.DataFrame]
    folder: Path
    settings: Settings
    data: Path  # of a project that has taken it as it is

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def spoil(self, name: str, row: int, **cells: str) -> None:
        """Put other text into the cells of a row, numbered as a spreadsheet does."""
        for column, text in cells.items():
            self.tables[name].loc[row - 2, column] = text

    def add(self, name: str, like: int, **cells: str) -> None:
        """Add a row like another one, but for some cells."""
        row = self.tables[name].loc[like - 2].to_dict() | cells
        self.tables[name] = pd.concat([self.tables[name], pd.DataFrame([row])], ignore_index=True)

    def write(self) -> Path:
        """Write the tables as CSV, and return their folder."""
        self.folder.mkdir(exist_ok=True)
        for name, table in self.tables.items():
            table.to_csv(self.folder / f"{name}.csv", index=False)
        return self.folder

    def ingest(self, **options: bool) -> Receipt:
        """Deliver the tables to the project's register."""
        return ingest([self.write()], self.settings.register, self.settings, **options)

    def has_arrived(self) -> None:
        """Bring the project to where ingesting the clean delivery has brought another one."""
        clean = clean_tables(self.settings)
        assert all(table.equals(clean[name]) for name, table in self.tables.items())
        for name in ("register", "secret"):
            place = self.settings.root / "data" / name
            shutil.copytree(self.data / name, place, copy_function=shutil.copy)


def _project(settings: Settings, root: Path) -> Settings:
    shutil.copytree(settings.reference, root / "data" / "reference")
    return dataclasses.replace(settings, root=root)


@pytest.fixture
def project(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of an empty project with the reference tables of this one."""
    return _project(settings, tmp_path / "project")


@pytest.fixture(scope="session")
def taken(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a project that has taken the clean delivery."""
    folder = tmp_path_factory.mktemp("taken")
    project = _project(settings, folder / "project")
    data = project.root / "data"
    Delivery(clean_tables(project), folder / "delivery", project, data).ingest()
    return data


@pytest.fixture
def delivery(project: Settings, taken: Path, tmp_path: Path) -> Delivery:
    """A clean delivery: nothing in it is at fault."""
    return Delivery(clean_tables(project), tmp_path / "delivery", project, taken)


def clean_tables(settings: Settings) -> dict[str, pd.DataFrame]:
    """Return the tables of a delivery in which nothing is at fault."""
    first, second = (county.code for county in settings.areas.counties[:2])
    ids = [national_id(number) for number in (123456789, 987654321, 55555001)]
    case_files = _table("case_files", [
        f"f1,{ids[0]},{first},urban,2019-05-01,-,-,female,1980-02-03,divorce,3",
        f"f2,{ids[1]},{first},rural,1395/02/10,1398/06/01,moved,female,1350/01/01,death,2",
        f"f2,{ids[1]},{second},rural,1398/06/01,-,-,female,1350/01/01,death,2",
        f"f3,-,{second},urban,13970310,14011220,employment,male,1985-07-08,-,4",
    ])  # fmt: skip
    payments = _table("pension_payments", [
        "p1,f1,1402-11,1402/12/01,regular,6000000,3",
        "p2,f1,1402-12,1403/01/05,regular,6000000,3",
        "p3,f2,1402-12,1403/01/05,regular,5000000,2",
        "p4,f2,1402-10,1403/01/05,arrears,5000000,2",
        "p5,f1,1402-11,1403/01/05,correction,-250000,3",
    ])  # fmt: skip
    students = _table("students", [
        f"s1,f1,{ids[2]},school,upper_secondary,female,{first},1400/07/01,1402/04/05,graduated,-",
        f"s1,f1,{ids[2]},university,bachelor,female,{first},1402/07/01,-,-,12000000",
        f"s2,f3,-,school,primary,male,{second},1399/07/01,1401/12/20,case_closed,4000000",
    ])  # fmt: skip
    return {"case_files": case_files, "pension_payments": payments, "students": students}
