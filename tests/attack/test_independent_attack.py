"""What the independent attacker finds, and that it finds nothing in what is published."""

import csv
import itertools
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from attack.independent import Finding, attack, possible
from attack.published import read_release
from attack.solving import Part
from built import copy_project, karnameh

from helpers.domain.periods import Month

MONTH, BEFORE = "1403-07", "1403-06"
PROVINCE = "zanjan"
COLUMNS = ("statistic", "period", "period_start", "period_end", "area", "breakdown", "category",
           "value", "unit", "obs_status", "conf_status", "note")  # fmt: skip
HIDDEN, WITHHELD = "hidden", "withheld"
REASONS = ("marriage", "death", "moved")


# --- The search against enumeration ---------------------------------------------------------


def tiny(seed: int) -> Part:
    """Make a few rows of a few counts, of which at least one solution is known."""
    random = np.random.default_rng(seed)
    columns, rows = random.integers(3, 6), random.integers(1, 5)
    matrix = random.choice([-1, 0, 0, 1, 1, 2], (rows, columns))
    matrix[(matrix == 0).all(axis=1), 0] = 1
    low = random.integers(0, 3, columns).astype(float)
    high = low + random.integers(0, 6, columns)
    least = matrix @ random.integers(low, high + 1).astype(float)
    most = least + random.choice([0, 0, 1, np.inf], rows)
    row, column = np.nonzero(matrix)
    return Part(row, column, matrix[row, column].astype(float), least, most, low, high)


def enumerated(part: Part) -> list[set[int]]:
    spans = [range(int(a), int(b) + 1) for a, b in zip(part.low, part.high, strict=True)]
    registers = np.array([r for r in itertools.product(*spans) if part.is_met(np.array(r))])
    return [set(values.tolist()) for values in registers.T]


@pytest.mark.parametrize("seed", range(150))
def test_the_search_finds_exactly_what_enumeration_finds(seed):
    part = tiny(seed)
    needed = {column: 2 + column % 2 for column in range(len(part.low))}
    expected = {column: tuple(sorted(values)) for column, values in enumerate(enumerated(part))
                if len(values) < needed[column]}  # fmt: skip
    assert possible(part, needed) == expected


# --- Planted leaks --------------------------------------------------------------------------


