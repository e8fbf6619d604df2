"""Files, folders and archives: each file once, none passed over in silence."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from helpers.delivery.findings import FaultLog
from helpers.delivery.readers import places
from helpers.delivery.readers.places import find_files

PERSIAN_NAME = "پرداخت گچساران.csv"


def found(*paths: Path):
    """Return the labels of the files found, and the faults by label."""
    log = FaultLog()
    files = find_files(paths, log)
    noted = {}
    for fault in log.faults:
        noted.setdefault(fault.file, []).append((fault.kind.code, *fault.found))
    return [file.label for file in files], noted


def written(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def archive(path: Path, members: dict[str, bytes], **options) -> Path:
    with zipfile.ZipFile(path, "w", **options) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def under_raw_name(path: Path, name: bytes) -> Path:
    """Write an archive whose member's name stands in it as these bytes, and of no said encoding."""
    archive(path, {"n" * len(name): b"x"})
    return written(path, path.read_bytes().replace(b"n" * len(name), name))


class TestFolders:
    def test_all_files_below_are_found_in_order(self, tmp_path):
        for name in ("b.csv", "a/d.xlsx", "a/c.PARQUET", "a/e/f.txt"):
            written(tmp_path / name)
        labels, noted = found(tmp_path)
        assert [os.path.relpath(label, tmp_path) for label in labels] == [
            "b.csv", "a/c.PARQUET", "a/d.xlsx", "a/e/f.txt"
        ]  # fmt: skip
        assert noted == {}

    @pytest.mark.parametrize(
        "name", [".a.csv", "~$a.xlsx", ".b/a.csv", "Thumbs.db", "__MACOSX/a.csv"]
    )
    def test_hidden_files_are_left_out(self, tmp_path, name):
        written(tmp_path / name)
        written(tmp_path / "a.csv")
        assert found(tmp_path) == ([str(tmp_path / "a.csv")], {})

    def test_a_hidden_folder_may_itself_be_named(self, tmp_path):
        file = written(tmp_path / ".hidden" / "a.csv")
        assert found(file.parent) == ([str(file)], {})

    def test_a_file_of_another_kind_is_noted(self, tmp_path):
        file = written(tmp_path / "list.docx")
        assert found(tmp_path) == ([], {str(file): [("E101",)]})

    def test_a_folder_without_files_is_noted(self, tmp_path):
        assert found(tmp_path) == ([], {str(tmp_path): [("E101", "a folder without files")]})

    def test_what_is_not_there_is_noted(self, tmp_path):
        file = tmp_path / "a.csv"
        assert found(file) == ([], {str(file): [("E101", "nothing of this name")]})

    def test_what_is_no_regular_file_is_noted(self, tmp_path):
        os.mkfifo(tmp_path / "a.csv")
        _, noted = found(tmp_path)
        assert noted == {str(tmp_path / "a.csv"): [("E101", "no regular file")]}

    def test_a_file_is_read_once_by_whatever_name(self, tmp_path):
        file = written(tmp_path / "folder" / "a.csv")
        link = tmp_path / "b.csv"
        link.symlink_to(file)
        labels, noted = found(file, tmp_path / "folder" / ".." / "folder", link, tmp_path)
        assert labels == [str(file)]
        assert noted == {}

    def test_linked_folders_are_followed_but_not_in_a_circle(self, tmp_path):
        written(tmp_path / "elsewhere" / "a.csv")
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "link").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere" / "back").symlink_to(tmp_path / "folder")
        labels, noted = found(tmp_path / "folder")
        assert labels == [str(tmp_path / "folder" / "link" / "a.csv")]
        assert noted == {}


