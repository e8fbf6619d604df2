"""A page depends on nothing of the published table but the rows that it hands over."""

from dataclasses import replace
from itertools import product

import nbformat
import pandas as pd
import pytest
from handed_over import rows_of

from helpers.domain.periods import parse_period
from helpers.domain.published import read_published, write_published
from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.vintages import History, vintage_of
from helpers.domain.vintages_file import written
from helpers.settings import HISTORY_VARIABLE, ROOT_VARIABLE, STATISTICS_VARIABLE

CASES = list(product(("monthly", "annual"), ("caseload", "pensions", "students")))
PERIODS = {"monthly": "1402-07", "annual": "1401"}


@pytest.fixture
def page(root, monkeypatch):
    """Run a notebook's cells on a table; return its HTML, and what it hands over."""
    monkeypatch.setenv(ROOT_VARIABLE, str(root))

    def run(table_file, cadence, name, **parameters):
        monkeypatch.setenv(STATISTICS_VARIABLE, str(table_file))
        shown = []
        space = {"display": lambda *parts: shown.extend(parts)}
        for cell in nbformat.read(root / "notebooks" / cadence / f"{name}.ipynb", 4).cells:
            if cell.cell_type == "code":
                alone = cell.source.startswith("report.")
                exec(f"display({cell.source})" if alone else cell.source, space)
                if "parameters" in cell.metadata.get("tags", []):
                    space |= parameters
        *fragments, completed = shown
        return [str(fragment.html) for fragment in fragments], completed.bundle

    return run


@pytest.mark.parametrize(("cadence", "name"), CASES, ids=["-".join(case) for case in CASES])
def test_a_page_is_the_same_when_the_table_holds_nothing_but_its_rows(
    page, sample_file, tmp_path, monkeypatch, cadence, name
):
    parameters = {"period": PERIODS[cadence], "area": "abhar", "lang": "fa"}
    html, bundle = page(sample_file, cadence, name, **parameters)
    frame, about = read_published(sample_file)
    rows = pd.DataFrame(rows_of(bundle), columns=COLUMNS)
    rows["value"] = pd.to_numeric(rows["value"], errors="coerce")
    assert 100 < len(rows) < len(frame) / 50
    last = parse_period(PERIODS[cadence])
    other = replace(
        about,
        last_month=last if cadence == "monthly" else last.months[-1],
        rows={"case_files": 1},
        warnings={"W201": 5},
        fingerprint="other",
    )
    write_published(rows, other, tmp_path / "t.parquet")
    record = History(about.series).at(about.series, vintage_of(about, "of the page"))
    cells = [(tuple(row[name] for name in KEY), row["value"], row["conf_status"])
             for row in rows_of(bundle)]  # fmt: skip
    (tmp_path / "past.parquet").write_bytes(written(record.with_published(cells)))
    monkeypatch.setenv(HISTORY_VARIABLE, str(tmp_path / "past.parquet"))
    again = page(tmp_path / "t.parquet", cadence, name, **parameters)
    assert again[0] == html
    assert again[1] == bundle
