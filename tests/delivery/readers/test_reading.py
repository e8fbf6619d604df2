"""A delivery is read whole: every file by what it is, every fault in one go, nothing raised."""

import gzip
import hashlib
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from delivery.opened import HEADINGS, PAYMENTS, PERSIAN, as_csv, opened
from delivery.sheets import Sheet, zipped
from delivery.workbooks import workbook_bytes
from examples import up_to
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.delivery.readers import workbooks
from helpers.errors import RequestError

ROWS = [["فهرست"], PERSIAN, *PAYMENTS * 4, ["جمع کل", "", "", "", "", "68000000", ""]]
PERSON = "زهرا محمدی"


def _parquet(**options):
    out = io.BytesIO()
    columns = zip(HEADINGS, zip(*PAYMENTS, strict=True), strict=True)
    pq.write_table(pa.table(dict(columns)), out, **options)
    return out.getvalue()


def _quoted():
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in ROWS).encode()


TEXTS = {
    "utf-8.csv": as_csv(ROWS).encode(),
    "quoted.csv": _quoted(),
    "utf-16.txt": as_csv(ROWS, "\t").encode("utf-16"),
    "1256.csv": as_csv(ROWS, "؛").replace("ی", "ي").encode("cp1256"),
    "plain.parquet": _parquet(),
    "packed.parquet": _parquet(compression="zstd", use_dictionary=False),
}
BOOKS = {f"book{s}": workbook_bytes([Sheet("a", ROWS), Sheet("b", [["x"]])], s)
         for s in (".xlsx", ".xls", ".xlsb", ".ods")}  # fmt: skip
ARCHIVES = {"a.zip": zipped({"a.csv": TEXTS["utf-8.csv"], "b.parquet": TEXTS["plain.parquet"]})}


class TestByWhatTheyAre:
    def test_one_delivery_may_hold_every_kind(self, tmp_path):
        for name, content in (TEXTS | BOOKS | ARCHIVES).items():
            (tmp_path / name).write_bytes(content)
        found = opened(tmp_path)
        assert len(found.sources) == len(TEXTS) + len(BOOKS) + 2
        assert {len(rows) for rows in found.rows.values()} == {3, 12}
        assert set(found.codes) == {"W216"}

    def test_the_checksum_is_that_of_the_file(self, tmp_path):
        for name, content in (TEXTS | BOOKS).items():
            path = tmp_path / name
            path.write_bytes(content)
            assert opened(path).source.sha256 == hashlib.sha256(content).hexdigest()

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (b"", "an empty file"),
            (b"<html><table><tr><td>" + PERSON.encode(), "a web page"),
            ("\ufeff\r\n<TABLE>".encode("utf-16"), "a web page"),
            (b'<?xml version="1.0"?><Workbook/>', "XML"),
            (b"%PDF-1.7", "a PDF"),
            (gzip.compress(TEXTS["utf-8.csv"]), "gzip"),
            (ARCHIVES["a.zip"], "an archive"),
            (zipped({}), "an empty archive"),
            (b"PK\x03\x04" + bytes(50), "not whole"),
        ],
    )
    @pytest.mark.parametrize("suffix", [".xls", ".csv", ".parquet"])
    def test_what_is_none_of_them_is_said_to_be_what_it_is(self, tmp_path, content, what, suffix):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(content)
        found = opened(path)
        assert found.codes == ["E102"]
        assert what in found.log.faults[0].found[0]
        assert PERSON not in str(found.log.faults[0])

    def test_a_title_between_angles_is_no_web_page(self, tmp_path):
        (tmp_path / "a.csv").write_text(as_csv([["<<فهرست>>"], HEADINGS, *PAYMENTS]))
        assert len(opened(tmp_path).only_rows) == 3

    def test_a_suffix_may_lie_about_text_and_parquet_too(self, tmp_path):
        for name, content in TEXTS.items():
            path = tmp_path / f"{name}.xls"
            path.write_bytes(content)
            assert len(opened(path).only_rows) in (3, 12)


