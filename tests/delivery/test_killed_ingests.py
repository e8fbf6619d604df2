"""Whatever is killed when, the register is the old one or the new one, and nothing lies about."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest

from helpers.register.store import open_register
from helpers.settings import ROOT_VARIABLE

FILES, MONTHS = 400, 24
KILLS = 24


def enlarge(delivery):
    """Fill a delivery up to some thousand payments, so that there is time to kill."""
    first = delivery["case_files"].iloc[0].to_dict() | {"national_id": ""}
    files = [first | {"case_id": f"g{number}"} for number in range(FILES)]
    delivery.tables["case_files"] = pd.concat(
        [delivery["case_files"], pd.DataFrame(files)], ignore_index=True
    )
    payments = [
        {
            "payment_id": f"q{number}-{month}", "case_id": f"g{number}",
            "month": f"{1401 + month // 12}-{month % 12 + 1:02}", "paid_on": "1403/01/05",
            "kind": "regular", "amount_rials": "9000000", "household_size": "3",
        }
        for number in range(FILES) for month in range(MONTHS)
    ]  # fmt: skip
    delivery.tables["pension_payments"] = pd.concat(
        [delivery["pension_payments"], pd.DataFrame(payments)], ignore_index=True
    )


def fingerprint(delivery):
    register = open_register(delivery.settings.register)
    try:
        return register.about.fingerprint
    finally:
        register.close()


def start(root, folder):
    """Start an ingest as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "helpers", "ingest", str(folder), "--accept-revisions"],
        cwd=root, env=os.environ | {ROOT_VARIABLE: str(root)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def timed(root, folder):
    began = time.monotonic()
    assert start(root, folder).wait() == 0
    return time.monotonic() - began


@pytest.mark.heavy
def test_a_killed_ingest_leaves_the_old_register_or_the_new_one(delivery, root, tmp_path):
    enlarge(delivery)
    project = delivery.settings.root
    shutil.copy(root / "karnameh.toml", project)
    old = delivery.write()
    new = tmp_path / "new"
    shutil.copytree(old, new)
    text = (new / "pension_payments.csv").read_text("utf-8").replace("9000000", "9100000")
    (new / "pension_payments.csv").write_text(text, "utf-8")

    lasts = max(timed(project, folder) for folder in (old, new))
    after = fingerprint(delivery)
    assert timed(project, old)
    before = fingerprint(delivery)
    assert before != after

    ended = set()
    for kill in range(KILLS):
        process = start(project, new)
        time.sleep(lasts * (kill + 1) / KILLS)
        process.send_signal(signal.SIGKILL)
        process.wait()
        left = fingerprint(delivery)
        assert left in {before, after}
        ended.add(left)
        if left == after:
            assert start(project, old).wait() == 0
            assert fingerprint(delivery) == before
    assert before in ended

    assert start(project, new).wait() == 0
    assert fingerprint(delivery) == after
    assert {path.name for path in (project / "data").iterdir()} == {
        "reference", "register", "secret",
    }  # fmt: skip
