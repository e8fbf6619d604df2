"""The attack on the files of a built release: nothing follows, until something is planted."""

import csv
import shutil
from pathlib import Path

import pytest
from built import MONTH, Release

from helpers.release.leaks import leaks_of_release
from helpers.release.reading import PublishedRelease


@pytest.fixture
def copied(release: Release, tmp_path: Path) -> Release:
    """A copy of the release in which numbers may be changed."""
    shutil.copytree(release.folder, tmp_path / "reports")
    shutil.copy(release.root / "karnameh.toml", tmp_path)
    shutil.copytree(release.root / "data" / "reference", tmp_path / "data" / "reference")
    return Release(tmp_path)


def faults(release: Release) -> list[str]:
    return [str(f) for f in leaks_of_release(PublishedRelease(release.folder), release.settings)]


def change(release: Release, path: str, key: dict[str, str], **columns: str) -> int:
    """Change the rows of a CSV that have this key; return how many."""
    file, changed = release.folder / path, 0
    rows = release.csv(file)
    for row in rows:
        if key.items() <= row.items():
            row.update(columns)
            changed += 1
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return changed


def province_csv(release: Release, report: str) -> str:
    return f"data/monthly/{MONTH}/{release.settings.areas.province.code}/{report}.csv"


def test_nothing_follows_from_a_release_that_should_not(release: Release) -> None:
    assert faults(release) == []


def test_an_unrounded_count_of_a_county_is_found(copied: Release) -> None:
    path = f"data/monthly/{MONTH}/{copied.smallest}/caseload.csv"
    key = {"statistic": "files_active", "period": MONTH, "breakdown": "all"}
    assert change(copied, path, key | {"area": copied.smallest}, value="143", note="exact")
    assert any("without protection" in f and "files_active" in f for f in faults(copied))


def test_a_hidden_count_that_a_flow_gives_away_is_found_with_the_flow(copied: Release) -> None:
    """The province's reopened files are hidden, while all else of the flow is exact."""
    path = province_csv(copied, "caseload")
    key = {"statistic": "files_reopened", "period": MONTH, "breakdown": "all"}
    area = copied.settings.areas.province.code
    assert change(
        copied, path, key | {"area": area}, value="", conf_status="C", note="confidential"
    )
    found = [f for f in faults(copied) if "files_reopened" in f]
    assert any("active = before + opened + reopened - closed" in f for f in found)


def test_a_hidden_count_that_its_neighbours_give_away_is_found(copied: Release) -> None:
    """A total becomes exact beside a breakdown of which one part alone is hidden."""
    path = province_csv(copied, "caseload")
    area = copied.settings.areas.province.code
    key = {"statistic": "files_total", "period": MONTH, "area": area, "breakdown": "residence"}
    whole = next(
        row for row in copied.csv(copied.folder / path)
        if row["statistic"] == "files_total" and row["period"] == MONTH and row["area"] == area
        and row["breakdown"] == "all"
    )  # fmt: skip
    urban, rural = "6000", str(int(float(whole["value"])) - 6003)
    change(copied, path, key | {"category": "urban"}, value=urban, note="exact")
    change(copied, path, key | {"category": "rural"}, value=rural, note="exact")
    change(
        copied, path, key | {"category": "unknown"},
        value="", conf_status="C", note="confidential",
    )  # fmt: skip
    found = [f for f in faults(copied) if "residence unknown" in f]
    assert any("must be 3" in f for f in found)
