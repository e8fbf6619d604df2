"""A release is made again, and every byte that is not the same is named."""

import json
from pathlib import Path

import pytest
from built import Release, karnameh
from trial_report import contents, executed, row

from helpers.release import build as build_module
from helpers.release.execute import Run
from helpers.release.rebuild import differences, differing_inputs, rebuild_faults
from helpers.settings import Settings

HERE = "monthly/1403-07/abhar/trial"


@pytest.fixture
def rebuild(project: Settings, publish):
    """Return what rebuilds the published release: the faults found, and what is said."""

    def run() -> tuple[list[str], list[str]]:
        said: list[str] = []
        faults = rebuild_faults(
            project.reports, project, "register", say=said.append,
            watch=lambda progress, _: progress,
        )  # fmt: skip
        return [f"{fault.what} {fault.where}" for fault in faults], said

    return run


def stating(value: str):
    def run(page):
        return Run(page, executed(page, rows=[row(page.subject, value=value)]))

    return run


def test_the_same_comes_out_and_nothing_else_is_touched(publish, rebuild, project):
    publish(periods=["1403-06", "1403-07"])
    publish(periods=["1402"], languages=["fa"], areas=["abhar", "tarom"])
    before = contents(project.root)
    assert rebuild() == ([], [])
    assert contents(project.root) == before


def test_a_file_that_does_not_come_out_is_named_with_the_first_difference(
    publish, rebuild, project, runs
):
    runs["of"] = stating("5793")
    publish()
    runs["of"] = stating("5794")
    faults, _ = rebuild()
    for path in (f"data/{HERE}.csv", f"data/{HERE}.xlsx", f"fa/{HERE}.html", "manifest.json"):
        assert f"a file does not come out as it was published {path}" in faults
    # The catalogue's opening says what is revised; its lists and the standing pages have no number.
    assert not any(f" fa/{place}" in fault for fault in faults for place in ("areas", "calendar"))


def test_another_input_than_the_release_names_is_said(published, rebuild):
    path = published.reference / "areas.csv"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    faults, said = rebuild()
    assert said == ["another input than that of the release: reference (areas.csv)"]
    assert faults == ["a file does not come out as it was published manifest.json"]


def test_editions_of_an_earlier_count_cannot_come_out_and_the_others_must(
    publish, rebuild, runs, monkeypatch
):
    runs["of"] = stating("1")
    publish(periods=["1403-06"])
    monkeypatch.setattr(build_module.Counter, "fingerprint", "another")
    monkeypatch.setattr(build_module.Counter, "digest", "two")
    runs["of"] = stating("2")
    publish()
    faults, said = rebuild()
    assert faults == []
    assert any("1 of 2 editions were made from an earlier count" in text for text in said)
    runs["of"] = stating("3")
    faults, _ = rebuild()
    assert faults and all(HERE in fault for fault in faults)


def test_another_register_is_no_rebuild(published, rebuild, monkeypatch):
    monkeypatch.setattr(build_module.Counter, "fingerprint", "another")
    faults, said = rebuild()
    assert [fault.partition(" /")[0] for fault in faults] == [
        "no edition of the release was made from this register with these settings"
    ]
    assert "another input than that of the release: register (fingerprint)" in said


def test_the_first_difference_is_shown_by_line_and_byte(tmp_path: Path):
    for name, text in (("one", "a\nbcd\ne\n"), ("two", "a\nbxd\ne\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.csv").write_text(text)
    (tmp_path / "one" / "y.csv").write_text("only here")
    found = list(differences(tmp_path / "one", tmp_path / "two", ["x.csv", "y.csv"]))
    assert [(fault.found, fault.expected) for fault in found] == [
        ("published: line 2, byte 4: …bcd…", "rebuilt: line 2, byte 4: …bxd…"),
        ("published: 9 bytes", "rebuilt: no such file"),
    ]


def test_inputs_that_differ_are_named_by_their_parts():
    before = {"code": {"commit": "a", "sources": "1"}, "lock_file": "x", "register": {"rows": {}}}
    now = before | {"code": {"commit": "b", "sources": "1"}, "lock_file": "y"}
    assert list(differing_inputs(before, before)) == []
    assert list(differing_inputs(before, now)) == [
        "another input than that of the release: code (commit)",
        "another input than that of the release: lock_file (x, now y)",
    ]


@pytest.mark.heavy(minutes=5)
def test_a_real_release_comes_out_again_and_a_changed_page_does_not(release: Release):
    done = karnameh(release.root, "verify", "--rebuild")
    assert done.returncode == 0, done.stderr
    assert "comes out of register and code as it is" in done.stderr
    assert json.loads((release.folder / "manifest.json").read_text())["code"]["sources"]