class TestFaults:
    def test_all_faults_of_all_files_come_in_one_go(self, tmp_path):
        contents = {
            "a.csv": as_csv([HEADINGS[:6]]), "b.csv": as_csv([["x", "y"]]), "c.docx": "x",
            "d.xlsx": "PK\x03\x04", "e.csv": as_csv([[*HEADINGS, "month"]]),
            "f.csv": as_csv([HEADINGS, *PAYMENTS]),
        }  # fmt: skip
        for name, content in contents.items():
            (tmp_path / name).write_text(content)
        found = opened(tmp_path, "mysql://h/db")
        assert found.codes == ["E101", "E101", "E102", "E103", "E104", "E105"]
        assert found.only_rows == dict(enumerate(PAYMENTS, start=2))

    def test_a_file_that_may_not_be_opened_is_a_fault(self, tmp_path, monkeypatch):
        path = tmp_path / "a.csv"
        path.write_text(as_csv([HEADINGS]))

        def refuse(*_):
            raise PermissionError(PERSON)

        monkeypatch.setattr(Path, "open", refuse)
        found = opened(path)
        assert found.codes == ["E102"]
        assert PERSON not in str(found.log.faults[0])

    def test_a_file_that_is_gone_when_it_is_read_is_a_fault_noted_once(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text(as_csv([HEADINGS, *PAYMENTS]))
        found = opened(path)
        path.unlink()
        for _ in range(2):
            assert list(found.source.read()) == []
        assert found.codes == ["E102"]

    def test_settings_that_name_no_column_are_refused(self, tmp_path):
        with pytest.raises(RequestError, match="perhaps case_id"):
            opened(tmp_path, case_di=("x",))

    def test_the_offices_own_headings_are_recognised(self, tmp_path):
        (tmp_path / "a.csv").write_text(as_csv([["کد رهگیری", *PERSIAN[1:]], *PAYMENTS]))
        assert opened(tmp_path).codes == ["E104", "W202"]
        found = opened(tmp_path, payment_id=("کد رهگیری",))
        assert found.codes == []
        assert found.only_rows == dict(enumerate(PAYMENTS, start=2))


@st.composite
def damaged(draw, contents):
    """Draw a file with some of its bytes cut off, changed, put in, taken out or moved."""
    name = draw(st.sampled_from(sorted(contents)))
    content = contents[name]
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, max(len(content) - 1, 0)))
        end = min(len(content), start + draw(st.sampled_from([1, 2, 8, 100])))
        match draw(st.sampled_from(["cut", "change", "put in", "take out", "move"])):
            case "cut":
                content = content[:start]
            case "change":
                new = draw(st.binary(min_size=end - start, max_size=end - start))
                content = content[:start] + new + content[end:]
            case "put in":
                content = content[:start] + draw(st.binary(max_size=8)) + content[start:]
            case "take out":
                content = content[:start] + content[end:]
            case "move":
                rest = content[:start] + content[end:]
                place = draw(st.integers(0, len(rest)))
                content = rest[:place] + content[start:end] + rest[place:]
    return name, content


def _is_read_or_at_fault(folder, name, content):
    (folder / name).write_bytes(content)
    found = opened(folder / name)
    assert found.sources or found.log.errors


@pytest.fixture(scope="class")
def little_patience():
    """Let a workbook take too long soon: some kinds of damage would busy a reader for minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbooks, "_MOST_SECONDS", 5)
        yield


@pytest.mark.usefixtures("little_patience")
class TestDamaged:
    @given(damaged(TEXTS | ARCHIVES))
    @up_to(200)
    def test_text_parquet_and_archives_are_read_or_at_fault(self, tmp_path_factory, file):
        _is_read_or_at_fault(tmp_path_factory.mktemp("damaged"), *file)

    @given(damaged(BOOKS))
    @up_to(25, suppress_health_check=[HealthCheck.too_slow])
    def test_workbooks_are_read_or_at_fault(self, tmp_path_factory, file):
        _is_read_or_at_fault(tmp_path_factory.mktemp("damaged"), *file)

    @pytest.mark.heavy
    @given(damaged(TEXTS | BOOKS | ARCHIVES))
    @settings(max_examples=3000, suppress_health_check=[HealthCheck.too_slow])
    def test_so_is_every_file_however_it_is_damaged(self, tmp_path_factory, file):
        _is_read_or_at_fault(tmp_path_factory.mktemp("damaged"), *file)
