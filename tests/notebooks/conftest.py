"""The notebooks, and a small published table for them to read."""

from pathlib import Path

import pytest
from sample_table import ABOUT, sample_table

from helpers.domain.published import write_published
from helpers.settings import Settings


@pytest.fixture(scope="session")
def sample_file(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("statistics") / "public.parquet"
    write_published(sample_table(settings), ABOUT, path)
    return path
