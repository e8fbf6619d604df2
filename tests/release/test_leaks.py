"""The attack on the files of a built release: nothing follows, until something is planted."""

import csv
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from built import MONTH, Release

from helpers.domain.codelists import LEVELS
from helpers.domain.periods import parse_month
from helpers.domain.structure import COLUMNS
from helpers.domain.vintages import PUBLISHED_NUMBERS, History, State, Story, Vintage
from helpers.domain.vintages_file import read, written
from helpers.release.gate import faults_of_release
from helpers.release.leaks import leaks_of_release
from helpers.release.reading import PublishedRelease
from helpers.settings import Settings


@pytest.fixture
def copied(release: Release, tmp_path: Path) -> Release:
    """A copy of the release in which numbers may be changed."""
    shutil.copytree(release.folder, tmp_path / "reports")
    shutil.copy(release.root / "karnameh.toml", tmp_path)
    for name in ("reference", "register"):
        shutil.copytree(release.root / "data" / name, tmp_path / "data" / name)
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
    """A total becomes exact beside a breakdown of which one part alone is hidden.

    The parts must agree with the months before: they are near the true ones.
    """
    path = province_csv(copied, "caseload")
    area = copied.settings.areas.province.code
    key = {"statistic": "files_total", "period": MONTH, "area": area, "breakdown": "residence"}
    whole = next(
        row for row in copied.csv(copied.folder / path)
        if row["statistic"] == "files_total" and row["period"] == MONTH and row["area"] == area
        and row["breakdown"] == "all"
    )  # fmt: skip
    cases = copied.register("case_files")
    cases = cases[cases["opened_on"] <= parse_month(MONTH).last_day].sort_values("opened_on")
    true = cases.groupby("case_id")["residence"].last().value_counts()
    urban, rural = str(true["urban"] - 1), str(true["rural"] - 2)
    assert int(urban) + int(rural) == int(float(whole["value"])) - 3
    change(copied, path, key | {"category": "urban"}, value=urban, note="exact")
    change(copied, path, key | {"category": "rural"}, value=rural, note="exact")
    change(
        copied, path, key | {"category": "unknown"},
        value="", conf_status="C", note="confidential",
    )  # fmt: skip
    found = [f for f in faults(copied) if "residence unknown" in f]
    assert any("must be 3" in f for f in found)


def test_a_count_that_is_left_out_but_follows_is_found(copied: Release) -> None:
    """The province's awards are 3, all of them of the one cause that is not zero."""
    path = province_csv(copied, "pensions")
    area = copied.settings.areas.province.code
    key = {"statistic": "pension_awards", "period": MONTH, "area": area}
    assert change(copied, path, key | {"breakdown": "all"}, value="3") == 1
    causes = key | {"breakdown": "headship_cause"}
    assert change(copied, path, causes, value="0", conf_status="F", obs_status="P", note="") > 2
    left_out = {"value": "", "obs_status": "L", "note": "not_broken_down"}
    assert change(copied, path, causes | {"category": "divorce"}, **left_out) == 1
    found = [f for f in faults(copied) if "pension_awards" in f and "divorce" in f]
    assert any("must be 3" in f for f in found)


