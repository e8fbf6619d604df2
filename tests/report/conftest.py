"""Reports on a small published table, opened as a notebook opens them."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from sample_table import ABOUT, sample_table

from helpers.domain.published import write_published
from helpers.report import Report, open_report
from helpers.report.context import Context
from helpers.settings import ROOT_VARIABLE, STATISTICS_VARIABLE, Settings

Change = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture(scope="session")
def table(settings: Settings) -> pd.DataFrame:
    return sample_table(settings)


@pytest.fixture(scope="session")
def table_file(table: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("statistics") / "public.parquet"
    write_published(table, ABOUT, path)
    return path


@pytest.fixture
def opened(
    table_file: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str, str], Report]:
    """Open a report on the sample table."""
    monkeypatch.setenv(STATISTICS_VARIABLE, str(table_file))
    monkeypatch.setenv(ROOT_VARIABLE, str(root))
    return open_report


@pytest.fixture
def with_values(
    opened: Callable[[str, str, str], Report], settings: Settings
) -> Callable[..., Context]:
    """Open a report of the province in which some values are other than in the sample.

    ``values`` maps (statistic, period) or (statistic, period, breakdown, category) to a number,
    or to None for a hidden one.
    """

    def change(
        lang: str, values: dict[tuple[str, ...], float | None], period: str = "1403-07"
    ) -> Context:
        context = opened(period, settings.areas.province.code, lang).context
        frame = context.table.frame
        for key, value in values.items():
            statistic, when, *rest = key
            breakdown, category = rest or ("all", "all")
            chosen = (
                (frame["statistic"] == statistic)
                & (frame["period"] == when)
                & (frame["area"] == context.area.code)
                & (frame["breakdown"] == breakdown)
                & (frame["category"] == category)
            )
            assert chosen.sum() == 1, key
            frame.loc[chosen, "value"] = value
            if value is None:
                frame.loc[chosen, ["conf_status", "note"]] = ["C", "small_count"]
        return context

    return change
