"""Reports on a small published table, opened as a notebook opens them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from sample_table import ABOUT, sample_table

from helpers.domain.published import write_published
from helpers.report import Report, open_report
from helpers.report.context import Context
from helpers.report.series import PublishedTable
from helpers.settings import ROOT_VARIABLE, STATISTICS_VARIABLE, Settings


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
    """Open a report, by default of the province, in which some values are other than in the sample.

    ``values`` maps (statistic, period), (statistic, period, breakdown, category) or those and an
    area to a number, to None for a hidden one, or to the note of one that is not available.
    """

    def change(
        lang: str,
        values: dict[tuple[str, ...], float | str | None],
        period: str = "1403-07",
        area: str = settings.areas.province.code,
    ) -> Context:
        context = opened(period, area, lang).context
        rows = context.table.rows
        columns = {name: list(column) for name, column in rows.columns.items()}
        for key, value in values.items():
            statistic, when, *rest = key
            breakdown, category, *area = rest or ("all", "all")
            place = area[0] if area else context.area.code
            position = rows.positions[statistic, when, place, breakdown, category]
            columns["value"][position] = None if isinstance(value, str) else value
            if isinstance(value, str):
                columns["obs_status"][position], columns["note"][position] = "L", value
            elif value is None:
                columns["conf_status"][position] = "C"
                columns["note"][position] = "confidential"
        return replace(context, table=PublishedTable(replace(rows, columns=columns)))

    return change
