"""The same register, settings and code give the same bytes, whenever, wherever and however."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built import MONTH, YEAR, Release, copy_project
from trial_report import contents

from helpers.settings import ROOT_VARIABLE


@pytest.mark.heavy(minutes=4)
@pytest.mark.parametrize("protected", ["before", "anew"])
def test_a_release_is_the_same_in_another_folder_time_zone_locale_and_order(
    release: Release, tmp_path: Path, root: Path, protected: str
):
    other = tmp_path / "پوشهٔ دیگر"
    other.mkdir()
    copy_project(root, other)
    shutil.copytree(release.root / "data" / "register", other / "data" / "register")
    if protected == "before":
        (other / "data" / "statistics").mkdir()
        memory = Path("data", "statistics", "protected-before.json.gz")
        shutil.copy(release.root / memory, other / memory)
    areas = release.settings.areas.province.code, release.smallest
    asked = ["build", "--period", YEAR, "--period", MONTH, "-j", "3"]
    asked += [f"--area={area}" for area in reversed(areas)]
    environment = {
        ROOT_VARIABLE: str(other), "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1", "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "helpers", *asked], cwd=tmp_path, env=os.environ | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ours, theirs = contents(other / "reports"), contents(release.folder)
    assert set(ours) == set(theirs)
    assert [path for path in ours if ours[path] != theirs[path]] == []
