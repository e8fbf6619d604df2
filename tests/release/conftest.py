"""A project with the trial report alone, and builds of it that need nothing else."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from trial_report import ABOUT, ROOT, Execute, executed, notebook_of, write_notebook

from helpers.release import assemble as assemble_module
from helpers.release import build as build_module
from helpers.release import make as make_module
from helpers.release import render as render_module
from helpers.release.build import build
from helpers.release.count import Table
from helpers.release.execute import Run
from helpers.release.exporter import PageExporter
from helpers.release.fonts import font_faces
from helpers.release.notebooks import Notebook, discover_notebooks
from helpers.release.order import Order
from helpers.release.plan import read_request
from helpers.release.render import Renderer
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


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the project of the first test of a file is kept, as it was made."""
    return tmp_path_factory.mktemp("kept") / "project"


@pytest.fixture
def as_first_made(project: Settings, kept: Path) -> Callable[[Callable[[], object]], None]:
    """Return a function that makes a project, or brings it to where the first test made it."""

    def bring(make: Callable[[], object]) -> None:
        if kept.exists():
            shutil.copytree(kept, project.root, dirs_exist_ok=True)
        else:
            make()
            shutil.copytree(project.root, kept)

    return bring


class AtHand:
    """A counter whose table is always at hand; ``digest`` says which numbers it holds.

    ``fingerprint`` is that of the register.
    """

    digest = "one"
    fingerprint = ABOUT.fingerprint

    def __init__(self, register: str, settings: Settings, edition: str) -> None:
        self.coverage = replace(ABOUT, edition=edition, fingerprint=self.fingerprint)
        self.reasons: list[str] = []

    def table_at_hand(self) -> Table:
        return Table(Path("public.parquet"), self.digest, self.coverage)

    def settle(self) -> None:
        pass


@cache
def exporter() -> PageExporter:
    """Return one for all builds of a process, as all pages of a build have one."""
    return PageExporter()


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Execute]:
    """Build without register, kernels and workers; ``runs["of"]`` decides how a run ends."""
    how: dict[str, Execute] = {"of": lambda page: Run(page, executed(page))}

    def one_after_the_other(job, tasks, *, jobs):
        return ((task, job(task)) for task in tasks)

    monkeypatch.setattr(build_module, "Counter", AtHand)
    monkeypatch.setattr(build_module, "_warm_up", lambda: None)
    monkeypatch.setattr(Renderer, "warm", lambda renderer: None)
    monkeypatch.setattr(Renderer, "_exporter", property(lambda renderer: exporter()))
    # What a page's further letters are cut from the font for, test_fonts.py says.
    monkeypatch.setattr(render_module, "font_faces", lambda html, lang: font_faces("", lang))
    monkeypatch.setattr(assemble_module, "prepare_forks", lambda table, history: None)
    monkeypatch.setattr(assemble_module, "in_workers", one_after_the_other)
    monkeypatch.setattr(make_module, "prepare_process", lambda environment, scratch: None)
    monkeypatch.setattr(
        make_module, "run_notebook", lambda page, notebook, limits, scratch: how["of"](page)
    )
    return how


@pytest.fixture
def published(project: Settings, publish, as_first_made) -> Settings:
    """The project when one month of it is published."""

    def make() -> None:
        assert publish().failures == ()

    as_first_made(make)
    return project


@pytest.fixture
def publish(project: Settings, notebooks: list[Notebook], runs: dict[str, Execute]):
    """Return a function that builds, as the command does."""

    def run(
        out: Path | None = None, *, edition="public", force=False, prepare=False, now=None,
        say=lambda text: None, **asked,
    ):  # fmt: skip
        asked = {"areas": ["abhar"], "periods": ["1403-07"]} | asked
        request = read_request(project, notebooks, edition=edition, **asked)
        out = out or project.folder_of(edition, prepared=prepare)
        order = Order(request, notebooks, project, "register", out, force=force, prepare=prepare)
        return build(replace(order, clock=lambda: now) if now else order, say=say)

    return run
