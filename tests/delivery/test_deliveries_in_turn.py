"""Delivery after delivery: each changes exactly its part, and no contradiction goes unnoticed."""

import json
import os
import shutil

import pandas as pd
import pyarrow.parquet as pq
import pytest

from helpers.delivery.ingest import ingest
from helpers.delivery.receipt import history_in_words
from helpers.domain.periods import Month
from helpers.errors import DataError, RequestError
from helpers.files import alone_in
from helpers.register.about import read_about
from helpers.register.receipt import receipts_of
from helpers.register.sample import write_sample


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows(delivery, name):
    return pq.ParquetFile(delivery.settings.register / f"{name}.parquet").read().to_pandas()


def deliver(delivery, folder, tables, **options):
    """Deliver some tables alone, as a county office would."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return ingest([folder], delivery.settings.register, delivery.settings, **options)


@pytest.fixture
def one_more_month(delivery):
    """Return the payments of one county for a month of which nothing was delivered."""
    row = delivery["pension_payments"].iloc[0]
    return pd.DataFrame([row.to_dict() | {"payment_id": "p9", "month": "1403-01"}])


def test_the_same_delivery_twice_changes_nothing(delivery):
    delivery.has_arrived()
    before = contents(delivery.settings.register)
    again = delivery.ingest()
    assert contents(delivery.settings.register) == before
    assert not again.written
    assert "nothing is new" in str(again)


def test_a_month_of_one_county_updates_exactly_its_part_and_says_so(
    delivery, one_more_month, tmp_path
):
    delivery.has_arrived()
    before = rows(delivery, "pension_payments")
    files = (delivery.settings.register / "case_files.parquet").read_bytes()
    receipt = deliver(delivery, tmp_path / "part", {"pension_payments": one_more_month})
    county = delivery["case_files"].county[0]
    assert f"pension_payments {county} 1403-01: 1 new" in str(receipt)
    after = rows(delivery, "pension_payments")
    pd.testing.assert_frame_equal(after[after.payment_id != "p9"], before)
    assert list(after.payment_id) == ["p1", "p2", "p3", "p4", "p5", "p9"]
    assert (delivery.settings.register / "case_files.parquet").read_bytes() == files


def test_a_county_that_has_not_delivered_yet_is_known_by_its_empty_day(
    delivery, one_more_month, tmp_path
):
    first = delivery.ingest()
    receipt = deliver(delivery, tmp_path / "part", {"pension_payments": one_more_month})
    one, other = dict.fromkeys(delivery["case_files"].county)
    assert f"1403-01: nothing yet from {other}" in str(receipt)
    received = read_about(delivery.settings.register).deliveries.received
    assert received["1403-01"] == {one: first.received_on, other: ""}
    assert received["1402-12"] == {one: first.received_on, other: first.received_on}


def test_a_county_without_open_files_is_not_awaited(delivery, one_more_month, tmp_path):
    delivery.spoil("case_files", 4, closed_on="1402/12/29", closure_reason="moved")
    first = delivery.ingest()
    receipt = deliver(delivery, tmp_path / "part", {"pension_payments": one_more_month})
    received = read_about(delivery.settings.register).deliveries.received
    assert received["1403-01"] == {delivery["case_files"].county[0]: first.received_on}
    assert "nothing yet" not in str(receipt)


def test_what_contradicts_is_listed_and_refused_until_it_is_accepted(delivery, tmp_path):
    delivery.has_arrived()
    before = contents(delivery.settings.register)
    payments = delivery["pension_payments"].iloc[[0, 1]].copy()
    payments.loc[1, "amount_rials"] = "7000000"
    county = delivery["case_files"].county[0]
    with pytest.raises(DataError) as refusal:
        deliver(delivery, tmp_path / "part", {"pension_payments": payments})
    assert f"pension_payments {county} 1402-12: 1 changed (amount_rials)" in str(refusal.value)
    assert "--accept-revisions" in str(refusal.value)
    assert contents(delivery.settings.register) == before

    receipt = deliver(
        delivery, tmp_path / "part", {"pension_payments": payments}, accept_revisions=True
    )
    assert receipt.revisions_accepted == 1
    assert rows(delivery, "pension_payments").amount_rials.tolist()[:3] == [
        6_000_000, 7_000_000, 5_000_000,
    ]  # fmt: skip


def test_a_dry_run_of_a_revision_writes_nothing(delivery):
    delivery.has_arrived()
    before = contents(delivery.settings.register)
    delivery.spoil("case_files", 2, household_size="4")
    receipt = delivery.ingest(dry_run=True, accept_revisions=True)
    assert contents(delivery.settings.register) == before
    assert "dry run" in str(receipt)
    assert not receipt.written


def test_receipts_of_all_deliveries_are_kept_and_listed(delivery, one_more_month, tmp_path):
    delivery.has_arrived()
    deliver(delivery, tmp_path / "part", {"pension_payments": one_more_month})
    receipts = receipts_of(delivery.settings.register)
    assert [receipt["rows_read"].get("pension_payments") for receipt in receipts] == [5, 1]
    assert all(len(receipt["fingerprint"]) == 64 for receipt in receipts)
    listed = history_in_words(receipts)
    assert "the register was made of it" in listed
    assert "1 new rows" in listed
    assert [line for line in listed.splitlines() if line.startswith("2. ")]


def test_rows_of_all_deliveries_are_counted_for_the_reports(delivery, one_more_month, tmp_path):
    delivery.has_arrived()
    deliver(delivery, tmp_path / "part", {"pension_payments": one_more_month})
    known = read_about(delivery.settings.register).deliveries
    assert known.rows == {"case_files": 4, "pension_payments": 6, "students": 3}
    assert known.cleaned == {"solar_dates": 18}


def test_warnings_are_those_of_all_rows_of_the_register(delivery, one_more_month, tmp_path):
    for row in (2, 5):
        delivery.spoil("case_files", row, head_birth_date="")
    delivery.ingest()
    receipt = deliver(delivery, tmp_path / "part", {"pension_payments": one_more_month})
    assert receipt.warnings == {}
    assert read_about(delivery.settings.register).warnings == {"W203": 2}


def test_a_payment_may_belong_to_a_file_that_came_earlier(delivery, one_more_month, tmp_path):
    delivery.has_arrived()
    one_more_month["case_id"] = "f9"
    with pytest.raises(DataError, match="E127"):
        deliver(delivery, tmp_path / "part", {"pension_payments": one_more_month})


def test_a_month_sent_again_under_new_numbers_is_no_second_pension(delivery, tmp_path):
    delivery.has_arrived()
    payments = delivery["pension_payments"].iloc[[1]].assign(payment_id="q2")
    with pytest.raises(DataError, match="E128"):
        deliver(delivery, tmp_path / "part", {"pension_payments": payments}, accept_revisions=True)


def test_of_two_spells_that_overlap_the_new_one_is_named(delivery, tmp_path):
    delivery.has_arrived()
    before = delivery["case_files"].iloc[[3]].assign(opened_on="1396/01/01", closed_on="1398/01/01")
    with pytest.raises(DataError) as refusal:
        deliver(delivery, tmp_path / "part", {"case_files": before}, accept_revisions=True)
    assert "E124" in str(refusal.value)
    assert "where:    row 2, column opened_on" in str(refusal.value)


def test_a_file_whose_payments_stay_is_not_taken_back(delivery, tmp_path):
    delivery.has_arrived()
    with pytest.raises(DataError, match="E127 rows of earlier deliveries"):
        deliver(
            delivery, tmp_path / "part", {"case_files": delivery["case_files"].iloc[[0, 3]]},
            accept_revisions=True, left_out="goes",
        )  # fmt: skip


def test_a_sample_is_replaced_and_never_mixed_with_real_people(delivery, one_more_month, tmp_path):
    write_sample(delivery.settings.register, delivery.settings, since=Month(1403, 6))
    with pytest.raises(DataError, match="E107"):
        deliver(delivery, tmp_path / "part", {"pension_payments": one_more_month})
    receipt = delivery.ingest()
    assert receipt.rows_stored == {"case_files": 4, "pension_payments": 5, "students": 3}


def test_a_register_that_was_changed_by_hand_takes_no_delivery(delivery):
    delivery.has_arrived()
    path = delivery.settings.register / "pension_payments.parquet"
    changed = rows(delivery, "pension_payments").assign(amount_rials=1)
    changed.to_parquet(path, index=False)
    with pytest.raises(DataError, match="is not what was ingested"):
        delivery.ingest()


def test_two_ingests_at_once_are_refused(delivery):
    with (
        alone_in(delivery.settings.root / "data", wait=lambda: None),
        pytest.raises(RequestError, match="another ingest is at work"),
    ):
        delivery.ingest()
    assert not delivery.settings.register.exists()


def test_what_a_killed_ingest_has_left_is_removed_by_the_next(delivery):
    abandoned = delivery.settings.root / "data" / ".register-abandoned"
    abandoned.mkdir()
    (abandoned / "workbench.duckdb").write_bytes(b"half of it")
    delivery.ingest()
    assert sorted(os.listdir(delivery.settings.root / "data")) == [
        "reference", "register", "secret",
    ]  # fmt: skip


def test_a_register_in_a_database_is_brought_up_to_date_too(delivery, one_more_month, tmp_path):
    uri = f"duckdb://{tmp_path / 'register.db'}"
    ingest([delivery.write()], uri, delivery.settings)
    one_more_month.to_csv(tmp_path / "more.csv", index=False)
    receipt = ingest([tmp_path / "more.csv"], uri, delivery.settings)
    assert receipt.rows_stored["pension_payments"] == 6
    assert len(receipts_of(uri)) == 2


def test_a_receipt_holds_no_cell_of_a_row(delivery):
    delivery.has_arrived()
    kept = json.loads((delivery.settings.register / "receipt.json").read_text("utf-8"))
    assert set(kept) == {
        "register", "received_on", "written", "files", "rows_read", "rows_stored", "cleaned",
        "warnings", "parts", "first", "revisions_accepted", "earlier", "fingerprint",
    }  # fmt: skip
