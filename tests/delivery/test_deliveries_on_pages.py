"""From what a county sends to what its page says: a month, and the same month corrected."""

import re

import pandas as pd
import pytest
from built import copy_project, karnameh

from helpers.register.schema import TABLES

MONTH, COUNTY, OTHER = "1403-07", "abhar", "tarom"

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def project(root, tmp_path_factory):
    """Return a project, and the tables of a sample as an office would send them."""
    folder = copy_project(root, tmp_path_factory.mktemp("office"))
    made = karnameh(folder, "sample", "--since", "1403-03", "--register", str(folder / "sample"))
    assert made.returncode == 0, made.stderr
    tables = {
        name: pd.read_parquet(folder / "sample" / f"{name}.parquet").drop(
            columns="person_key", errors="ignore"
        )
        for name in TABLES
    }
    return folder, tables


def send(folder, name, **tables):
    place = folder / name
    place.mkdir()
    for table, rows in tables.items():
        rows.to_excel(place / f"{table}.xlsx", index=False)
    return name


def page(folder, kind="pensions"):
    path = folder / f"reports/en/monthly/{MONTH}/{COUNTY}/{kind}.html"
    return re.sub(r"<[^>]+>", "", path.read_text("utf-8"))


def test_a_corrected_month_is_listed_accepted_and_said_to_be_revised(project):
    folder, tables = project
    payments, files = tables["pension_payments"], tables["case_files"]
    counties = payments.case_id.map(files.groupby("case_id").county.unique().str.join(" "))
    of_county = payments.case_id.isin(files.case_id[files.county == COUNTY])
    of_other = payments.case_id.isin(files.case_id[files.county == OTHER])
    regular = (payments.kind == "regular") & (payments.month == MONTH)
    first = tables | {"pension_payments": payments[~(regular & of_other)]}
    done = karnameh(folder, "ingest", send(folder, "first", **first))
    assert done.returncode == 0, done.stderr
    assert f"{MONTH}: nothing yet from {OTHER}" in done.stdout

    build = "build", "--period", MONTH, "--area", COUNTY, "--report", "pensions"
    done = karnameh(folder, *build)
    assert done.returncode == 0, done.stderr
    assert "Tarom" in page(folder)

    corrected = payments[regular & of_county].copy()
    never_moved = corrected.index[counties[corrected.index] == COUNTY]
    corrected.loc[never_moved[:40], "amount_rials"] += 3_000_000
    name = send(folder, "corrected", pension_payments=corrected)
    refused = karnameh(folder, "ingest", name)
    assert refused.returncode == 1
    assert f"pension_payments {COUNTY} {MONTH}: 40 changed (amount_rials)" in refused.stderr
    assert karnameh(folder, "ingest", name, "--accept-revisions").returncode == 0
    done = karnameh(folder, *build)
    assert done.returncode == 0, done.stderr
    assert "revised" in page(folder)
    verified = karnameh(folder, "verify")
    assert verified.returncode == 0, verified.stderr
