"""A copy of the built release in which contradictions can be planted."""

import os
import shutil
from pathlib import Path

import pytest
from built import Release
from planted import Copy


@pytest.fixture
def copy(release: Release, tmp_path: Path) -> Copy:
    folder = tmp_path / "reports"
    shutil.copytree(release.folder, folder, copy_function=os.link)
    return Copy(folder, release.settings, release.smallest)