def test_a_release_without_any_count_gives_nothing_away(copied: Release) -> None:
    for file in (copied.folder / "data").glob("*/*/*/*.csv"):
        if not file.stem.endswith("-revisions"):
            file.write_text(file.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    assert [f for f in faults(copied) if PUBLISHED_NUMBERS not in f] == []


# --- What was published before --------------------------------------------------------------


def remember(copied: Release, **stories: Story) -> None:
    """Put states of two publications of the province's numbers of the month on record."""
    file = copied.folder / PUBLISHED_NUMBERS
    history = read(file)
    area = copied.settings.areas.province.code
    told = {(name, MONTH, area, "all", "all"): story for name, story in stories.items()}
    later = Vintage(2, history.now.data_until, "another count")
    file.write_bytes(
        written(History(history.series, (history.now, later), {**history.stories, **told}))
    )


def of_record(copied: Release) -> list[str]:
    return [fault for fault in faults(copied) if PUBLISHED_NUMBERS in fault]


def revised(copied: Release, name: str, by: int) -> Story:
    """Return the story of a number of the province that was another one before."""
    key = (name, MONTH, copied.settings.areas.province.code, "all", "all")
    (state,) = read(copied.folder / PUBLISHED_NUMBERS).stories[key]
    return State(1, str(int(state.value) + by), "F"), state._replace(vintage=2)


HIDDEN = State(1, "", "C")


def test_a_release_remembers_nothing_that_gives_a_count_away(release: Release) -> None:
    assert (release.folder / PUBLISHED_NUMBERS).is_file()
    assert of_record(release) == []


def test_what_an_earlier_publication_gives_away_is_found_in_the_record(copied: Release) -> None:
    """Both publications say all of a flow but one number, which is confidential."""
    remember(copied, files_reopened=(HIDDEN,), files_closed=revised(copied, "files_closed", 1))
    found = of_record(copied)
    assert any("publication 1: files_reopened" in f and "must be" in f for f in found)
    assert all("into an empty folder" in f for f in found)


def test_a_count_that_is_published_by_now_is_no_secret_of_an_earlier_publication(
    copied: Release,
) -> None:
    (_, now) = revised(copied, "files_reopened", 0)
    remember(copied, files_reopened=(HIDDEN, now), files_closed=revised(copied, "files_closed", 1))
    assert of_record(copied) == []


def test_what_is_published_now_tells_of_what_was_published_before(copied: Release) -> None:
    """Two numbers of a flow were confidential; one of them is not any more."""
    (_, now) = revised(copied, "files_closed", 0)
    remember(copied, files_reopened=(HIDDEN,), files_closed=(HIDDEN, now))
    assert any("files_reopened" in f and "must be" in f for f in of_record(copied))


def test_what_lies_far_from_a_revision_is_not_looked_at_again(copied: Release) -> None:
    """It is as it was, and is found where it is published now."""
    far = revised(copied, "pension_awards", 1)
    remember(copied, files_reopened=(HIDDEN,), pension_awards=far)
    assert of_record(copied) == []


def test_a_record_that_cannot_be_read_is_left_to_its_own_check(copied: Release) -> None:
    (copied.folder / PUBLISHED_NUMBERS).write_bytes(b"other")
    assert of_record(copied) == []
    every = faults_of_release(PublishedRelease(copied.folder), copied.settings)
    assert [fault for fault in every if "the record of what was published cannot be" in str(fault)]


def test_a_record_may_tell_of_a_statistic_that_there_is_no_more(copied: Release) -> None:
    remember(copied, files_counted_otherwise=revised(copied, "files_active", 1))
    assert of_record(copied) == []


def test_a_record_that_contradicts_itself_is_no_leak(copied: Release) -> None:
    remember(copied, files_reopened=(HIDDEN,), files_active=revised(copied, "files_active", 10_000))
    assert of_record(copied) == []


# --- What the exact totals of the province tell ----------------------------------------------


class Stated(NamedTuple):
    """A release of one file."""

    manifest: dict
    rows: dict
    history: None = None


TOTALS = {
    "university_students 1403-06 all all": "20",
    "university_students 1403-07 all all": "22",
    "students_started 1403-07 all all": "5",
}  # fmt: skip
NONE_ENDED = {"students_ended 1403-07 all all": "0"}
NONE_ENDED_BY_LEVEL = {f"students_ended 1403-07 level {level}": "0" for level in LEVELS}


BY_LEVEL = [f"{code} 1403-07 level {level}"
            for code in ("students_started", "students_ended") for level in LEVELS]  # fmt: skip


def stated(
    settings: Settings, exact: dict[str, str], rounded: dict[str, str], *left_out: str
) -> Stated:
    """Return a release that says some counts of the province; of levels it leaves out the rest."""
    empty = dict.fromkeys(COLUMNS, "") | {"area": settings.areas.province.code}
    unsaid = dict.fromkeys((*(cell for cell in BY_LEVEL if cell not in rounded), *left_out), "")
    rows = []
    for cells, note in ((exact, "exact"), (rounded, "rounded"), (unsaid, "not_broken_down")):
        for cell, value in cells.items():
            key = dict(zip(("statistic", "period", "breakdown", "category"), cell.split(),
                           strict=True))  # fmt: skip
            rows.append(empty | key | {"value": value, "conf_status": "F", "note": note})
    manifest = {"edition": "public", "policy": settings.configuration.disclosure.model_dump()}
    return Stated(manifest, {"data/students.csv": [tuple(row[c] for c in COLUMNS) for row in rows]})


def test_what_exact_totals_tell_by_themselves_is_no_leak(settings) -> None:
    """Two more are at universities, and nobody left: two began there, and three at schools."""
    assert list(leaks_of_release(stated(settings, TOTALS | NONE_ENDED, {}), settings)) == []


def test_what_exact_totals_tell_only_with_others_is_a_leak(settings) -> None:
    found = [
        str(f) for f in leaks_of_release(stated(settings, TOTALS, NONE_ENDED_BY_LEVEL), settings)
    ]
    told = "students_started 1403-07 zanjan level university"
    assert any(told in fault and "must be 2" in fault for fault in found)


def test_what_another_count_leaves_out_may_be_as_large_as_it_is(settings) -> None:
    """Taken for small, it would contradict, and what that count says would not be looked at."""
    large, unsaid = "students_supported 1402-03 all all", "school_year_khordad 1402 all all"
    now = stated(settings, TOTALS | {large: "1420"}, {}, unsaid)
    before = stated(settings, {}, NONE_ENDED_BY_LEVEL, unsaid)
    both = now._replace(rows={**now.rows, "data/before.csv": before.rows["data/students.csv"]})
    told = "students_started 1403-07 zanjan level university"
    assert not any(told in str(f) for f in leaks_of_release(now, settings))
    assert any(told in str(f) and "must be 2" in str(f) for f in leaks_of_release(both, settings))
