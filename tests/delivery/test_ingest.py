"""A delivery becomes the register whole, or changes nothing and gives nobody away."""

import json
import stat
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from helpers.delivery.ingest import ingest
from helpers.domain.periods import Month
from helpers.errors import DataError, RequestError
from helpers.register.sample import write_sample
from helpers.register.schema import TABLES
from helpers.register.store import open_register


def _stored(folder: Path, name: str) -> pd.DataFrame:
    return pq.ParquetFile(folder / f"{name}.parquet").read().to_pandas()


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_clean_delivery_is_stored_without_a_warning(delivery):
    receipt = delivery.ingest()
    assert receipt.rows_stored == {"case_files": 4, "pension_payments": 5, "students": 3}
    assert receipt.warnings == {}
    register = open_register(delivery.settings.register)
    about = register.about
    register.close()
    assert (about.synthetic, about.first_month, about.last_month) == (
        False, Month(1402, 11), Month(1402, 12),
    )  # fmt: skip
    assert about.rows == receipt.rows_stored


def test_the_receipt_is_stored_with_checksums_and_rows(delivery):
    receipt = delivery.ingest()
    stored = json.loads((delivery.settings.register / "receipt.json").read_text("utf-8"))
    assert stored["rows_stored"] == receipt.rows_stored
    assert [len(file["sha256"]) for file in stored["files"]] == [64] * 3
    assert stored["cleaned"] == {"solar_dates": 17}


def test_the_sample_survives_a_round_trip_through_csv(project, tmp_path):
    write_sample(tmp_path / "sample", project)
    for name in TABLES:
        table = pq.ParquetFile(tmp_path / "sample" / f"{name}.parquet").read()
        pa_csv.write_csv(table.drop_columns("person_key") if "person_key" in table.column_names
                         else table, tmp_path / f"{name}.csv")  # fmt: skip
    ingest([tmp_path / f"{name}.csv" for name in TABLES], project.register, project)
    for name, schema in TABLES.items():
        sent, stored = (
            _stored(folder, name).drop(columns="person_key", errors="ignore")
            .sort_values(list(schema.key), ignore_index=True)
            for folder in (tmp_path / "sample", project.register)
        )  # fmt: skip
        pd.testing.assert_frame_equal(sent, stored)


def test_parquet_with_types_gives_the_same_register_as_csv(delivery, tmp_path):
    delivery.has_arrived()
    before = open_register(delivery.settings.register).about.fingerprint
    typed = tmp_path / "typed"
    typed.mkdir()
    for name, schema in TABLES.items():
        table = _stored(delivery.settings.register, name)
        sent = delivery[name].assign(key=delivery[name][list(schema.key)].agg("|".join, axis=1))
        if "national_id" in sent:
            table["national_id"] = sent.sort_values("key").national_id.to_numpy()
            table = table.drop(columns="person_key")
        pq.write_table(pa.Table.from_pandas(table, preserve_index=False), typed / f"{name}.parquet")
    ingest([typed], delivery.settings.register, delivery.settings)
    assert open_register(delivery.settings.register).about.fingerprint == before


def test_persian_headings_labels_digits_and_tomans_give_the_same_register(delivery):
    delivery.has_arrived()
    before = open_register(delivery.settings.register).about.fingerprint
    persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    areas, terms = delivery.settings.areas, delivery.settings.terms
    for name, schema in TABLES.items():
        table = delivery[name]
        for column in schema.columns:
            cells = table[column.name]
            if column.kind == "county":
                cells = cells.map(lambda code: areas[code].name_fa.replace("ی", "ي"))
            elif column.kind == "code":
                cells = cells.map(lambda c, k=column.terms: terms.text(k, c, "fa") if c else "")
            elif column.kind == "money":
                cells = cells.map(lambda rials: f"{int(rials) // 10:,}" if rials else "")
            table[column.name] = cells.map(lambda text: text.translate(persian))
        headings = {c.name: c.heading.replace("ریال", "تومان") for c in schema.columns}
        delivery.tables[name] = table.rename(columns=headings, errors="raise")
    receipt = delivery.ingest()
    # The digits of file numbers are written in one way, so that the same file has one number.
    assert open_register(delivery.settings.register).about.fingerprint == before
    assert receipt.cleaned["tomans"] == 7


