"""What the files of a release say of each count, and nothing else."""

import csv
import json
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import inf
from pathlib import Path
from typing import NamedTuple

from attack.names import Key, is_year, same_as

COUNTED = {"files", "persons"}
DERIVED = {"files_active_average", "pension_recipients_average"}  # in the unit of a count
# Statistic of a ratio, of its numerator, of its denominator, its factor.
RATIOS = (
    ("active_share", "files_active", "files_total", 100),
    ("pension_share_of_active", "pension_recipients", "files_active", 100),
    ("students_per_100_active", "students_supported", "files_active", 100),
    ("closed_within", "files_closed_within", "files_opened", 100),
    ("pension_mean", "pension_regular_amount", "pension_recipients", 1),
)
AVERAGES = {"files_active_average": "files_active",
            "pension_recipients_average": "pension_recipients"}  # fmt: skip
# An amount that is published has ten case files behind it; without one it is 0.
AMOUNTS = {"pension_regular_amount": "pension_recipients", "pension_shortfall":
           "pension_below_scale", "median_months_open": "files_active",
    "support_amount": "students_started"}  # fmt: skip
CONTRIBUTORS = 10


class Cell(NamedTuple):
    """A row of a published CSV: its value, None where there is none, and what is said of it."""

    value: Decimal | None
    unit: str
    hidden: bool
    note: str

    @property
    def withheld(self) -> bool:
        return self.value is None and not self.hidden and "not_broken_down" in self.note


class ContradictionError(Exception):
    """The files cannot all be true of one register."""


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_release(folder: Path) -> list[dict[Key, Cell]]:
    """Return the cells of a release by the count they are from, its earlier publications first."""
    of_count: dict[tuple[str, str], dict[Key, Cell]] = {}
    earlier: dict[int, dict[Key, Cell]] = {}
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("data/*/*/*/*.csv")):
        edition = path.relative_to(folder / "data").with_suffix("").as_posix()
        count = manifest.get("editions", {}).get(edition, {}).get("count", "")
        about = manifest.get("counts", {}).get(count, {})
        for row in _rows(path):
            key = (row["statistic"], row["breakdown"], row["category"], row["area"], row["period"])
            value = Decimal(row["value"]) if row["value"] else None
            if "publication" in row:
                # What was published first is not said to be exact; rounded is the weaker reading.
                if value is not None:
                    cell = Cell(value, "", False, "earlier")
                    earlier.setdefault(int(row["publication"]), {})[key] = cell
                continue
            cell = Cell(value, row["unit"], row["conf_status"] == "C", row["note"])
            cells = of_count.setdefault((about.get("last_month", ""), count), {})
            if cells.setdefault(key, cell) != cell:
                raise ContradictionError(f"two editions of one count differ: {key}")
    counts = [of_count[each] for each in sorted(of_count)]  # the latest last
    now = counts[-1] if counts else {}
    for cells in earlier.values():
        for key in list(cells):
            if key not in now or now[key].value is not None:
                del cells[key]
            else:
                cells[key] = cells[key]._replace(unit=now[key].unit, note="rounded")
    return [*(earlier[number] for number in sorted(earlier)), *counts]


def is_count(key: Key, cell: Cell) -> bool:
    return cell.unit in COUNTED and key[0] not in DERIVED and ".." not in key[4]


def bounds(cell: Cell) -> tuple[float, float]:
    """Return the least and the greatest count a cell may stand for."""
    if cell.value is None:
        return (1, 4) if cell.hidden and cell.note == "small_count" else (0, inf)
    value = int(cell.value)
    if value == 0 or "exact" in cell.note.split():
        return value, value
    return max(value - 2, 5), value + 2


def _contributors(key: Key, cell: Cell) -> tuple[float, float]:
    """Return how many there are of a count whose amount, or median, a cell is."""
    # A student's support may have no amount, and a case file may have several students.
    some_only = key[0] == "support_amount"
    if cell.value is not None:
        return (CONTRIBUTORS, inf) if cell.value else (0, inf if some_only else 0)
    if cell.note != "few_contributors":
        return 0, inf
    return 1, inf if some_only else CONTRIBUTORS - 1


