"""Figures published elsewhere beside ours: a table of agreements and differences."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from built import Release

from helpers.domain.structure import COLUMNS
from helpers.release.agreement import AGREEMENT, agreement_csv, agreements
from helpers.settings import Settings

HEADINGS = ("measure_id,geography_level,geography,qualifier,date_precision,value,"
            "reference_date_gregorian,publisher_fa,publisher_en,url")  # fmt: skip


def row(value: str, statistic: str = "files_active", **changes: str) -> tuple[str, ...]:
    cells = {
        "statistic": statistic, "period": "1403-07", "area": "zanjan", "breakdown": "all",
        "category": "all", "value": value,
    } | changes  # fmt: skip
    return tuple(cells.get(column, "") for column in COLUMNS)


@pytest.fixture
def reference(settings: Settings, tmp_path: Path) -> Settings:
    """Settings whose reference table holds two counts and a share of one day."""
    folder = tmp_path / "data" / "reference"
    folder.mkdir(parents=True)
    (folder / "published_map.csv").write_text(
        "measure_id,statistic,breakdown,category\nactive,files_active,all,all\n"
        "women,pension_recipients,all,all\nshare,pension_share_of_active,all,all\n"
    )
    figures = [
        f"{measure},province,Zanjan,exact,exact,{value},2024-10-24,خبرگزاری,News,https://example.org"
        for measure, value in (("active", 200), ("women", 100), ("share", 57))
    ]
    (folder / "published_figures.csv").write_text("\n".join([HEADINGS, *figures, ""]))
    return replace(settings, root=tmp_path)


def verdicts(files, settings) -> dict[str, tuple[str, str, str]]:
    return {
        found.statistic: (found.verdict, found.ours, found.difference)
        for found in agreements(files, settings)
    }


def test_each_figure_agrees_differs_or_has_none_of_ours_beside_it(reference):
    files = {"a.csv": [row("200"), row("104", "pension_recipients")]}
    assert verdicts(files, reference) == {
        "files_active": ("agrees", "200", "0"),
        "pension_recipients": ("differs", "104", "4"),
        "pension_share_of_active": ("not_published", "", ""),
    }


def test_a_figure_agrees_to_the_decimals_it_was_published_with(reference):
    files = {"a.csv": [row("56.5", "pension_share_of_active")]}
    assert verdicts(files, reference)["pension_share_of_active"] == ("agrees", "56.5", "-0.5")
    files = {"a.csv": [row("56.4", "pension_share_of_active")]}
    assert verdicts(files, reference)["pension_share_of_active"][0] == "differs"


@pytest.mark.parametrize(
    "other", [{"period": "1403-06"}, {"area": "abhar"}, {"breakdown": "residence"}]
)
def test_only_the_same_thing_at_the_same_time_and_place_stands_beside_a_figure(reference, other):
    files = {"a.csv": [row("200", **other), row("")]}
    assert verdicts(files, reference)["files_active"][0] == "not_published"


def test_the_newest_edition_that_holds_a_number_counts(reference):
    files = {"new.csv": [row("201")], "old.csv": [row("200")]}
    (found, *_) = agreements(files, reference)
    assert (found.ours, found.file) == ("201", "new.csv")


def test_a_share_that_does_not_follow_from_its_own_counts_is_told(reference):
    *_, share = agreements({}, reference)
    assert (share.published, share.implied) == ("57", "50.0")


def test_a_release_holds_the_table_with_the_share_that_no_count_gives(release: Release):
    text = (release.folder / AGREEMENT).read_text("utf-8")
    found = {row["statistic"]: row for row in csv.DictReader(io.StringIO(text))}
    assert len(found) == 6
    assert {code for code, row in found.items() if row["verdict"] != "agrees"} == {
        "pension_share_of_active"
    }
    share = found["pension_share_of_active"]
    assert (share["published"], share["ours"], share["implied"]) == ("57", "52.4", "52.4")
    for row in found.values():
        held = release.csv(release.folder / row["file"])
        assert any(
            (cell["statistic"], cell["period"], cell["area"], cell["value"])
            == (row["statistic"], row["period"], row["area"], row["ours"])
            for cell in held
        )
    assert agreement_csv([]) == text.splitlines()[0] + "\n"