def test_a_table_may_have_no_rows(delivery):
    delivery.tables["students"] = delivery["students"].iloc[:0]
    assert delivery.ingest().rows_stored["students"] == 0


def test_one_table_may_come_in_several_files_with_columns_in_any_order(delivery):
    whole = delivery.ingest().rows_stored
    table = delivery["case_files"]
    (delivery.folder / "second").mkdir()
    table.iloc[2:, ::-1].to_csv(delivery.folder / "second" / "more.csv", index=False)
    delivery.tables["case_files"] = table.iloc[:2]
    receipt = delivery.ingest()
    assert receipt.rows_stored == whole
    assert len(receipt.files) == 4


def test_rows_are_numbered_as_a_spreadsheet_does_past_blank_lines(delivery):
    lines = (delivery.write() / "case_files.csv").read_text("utf-8").splitlines()
    spoilt = lines[3].replace("rural", "?")
    text = "\n".join(["\ufeff" + lines[0], lines[1], "", lines[2], spoilt, lines[4]])
    del delivery.tables["case_files"]
    (delivery.folder / "case_files.csv").write_text(text, "utf-8")
    with pytest.raises(DataError, match="where:    row 5, column residence"):
        delivery.ingest()


def test_a_refused_delivery_leaves_the_old_register_untouched(delivery):
    delivery.has_arrived()
    before = _contents(delivery.settings.register)
    delivery.spoil("case_files", 2, residence="?")
    with pytest.raises(DataError, match="E114"):
        delivery.ingest()
    assert _contents(delivery.settings.register) == before


def test_a_failure_while_writing_leaves_the_old_register_untouched(delivery, monkeypatch):
    delivery.has_arrived()
    before = _contents(delivery.settings.register)

    def full_disk(*_, **__):
        raise OSError("no space left")

    monkeypatch.setattr("helpers.register.store.switch_folder", full_disk)
    delivery.spoil("case_files", 2, household_size="5")
    with pytest.raises(OSError, match="no space"):
        delivery.ingest(accept_revisions=True)
    assert _contents(delivery.settings.register) == before
    assert {path.name for path in delivery.settings.register.parent.iterdir()} == {
        "reference", "register", "secret",
    }  # fmt: skip


def test_a_dry_run_writes_nothing(delivery):
    delivery.write()
    before = set(delivery.folder.parent.rglob("*"))
    assert "dry run" in str(delivery.ingest(dry_run=True))
    delivery.spoil("case_files", 2, residence="?")
    with pytest.raises(DataError, match="E114"):
        delivery.ingest(dry_run=True)
    assert set(delivery.folder.parent.rglob("*")) == before


def test_the_refused_rows_are_written_beside_the_register_for_the_owner_alone(delivery):
    delivery.spoil("case_files", 3, residence="?", household_size="0")
    delivery.spoil("students", 4, level="?")
    with pytest.raises(DataError, match=r"register-refused\.csv"):
        delivery.ingest()
    path = delivery.settings.register.with_name("register-refused.csv")
    refused = pd.read_csv(path, dtype=str)
    assert _mode(path) == 0o600
    assert refused[["table", "source_row", "case_id", "residence"]].values.tolist()[0] == [
        "case_files", "3", "f2", "?",
    ]  # fmt: skip
    assert "E114" in refused.reasons[0]
    assert "E117" in refused.reasons[0]
    assert "national_id" not in refused
    assert len(refused) == 2


def test_a_national_id_in_place_of_a_number_is_left_out_of_the_refused_rows(delivery):
    planted = delivery["case_files"].national_id[0]
    delivery.spoil("pension_payments", 2, case_id=planted, kind="?")
    del delivery["case_files"]["residence"]  # so that no file is known
    with pytest.raises(DataError, match="E114"):
        delivery.ingest()
    refused = delivery.settings.register.with_name("register-refused.csv").read_text("utf-8-sig")
    assert "E114 kind" in refused
    assert planted not in refused


def test_a_name_in_a_cell_that_cannot_be_read_is_left_out_of_the_refused_rows(delivery):
    delivery.spoil("case_files", 2, county="زهرا محمدی")
    with pytest.raises(DataError, match="E115"):
        delivery.ingest()
    refused = delivery.settings.register.with_name("register-refused.csv").read_text("utf-8-sig")
    assert "E115 county" in refused
    assert "محمدی" not in refused