class TestArchives:
    def test_its_members_are_read_where_they_are(self, tmp_path):
        path = archive(tmp_path / "a.ZIP", {"b/c.csv": b"1", "d.xlsx": b"2", ".e.csv": b"3"})
        log = FaultLog()
        files = find_files([tmp_path], log)
        assert [file.label for file in files] == [f"{path}/b/c.csv", f"{path}/d.xlsx"]
        for _ in range(2):
            assert [file.open().read() for file in files] == [b"1", b"2"]
        assert log.faults == []
        assert [path.name for path in tmp_path.iterdir()] == ["a.ZIP"]

    def test_what_cannot_be_read_in_it_is_noted(self, tmp_path):
        inner = archive(tmp_path / "inner.zip", {"a.csv": b"x"}).read_bytes()
        path = archive(tmp_path / "a.zip", {"inner.zip": inner, "b.docx": b"x", "c.csv": b"x"})
        assert found(path) == (
            [f"{path}/c.csv"],
            {
                f"{path}/inner.zip": [("E101", "an archive within an archive")],
                f"{path}/b.docx": [("E101",)],
            },
        )

    def test_one_without_files_is_noted(self, tmp_path):
        path = archive(tmp_path / "a.zip", {"folder/": b""})
        assert found(path) == ([], {str(path): [("E101", "an archive without files")]})

    def test_one_that_broke_off_is_noted(self, tmp_path):
        path = archive(tmp_path / "a.zip", {"a.csv": b"x"})
        written(path, path.read_bytes()[:-9])
        assert found(path) == ([], {str(path): [("E102", "an archive that cannot be opened")]})

    def test_a_member_under_a_password_is_noted(self, tmp_path):
        path = archive(tmp_path / "a.zip", {"a.csv": b"x"})
        content = bytearray(path.read_bytes())
        content[6] |= 1
        content[content.index(b"PK\x01\x02") + 8] |= 1
        written(path, bytes(content))
        assert found(path)[1] == {f"{path}/a.csv": [("E102", "protected by a password")]}

    def test_one_that_would_unpack_to_an_absurd_size_is_noted(self, tmp_path, monkeypatch):
        monkeypatch.setattr(places, "_MOST_BYTES_UNPACKED", 1 << 20)
        path = archive(tmp_path / "a.zip", {"a.csv": b"0" * 900_000, "b.csv": b"0" * 900_000})
        labels, noted = found(path)
        assert labels == []
        assert [code for code, _ in noted[str(path)]] == ["E102"]

    def test_two_members_of_one_name_are_noted(self, tmp_path):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as packed, pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a.csv", b"1")
            packed.writestr("a.csv", b"2")
        labels, noted = found(path)
        assert labels == []
        assert {code for code, _ in noted[f"{path}/a.csv"]} == {"E102"}

    def test_a_workbook_is_no_archive_of_files_though_its_suffix_says_so(self, tmp_path):
        path = archive(tmp_path / "a.zip", {"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"})
        assert found(path) == ([str(path)], {})

    @pytest.mark.parametrize("codec", ["utf-8", "cp1256", "cp720"])
    def test_garbled_names_are_put_right(self, tmp_path, codec):
        name = "كشف" + PERSIAN_NAME if codec == "utf-8" else "كشف حساب.csv"
        path = under_raw_name(tmp_path / "a.zip", name.encode(codec))
        assert found(path)[0] == [f"{path}/{name}"]

    def test_a_name_of_no_known_letters_stays_as_it_is(self, tmp_path):
        path = under_raw_name(tmp_path / "a.zip", b"\xe0\xe9\x01.csv")
        (label,), noted = found(path)
        assert label.endswith("?.csv")
        assert noted == {}

    def test_no_member_is_written_anywhere(self, tmp_path):
        path = archive(tmp_path / "a.zip", {"../../evil.csv": b"x"})
        (file,) = find_files([path], FaultLog())
        assert file.open().read() == b"x"
        assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_opened_anew_each_time(tmp_path):
    (file,) = find_files([written(tmp_path / "a.csv", b"abc")], FaultLog())
    assert b"".join(file.chunks()) == b"".join(file.chunks()) == b"abc"
    with file.open() as opened:
        assert isinstance(opened, io.BufferedIOBase)
