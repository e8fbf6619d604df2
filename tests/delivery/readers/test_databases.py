"""Databases: every table that is recognised, no password and no cell in any message."""

import duckdb
import ibis
import pytest
from delivery.opened import HEADINGS, PAYMENTS, opened

from helpers.delivery.readers import databases
from helpers.delivery.readers.databases import database_address
from helpers.errors import RequestError

SECRET = "p#a@ss:w/ord"


@pytest.fixture
def file(tmp_path):
    """A database with the payments in one schema, and something else in another."""
    path = tmp_path / "office.duckdb"
    connection = duckdb.connect(path)
    connection.execute("CREATE SCHEMA s")
    connection.execute(f"CREATE TABLE s.payments ({', '.join(f'{h} VARCHAR' for h in HEADINGS)})")
    connection.executemany(f"INSERT INTO s.payments VALUES ({', '.join('?' * 7)})", PAYMENTS[::-1])
    connection.execute("CREATE TABLE notes (a INTEGER)")
    connection.close()
    return path


SENT = dict(enumerate(PAYMENTS, start=2))


class TestAddresses:
    @pytest.mark.parametrize(
        ("place", "label", "table"),
        [
            ("postgresql://ali:secret@h:5/db#s.t", "postgresql://ali:…@h:5/db#s.t", "s.t"),
            ("postgresql://ali@h/db", "postgresql://ali@h/db", ""),
            ("postgres://h/db?password=secret#t", "postgres://h/db#t", "t"),
            (f"postgresql://ali:{SECRET}@h/db", "postgresql://ali:…@h/db", ""),
            ("postgresql:/ali:secret@h/db", "postgresql://ali:…@h/db", ""),  # as a path makes it
            ("duckdb:///a/b@c.db#t", "duckdb:///a/b@c.db#t", "t"),
            ("mysql://ali:secret@h/db", "mysql://ali:…@h/db", ""),
        ],
    )
    def test_an_address_is_shown_without_its_password(self, place, label, table):
        address = database_address(place)
        assert (address.label, address.table) == (label, table)

    def test_signs_of_a_password_are_written_as_the_engine_expects(self):
        for written in (SECRET, "p%23a%40ss%3Aw%2Ford"):
            address = database_address(f"postgresql://ali:{written}@h/db#t")
            assert address.uri == "postgresql://ali:p%23a%40ss%3Aw%2Ford@h/db"

    @pytest.mark.parametrize("place", ["a.csv", "/a/b.csv", "C:/a/b.csv", "C:\\a", "a:b"])
    def test_a_path_is_no_address(self, place):
        assert database_address(place) is None


