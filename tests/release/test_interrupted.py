"""Whatever happens to a build, the published folder is one whole release, old or new."""

import errno
import fcntl
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from built import Release, copy_project, karnameh
from trial_report import contents

from helpers.errors import KarnamehError
from helpers.release import make as make_module
from helpers.release.build import DiskError
from helpers.release.layout import release_id
from helpers.release.manifest import published_faults
from helpers.settings import ROOT_VARIABLE

ASKED = ("build", "--period", "1403-07", "--report", "students")


@pytest.fixture
def root(release: Release, tmp_path: Path) -> Path:
    """A project of its own, with a register, a counted table and a release of two pages."""
    root = tmp_path / "project"
    root.mkdir()
    copy_project(release.root, root)
    for name in ("register", "statistics"):
        shutil.copytree(release.root / "data" / name, root / "data" / name)
    done = karnameh(root, *ASKED, "--area", release.smallest)
    assert done.returncode == 0, done.stderr
    return root


def begin(root: Path, *arguments: str, **options) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "helpers", *arguments], cwd=root, text=True,
        env=os.environ | {ROOT_VARIABLE: str(root)}, stdout=subprocess.DEVNULL, **options,
    )  # fmt: skip


def running(root: Path) -> list[str]:
    """Return the processes that work in the project: a fork keeps the environment it began with."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.fsencode(f"{ROOT_VARIABLE}={root}\0") in (process / "environ").read_bytes():
                found.append((process / "stat").read_text())
        except OSError:
            continue
    return [state for state in found if state.rpartition(")")[2].split()[0] != "Z"]


def comes_true(what: Callable[[], bool], *, within: float) -> bool:
    """Look again and again, for so many seconds of a processor that works for this alone.

    Where others want the processors too, this process's own clock goes as slowly as the work that
    it waits for.
    """
    end = time.process_time() + within
    while not what():
        if time.process_time() > end:
            return False
    return True


def gone(root: Path, within: float) -> bool:
    return comes_true(lambda: not running(root), within=within)


def change_something(root: Path, number: int) -> None:
    path = root / "karnameh.toml"
    kept = [line for line in path.read_text("utf-8").splitlines() if "unit_en" not in line]
    place = kept.index("[organisation]") + 1
    kept.insert(place, f'unit_en = "Unit {number}"')
    path.write_text("\n".join(kept) + "\n", "utf-8")


def kill_often(root: Path, asked: tuple[str, ...], times: int) -> None:
    """Change something, build and kill the build, again and again; look at the folder each time."""
    chance = random.Random(1403)
    begun = time.monotonic()
    assert karnameh(root, *asked, "--force").returncode == 0
    usual = time.monotonic() - begun
    for number in range(times):
        change_something(root, number)
        before = release_id(root / "reports")
        build = begin(root, *asked, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, usual))
        build.kill()
        build.wait()
        assert gone(root, within=2), "processes outlived the build"
        assert [str(fault) for fault in published_faults(root / "reports")] == []
        if release_id(root / "reports") == before:
            assert "Unit" in (root / "karnameh.toml").read_text("utf-8")
    done = karnameh(root, *asked)
    assert done.returncode == 0, done.stderr
    left = {path.name for path in root.iterdir()} - {".cache"}
    assert not {name for name in left if name.startswith(".reports")}
    unit = f"Unit {times - 1}".encode()
    pages = [path for path in (root / "reports" / "en" / "monthly").rglob("*.html")]
    assert len(pages) == 2 and all(unit in path.read_bytes() for path in pages)
    # The same as if nothing had ever happened.
    at_last = contents(root / "reports")
    shutil.rmtree(root / "reports")
    shutil.rmtree(root / "build")
    assert karnameh(root, *asked).returncode == 0
    assert contents(root / "reports") == at_last


@pytest.mark.heavy(minutes=15)
def test_a_build_killed_fifty_times_leaves_a_whole_release_each_time(root, release):
    province = release.settings.areas.province.code
    kill_often(root, (*ASKED, "--area", province, "--area", release.smallest), times=50)


@pytest.mark.heavy
def test_ctrl_c_ends_everything_within_a_second_and_changes_nothing(root):
    before = contents(root / "reports")
    build = begin(root, *ASKED, "--force", stderr=subprocess.PIPE, start_new_session=True)
    assert build.stderr is not None
    while "pages/s" not in build.stderr.readline():
        assert build.poll() is None
    os.killpg(build.pid, signal.SIGINT)
    assert comes_true(lambda: build.poll() is not None, within=1)
    assert build.returncode == 130
    said = build.stderr.read()
    build.stderr.close()
    assert "interrupted" in said and "Traceback" not in said
    assert gone(root, within=0.5)
    assert contents(root / "reports") == before


@pytest.mark.heavy
def test_what_an_interrupted_build_has_finished_is_not_made_again(root):
    build = begin(root, *ASKED, "-j", "1", stderr=subprocess.PIPE)
    assert build.stderr is not None
    while "pages/s" not in build.stderr.readline():
        assert build.poll() is None
    build.kill()
    build.wait()
    build.stderr.close()
    assert gone(root, within=2)
    done = karnameh(root, *ASKED)
    assert done.returncode == 0
    assert "made before an interruption" in done.stderr
    assert list(published_faults(root / "reports")) == []


@pytest.mark.heavy
def test_a_second_build_refuses_or_waits_as_it_is_told(root):
    lock = os.open(root, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    refused = karnameh(root, *ASKED, "--no-wait")
    assert refused.returncode == 1
    assert "another build is at work" in refused.stderr
    waiting = begin(root, *ASKED, stderr=subprocess.PIPE)
    assert waiting.stderr is not None
    assert "waiting until it has ended" in waiting.stderr.readline()
    assert waiting.poll() is None
    os.close(lock)
    _, said = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, said


def test_a_full_disk_is_said_and_changes_nothing(publish, project, monkeypatch):
    publish()
    before = contents(project.reports)

    def full(path, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(make_module, "write_durably", full)
    with pytest.raises(DiskError, match="No space left on device"):
        publish(force=True)
    assert contents(project.reports) == before
    assert not [path for path in project.root.iterdir() if path.name.startswith(".reports")]


@pytest.mark.heavy
@pytest.mark.parametrize("megabytes", [2, 4, 8])
def test_a_file_system_too_small_for_the_release_keeps_the_one_it_holds(
    root, tmp_path, nothing_left_out, megabytes
):
    """On a real file system, in a name space of the test's own."""
    place = tmp_path / "small"
    place.mkdir()
    inside = (
        f"mount -t tmpfs -o size={megabytes}m none {place} && cp -a {root}/reports {place}/reports"
        f" && {sys.executable} -m helpers {' '.join(ASKED)} --out {place}/reports;"
        f" echo status $?; ls -A {place}; {sys.executable} -m helpers verify {place}/reports"
    )
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", inside], cwd=root, text=True,
        env=os.environ | {ROOT_VARIABLE: str(root)}, capture_output=True, check=False,
    )  # fmt: skip
    if "status" not in done.stdout:
        assert not nothing_left_out, done.stderr
        pytest.skip(f"no file system of one's own can be mounted here: {done.stderr.strip()}")
    assert "is whole and unchanged" in done.stderr
    if "status 0" in done.stdout:
        assert megabytes == 8
    else:
        assert "No space left on device" in done.stderr
        assert "nothing was published" in done.stderr
        assert done.stdout.split() == ["status", "1", "reports"]


def test_a_folder_that_was_moved_aside_when_the_power_went_comes_back(publish, project):
    publish()
    before = contents(project.reports)
    project.reports.rename(project.root / ".reports-aside")
    outcome = publish()
    assert outcome.unchanged and not outcome.made
    assert contents(project.reports) == before


def test_where_folders_cannot_change_places_in_one_step_that_is_said(
    publish, project, monkeypatch, capsys
):
    from helpers import files

    monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    publish()
    said: list[str] = []
    publish(force=True, say=said.append)
    assert "cannot exchange two folders in one step" in "".join(said)
    assert list(published_faults(project.reports)) == []


def test_a_folder_that_is_a_file_system_of_its_own_is_refused(publish, project, monkeypatch):
    monkeypatch.setattr(Path, "is_mount", lambda path: path == project.reports)
    project.reports.mkdir()
    with pytest.raises(KarnamehError, match="a file system of its own"):
        publish()
