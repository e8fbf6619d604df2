"""A PostgreSQL server: deliveries are read from it, and a register is kept on it."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import ibis
import pandas as pd
import pyarrow as pa
import pytest

from helpers.delivery.ingest import ingest
from helpers.errors import DataError
from helpers.register.receipt import receipts_of
from helpers.register.store import open_register

pytestmark = pytest.mark.heavy

PASSWORD = "kept-to-itself"


def programs() -> Path | None:
    """Return the folder of the server's programs, the newest where there are several."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    return folders[-1] if folders else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def server(nothing_left_out) -> Iterator[str]:
    """Start a server that goes when the tests are over; return the address of its database."""
    folder = programs()
    if folder is None:
        if nothing_left_out:
            pytest.fail("no PostgreSQL server is installed: sh tests/delivery/install.sh")
        pytest.skip("no PostgreSQL server is installed")
    # It does not run as root; its own user must get at the folder.
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    home = Path(tempfile.mkdtemp(prefix="karnameh-postgres-"))
    shutil.chown(home, user)
    (home / "password").write_text(PASSWORD)
    shutil.chown(home / "password", user)
    data, port = home / "data", free_port()

    def run(*command: str) -> None:
        subprocess.run(
            command, check=True, user=user if os.getuid() == 0 else None, cwd=home,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip

    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    try:
        run(f"{folder}/initdb", "-D", str(data), "-U", "reader", "-A", "scram-sha-256",
            "--pwfile", str(home / "password"), "-E", "UTF8", "--locale", "C")  # fmt: skip
        run(f"{folder}/pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(home / "log"),
            "start")  # fmt: skip
        yield f"postgres://reader:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        run(f"{folder}/pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(home)


def put(server: str, **tables: pd.DataFrame) -> None:
    """Put tables as they are into the database."""
    engine = ibis.connect(server)
    try:
        for name, table in tables.items():
            engine.create_table(name, pa.Table.from_pandas(table), overwrite=True)
    finally:
        engine.disconnect()


def fingerprint(uri) -> str:
    register = open_register(uri)
    try:
        return register.about.fingerprint
    finally:
        register.close()


def test_tables_of_a_server_give_the_register_that_files_give(server, delivery):
    delivery.ingest()
    expected = fingerprint(delivery.settings.register)
    put(server, **{f"sent_{name}": table for name, table in delivery.tables.items()})
    shutil.rmtree(delivery.settings.register)
    receipt = ingest(
        [f"{server}#sent_{name}" for name in delivery.tables],
        delivery.settings.register, delivery.settings,
    )  # fmt: skip
    assert fingerprint(delivery.settings.register) == expected
    assert PASSWORD not in str(receipt)
    assert PASSWORD not in (delivery.settings.register / "receipt.json").read_text("utf-8")


def test_a_fault_in_a_table_is_told_without_the_password(server, delivery):
    delivery.spoil("students", 2, level="?")
    put(server, **{f"bad_{name}": table for name, table in delivery.tables.items()})
    with pytest.raises(DataError, match="E114") as refusal:
        ingest(
            [f"{server}#bad_{name}" for name in delivery.tables],
            delivery.settings.register, delivery.settings,
        )  # fmt: skip
    assert PASSWORD not in str(refusal.value)


def test_a_register_on_a_server_is_brought_up_to_date(server, delivery, tmp_path):
    first = ingest([delivery.write()], server, delivery.settings)
    assert PASSWORD not in str(first)
    again = ingest([delivery.write()], server, delivery.settings)
    assert not again.written
    row = delivery["pension_payments"].iloc[0].to_dict()
    more = pd.DataFrame([row | {"payment_id": "p9", "month": "1403-01"}])
    more.to_csv(tmp_path / "more.csv", index=False)
    ingest([tmp_path / "more.csv"], server, delivery.settings)
    assert len(receipts_of(server)) == 2
    delivery.spoil("case_files", 2, household_size="9")
    with pytest.raises(DataError, match="contradicts"):
        delivery_files = delivery.write()
        ingest([delivery_files], server, delivery.settings)
    register = open_register(server)
    try:
        assert register.pension_payments.count().to_pyarrow().as_py() == 6
    finally:
        register.close()
