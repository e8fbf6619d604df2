"""A project with the trial report alone, and builds of it that need nothing else."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from trial_report import ABOUT, ROOT, Execute, FakeRegister, executed, notebook_of, write_notebook

from helpers.release import build as build_module
from helpers.release.execute import Run
from helpers.release.notebooks import Notebook, discover_notebooks
from helpers.settings import Settings, load_settings


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """Settings of a project with one trial notebook in each cadence, and no register."""
    shutil.copy(ROOT / "karnameh.toml", tmp_path)
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "data" / "reference")
    for cadence in ("monthly", "annual"):
        write_notebook(tmp_path, cadence, notebook_of())
    return load_settings(tmp_path)


@pytest.fixture
def notebooks(project: Settings) -> list[Notebook]:
    return discover_notebooks(project.notebooks)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Execute]:
    """Build without a register and without kernels; ``runs["of"]`` decides how a run ends."""
    how: dict[str, Execute] = {"of": lambda page: Run(page, executed(page))}

    def publish(register, settings, edition, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"table")
        return replace(ABOUT, edition=edition)

    monkeypatch.setattr(build_module, "open_register", lambda uri: FakeRegister())
    monkeypatch.setattr(build_module, "publish_statistics", publish)
    monkeypatch.setattr(
        build_module, "execute", lambda pages, environment, jobs: (how["of"](p) for p in pages)
    )
    return how