class TestTables:
    def test_those_that_are_recognised_are_read_and_others_counted(self, file):
        found = opened(f"duckdb://{file}")
        assert found.source.label == f"duckdb://{file}#s.payments"
        assert found.source.form == "table of a database"
        assert found.only_rows == SENT
        assert found.codes == ["W216"]
        assert found.log.faults[0].found == ("tables and views of something else: 1",)

    def test_one_that_is_named_is_read_once(self, file):
        found = opened(f"duckdb://{file}#s.payments", f"duckdb://{file}")
        assert found.only_rows == SENT

    def test_the_checksum_is_that_of_the_rows_in_whatever_order_they_stand(self, file):
        before = opened(f"duckdb://{file}#s.payments").source.sha256
        with duckdb.connect(file) as connection:
            connection.execute(
                "CREATE VIEW again AS SELECT * FROM s.payments ORDER BY payment_id;"
                "CREATE VIEW other AS SELECT * REPLACE ('4' AS household_size) FROM s.payments"
            )
        assert opened(f"duckdb://{file}#again").source.sha256 == before
        assert opened(f"duckdb://{file}#main.other").source.sha256 != before

    def test_typed_columns_come_as_text_and_unknown_ones_not_at_all(self, file):
        with duckdb.connect(file) as connection:
            connection.execute(
                "CREATE TABLE typed AS SELECT 7 AS payment_id, '501' AS case_id, 'x' AS remark,"
                " '1402-11' AS month, DATE '2024-02-20' AS paid_on, 'regular' AS kind,"
                " 6000000::DECIMAL(18, 2) AS amount_rials, NULL::INTEGER AS household_size"
            )
        found = opened(f"duckdb://{file}#typed")
        assert found.only_rows == {
            2: ["7", "501", "1402-11", "2024-02-20", "regular", "6000000", ""]
        }
        assert found.codes == ["W202"]

    def test_rows_come_in_batches_too(self, file, monkeypatch):
        monkeypatch.setattr(databases, "BATCH_ROWS", 2)
        with duckdb.connect(file) as connection:
            connection.execute(
                "CREATE TABLE many AS SELECT p.* REPLACE (n AS payment_id) FROM"
                " (SELECT * FROM s.payments LIMIT 1) p, range(500) t(n)"
            )
        found = opened(f"duckdb://{file}#many")
        assert sorted(int(row[0]) for row in found.only_rows.values()) == list(range(500))
        assert list(found.only_rows) == list(range(2, 502))

    def test_other_engines_give_batches_through_ibis(self, file, monkeypatch):
        asked = []

        def connect(uri, *, missing):
            asked.append(uri)
            engine = ibis.duckdb.connect(file, read_only=True)
            monkeypatch.setattr(type(engine), "name", "postgres")
            return engine, None

        monkeypatch.setattr(databases, "connect", connect)
        monkeypatch.setattr(
            ibis.Table, "to_pyarrow_batches",
            lambda table, chunk_size: table.to_pyarrow().to_batches(chunk_size),
        )  # fmt: skip
        found = opened("postgresql://ali:secret@h/db#s.payments")
        assert found.only_rows == SENT
        assert asked == ["postgresql://ali:secret@h/db"]
        assert "secret" not in found.source.label


class TestFaults:
    def test_a_database_without_a_table_of_the_contract_is_not_recognised(self, file):
        with duckdb.connect(file) as connection:
            connection.execute("DROP TABLE s.payments")
        assert opened(f"duckdb://{file}").codes == ["E103"]
        assert opened(f"duckdb://{file}#notes").codes == ["E103"]

    def test_a_table_that_is_not_there_is_noted(self, file):
        found = opened(f"duckdb://{file}#s.nothing")
        assert found.codes == ["E102"]
        assert found.log.faults[0].found == ("there is no such table",)

    def test_a_table_without_a_column_is_refused(self, file):
        with duckdb.connect(file) as connection:
            connection.execute("ALTER TABLE s.payments DROP COLUMN kind")
        assert opened(f"duckdb://{file}#s.payments").codes == ["E104"]

    def test_a_file_that_is_not_there_or_no_database_is_noted(self, tmp_path):
        path = tmp_path / "a.duckdb"
        assert opened(f"duckdb://{path}").log.faults[0].found == ("there is no such file",)
        path.write_bytes(b"x" * 5000)
        assert opened(f"duckdb://{path}").codes == ["E102"]

    def test_an_engine_that_cannot_be_reached_is_noted_without_the_password(self, monkeypatch):
        def connect(uri, *, missing):
            raise RequestError("not reached", where=uri, found=uri, do="check the address")

        monkeypatch.setattr(databases, "connect", connect)
        found = opened(f"postgresql://ali:{SECRET}@h/db#t")
        assert found.codes == ["E102"]
        assert found.log.faults[0].found == ("check the address",)
        assert "ss:w" not in str(found.log.faults[0])

    def test_another_kind_of_database_is_noted(self):
        assert opened("mysql://ali:secret@h/db").codes == ["E101"]

    @pytest.mark.parametrize(
        ("step", "codes"), [("_batches", ["E102", "W216"]), ("_recognised", ["E102"])]
    )
    def test_what_fails_on_the_way_is_noted_without_a_word_of_it(
        self, file, monkeypatch, step, codes
    ):
        def fail(*_):
            raise RuntimeError("زهرا")

        monkeypatch.setattr(databases, step, fail)
        found = opened(f"duckdb://{file}")
        assert found.codes == codes
        assert "زهرا" not in "".join(map(str, found.log.faults))