def write(folder: Path, cells: dict) -> Path:
    """Write a release in the published layout; whole numbers of the province are exact totals."""
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"edition": "public"}), encoding="utf-8")
    files: dict[Path, list[dict]] = {}
    for (statistic, breakdown, category, area, period), value in cells.items():
        row = dict.fromkeys(COLUMNS, "") | {
            "statistic": statistic, "period": period, "area": area, "breakdown": breakdown,
            "category": category, "unit": "files", "obs_status": "A", "conf_status": "F",
        }  # fmt: skip
        if value == HIDDEN:
            row |= {"conf_status": "C", "note": "confidential"}
        elif value == WITHHELD:
            row |= {"obs_status": "L", "note": "not_broken_down"}
        elif statistic == "active_share":
            row |= {"value": value, "unit": "percent"}
        else:
            exact = area == "province" and breakdown == "all"
            row |= {"value": value, "note": ("exact" if exact else "rounded") if value else ""}
        cadence = "annual" if len(period) == 4 else "monthly"
        path = folder / "data" / cadence / period / area / "caseload.csv"
        files.setdefault(path, []).append(row)
    for path, rows in files.items():
        path.parent.mkdir(parents=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            table.writerows(rows)
    return folder


def total(statistic, area="province", period=MONTH):
    return statistic, "all", "all", area, period


def found(*folders: Path) -> dict:
    return {finding.key: (finding.kind, finding.values) for finding in attack(folders)}


def reasons(*values):
    keys = [("files_closed", "closure_reason", reason, "province", MONTH) for reason in REASONS]
    return {total("files_closed"): 3} | dict(zip(keys, values, strict=True))


def test_a_hidden_part_follows_from_the_total_and_the_other_parts(tmp_path):
    folder = write(tmp_path / "one", reasons(HIDDEN, 0, 0))
    key = ("files_closed", "closure_reason", "marriage", "province", MONTH)
    assert found(folder) == {key: ("hidden", (3,))}


def test_two_hidden_parts_of_three_are_safe(tmp_path):
    assert not found(write(tmp_path / "one", reasons(HIDDEN, HIDDEN, 0)))


def test_two_hidden_parts_of_one_are_not_safe(tmp_path):
    cells = reasons(HIDDEN, HIDDEN, 0) | {total("files_closed"): 1}
    assert {values for _, values in found(write(tmp_path / "one", cells)).values()} == {(0, 1)}


def counties(first, second, third):
    areas = dict(zip(("abhar", "ijrud", "tarom"), (first, second, third), strict=True))
    reopened = {total("files_reopened", area): value for area, value in areas.items()}
    return {total("files_reopened"): 4} | reopened


def test_a_hidden_county_follows_from_the_province(tmp_path):
    folder = write(tmp_path / "one", counties(HIDDEN, 0, 0))
    assert found(folder) == {total("files_reopened", "abhar"): ("hidden", (4,))}


def test_two_hidden_counties_are_safe(tmp_path):
    assert not found(write(tmp_path / "one", counties(HIDDEN, HIDDEN, 0)))


def test_a_rounded_count_that_can_be_one_number_only_is_found(tmp_path):
    cells = counties(5, 0, 0) | {total("files_reopened"): 6}
    folder = write(tmp_path / "one", cells)
    assert found(folder) == {total("files_reopened", "abhar"): ("rounded", (6,))}


def test_what_is_withheld_but_follows_is_found(tmp_path):
    folder = write(tmp_path / "one", counties(WITHHELD, 0, 0))
    assert found(folder) == {total("files_reopened", "abhar"): ("withheld", (4,))}


def flows(reopened):
    stocks = {total("files_active", period=BEFORE): 500, total("files_active"): 502}
    return stocks | {
        total("files_opened"): 9,
        total("files_reopened"): reopened,
        total("files_closed"): HIDDEN,
    }


def test_a_hidden_flow_follows_from_the_stocks_and_the_other_flows(tmp_path):
    folder = write(tmp_path / "one", flows(reopened=2))
    assert found(folder) == {total("files_closed"): ("hidden", (9,))}


def test_two_hidden_flows_are_safe(tmp_path):
    assert not found(write(tmp_path / "one", flows(reopened=HIDDEN)))


def year(*hidden):
    months = {total("files_closed", period=f"1402-{m:02}"): 1 for m in range(1, 13)}
    return {total("files_closed", period="1402"): 15} | months | dict.fromkeys(hidden, HIDDEN)


def test_a_hidden_month_follows_from_the_year_and_the_other_months(tmp_path):
    key = total("files_closed", period="1402-03")
    assert found(write(tmp_path / "one", year(key))) == {key: ("hidden", (4,))}


def test_two_hidden_months_are_safe(tmp_path):
    hidden = [total("files_closed", period=f"1402-{m:02}") for m in (3, 4)]
    assert not found(write(tmp_path / "one", year(*hidden)))


def test_two_releases_give_away_together_what_each_hides(tmp_path):
    first = write(tmp_path / "first", counties(HIDDEN, HIDDEN, 0))
    second = write(tmp_path / "second", counties(HIDDEN, 0, HIDDEN))
    assert not found(first)
    assert not found(second)
    assert found(first, second)[total("files_reopened", "abhar")] == ("hidden", (4,))


def test_two_releases_that_hide_the_same_are_safe(tmp_path):
    first = write(tmp_path / "first", counties(HIDDEN, HIDDEN, 0))
    second = write(tmp_path / "second", counties(HIDDEN, HIDDEN, 0))
    assert not found(first, second)


@pytest.mark.parametrize(("share", "caught"), [("57.1", False), ("57.0", True)])
def test_a_share_that_the_published_counts_do_not_give_says_more_than_they(tmp_path, share, caught):
    key = total("active_share", "abhar")
    cells = {
        total("files_total"): 400, total("files_total", "abhar"): 35,
        total("files_total", "ijrud"): 365, total("files_active", "abhar"): 20, key: share,
    }  # fmt: skip
    expected = {key: ("derived", ())} if caught else {}
    assert found(write(tmp_path / "one", cells)) == expected


def test_files_that_were_reopened_elsewhere_are_not_taken_for_opened_there(tmp_path):
    """A county has more files than before, and opened none: that is no contradiction."""
    cells = {
        total("files_total", period=BEFORE): 100, total("files_total"): 105,
        total("files_total", "abhar", BEFORE): 0, total("files_total", "abhar"): 5,
        total("files_total", "ijrud", BEFORE): 100, total("files_total", "ijrud"): 100,
        total("files_opened"): 5, total("files_opened", "abhar"): 0,
        total("files_opened", "ijrud"): 5,
        total("files_reopened"): 12, total("files_reopened", "abhar"): HIDDEN,
        total("files_reopened", "ijrud"): HIDDEN,
    }  # fmt: skip
    expected = {total("files_opened", "ijrud"): ("rounded", (5,))}  # the province's without another
    assert found(write(tmp_path / "one", cells)) == expected


# --- Releases -------------------------------------------------------------------------------


EVERY = 7  # of so many files one is in the small register
MONTHS = [Month(1402, 8) + i for i in range(5)]  # up to the end of a year


def until(register: Path, month: Month, target: Path) -> None:
    """Write the register as it was after a month: what ended later was still running."""
    last = month.last_day
    cases = pd.read_parquet(register / "case_files.parquet")
    few = sorted(cases["case_id"].unique())[::EVERY]  # the same ones for every month
    cases = cases[cases["opened_on"] <= last]
    later = cases["closed_on"].notna() & (cases["closed_on"] > last)
    cases.loc[later, ["closed_on", "closure_reason"]] = None
    payments = pd.read_parquet(register / "pension_payments.parquet")
    students = pd.read_parquet(register / "students.parquet")
    students = students[students["support_start"] <= last]
    later = students["support_end"].notna() & (students["support_end"] > last)
    students.loc[later, ["support_end", "end_reason"]] = None
    about = json.loads((register / "about.json").read_text(encoding="utf-8"))
    payments = payments[payments["month"] <= str(month)]
    for name, table in (("case_files", cases), ("pension_payments", payments),
                        ("students", students)):  # fmt: skip
        kept = table[table["case_id"].isin(few)]
        kept.to_parquet(target / f"{name}.parquet", index=False)
    about |= {"last_month": str(month)}
    (target / "about.json").write_text(json.dumps(about), encoding="utf-8")


@pytest.fixture(scope="module")
def releases(root, tmp_path_factory) -> list[Path]:
    """Publish a small register month by month in one place; return what was published each time."""
    base = tmp_path_factory.mktemp("months")
    whole, project = base / "whole", base / "project"
    for folder in (whole, project):
        folder.mkdir()
        copy_project(root, folder)
    done = karnameh(whole, "sample", "--since", "1401-01")
    assert not done.returncode, done.stderr[-2000:]
    (project / "data" / "register").mkdir()
    kept = []
    for month in MONTHS:
        until(whole / "data" / "register", month, project / "data" / "register")
        year = str(month.index // 12 if month.index % 12 == 11 else month.index // 12 - 1)
        done = karnameh(project, "build", "--period", str(month), "--period", year,
                        "--lang", "en", "-j", "1")  # fmt: skip
        assert not done.returncode, f"{month}: {done.stderr[-4000:]}"
        kept.append(base / str(month))
        shutil.copytree(project / "reports" / "data", kept[-1] / "data")
        shutil.copy(project / "reports" / "manifest.json", kept[-1])
    return kept


@pytest.mark.heavy(minutes=15)
def test_a_release_of_a_small_register_gives_nothing_away(releases):
    assert attack(releases[:1]) == []


def told_by_totals(releases: list[Path]) -> set[Finding]:
    """Return what is left out and follows from the exact totals of the province alone.

    These are published come what may.
    """
    totals = [
        {key: cell for key, cell in cells.items()
         if key[3] == PROVINCE and (cell.withheld or (key[1] == "all" and "exact" in cell.note))}
        for folder in releases for cells in read_release(folder)
    ]  # fmt: skip
    return {finding for finding in attack(totals) if finding.kind == "withheld"}


@pytest.mark.heavy
def test_three_releases_together_give_nothing_away(releases):
    assert set(attack(releases[:3])) <= told_by_totals(releases[:3])


@pytest.mark.heavy
def test_no_release_changes_a_number_that_the_register_did_not_change(releases):
    tables = [read_release(folder)[-1] for folder in releases]
    compared = 0
    for before, after in itertools.pairwise(tables):
        both = [key for key in before.keys() & after.keys()
                if before[key].value is not None and after[key].value is not None]  # fmt: skip
        compared += len(both)
        changed = [key for key in both if before[key].value != after[key].value]
        assert not changed, changed[:5]
    assert compared > 10_000


# Last: by now another process has made the whole release.
@pytest.mark.heavy
def test_a_release_gives_nothing_away(release):
    assert attack([release.folder]) == []