def test_the_refused_rows_go_when_a_delivery_is_accepted(delivery):
    good = delivery["case_files"].residence[0]
    delivery.spoil("case_files", 2, residence="?")
    with pytest.raises(DataError, match="E114"):
        delivery.ingest()
    delivery.spoil("case_files", 2, residence=good)
    delivery.ingest()
    assert not delivery.settings.register.with_name("register-refused.csv").exists()


def test_a_database_is_replaced_by_a_delivery_too(delivery, tmp_path):
    uri = f"duckdb://{tmp_path / 'register.db'}"
    ingest([delivery.write()], uri, delivery.settings)
    register = open_register(uri)
    try:
        assert register.case_files.count().to_pyarrow().as_py() == 4
    finally:
        register.close()


@pytest.mark.parametrize("wrong_place", [None, "county", "month", "case_id", "remarks"])
def test_a_national_id_stands_nowhere_in_what_is_written_or_said(delivery, wrong_place, capfd):
    planted = delivery["case_files"].national_id[0]
    name = "pension_payments" if wrong_place == "month" else "case_files"
    if wrong_place:
        delivery.spoil(name, 2, **{wrong_place: planted})
        delivery[name].fillna("", inplace=True)
    delivery.write()
    outside = {*delivery.folder.rglob("*")}
    try:
        said = str(delivery.ingest())
    except DataError as refusal:
        said = str(refusal)
    out, err = capfd.readouterr()
    written = [p for p in delivery.folder.parent.rglob("*") if p.is_file() and p not in outside]
    assert len(written) > 5
    texts = [said, out, err]
    for path in written:
        if path.suffix == ".parquet":
            texts.append(pq.ParquetFile(path).read().to_pandas().to_csv())
        texts.append(path.read_bytes().decode("latin-1"))
    assert not [text for text in texts if planted in text]


def test_one_person_has_one_key_across_tables_and_ingests(delivery):
    delivery.spoil("students", 2, national_id=delivery["case_files"].national_id[0])
    delivery.spoil("students", 3, national_id=delivery["case_files"].national_id[0])
    keys = []
    for _ in range(2):
        delivery.ingest()
        keys.append(_stored(delivery.settings.register, "case_files").person_key[0])
    students = _stored(delivery.settings.register, "students")
    assert {*keys, *students.person_key[:2]} == {keys[0]}
    assert len(keys[0]) == 64


def test_another_office_gives_the_same_person_another_key(delivery, tmp_path):
    delivery.has_arrived()
    here = _stored(delivery.settings.register, "case_files").person_key[0]
    (delivery.settings.root / "data" / "secret" / "person_key").unlink()
    delivery.ingest()
    assert _stored(delivery.settings.register, "case_files").person_key[0] != here


def test_only_the_owner_can_read_the_register_and_the_secret(delivery):
    delivery.has_arrived()
    data = delivery.settings.root / "data"
    assert _mode(data / "register") == _mode(data / "secret") == 0o700
    files = [data / "secret" / "person_key", *(data / "register").iterdir()]
    assert {_mode(path) for path in files} == {0o600}


@pytest.mark.parametrize(("text", "mode"), [("", 0o600), ("zz" * 32, 0o600), ("ab" * 32, 0o644)])
def test_a_spoilt_or_open_secret_is_refused(delivery, text, mode):
    path = delivery.settings.root / "data" / "secret" / "person_key"
    path.parent.mkdir()
    path.write_text(text)
    path.chmod(mode)
    with pytest.raises(RequestError, match="secret of the person keys"):
        delivery.ingest()
    assert not delivery.settings.register.exists()


def test_a_file_that_cannot_be_parsed_does_not_put_its_rows_into_the_message(delivery):
    delivery.write()
    (delivery.folder / "x.csv").write_text('case_id,county\n"0499370899,"x\n')
    with pytest.raises(DataError) as refusal:
        delivery.ingest()
    assert "E10" in str(refusal.value)
    assert "0499370899" not in str(refusal.value)
    assert refusal.value.__cause__ is None
