"""What every test may use: the settings of the project, and its folder."""

import os
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from built import Release, build_once
from examples import up_to

from helpers.settings import (
    HISTORY_VARIABLE,
    ROOT_VARIABLE,
    STATISTICS_VARIABLE,
    Settings,
    load_settings,
)

ROOT = Path(__file__).resolve().parents[1]

# No build imports it (helpers.release.warm), for it takes longer than all else.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# A loaded machine is slow, not wrong: how long an example takes is for the benchmarks to say.
hypothesis.settings.register_profile("karnameh", up_to(100))
hypothesis.settings.load_profile("karnameh")


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own environment must not change what a test finds."""
    for name in (ROOT_VARIABLE, STATISTICS_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(HISTORY_VARIABLE, os.devnull)  # nor what has been published in the project


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test writes need not outlast a loss of power."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


# What is made once for all test processes, by the one that asks first; the costliest last.
_SHARED = ("protected_before", "release")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let files of many minutes come first, and of the others wait none for what is shared.

    A short file of those that need it begins it, and the others come last.
    """
    tests = Counter(item.path for item in items)
    wanted: dict[Path, int] = {}
    minutes: dict[Path, int] = {}
    for item in items:
        names = getattr(item, "fixturenames", ())
        needs = (at for at, name in enumerate(_SHARED, 1) if name in names)
        wanted[item.path] = max([wanted.get(item.path, 0), *needs])
        lasts = (marker.kwargs.get("minutes", 0) for marker in item.iter_markers("heavy"))
        minutes[item.path] = max([minutes.get(item.path, 0), *lasts])
    begins = {
        need: min((path for path in wanted if wanted[path] == need), key=tests.__getitem__)
        for need in set(wanted.values()) - {0}
    }

    def place(item: pytest.Item) -> tuple[int, int]:
        of_shared = -1 if item.path in begins.values() else wanted[item.path]
        return -minutes[item.path], of_shared

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give a process whole files, so that what a file prepares is prepared once."""
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> None:
    """A shell tells what it starts in the background not to listen, and so all that that starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings(ROOT)


@pytest.fixture(scope="session")
def nothing_left_out() -> bool:
    """Whether a test must fail, not skip, when what it needs is missing."""
    return bool(os.environ.get("KARNAMEH_NOTHING_LEFT_OUT"))


@pytest.fixture(scope="session")
def release(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    nothing_left_out: bool,
) -> Release:
    """A release of one month and one year, for the province and its smallest county.

    Of a small province every day; of the whole one where a heavy test asks for it. It is kept for
    the next run, which takes of it what would come out the same; but not where nothing is left out.
    """
    asking = (item for item in request.session.items if "release" in item.fixturenames)
    whole = any(item.get_closest_marker("heavy") for item in asking)
    base = tmp_path_factory.getbasetemp()
    in_worker = bool(os.environ.get("PYTEST_XDIST_WORKER"))
    shared, kept = base.parent if in_worker else base, None
    if not (whole or nothing_left_out) and (cache := getattr(request.config, "cache", None)):
        kept = cache.mkdir("release") / "last"
    return build_once(ROOT, shared, whole=whole, kept=kept)


@pytest.fixture
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the main module back after a test in which a notebook's shell has taken its place."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
