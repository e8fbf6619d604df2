"""One payment of an old month is changed, and the pages say what that has revised."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from built import Release, copy_project, karnameh
from selectolax.lexbor import LexborHTMLParser

MONTH, RIALS = "1402-05", 7_000_000
ASKED = ("build", "--report", "pensions", "--period", "1403-07", "--period", "1402")

Change = Callable[[int], None]


@pytest.fixture
def project(release: Release, tmp_path: Path) -> tuple[Release, Change]:
    """A copy of the built project, and what adds rials to a payment of one of its women."""
    root = tmp_path / "project"
    shutil.copytree(release.root, root)
    path = root / "data" / "register" / "pension_payments.parquet"
    county = release.register("case_files").drop_duplicates("case_id").set_index("case_id")
    payments = release.register("pension_payments")
    here = payments["case_id"].map(county["county"]) == release.smallest
    of_month = (payments["month"] == MONTH) & (payments["kind"] == "regular")
    place = payments.index[here & of_month][0]

    def change(rials: int) -> None:
        table = pq.read_table(path)
        frame = table.to_pandas()
        frame.loc[place, "amount_rials"] += rials
        pq.write_table(pa.Table.from_pandas(frame, schema=table.schema, preserve_index=False), path)

    return Release(root), change


def build(release: Release, *more: str):
    areas = (release.settings.areas.province.code, release.smallest)
    return karnameh(release.root, *ASKED, *(f"--area={area}" for area in areas), *more)


def value(release: Release, period: str) -> int:
    """Return the province's published sum of a period."""
    rows = release.csv(release.path("data/monthly/{monthly}/{province}/pensions.csv"))
    wanted = ("pension_amount", period, "all")
    found = [r for r in rows if (r["statistic"], r["period"], r["breakdown"]) == wanted]
    (row,) = [r for r in found if r["area"] == release.settings.areas.province.code]
    return int(row["value"])


def tables(path: Path) -> list[list[str]]:
    """Return the rows of a page's tables, each as text."""
    page = LexborHTMLParser(path.read_text("utf-8"))
    return [[cell.text().strip() for cell in row.css("th,td")] for row in page.css("tr")]


@pytest.mark.heavy
def test_the_pages_say_what_was_revised_from_what_to_what_and_why(project):
    release, change = project
    before, first = value(release, MONTH), contents(release)
    change(RIALS)
    done = build(release)
    assert done.returncode == 0, done.stderr
    assert value(release, MONTH) == before + RIALS

    page = release.path("en/monthly/{monthly}/{province}/pensions.html")
    (row,) = [row for row in tables(page) if row[:2] == ["Pension amount (rials)", "Mordad 1402"]
              and row[2] == release.settings.areas.province.name("en")]  # fmt: skip
    assert row[3:] == [
        f"{before:,}", f"{before + RIALS:,}", f"+{RIALS:,}", "data to Mehr 1403",
        "Correction of the data",
    ]  # fmt: skip
    triangle = ["Mordad 1402", f"{before:,}", f"{before + RIALS:,}"]
    assert triangle in tables(page)
    persian = release.path("fa/monthly/{monthly}/{province}/pensions.html").read_text("utf-8")
    assert "اصلاح داده‌ها" in persian

    statuses = {
        (row["statistic"], row["period"]): (row["obs_status"], row["note"])
        for row in release.csv(release.path("data/monthly/{monthly}/{province}/pensions.csv"))
        if (row["area"], row["breakdown"]) == (release.settings.areas.province.code, "all")
    }
    assert statuses["pension_amount", MONTH][0] == "R"
    assert statuses["pension_amount", "1402-06"][0] == "A"
    assert statuses["pension_amount", "1403-07"][0] == "P"

    said = release.csv(release.path("data/revisions/revisions.csv"))
    key = ("pension_amount", MONTH, release.settings.areas.province.code, "all", "all")
    (revision,) = [row for row in said if tuple(row.values())[:5] == key]
    assert (int(revision["previous"]), int(revision["value"])) == (before, before + RIALS)

    after = contents(release)
    assert {name for name in after if "caseload" in name and after[name] != first[name]} == set()
    assert build(release, "--force").returncode == 0
    assert contents(release) == after


@pytest.mark.heavy
def test_a_large_revision_stops_the_release_until_its_reason_is_given(project):
    release, change = project
    first = contents(release)
    change(500 * RIALS)
    done = build(release)
    assert done.returncode == 1
    assert "no reason is given" in done.stderr
    assert contents(release) == first

    row = next(line for line in done.stderr.splitlines() if line.endswith(",…,…"))
    row = row[row.index("1403-07,") :].replace("…", "دلیل", 1).replace("…", "A cheque was entered")
    with (release.settings.reference / "revisions.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    done = build(release)
    assert done.returncode == 0, done.stderr
    page = release.path("en/monthly/{monthly}/{province}/pensions.html").read_text("utf-8")
    assert "Correction of the data: A cheque was entered" in page


@pytest.mark.heavy(minutes=10)
def test_a_change_taken_back_is_a_revision_too_and_another_folder_knows_of_none(project, tmp_path):
    release, change = project
    before = value(release, MONTH)
    for rials in (RIALS, -RIALS):
        change(rials)
        assert build(release).returncode == 0
    rows = [row for row in tables(release.path("en/monthly/{monthly}/{province}/pensions.html"))
            if row[0] == "Mordad 1402" and len(row) == 4]  # fmt: skip
    assert rows == [["Mordad 1402", f"{before:,}", f"{before + RIALS:,}", f"{before:,}"]]
    other = tmp_path / "other"
    assert build(release, f"--out={other}").returncode == 0
    assert len((other / "data/revisions/revisions.csv").read_text().splitlines()) == 1


@pytest.mark.heavy
def test_a_release_built_elsewhere_from_the_same_has_the_same_record(project, release, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    copy_project(release.root, copy)
    shutil.copytree(release.root / "data" / "register", copy / "data" / "register")
    areas = (release.settings.areas.province.code, release.smallest)
    asked = ["build", "--period", "1403-07", "--period", "1402"]
    assert karnameh(copy, *asked, *(f"--area={area}" for area in areas)).returncode == 0
    assert contents(Release(copy)) == contents(release)


def contents(release: Release) -> dict[str, bytes]:
    return {
        path.relative_to(release.folder).as_posix(): path.read_bytes()
        for path in release.folder.rglob("*")
        if path.is_file()
    }