class Knowledge:
    """What all files together say of each count, under its one name, before any reasoning."""

    def __init__(self, releases: Iterable[Path | Mapping[Key, Cell]]) -> None:
        self.releases: list[Mapping[Key, Cell]] = []
        for release in releases:
            self.releases += read_release(release) if isinstance(release, Path) else [release]
        self.province = province(self.releases)
        self.ranges: dict[Key, tuple[float, float]] = {}
        self.hidden: dict[Key, Key] = {}  # by one name: the name it is published under
        self.withheld: dict[Key, Key] = {}
        self.small: dict[Key, Key] = {}
        for cells in self.releases:
            for key, cell in cells.items():
                if is_count(key, cell):
                    self._take(key, cell)
        for cells in self.releases:
            for key, cell in cells.items():
                count = same_as((AMOUNTS.get(key[0], ""), *key[1:]))
                # Those of a year are added month by month, each by the attributes of the month.
                plain = not is_year(key[4]) or key[0] in ("median_months_open", "support_amount")
                if count in self.ranges and plain:
                    self._narrow(count, *_contributors(key, cell), certain=False)

    def _take(self, key: Key, cell: Cell) -> None:
        name = same_as(key)
        self._narrow(name, *bounds(cell))
        if cell.hidden:
            self.hidden.setdefault(name, key)
        elif cell.withheld:
            self.withheld.setdefault(name, key)
        elif cell.value and cell.value < 10 and "exact" not in cell.note.split():
            self.small.setdefault(name, key)

    def _narrow(self, name: Key, low: float, high: float, certain: bool = True) -> None:
        before = self.ranges.get(name, (0, inf))
        both = max(low, before[0]), min(high, before[1])
        if both[0] <= both[1]:
            self.ranges[name] = both
        elif certain:  # the register was changed in between: the last word counts
            self.ranges[name] = low, high


def province(releases: Iterable[Mapping[Key, Cell]]) -> str:
    """Return the only area that has exact totals."""
    exact = {key[3] for cells in releases for key, cell in cells.items()
             if key[1] == "all" and cell.note == "exact" and cell.value}  # fmt: skip
    if len(exact) != 1:
        raise ContradictionError(f"not one province, but {sorted(exact)}")
    return exact.pop()


def _half_up(value: Decimal, like: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(like.as_tuple().exponent), ROUND_HALF_UP)


def _sum(cells: Mapping[Key, Cell], keys: list[Key]) -> Decimal | str | None:
    """Return the sum of published values, None where one is not in the files, or 'hidden'."""
    if any(key in cells and cells[key].value is None for key in keys):
        return "hidden"
    return sum(cells[key].value for key in keys) if all(key in cells for key in keys) else None


def parts_of(key: Key) -> tuple[list[Key], list[Key], int] | None:
    """Return what a derived statistic is made of: numerators, denominators, factor."""
    statistic, *rest, period = key
    for code, above, below, factor in RATIOS:
        if code == statistic:
            whole = key[1:] if code == "pension_mean" else ("all", "all", key[3], period)
            return [(above, *key[1:])], [(below, *whole)], factor
    if statistic in AVERAGES:
        months = [(AVERAGES[statistic], *rest, f"{period}-{m:02}") for m in range(1, 13)]
        return months, [], 12
    if ".." in period:
        last = int(period[-2:])
        return [(statistic, *rest, f"{period[:4]}-{m:02}") for m in range(1, last + 1)], [], 1
    return None


def not_from_published(cells: Mapping[Key, Cell]) -> list[Key]:
    """Return the derived values that published values do not give, so that they say more."""
    found = []
    for key, cell in cells.items():
        if cell.value is None or (made := parts_of(key)) is None:
            continue
        above, below, factor = made
        top, bottom = _sum(cells, above), _sum(cells, below)
        if "hidden" in (top, bottom):
            found.append(key)
        elif top is not None and bottom is not None:
            ratio = factor * top / bottom if below else top / factor
            if _half_up(ratio, cell.value) != cell.value:
                found.append(key)
    return found
