"""A small register of difficult cases, its settings, and what the package counts in it."""

import dataclasses
import fcntl
import os
import shutil
from pathlib import Path

import pytest
from protected import METHOD
from scenario import COUNTIES, Scenario, random_scenario, write_scale

from helpers.domain.periods import Month, Span
from helpers.settings import Settings, load_settings
from helpers.statistics.disclosure import protect
from helpers.statistics.memory import Memory
from helpers.statistics.tabulate import Counts, tabulate

FIRST, LAST = Month(1400, 7), Month(1402, 2)
SCALE_FIRST, SCALE_LAST = Month(1401, 1), Month(1401, 9)  # 1401 has a scale for a part only


@pytest.fixture(scope="session")
def few_counties(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the project, of a province that has only the counties of our registers."""
    every = load_settings(root)
    reference = tmp_path_factory.mktemp("project") / "data" / "reference"
    shutil.copytree(every.reference, reference)
    lines = (reference / "areas.csv").read_text("utf-8").splitlines(keepends=True)
    kept = lines[: 2 + COUNTIES]  # after the heading and the province
    (reference / "areas.csv").write_text("".join(kept), "utf-8")
    few = dataclasses.replace(every, root=reference.parents[1])
    assert few.areas.counties == every.areas.counties[:COUNTIES]
    return few


@pytest.fixture(scope="session")
def small_settings(few_counties: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The same with a scale that begins late and ends early."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(few_counties.reference, root / "data" / "reference")
    small = dataclasses.replace(few_counties, root=root)
    write_scale(small.reference / "pension_scale.csv", SCALE_FIRST, SCALE_LAST)
    return small


@pytest.fixture(scope="session")
def scale() -> dict[tuple[str, str], int]:
    amounts = (3_500_000, 5_000_000, 7_000_000, 9_000_000, 11_000_000)
    return {
        (str(month), size): amount
        for month in Span(SCALE_FIRST, SCALE_LAST)
        for size, amount in zip(("1", "2", "3", "4", "5+"), amounts, strict=True)
    }


def make_scenario(settings: Settings, seed: int) -> Scenario:
    counties = [area.code for area in settings.areas.counties]
    return random_scenario(seed, counties, FIRST, LAST)


@pytest.fixture(scope="session")
def scenario(small_settings: Settings) -> Scenario:
    return make_scenario(small_settings, seed=7)


def counts_of(scenario: Scenario, settings: Settings) -> Counts:
    register = scenario.register()
    try:
        return tabulate(register, settings, scenario.about)
    finally:
        register.close()


@pytest.fixture(scope="session")
def counts(scenario: Scenario, small_settings: Settings) -> Counts:
    return counts_of(scenario, small_settings)


@pytest.fixture(scope="session")
def short(small_settings: Settings) -> Counts:
    """What is counted in a register of as many files, of the last months alone."""
    counties = [area.code for area in small_settings.areas.counties]
    return counts_of(random_scenario(7, counties, LAST + -2, LAST), small_settings)


@pytest.fixture(scope="session")
def protected_before(
    counts: Counts, small_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """What protecting the small register comes to, found out once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    path = shared / "protected-before.json.gz"
    with (shared / "protected-before.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            memory = Memory(path, METHOD)
            policy = small_settings.configuration.disclosure
            protect(counts, policy, small_settings.areas.codes, memory)
            memory.write()
    return path


@pytest.fixture
def published_path(tmp_path: Path) -> Path:
    return tmp_path / "public.parquet"
