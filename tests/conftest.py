"""What every test may use: the settings of the project, and its folder."""

import os
from pathlib import Path

import pytest

from helpers.settings import ROOT_VARIABLE, STATISTICS_VARIABLE, Settings, load_settings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own environment must not change what a test finds."""
    for name in (ROOT_VARIABLE, STATISTICS_VARIABLE):
        monkeypatch.delenv(name, raising=False)


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
