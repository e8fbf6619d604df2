"""A register that was ingested is what its receipt says."""

import json
from contextlib import closing

import duckdb
import pyarrow.parquet as pq
import pytest

from helpers.delivery.ingest import ingest
from helpers.errors import DataError
from helpers.register.receipt import check_receipt
from helpers.register.sample import write_sample
from helpers.register.store import open_register


def check(uri) -> None:
    with closing(open_register(uri)) as register:
        check_receipt(register, str(uri))


def test_what_was_ingested_is_what_the_receipt_says(delivery):
    delivery.has_arrived()
    check(delivery.settings.register)


def test_an_amount_that_was_changed_afterwards_has_another_checksum(delivery):
    delivery.has_arrived()
    path = delivery.settings.register / "pension_payments.parquet"
    table = pq.ParquetFile(path).read()
    place = table.schema.get_field_index("amount_rials")
    amounts = [amount + 1 for amount in table["amount_rials"].to_pylist()]
    pq.write_table(table.set_column(place, table.schema.field(place), [amounts]), path)
    with pytest.raises(DataError, match="not what was ingested") as error:
        check(delivery.settings.register)
    assert error.value.found.startswith("checksum ") and " in the register" in error.value.found
    assert " in the receipt" in error.value.expected and "rows of" not in error.value.expected


def test_a_row_that_was_lost_is_named_with_both_numbers(delivery):
    delivery.has_arrived()
    path = delivery.settings.register / "students.parquet"
    pq.write_table(pq.ParquetFile(path).read().slice(1), path)
    with pytest.raises(DataError, match="rows of students 2 in the register") as error:
        check(delivery.settings.register)
    assert "rows of students 3 in the receipt" in error.value.expected


def test_a_database_is_held_against_its_receipt_too(delivery, tmp_path):
    uri = f"duckdb://{tmp_path}/register.duckdb"
    ingest([delivery.write()], uri, delivery.settings)
    check(uri)
    with duckdb.connect(tmp_path / "register.duckdb") as connection:
        connection.execute("DELETE FROM students WHERE level = 'university'")
    with pytest.raises(DataError, match="rows of students 2 in the register"):
        check(uri)


def test_a_receipt_that_cannot_be_read_is_a_fault(delivery):
    delivery.has_arrived()
    (delivery.settings.register / "receipt.json").write_text("{")
    with pytest.raises(DataError, match="receipt of the register cannot be read"):
        check(delivery.settings.register)


def test_a_receipt_of_before_checksums_is_held_against_the_rows(delivery):
    delivery.has_arrived()
    path = delivery.settings.register / "receipt.json"
    receipt = json.loads(path.read_text("utf-8"))
    del receipt["fingerprint"]
    path.write_text(json.dumps(receipt))
    check(delivery.settings.register)


def test_a_sample_has_no_receipt_and_may_be_played_with(project):
    write_sample(project.register, project)
    check(project.register)
