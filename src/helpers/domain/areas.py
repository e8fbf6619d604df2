"""Areas: a province and its counties, read from the reference table."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from helpers.domain.persian import Lang, matching_key


@dataclass(frozen=True)
class Area:
    """A province or a county.

    Attributes
    ----------
    code
        ASCII, as in file names and parameters.
    latitude, longitude
        Degrees, of the seat, rounded to about a kilometre.
    population, households
        Persons and households by reference year; a year that is not known is absent.
    service_centres
        Centres that serve case files, by reference year.
    """

    code: str
    level: Literal["province", "county"]
    parent: str
    name_fa: str
    name_en: str
    seat_fa: str
    seat_en: str
    latitude: float
    longitude: float
    population: dict[int, int]
    households: dict[int, int]
    service_centres: dict[int, int]

    def name(self, lang: Lang) -> str:
        """Return the name in the language."""
        return self.name_fa if lang == "fa" else self.name_en


class UnknownAreaError(ValueError):
    """No such area; ``nearest`` holds the known codes most like what was asked for."""

    def __init__(self, asked: str, nearest: list[str], known: list[str]) -> None:
        super().__init__(f"unknown area {asked!r}")
        self.asked, self.nearest, self.known = asked, nearest, known


@dataclass(frozen=True)
class Areas:
    """One province and its counties, in the order of the table."""

    province: Area
    counties: tuple[Area, ...]

    def __iter__(self) -> Iterator[Area]:
        yield self.province
        yield from self.counties

    def __len__(self) -> int:
        return 1 + len(self.counties)

    @property
    def codes(self) -> list[str]:
        """All codes, the province first."""
        return [area.code for area in self]

    def __getitem__(self, code: str) -> Area:
        for area in self:
            if area.code == code:
                return area
        nearest = get_close_matches(code, self.codes, n=3, cutoff=0.5)
        raise UnknownAreaError(code, nearest, self.codes)

    def county_named(self, text: str) -> Area | None:
        """Return the county whose code or name, in either language, this is; else None."""
        wanted = matching_key(text)
        prefixes = ("", matching_key("شهرستان"))
        for area in self.counties:
            names = {matching_key(name) for name in (area.code, area.name_fa, area.name_en)}
            names |= {name.removesuffix("county") for name in names}
            if any(wanted == prefix + name for name in names for prefix in prefixes):
                return area
        return None


def read_areas(path: Path, province: str) -> Areas:
    """Read the areas of one province from ``areas.csv``.

    Raises
    ------
    UnknownAreaError
        If the table holds no such province.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    provinces = {row["code"]: row for row in rows if row["level"] == "province"}
    if province not in provinces:
        raise UnknownAreaError(province, get_close_matches(province, provinces), list(provinces))
    return Areas(
        _area(provinces[province]),
        tuple(_area(row) for row in rows if row["parent"] == province),
    )


def _area(row: dict[str, str]) -> Area:
    def by_year(prefix: str) -> dict[int, int]:
        return {
            int(column.removeprefix(prefix)): int(value)
            for column, value in row.items()
            if column.startswith(prefix) and value
        }

    return Area(
        code=row["code"],
        level="province" if row["level"] == "province" else "county",
        parent=row["parent"],
        name_fa=row["name_fa"],
        name_en=row["name_en"],
        seat_fa=row["seat_fa"],
        seat_en=row["seat_en"],
        latitude=float(row["seat_latitude"]),
        longitude=float(row["seat_longitude"]),
        population=by_year("population_"),
        households=by_year("households_"),
        service_centres=by_year("service_centres_"),
    )
